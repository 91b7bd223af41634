"""The constants of the decision, with what they were measured on."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Constants:
    """Constants of scoring and decision; every factor multiplies an entry's vote."""

    threshold: float = 0.14
    """Lowest score (0 to 1) that is answered; its confidence is what a match tells as its threshold.

    Measured at 0.10 / 0.12 / 0.14 / 0.16 / 0.18 on 1,626 answerable tune questions and 984 others: right 1566 / 1560 /
    1551 / 1539 / 1519, wrong 33 / 32 / 28 / 26 / 24, abstained 942 / 951 / 957 / 958 / 962. Four stories that it was
    not set on do best at 0.14 to 0.16.
    """
    unseen: float = 0.95
    """What a query of unseen content words alone would lose."""
    repaired: float = 0.2
    """What a repaired word counts as unseen: it may have been another word all along."""
    elsewhere: float = 0.55
    """What a query of words that the base has, but not this entry, would lose. At 0.5 / 0.55, tune questions: right
    1826 / 1827, wrong 40 / 40, abstained 1070 / 1072; 0.7 gives up 18 right ones."""
    gaps_alone: float = 0.4
    """What a fact would lose to a query of words that only gaps hold. At 0 / 0.4 / 0.7, tune questions: right 1825 /
    1820 / 1816, abstained 1076 / 1080 / 1083; six stories: right 157 / 157 / 156, abstained 154 / 156 / 157."""
    stranger: float = 0.5
    """Factor where an unseen word has a capital letter: Reznikov is not Yermak."""
    somebody_else: float = 0.2
    """The same where a word makes a name another's ("Steve Jobs"), or only gaps hold the name or the office. Of 74 such
    questions 25 / 16 / 7 / 7 are answered at 1 / 0.5 / 0.2 / 0.1, of what the document does not say 9 of 2,395 less; 2
    of some 4,100 right answers are lost."""
    not_meant: float = 0.3
    """Factor for a fact about him before, after or instead of whom somebody is asked for ("who was it before Peskov"):
    wrong are 82 of some 4,100 answers, not 85."""
    day_alone: float = 0.5
    """Factor where nothing is asked and a fact holds the day alone ("dentist 2 December"): of 18 such 9 are answered,
    not 15; at 0.3 it is 6, and two right answers are lost."""
    own: float = 0.1
    """Factor where the message is about who writes or reads it ("I quit my job", "what are your priorities"): of 95
    such 33 are answered, 46 at 1, and of what the document does not say 4 of 2,395 less."""
    ask: float = 0.7
    """Factor for each thing asked for that the entry does not give."""
    number: float = 0.25
    """The same for numbers, hours, ages, prices, persons and "since when": no other fact is an answer to "how many",
    none that names nobody to "who". With persons among them ten stories abstain from 322 of 388 questions, not 318,
    with "since when" from 321, not 317, and lose no answer."""
    act: float = 0.5
    """Factor for a fact that does not hold a deed ("who leaked the tapes"). Of 908 messages of strangers that facts
    answered, though they answer something else (their kinds: tests/retrieval/kinds.yaml), 577 are answered; 597 at 1.
    3 of 4,004 right answers are lost. The next factors were counted on the same messages and answers."""
    why: float = 0.3
    """Factor for a fact where "why ..." says nothing but what its text says, or questions of it that ask for no
    reason. At 0.4 / 0.3 / 0.2 of the 908 508 / 499 / 483 are answered; right are 1835 / 1834 / 1834 of the tune
    questions and 1369 / 1369 / 1368 of 1,512 unseen ones."""
    one_word: float = 0.2
    """Factor where one word is all, asks nothing, and stands in no text of the fact: 577, not 580; none is lost."""
    statement: float = 0.6
    """What a fact would lose to a remark of words that it does not hold: 577, not 605; 3 right answers are lost."""
    nothing_held: float = 0.5
    """Factor where a fact has no word of what is said of somebody ("is Rubio tired"): 577, not 595; 2 are lost."""
    doer: float = 0.55
    """Factor where nothing is asked, nobody named, and the first word alone is unseen ("has the coach resigned?"): of
    30 such 8 are answered, 20 at 1, and of the 908 five less; of 4,027 right answers one is lost."""
    turned: float = 0.1
    """Factor for each way in which a question is turned round ("who is not", "what if", "who else", "who is oldest"),
    unless questions of the fact are: 577, not 639; 1 is lost."""
    other_speaker: float = 0.5
    """Factor where the words of somebody are asked for and the fact gives another one's: 577, not 592; 2 are lost."""
    other_topic: float = 0.4
    """Factor where somebody's words about something are asked for, and the fact does not hold it: of the 908 509 are
    answered, 518 at 1, of the tune questions one more; no right answer is lost."""
    other_count: float = 0.5
    """Factor where something is counted that the fact does not speak of: ten stories abstain from 332 of 388
    questions, not 327, and lose 2 of 279 right answers."""
    other_body: float = 0.6
    """Factor for each body that is named and that the fact is not about, does not come from, and no text or question
    of it names: ten stories abstain from 332, not 328; 577, not 584; 2 right answers are lost."""
    unasked: float = 0.9
    """What an entry would lose, where a gap comes first and is compared with the best fact, if nothing of its nearest
    question were asked. At 0 / 0.9, tune questions: right 1832 / 1836, abstained 1078 / 1077; 900 and 300 short
    messages: right 837 / 844, abstained 295 / 293."""
    asked_nothing: float = 0.5
    """Factor, there, for a gap whose nearest question asks where the query is a topic alone that the fact's texts tell:
    "who owns Suspilne" is not "Suspilne citation". At 1 / 0.5, right are 1834 / 1836 of the tune questions and 1368 /
    1370 of 1,512 unseen ones."""
    guessed: float = 0.1
    """Factor where the only content word is a guess: "test" is no "тесть"."""
    claim: float = 0.2
    """Factor for a fact that does not hold the office, the accusation or the end that the query speaks of. With ends a
    court case abstains from 39 of 50 questions, not 35; 1 of 1,827 tune answers is lost."""
    other_number: float = 0.09
    """Factor where the query says a number that the entry does not: 14 Quay Street is not number 12. So low that no
    vote makes it an answer. At 1 / 0.5 / 0.3 / 0.15 a court case abstained from 31 / 33 / 34 / 35 of 50 questions, and
    1 of 1,828 tune answers was lost."""
    other_person: float = 0.2
    """Factor for each person who is named and whom an entry is not about, does not come from, and no question of it
    names: in 1,515 of 1,524 right answers there is none. Of 31 questions that put one in another's place ("is Rubio a
    witness") 5 are answered, 12 at 0.5 and 21 at 1; 5 of some 4,100 right answers are lost."""
    not_about: float = 0.5
    """Factor for a gap that is about somebody, but none who is named. At 1 / 0.7 / 0.5 / 0.3 on all questions of
    the document: right 2253 / 2254 / 2255 / 2255, wrong 48 each time, abstained 1308 / 1307 / 1307 / 1307, right reason
    97.0 / 97.3 / 97.2 / 97.2 %."""
    other_role: float = 0.75
    """Factor for each entity known by its role only that the entry does not know."""
    everywhere: float = 0.4
    """Share of the entries about an entity from which naming it tells nothing (the two countries of a talk)."""
    covered: float = 0.8
    """Vote for an entry that holds every content word of the query, had it no questions at all."""
    thin: float = 5.0
    """Questions of an entry from which its text counts half of that: many questions tell better how it is asked
    for."""
    evidence: float = 1.5
    """Weight of content words at which a clause of a longer message gets half of its score."""
    clause_asking: float = 0.7
    """Factor for a clause of a longer message with a question word but no question mark."""
    clause: float = 0.35
    """Factor for a clause of a longer message that asks nothing."""
    aside: float = 0.5
    """Factor for the scores of a clause that asks nothing and says most in a message of which another one asks:
    at 1 / 0.7 / 0.5 / 0.3 of the 2,400 labelled questions 2264 / 2264 / 2263 / 2258 are right; at 1, "in simple words,
    please" after a question that the base cannot answer was answered for itself."""
    threshold_gap: float = 0.25
    """Lowest score at which an abstention says which gap it is.

    At 0.10 / 0.15 / 0.20 / 0.25 the gap that is named is a right one, or none is named, in 959 / 1004 / 1029 / 1042 of
    1,075 abstentions from tune questions; no answer depends on it.
    """
    several: float = 0.3
    """Lowest score of each of several questions in one message that are answered side by side, where a question mark
    does not part them, and of one that is answered although another one is not. Of 900 pairs of questions with a mark
    each, that are rightly answered alone, 660 are answered both, 508 if this held for them as well."""
    offer: float = 0.02
    """Lowest score of a fact that is offered where nothing is sure enough to be answered."""
    off_topic: float = 0.5
    """Weight of unseen words among the content words from which a query that names nobody is about something else."""
    touched: float = 1.0
    """Weight of known content words from which a query is about the story, however much of it is unseen."""


DEFAULT = Constants()
