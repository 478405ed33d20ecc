"""HTML and SVG text in which everything is escaped unless it was made here."""

from __future__ import annotations

import re
from html import escape


class Safe(str):
    """Markup that is already escaped. Only this module makes it from plain text."""

    __slots__ = ()


Child = str | None
_GAP = re.compile(r"\{(\w+)\}")
_VOID = frozenset({"input", "link", "meta", "br"})
# Control characters are not allowed in HTML even when escaped.
_CONTROL = dict.fromkeys([*range(9), 11, 12, *range(14, 32), 127])


def esc(text: str) -> Safe:
    """Text as it may stand between tags or in a quoted attribute; `Safe` text is returned as it is."""
    return text if isinstance(text, Safe) else Safe(escape(text.translate(_CONTROL), quote=True))


def join(*children: Child) -> Safe:
    """Children one after another, without those that are None."""
    return Safe("".join([esc(child) for child in children if child is not None]))


def tag(element: str, /, *children: Child, **attributes: str | int | float | bool | None) -> Safe:
    """An element. An attribute that is None or False is left out, True stands alone; `aria_label` is `aria-label`, `class_` is `class`."""
    parts = []
    for key, value in attributes.items():
        if value is None or value is False:
            continue
        plain = key.rstrip("_").replace("_", "-")
        parts.append(f" {plain}" if value is True else f' {plain}="{esc(str(value))}"')
    start = f"<{element}{''.join(parts)}>"
    return Safe(start if element in _VOID else f"{start}{join(*children)}</{element}>")


def fill(template: str, **values: str) -> Safe:
    """A template with `{names}` filled in: it and plain values are escaped, `Safe` values are not. KeyError: a name without a value."""
    pieces = _GAP.split(template)
    return join(*[values[piece] if index % 2 else piece for index, piece in enumerate(pieces)])
