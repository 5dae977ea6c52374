"""A new kind of effect is one file in `care/effects`: nothing else has to know of it."""

import sys

import pytest

import commonweal
from commonweal.archive.writing import write_run
from commonweal.base.declare.form import forms
from commonweal.care import effects
from commonweal.care.effects import kinds
from commonweal.report.write import write_report

BY_PHONE = """
from commonweal.care.effects.kinds import effect_kind
from commonweal.care.effects.on_residents import OnResidents


@effect_kind
class ByPhone(OnResidents):
    __slots__ = ()
    kind = "by_phone"
    means = "a call does instead"
    does = "how many visits a call replaces"

    def own_problems(self, tables):
        yield from OnResidents.own_problems(self, tables)
        if self.to_service is None:
            yield "to_service", "nobody answers the telephone", "name who does"

    def says(self, names):
        service = names("services")[self.services[0]]
        return f"A call replaces some of: {service}."
"""

HOMES = "proposals/care-homes.toml"


@pytest.fixture
def by_phone(tmp_path, monkeypatch):
    """The made-up kind, found like any other because its file lies among theirs."""
    (tmp_path / "kinds").mkdir()
    (tmp_path / "kinds" / "by_phone.py").write_text(BY_PHONE, "utf-8")
    monkeypatch.setattr(effects, "__path__", [*effects.__path__, str(tmp_path / "kinds")])
    _forget()
    yield
    kinds._KINDS.pop("by_phone")
    sys.modules.pop("commonweal.care.effects.by_phone")
    _forget()


def _forget():
    forms.cache_clear()
    kinds.effect_kinds.cache_clear()


@pytest.mark.usefixtures("by_phone")
def test_it_is_drawn_and_worked_out_as_its_class_says(mine):
    before = commonweal.run(mine.read(), draws=20)
    mine.replace(HOMES, 'kind = "reduce"', 'kind = "by_phone"')
    plan = mine.read()
    [homes] = [p for p in plan.proposals if p.code == "care-homes"]
    assert type(homes.effects[0]).__name__ == "ByPhone"
    # It acts on residents with the same stream of chance, so it comes to what `reduce` came to.
    after = commonweal.run(plan, draws=20)
    assert after.figures.frame().equals(before.figures.frame())


@pytest.mark.usefixtures("by_phone")
def test_its_checks_are_asked(mine):
    mine.replace(HOMES, 'kind = "reduce"', 'kind = "by_phone"')
    mine.replace(HOMES, 'to_service = "community_contacts"\n', "")
    [problem] = mine.problems()
    assert "effect 1 to_service D08 nobody answers the telephone; name who does" in problem


@pytest.mark.usefixtures("by_phone")
def test_the_page_says_what_it_does(mine, tmp_path):
    mine.replace(HOMES, 'kind = "reduce"', 'kind = "by_phone"')
    run = commonweal.run(mine.read(), draws=20)
    name = run.plan.names("services")["emergency_admissions"]
    write_run(run, tmp_path / "run", write_report)
    page = tmp_path / "run/report/proposal-care-homes.html"
    assert f"A call replaces some of: {name}." in page.read_text("utf-8")


@pytest.mark.usefixtures("by_phone")
def test_it_can_be_switched_off(mine):
    mine.replace(HOMES, 'kind = "reduce"', 'kind = "by_phone"')
    off = commonweal.run(mine.read(), draws=0, settings={"proposal.care-homes.1": "off"})
    [homes] = [p for p in off.plan.proposals if p.code == "care-homes"]
    assert homes.effects == ()


@pytest.mark.usefixtures("by_phone")
def test_the_form_offers_it():
    [effect] = [part for part in forms()["proposal"].parts if part.name == "effect"]
    [kind] = [key for key in effect.keys if key.name == "kind"]
    assert "by_phone: a call does instead." in kind.says


def test_without_its_file_the_kind_is_refused(mine):
    mine.replace(HOMES, 'kind = "reduce"', 'kind = "by_phone"')
    [problem] = mine.problems()
    assert "'by_phone'" in problem
