"""What `talks-bot report` tells, from both databases, and that it changes nothing."""

from __future__ import annotations

import asyncio
import json
import time
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select, update

from bot.answering.subject import Subject
from bot.errors import ConfigError
from bot.evaluation.figures import render
from bot.retrieval.match import Decision
from bot.storage import care
from bot.storage.database import engine_for
from bot.storage.digests import Digests, key_of
from bot.storage.figures import read_figures
from bot.storage.records import TEXTS_KEPT, VOTES_KEPT
from bot.storage.store import Store
from bot.storage.tables import counts, unanswered, votes

if TYPE_CHECKING:
    from pathlib import Path

RESIGNED = Subject("en", Decision.ANSWER, "yermak-resigned")
MONEY = Subject("uk", Decision.NOT_IN_SOURCE, "money-aid")
PARIS = Subject("en", Decision.OFF_TOPIC)
TODAY = time.strftime("%Y-%m-%d", time.gmtime())


def store_at(url: str, *, keeps_texts: bool = True, key: bytes = b"k") -> Store:
    """Return a store that keeps questions."""
    return Store(engine_for(url), keeps_texts=keeps_texts, key=key)


async def filled(url: str) -> None:
    """Let people ask, vote, and ask alike."""
    store = store_at(url)
    await store.open()
    for subject in (RESIGNED, RESIGNED, MONEY, PARIS, PARIS, PARIS):
        store.records.count(subject)
    for person in range(3):
        await store.records.vote(RESIGNED, person, 1, 1, None, useful=person > 0)
        await store.records.vote(MONEY, person, 1, 2, None, useful=False)
        store.records.keep_text(PARIS, "weather in Paris", "paris weather", person=person, chat=1)
    store.records.keep_text(PARIS, "Paris weather!", "paris weather", person=0, chat=1)
    for _ in range(3):
        store.records.keep_text(PARIS, "my secret", "secret", person=7, chat=1)
    await store.close()


async def test_the_report_tells_what_was_asked_unanswered_and_voted(database_url: str) -> None:
    """By day, kind, entry and language; the worst entry first; a question only once three people asked it alike."""
    await filled(database_url)
    told = json.loads(render(read_figures(database_url, days=30, keeps_texts=True), as_json=True))
    assert told["last"] == TODAY
    assert told["questions"] == [
        {"day": TODAY, "languages": {"en": 5, "uk": 1}, "kinds": {"answer": 2, "not_in_source": 1, "off_topic": 3}}
    ]
    assert told["abstentions"] == [
        {"reason": "off_topic", "nearest": None, "asked": 3, "languages": {"en": 3}},
        {"reason": "not_in_source", "nearest": "money-aid", "asked": 1, "languages": {"uk": 1}},
    ]
    assert [(each["entry"], each["useful"], each["not_useful"]) for each in told["votes"]] == [
        ("money-aid", 0, 3),
        ("yermak-resigned", 2, 1),
    ]
    assert told["votes"][0]["languages"] == {"uk": {"useful": 0, "not_useful": 3}}
    assert told["unanswered"] == [
        {"text": "weather in Paris", "people": 3, "language": "en", "reason": "off_topic", "nearest": None}
    ]
    text = render(read_figures(database_url, days=30, keeps_texts=True))
    for line in (
        "Questions: 6 (en 5, uk 1)",
        f"  {TODAY}  6 (en 5, uk 1): answer 2, not_in_source 1, off_topic 3",
        "  not_in_source, near money-aid: 1 (uk 1)",
        "  yermak-resigned: not useful 1 (en 1), useful 2 (en 2)",
        "  3 people, en, off_topic: weather in Paris",
    ):
        assert line in text.splitlines()
    assert "secret" not in text


async def test_days_before_are_left_out_and_texts_where_they_are_not_kept(database_url: str) -> None:
    """Yesterday is not among the last day; with the setting off there is no word of them."""
    await filled(database_url)
    engine = engine_for(database_url)
    with engine.begin() as connection:
        connection.execute(update(counts).values(day="2020-01-01"))
    engine.dispose()
    told = read_figures(database_url, days=1, keeps_texts=False)
    assert (told.first, told.counts, told.texts) == (TODAY, (), None)
    assert render(told).count("  none") == 2
    assert "unanswered" not in render(told)


