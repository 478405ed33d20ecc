"""What people are told: a text is a message with values, in English and in every language whose catalogue has the message.

In reading order: `Said` here; `catalogue`, how a text is said in another language (`uk/zhyto.po` is content; `uk/others.po`: what other programs say);
`spoken`, how numbers, amounts, months and days are said.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any


class Said(str):
    """A text for people: its English, and the message and the values it is made of, with which another language says it.

    message: names the values in braces, as `str.format` does, and is the key of the catalogue. values: what fills it; some may be `Said` themselves.
    """

    message: str
    many: str
    values: dict[str, Any]

    def __new__(cls, message: str, /, **values: Any) -> Said:
        """The text in English."""
        return _made(message, "", values)

    def but(self, **values: Any) -> Said:
        """The same message with these values in place of those it has."""
        return _made(self.message, self.many, self.values | values)

    def __reduce__(self) -> tuple[Any, ...]:
        return _made, (self.message, self.many, self.values)

    def __deepcopy__(self, _: object) -> Said:
        return self


def how_many(one: str, many: str, /, *, count: Any, **values: Any) -> Said:
    """A text about a number of things, called `count` in it: the message for one of them, and that for another number."""
    return _made(one, many, {"count": count, **values})


def as_is(text: object) -> Said:
    """A value of the data, a name or a code: the same in every language."""
    return in_a_row([str(text)])


def in_a_row(texts: Iterable[str], between: str = "") -> Said:
    """Several texts, one behind the other."""
    values = {f"text{place}": text for place, text in enumerate(texts)}
    # What stands between is a value too: "or" is another word in another language.
    return _made("{between}".join(f"{{{name}}}" for name in values), "", {"between": between, **values})


def said_by(error: BaseException) -> Said:
    """What an error says, of the code or of a library."""
    text = getattr(error, "strerror", None) or (error.args[0] if error.args else type(error).__name__)
    return text if isinstance(text, Said) else Said(str(text).replace("{", "{{").replace("}", "}}"))


def _made(message: str, many: str, values: dict[str, Any]) -> Said:
    made = str.__new__(Said, (many if many and values["count"] != 1 else message).format(**values))
    made.message, made.many, made.values = message, many, values
    return made
