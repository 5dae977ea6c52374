"""One list of uncertain numbers: what is on it is drawn, and nothing else is."""

from collections import Counter
from pathlib import Path

import pytest

import commonweal
from commonweal.base.numbers.chance import Chance
from commonweal.plan.uncertain_numbers import uncertain

EXAMPLES = Path(__file__).parents[2] / "examples"


@pytest.mark.parametrize("name", ["riverside", "south-yorkshire"])
def test_the_list_is_what_a_run_opens_streams_for(name, monkeypatch):
    opened, stream = set(), Chance.stream

    def recorded(chance, code):
        opened.add(code)
        return stream(chance, code)

    monkeypatch.setattr(Chance, "stream", recorded)
    plan = commonweal.read(EXAMPLES / name)
    commonweal.run(plan, draws=20)
    assert opened == {number.code for number in uncertain(plan)}


@pytest.mark.parametrize("name", ["riverside", "south-yorkshire"])
def test_no_two_numbers_share_a_name_or_a_sentence(name):
    numbers = list(uncertain(commonweal.read(EXAMPLES / name)))
    for words in ([n.code for n in numbers], [n.says for n in numbers]):
        assert [word for word, times in Counter(words).items() if times > 1] == []


def test_rooms_come_from_the_ground_floor_up(mine):
    codes = [number.code for number in uncertain(mine.read())]
    assert codes[:2] == ["people.variant", "people.health_change"]
    floors = [codes.index(code) for code in ("care.growth.all", "care-homes.1", "money.pay_growth")]
    assert [*floors, codes.index("care-homes.running_cost.1")] == sorted(
        [*floors, codes.index("care-homes.running_cost.1")]
    )
