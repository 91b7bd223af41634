"""Words that make a text read as if it were written today, per language. A document is old the day after it appears.

A language without a list is not looked at: add one here. Only words that are wrong in nearly every fact belong in it.
"""

from __future__ import annotations

import re

_PHRASES = {
    "en": (
        "today", "tonight", "tomorrow", "yesterday", "now", "nowadays", "currently", "at present", "at the moment",
        "so far", "this (week|month|year)", "next (week|month|year)", "last (week|month|year)", "recently", "soon",
        "(is|are) (now |being )?(expected|planned|scheduled|due|set|going|likely) to", "will",
    ),
    "uk": (
        "сьогодні", "завтра", "вчора", "учора", "зараз", "нині", "наразі", "тепер", "на цей час", "досі", "нещодавно",
        "незабаром", "невдовзі", "(цього|наступного|минулого) (тижня|місяця|року)", "очікується", "очікують",
        "планується", "планують", "відбудеться", "відбудуться", "буде", "будуть",
    ),
    "ru": (
        "сегодня", "завтра", "вчера", "сейчас", "ныне", "теперь", "на данный момент", "до сих пор", "недавно", "вскоре",
        "на (этой|следующей|прошлой) неделе", "в (этом|следующем|прошлом) (месяце|году)", "ожидается", "ожидают",
        "планируется", "планируют", "состоится", "состоятся", "будет", "будут",
    ),
}  # fmt: skip

PRESENT = {
    language: re.compile(rf"\b(?:{'|'.join(phrases)})\b", re.IGNORECASE) for language, phrases in _PHRASES.items()
}
"""Language code -> what finds the first such word of a text."""

QUOTATION = re.compile(r"«[^»]*»|“[^”]*”|„[^“”]*[“”]|\"[^\"]*\"")
"""Quoted words are the speaker's: they may speak of today."""