async def test_reading_leaves_a_file_as_it_is(tmp_path: Path) -> None:
    """While the bot runs and after it; none appears beside it."""
    path = tmp_path / "kept here & there #1.sqlite3"
    url = f"sqlite:///{path}"
    await filled(url)
    before = path.read_bytes()
    assert read_figures(url, days=1, keeps_texts=False).counts
    assert [file.name for file in tmp_path.iterdir()] == [path.name]
    assert path.read_bytes() == before
    store = store_at(url)
    await store.open()
    store.records.count(PARIS)
    await store.records.vote(PARIS, 1, 1, 9, None, useful=True)
    assert sum(each.asked for each in read_figures(url, days=1, keeps_texts=False).counts) == 7
    assert store.up
    await store.close()
    assert [file.name for file in tmp_path.iterdir()] == [path.name]


@pytest.mark.parametrize(
    ("made", "said"),
    [(None, "there is no database at"), (b"", "older version"), (b"no database", "cannot be read (DatabaseError")],
)
def test_a_file_that_is_no_database_is_told_in_one_line(tmp_path: Path, made: bytes | None, said: str) -> None:
    """With what to do, and nothing is made."""
    path = tmp_path / "kept.sqlite3"
    if made is not None:
        path.write_bytes(made)
    with pytest.raises(ConfigError, match="database") as caught:
        read_figures(f"sqlite:///{path}", days=1, keeps_texts=False)
    assert said in str(caught.value)
    assert "\n" not in str(caught.value)
    assert path.exists() is (made is not None)


def test_a_server_that_is_away_is_told_in_one_line() -> None:
    """Without the password."""
    with pytest.raises(ConfigError, match="cannot be read") as caught:
        read_figures("postgresql://somebody:s3cret@127.0.0.1:9/x", days=1, keeps_texts=False)
    assert "s3cret" not in str(caught.value)


async def test_what_is_old_is_swept_out(database_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who voted after two days, what went unanswered after thirty; the counts stay."""
    await filled(database_url)
    engine, now = engine_for(database_url), int(time.time())
    with engine.begin() as connection:
        connection.execute(update(votes).values(at=now - VOTES_KEPT - 1))
        connection.execute(update(unanswered).where(unanswered.c.text != "my secret").values(at=now - TEXTS_KEPT - 1))
    monkeypatch.setattr(care, "RENEWED", 0.01)
    store = store_at(database_url)
    await store.open()
    for _ in range(100):
        with engine.connect() as connection:
            left = connection.execute(select(votes)).all()
            texts = connection.execute(select(unanswered.c.text)).scalars().all()
        if not left:
            break
        await asyncio.sleep(0.05)
    await store.close()
    engine.dispose()
    assert (left, set(texts)) == ([], {"my secret"})
    assert len(read_figures(database_url, days=1, keeps_texts=True).counts) == 3


@pytest.mark.parametrize(
    ("key", "keeps_texts", "expected"), [(b"k", True, (6, 7)), (b"k", False, (6, 0)), (b"other", True, (0, 0))]
)
async def test_what_forget_could_not_find_any_more_is_deleted(
    database_url: str, key: bytes, expected: tuple[int, int], *, keeps_texts: bool
) -> None:
    """Another token makes other digests; and texts go when they are not to be kept any more."""
    await filled(database_url)
    store = store_at(database_url, key=key, keeps_texts=keeps_texts)
    await store.open()
    await store.close()
    engine = engine_for(database_url)
    with engine.connect() as connection:
        assert tuple(len(connection.execute(select(table)).all()) for table in (votes, unanswered)) == expected
    engine.dispose()


def test_digests_depend_on_the_key_the_purpose_and_the_message() -> None:
    """A person has another one at each message, and none tells the number behind it."""
    one, other = Digests(key_of("42:a")), Digests(key_of("42:b"))
    made = [
        one.person(7), other.person(7), one.chat(7), one.voter(7, "c", 1), one.voter(7, "c", 2), one.voter(8, "c", 1),
        one.voter(7, "d", 1), one.wording("7"), one.of_key(),
    ]  # fmt: skip
    assert len(set(made)) == len(made)
    assert {len(each) for each in made} == {32}
    assert one.person(7) == Digests(key_of("42:a")).person(7)
