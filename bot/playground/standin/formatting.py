"""Telegram's HTML, parsed and refused the way Telegram does it.

Offsets in refusals count bytes of the UTF-8 text, those of entities UTF-16 code units. The rules follow the documented
"HTML style" and the observable behaviour of TDLib: `</>` closes any tag, an unknown named reference stays as it stands.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from .errors import ApiError, bad_request
from .model import Entity
from .utf16 import units

_KINDS = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "span": "spoiler",
    "tg-spoiler": "spoiler",
    "tg-emoji": "custom_emoji",
    "a": "text_link",
    "pre": "pre",
    "code": "code",
    "blockquote": "blockquote",
}
_NAMED = {b"lt": "<", b"gt": ">", b"amp": "&", b"quot": '"'}
# Telegram reads at most ten characters of a numeric reference, the "&#" included.
_REFERENCE = re.compile(rb"&(?:#(?:x(?P<hex>[0-9a-fA-F]{1,6})|(?P<dec>[0-9]{1,7}))|(?P<name>[A-Za-z]+));?")
_ATTRIBUTE_NAME = re.compile(rb"[^\s\x00=>]*")
_NAME_TOKEN = re.compile(rb"[A-Za-z0-9.-]*")
_TAG_NAME = re.compile(rb"[^\s\x00>]*")
_BLANK = re.compile(rb"[\s\x00]*")
_LAST_CODE_POINT = 0x10FFFF
_SURROGATES = range(0xD800, 0xE000)
_LINK = re.compile(r"(?:(?:https?|tg|tonsite|ftp)://)?[^\s/]+\.[^\s]+|(?:https?|tg)://\S+", re.IGNORECASE)


@dataclass(frozen=True)
class _Open:
    tag: str
    argument: str
    offset: int
    start: int


def _refuse(reason: str) -> ApiError:
    return bad_request(f"can't parse entities: {reason}")


def parse_html(source: str) -> tuple[str, tuple[Entity, ...]]:
    """Return the visible text and its entities, sorted by offset, longer ones first.

    Raises:
        ApiError: 400 with Telegram's wording for tags it does not know, does not find closed, or finds closed wrongly.

    """
    return _Parser(source.encode("utf-8", "surrogatepass")).parse()


class _Parser:
    def __init__(self, source: bytes) -> None:
        self.source = source
        self.at = 0
        self.parts: list[str] = []
        self.length = 0
        self.open: list[_Open] = []
        self.entities: list[Entity] = []

    def parse(self) -> tuple[str, tuple[Entity, ...]]:
        while self.at < len(self.source):
            if self.source.startswith(b"</", self.at):
                self._end_tag()
            elif self.source.startswith(b"<", self.at):
                self._start_tag()
            else:
                self._text()
        if self.open:
            raise _refuse(f'Can\'t find end tag corresponding to start tag "{self.open[-1].tag}"')
        self.entities.sort(key=lambda entity: (entity.offset, -entity.length))
        return "".join(self.parts), tuple(self.entities)

    def _text(self) -> None:
        end = self.source.find(b"<", self.at)
        raw = self.source[self.at : end if end >= 0 else len(self.source)]
        self.at += len(raw)
        text = _decode(raw)
        self.parts.append(text)
        self.length += units(text)

    def _peek(self) -> bytes:
        return self.source[self.at : self.at + 1]

    def _take(self, pattern: re.Pattern[bytes]) -> bytes:
        found = pattern.match(self.source, self.at)
        taken = found.group() if found else b""
        self.at += len(taken)
        return taken

    def _start_tag(self) -> None:
        begin = self.at
        self.at += 1
        tag = self._take(_TAG_NAME).decode("utf-8", "replace").lower()
        if not self._peek():
            raise _refuse(f"Unclosed start tag at byte offset {begin}")
        if tag not in _KINDS:
            raise _refuse(f'Unsupported start tag "{tag}" at byte offset {begin}')
        argument = ""
        while True:
            self._take(_BLANK)
            if self._peek() in {b">", b""}:
                break
            name, value = self._attribute(tag, begin)
            argument = _argument(tag, name, value) or argument
        if not self._peek():
            raise _refuse(f"Unclosed start tag at byte offset {begin}")
        self.at += 1
        if tag == "span" and argument != "spoiler":
            raise _refuse(f'Tag "span" must have class "tg-spoiler" at byte offset {begin}')
        self.open.append(_Open(tag, argument, self.length, len(self.parts)))

    def _attribute(self, tag: str, begin: int) -> tuple[str, str]:
        name = self._take(_ATTRIBUTE_NAME).decode("utf-8", "replace").lower()
        if not name:
            raise _refuse(f'Empty attribute name in the tag "{tag}" at byte offset {begin}')
        self._take(_BLANK)
        if self._peek() != b"=":
            return name, ""
        self.at += 1
        self._take(_BLANK)
        quote = self._peek()
        if quote not in {b'"', b"'"}:
            token_begin = self.at
            value = self._take(_NAME_TOKEN).decode().lower()
            if self._peek() not in {b" ", b"\t", b"\n", b"\r", b">"}:
                raise _refuse(f"Unexpected end of name token at byte offset {token_begin}")
            return name, value
        end = self.source.find(quote, self.at + 1)
        if end < 0:
            raise _refuse(f"Unclosed start tag at byte offset {begin}")
        value = _decode(self.source[self.at + 1 : end])
        self.at = end + 1
        return name, value

    def _end_tag(self) -> None:
        begin = self.at
        if not self.open:
            raise _refuse(f"Unexpected end tag at byte offset {begin}")
        self.at += 2
        name = self._take(_TAG_NAME).decode("utf-8", "replace").lower()
        self._take(_BLANK)
        if self._peek() != b">":
            raise _refuse(f"Unclosed end tag at byte offset {begin}")
        self.at += 1
        opened = self.open.pop()
        if name and name != opened.tag:
            raise _refuse(f'Unmatched end tag at byte offset {begin}, expected "</{opened.tag}>", found "</{name}>"')
        if self.length > opened.offset:
            self._close(opened)

    def _close(self, opened: _Open) -> None:
        plain = Entity(type=_KINDS[opened.tag], offset=opened.offset, length=self.length - opened.offset)
        last = self.entities[-1] if self.entities else None
        same = last is not None and (last.offset, last.length) == (plain.offset, plain.length)
        if opened.tag == "a":
            url = _checked_link(opened.argument or "".join(self.parts[opened.start :]))
            if url:
                self.entities.append(replace(plain, url=url))
        elif opened.tag == "tg-emoji":
            if not opened.argument.isdecimal() or int(opened.argument) == 0:
                raise _refuse("Invalid custom emoji identifier specified")
            self.entities.append(replace(plain, custom_emoji_id=opened.argument))
        elif opened.tag == "blockquote" and opened.argument:
            self.entities.append(replace(plain, type="expandable_blockquote"))
        elif opened.tag == "pre" and same and last is not None and last.type == "code":
            # <pre><code class="language-x"> is one entity, and so is <pre><code>.
            self.entities[-1] = replace(plain, language=last.language)
        elif opened.tag == "code":
            self.entities.append(replace(plain, language=opened.argument or None))
        else:
            self.entities.append(plain)


def _argument(tag: str, name: str, value: str) -> str:
    if (tag, name) in {("a", "href"), ("tg-emoji", "emoji-id")}:
        return value
    if (tag, name) == ("code", "class") and value.startswith("language-"):
        return value.removeprefix("language-")
    if (tag, name) == ("span", "class") and value.startswith("tg-"):
        return value.removeprefix("tg-")
    if (tag, name) == ("blockquote", "expandable"):
        return name
    return ""


def _decode(raw: bytes) -> str:
    parts: list[str] = []
    at = 0
    for reference in _REFERENCE.finditer(raw):
        character = _character(reference)
        if character is not None:
            parts += [raw[at : reference.start()].decode("utf-8", "replace"), character]
            at = reference.end()
    parts.append(raw[at:].decode("utf-8", "replace"))
    return "".join(parts)


def _character(reference: re.Match[bytes]) -> str | None:
    name = reference["name"]
    if name is not None:
        return _NAMED.get(name)
    digits = reference["hex"]
    code = int(digits, 16) if digits is not None else int(reference["dec"])
    if not 0 < code < _LAST_CODE_POINT:
        return None
    if code in _SURROGATES:
        reason = (
            "Text contains invalid Unicode characters after decoding HTML entities, check for unmatched surrogate"
            " code units"
        )
        raise _refuse(reason)
    return chr(code)


def _checked_link(url: str) -> str | None:
    """Return a link as Telegram shows it, or nothing where it silently drops the entity."""
    if not _LINK.fullmatch(url):
        return None
    if "://" not in url:
        url = f"http://{url}"
    scheme, rest = url.split("://", 1)
    host, slash, path = rest.partition("/")
    return f"{scheme.lower()}://{host.lower()}{slash or '/'}{path}" if scheme.lower() != "tg" else url
