"""What texts for people are in another language: messages of a gettext catalogue, filled with the values of each text.

Texts are content (`texts/uk`), read by `io/files/texts`; here is only how they are found.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from string import Formatter
from typing import NamedTuple

from zhyto.texts import Said, as_is
from zhyto.texts.spoken import form

CLICK = "click"
"""Context of messages that click says: these are known by their finished English."""


class Message(NamedTuple):
    """An entry of a catalogue: where it comes from, the English of one, the English of many (or nothing), and its forms in the other language."""

    context: str
    one: str
    many: str
    forms: tuple[str, ...]


def messages(text: str) -> Iterator[Message]:
    """The entries of a catalogue, its header first."""
    for block in text.strip().split("\n\n"):
        name, found = "", dict[str, str]()
        for line in block.splitlines():
            if not line.startswith("#"):
                # A further line of a text has no name in front.
                if not line.startswith('"'):
                    name, _, line = line.partition(" ")
                found[name] = found.get(name, "") + json.loads(line)
        forms = tuple(value for name, value in found.items() if name.startswith("msgstr"))
        yield Message(found.get("msgctxt", ""), found["msgid"], found.get("msgid_plural", ""), forms)


class Catalogue:
    """Messages in a language, by their English. files: their text. language: its code."""

    def __init__(self, files: Iterable[str], language: str = "uk") -> None:
        known = [message for text in files for message in messages(text)]
        self.language = language
        self._forms = {message.one: message.forms for message in known if message.one and all(message.forms)}
        self._foreign = [(_pattern(message.one), message.one) for message in known if message.context == CLICK]

    def say(self, text: str) -> str:
        """A text in the language; in English where it has no words for it, and as it is where it is no text for people."""
        if not isinstance(text, Said):
            return text
        forms = self._forms.get(text.message)
        values = {name: self.say(value) if isinstance(value, str) else value for name, value in text.values.items()}
        if not forms:
            return text.but(**values)
        return forms[form(text.values["count"], self.language) if text.many else 0].format(**values)

    def understood(self, text: str) -> Said:
        """A finished sentence of click as the message it was made of."""
        if isinstance(text, Said):
            return text
        for pattern, message in self._foreign:
            if match := pattern.fullmatch(text):
                return Said(message, **{name: self.understood(value) for name, value in match.groupdict().items()})
        return as_is(text)


def _pattern(message: str) -> re.Pattern[str]:
    parts = ((re.escape(fixed), name) for fixed, name, _, _ in Formatter().parse(message))
    return re.compile("".join(fixed + (f"(?P<{name}>.+?)" if name else "") for fixed, name in parts), re.DOTALL)
