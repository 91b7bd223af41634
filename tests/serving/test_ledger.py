"""Laws of the ledger: what may be confirmed, whatever order updates finish in."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.serving.ledger import WINDOW, Ledger


class Telegram:
    """What Telegram does with an offset: forget what is below it, show the first hundred of the rest."""

    def __init__(self, ids: list[int]) -> None:
        self.pending = sorted(ids)

    def fetch(self, offset: int | None) -> list[int]:
        """Return a batch."""
        self.pending = [each for each in self.pending if offset is None or each >= offset]
        return self.pending[:WINDOW]


@settings(deadline=None, max_examples=50)
@given(st.integers(1, 350), st.randoms(use_true_random=False))
def test_nothing_is_confirmed_before_it_is_finished_and_everything_is_taken_once(count: int, chance: object) -> None:
    """Whatever the order of finishing, no id is lost or taken twice."""
    telegram, ledger = Telegram([10 + 3 * number for number in range(count)]), Ledger()
    taken: list[int] = []
    finished: set[int] = set()
    while len(finished) < count:
        offset = ledger.offset
        batch = telegram.fetch(offset)
        assert set(taken) - finished <= set(telegram.pending)
        taken += ledger.take(batch)
        under_way = sorted(ledger.under_way)
        assert len(under_way) <= WINDOW
        for each in chance.sample(under_way, chance.randint(1, len(under_way))):  # type: ignore[attr-defined]
            ledger.finish(each)
            finished.add(each)
    telegram.fetch(ledger.offset)
    assert not telegram.pending
    assert sorted(taken) == sorted(set(taken))


def test_a_known_batch_brings_nothing_new() -> None:
    """While the head is unfinished Telegram repeats the batch."""
    ledger = Ledger()
    assert ledger.take([5, 6, 7]) == [5, 6, 7]
    ledger.finish(6)
    assert ledger.offset == 5
    assert ledger.take([5, 6, 7, 8]) == [8]


def test_ids_may_begin_anew_from_below() -> None:
    """After a week without updates Telegram may choose a lower id."""
    ledger = Ledger()
    ledger.take([1000])
    ledger.finish(1000)
    assert ledger.offset == 1001
    assert ledger.take([7]) == [7]
    ledger.finish(7)
    assert ledger.offset == 8


def test_what_is_set_aside_may_be_confirmed_and_its_end_is_no_surprise() -> None:
    """It is finished later, without a trace."""
    ledger = Ledger()
    ledger.take([1, 2])
    assert ledger.set_aside([1, 99]) == 1
    assert ledger.offset == 2
    ledger.finish(1)
    ledger.finish(2)
    assert ledger.offset == 3
