"""What follows an answer: "when?", "and before him?", "а Кушнер?" are read with what was asked before."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from bot.answering.asking import longest
from bot.language.pack import merged
from bot.language.text import single_words, split, words_in, words_of
from bot.retrieval.match import Decision

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from bot.answering.asking import Words
    from bot.language.pack import Pack
    from bot.retrieval.match import Match

FOLLOWED_WITHIN = 600.0
"""Seconds for which what was asked is remembered for what follows."""

SURE = 0.38
"""Score (0 to 1) from which a whole question is answered; a text of small words below it does not stand alone."""

SURE_AGAIN = 0.48
"""Score from which the answer before is given again: a fact that tells the day, to "when?"."""

LONGEST_FRAGMENT = 6
"""Words of what cannot stand alone; more of them say something."""

LONGEST_ABOUT = 10
"""Words of a question about "him"."""

LONGEST_READING = 120
"""Characters of a reading: it is repeated in the reply."""


_MARKS = "?!.… "

FOLLOWED = frozenset({Decision.ANSWER, Decision.DID_YOU_MEAN, Decision.NOT_IN_SOURCE})
"""What tells that a question was about the story."""


class WholeQuestion(NamedTuple):
    """A fragment with what was asked before in one question.

    `asks` says that only what is asked for has changed, `names` that only whom or what it is asked of has; `about` is
    the id of somebody who was named before, where it is a question of its own about "him".
    """

    text: str
    asks: bool = False
    names: bool = False
    about: str = ""


class Following:
    """Reads fragments with the small words of some languages and the kinds of a base's entities."""

    def __init__(self, packs: Sequence[Pack], kinds: Mapping[str, str], about: Mapping[str, str] | None = None) -> None:
        """Take the kind of each entity, and whom or what each fact is about first."""
        self._kinds = kinds
        self._about = about or {}
        mixed = merged(packs)
        replies = mixed.replies
        self._asks = split(mixed.asks.phrases)
        self._opens = split(replies.opens)
        self._exclaims = split(replies.exclaims)
        self._lead_ins = split(replies.lead_ins)
        self._turns_to = split(replies.turns_to)
        self._tells = frozenset(mixed.tells)
        self._joins = split(mixed.clause_breaks)
        self._refers = split(replies.refers)
        self._pronouns = frozenset(replies.pronouns)
        self._who = single_words(mixed.asks.person)
        self._unsaid = split(mixed.stop_words) - split(mixed.tells)
        self._small = words_in(
            (*mixed.stop_words, *replies.lead_ins, *replies.refers, *mixed.asks.phrases, *replies.opens)
        )
        self._languages = {words_of(phrase): pack.language for pack in packs for phrase in pack.asked_for}
        self._beside = self._small | words_in((*replies.requests, *mixed.fillers, *mixed.address))

    def questions(self, before: Match, now: Match, subject: str = "") -> Iterator[WholeQuestion]:
        """Yield the questions that `now` may stand for after `before`, the likeliest first; nothing if it stands alone.

        `subject` is whom the answer to `before` is about, for a question that did not name them.
        """
        asked = self.asked(before).rstrip(_MARKS)
        words = words_of(now.query)
        position = 0
        while longest(self._joins, words[position:]) == 1:
            position += 1
        words = words[position:]
        words = words[longest(self._turns_to, words) :]
        if (
            before.decision not in FOLLOWED
            or now.smalltalk
            or not 0 < len(words) <= LONGEST_ABOUT
            or longest(self._exclaims, words)
        ):
            return
        refers = not self._pronouns.isdisjoint(words) and self._who.isdisjoint(words)
        if refers and not self._small.issuperset(words) and not self._names_somebody(now):
            yield from self._of_somebody(asked, now, before, subject)
        elif len(words) > LONGEST_FRAGMENT:
            return
        elif self._small.issuperset(words):
            if words in self._asks or now.decision is not Decision.ANSWER or now.score < SURE:
                yield from self._of_small_words(asked, words, before, subject)
        elif (name := self._bare_name(now, words)) is not None:
            yield from self._of_name(asked, words, before, name)

    @staticmethod
    def asked(before: Match) -> str:
        """Return the question of an outcome, as it was read; as it was written where it is one clause."""
        clause = before.explanation.clause
        whole = not clause or words_of(clause) == words_of(before.query)
        return (before.read_as or (before.query if whole else clause)).strip()

    def language_in(self, words: Words) -> str | None:
        """Return the language that an answer is asked for in, None where more is said: "in English, please"."""
        if len(words) > LONGEST_FRAGMENT:
            return None
        for start in range(len(words)):
            if named := longest(self._languages, words[start:]):
                beside = (*words[:start], *words[start + named :])
                asks = any(longest(self._asks | self._opens, beside[place:]) for place in range(len(beside)))
                language = self._languages[words[start : start + named]]
                return None if asks or not self._beside.issuperset(beside) else language
        return None

    def accepts(self, question: WholeQuestion, read: Match, before: Match, now: Match) -> bool:
        """Tell whether a question is answered surely, and otherwise than before and than the fragment alone."""
        if question.about:
            return self._is_about_another(question, read, now)
        if read.score < SURE or (read.decision is not Decision.ANSWER and read.gap is None):
            return False
        if (read.answers, read.gap) == (now.answers, now.gap):
            return False
        if (read.answers, read.gap) != (before.answers, before.gap):
            return True
        return question.asks and read.score >= SURE_AGAIN if read.answers else question.names

    def _is_about_another(self, question: WholeQuestion, read: Match, now: Match) -> bool:
        """Tell whether a question about "him" is better read with the name than as it stands."""
        if now.decision is not Decision.ANSWER or read.decision not in FOLLOWED or read.answers == now.answers:
            return False
        first = self._about.get(now.answers[0], "")
        another = self._kinds.get(first) == "person" and first != question.about
        return another or (read.decision is Decision.ANSWER and read.score >= max(SURE, now.score))

    def _of_small_words(self, asked: str, words: Words, before: Match, subject: str) -> Iterator[WholeQuestion]:
        """Read "when?" as the question before with another question word, "before him?" as its end."""
        start = next((place for place in range(len(words)) if not self._leads(words[place:])), len(words))
        ask = longest(self._asks, words[start:])
        pronouns = [place for place, word in enumerate(words) if (word,) in self._refers]
        if pronouns and (ask or longest(self._opens, words[start:])):
            place = pronouns[0]
            named = [asked[span] for span in self._names(asked, before, "person")] or [subject]
            for name in filter(None, dict.fromkeys(named)):
                yield from _whole(" ".join((*words[:place], name, *words[place + 1 :])))
        elif ask:
            rest = self._without_ask(asked)
            states = rest == asked  # "who said that?" of what was stated is "who said Yermak resigned?"
            told = [word for word in words[start + ask :] if states and word in self._tells]
            if name := self._name_alone(rest, before):
                yield from _whole(f"{subject or name}: {' '.join(words[start : start + ask])}", asks=True)
                return
            first = rest.partition(" ")[0]
            rest = first.lower() + rest[len(first) :] if first.lower() in self._small else rest
            yield from _whole(" ".join((*words[: start + ask], *told, rest)), asks=True)
        elif start and len(words) > 1:
            yield from _whole(f"{asked} {' '.join(words)}")

    def _of_name(self, asked: str, words: Words, before: Match, name: str) -> Iterator[WholeQuestion]:
        """Read a bare name as the question before about somebody else, or about that place."""
        start = next((place for place in range(len(words)) if (words[place],) not in self._lead_ins), 0)
        spans = self._names(asked, before, self._kinds[name])
        for span in spans:
            if words_of(asked[: span.start] + asked[span.stop :]):
                yield from _whole(f"{asked[: span.start]}{_titled(words[start:])}{asked[span.stop :]}", names=True)
        if start and not spans:
            yield from _whole(f"{asked} {' '.join(words[:start])} {_titled(words[start:])}")

    def _of_somebody(self, asked: str, now: Match, before: Match, subject: str) -> Iterator[WholeQuestion]:
        """Read a question about "him" as one about the only person who was named, or, after "who", who answered it."""
        named = {each.meaning for each in before.explanation.words if self._kinds.get(each.meaning) == "person"}
        spans = self._names(asked, before, "person")
        answered = {about for each in before.answers if self._kinds.get(about := self._about.get(each, "")) == "person"}
        if not named or not self._who.isdisjoint(words_of(asked)):
            meant, name = answered, subject
        elif len(answered) == 1 and answered.isdisjoint(named) and not (before.conflict or before.differs):
            return  # "and before Ada?"
        else:
            meant, name = named, asked[spans[0]] if spans else ""
        if len(meant) == 1 and name:
            yield from _whole(f"{name}: {now.query.strip(_MARKS)}", about=meant.pop())

    def _names_somebody(self, now: Match) -> bool:
        read = now.explanation.words
        return any(word.how == "name" and self._kinds.get(word.meaning) == "person" for word in read)

    def _bare_name(self, now: Match, words: Words) -> str | None:
        """Return the one entity that is named where nothing else is said, else None."""
        read = now.explanation.words
        names = {word.meaning for word in read if word.how == "name" and word.meaning in self._kinds}
        named = {word.word for word in read if word.how == "name"}
        rest = [word for word in words if word not in named]
        bare = len(names) == 1 and all((word,) in self._lead_ins for word in rest)
        return names.pop() if bare else None

    def _names(self, asked: str, before: Match, kind: str) -> list[slice]:
        """Return where a text names entities of a kind, each run of words once."""
        found: list[slice] = []
        run: list[str] = []
        meaning = ""
        for word in (*before.explanation.words, None):
            of_kind = word is not None and word.how == "name" and self._kinds.get(word.meaning) == kind
            if run and (word is None or not of_kind or word.meaning != meaning):
                pattern = r"\W+".join(map(re.escape, run))
                if span := re.search(rf"(?<!\w){pattern}(?!\w)", asked, re.IGNORECASE):
                    found.append(slice(*span.span()))
                run = []
            if word is not None and of_kind:
                run.append(word.word)
                meaning = word.meaning
        return found

    def _without_ask(self, asked: str) -> str:
        """Return a question without what it asks for: "Who resigned" is "resigned", "а где это" "это"."""
        pieces = asked.split()
        for place in range(len(pieces)):
            rest = pieces[place:]
            for length in range(len(rest), 0, -1):
                words = words_of(" ".join(rest[:length]))
                if words in self._asks or words in self._opens:
                    return " ".join(rest[length:])
            if not self._leads(words_of(rest[0])):
                break
        return asked

    def _name_alone(self, text: str, before: Match) -> str:
        """Return the person's name where a text says nothing else ("is Yermak"): no question can be made of it."""
        spans = self._names(text, before, "person")
        rest = words_of(text[: spans[0].start] + text[spans[0].stop :]) if len(spans) == 1 else None
        alone = rest is not None and all((word,) in self._unsaid or (word,) in self._asks for word in rest)
        return text[spans[0]] if alone else ""

    def _leads(self, words: Words) -> bool:
        """Tell whether the first word only leads in: no question word, and none that stands for somebody."""
        return bool(words) and words[:1] in self._lead_ins and not longest(self._asks, words)


def _whole(text: str, *, asks: bool = False, names: bool = False, about: str = "") -> Iterator[WholeQuestion]:
    text = " ".join(text.split())
    if len(text) < LONGEST_READING:
        yield WholeQuestion(f"{text[:1].upper()}{text[1:]}?", asks, names, about)


def _titled(words: Words) -> str:
    return " ".join(word.title() for word in words)
