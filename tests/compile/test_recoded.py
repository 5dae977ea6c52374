"""Codes newer than the tables are taken, and a remark says what each was taken for."""

import pytest
from open_data import DATA, needs_data

from compile.areas import choose, district_table
from compile.recoded import TABLE, meant_by
from compile.sources import Sources


@pytest.fixture(scope="module")
def sources():
    return Sources(DATA)


def test_a_remark_on_a_recoded_council_gives_both_its_codes():
    for council in TABLE["council"]:
        meant = meant_by(council["code"])
        assert meant.codes == (council["was"],)
        assert council["code"] in meant.remark
        assert council["was"] in meant.remark
        assert meant_by(council["was"]).remark == ""


@pytest.mark.parametrize("short", TABLE["ended"])
def test_a_remark_on_an_icb_that_ended_says_what_took_over(short):
    ended = TABLE["ended"][short]
    for typed in (short, short.lower(), ended["code"]):
        meant = meant_by(typed)
        assert meant.codes == (typed.upper(),)
        assert "ended on 31 March 2026" in meant.remark
        assert all(now in meant.remark for now in ended["now"])


def test_the_icb_that_kept_its_short_code_says_how_to_have_it_as_it_is_now():
    assert "E54000067" in meant_by("QRL").remark
    assert len(meant_by("E54000067").codes) == 3


@needs_data
def test_the_icbs_of_today_are_every_district_of_those_that_ended_and_none_twice(sources):
    table = district_table(sources)
    before = {TABLE["ended"][short]["code"] for short in TABLE["ended"]} | {"E54000042"}
    old = set(table.filter(table["icb22_code"].is_in(sorted(before)))["district"])
    new = [
        place.code
        for board in TABLE["icb"]
        for place in choose(sources, [board["code"]], None).places
    ]
    assert len(new) == len(set(new))
    assert set(new) == old


@needs_data
@pytest.mark.parametrize("typed", ["E54000066", "D7T5G", "d7t5g"])
def test_essex_of_2026_has_its_own_name_and_leads_itself(sources, typed):
    chosen = choose(sources, [typed], None)
    assert (chosen.name, chosen.lead_code) == ("Essex", "D7T5G")
    assert {"E07000071", "E07000077", "E06000033"} <= {place.code for place in chosen.places}
    assert "began on 1 April 2026" in chosen.remarks[0]


@needs_data
@pytest.mark.parametrize(
    "typed", [["E08000039"], ["e08000019"], ["E08000019", "E08000019"], ["E08000019", "E08000039"]]
)
def test_sheffield_is_sheffield_once_whatever_its_code(sources, typed):
    chosen = choose(sources, typed, None)
    assert chosen.name == "Sheffield"
    assert [place.code for place in chosen.places] == ["E08000019"]
