"""Texts for people in another language: a catalogue of shown English texts, and what each is in that language.

A key is the English text as the code writes it, `{}` in the place of each gap; its text names the gaps by number, in any order, and writes `{{` for a
brace. Texts are content (`texts/`), read by `io/files/texts`; here is only how they are found.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from zhyto.faults import FRAME, Fault

GAP = "{}"
_DEEP = 4


class Catalogue:
    """What English texts are in another language. texts: by their keys."""

    def __init__(self, texts: Mapping[str, str]) -> None:
        self._exact = {key: text.format() for key, text in texts.items() if GAP not in key}
        self._patterns = [(tuple(key.split(GAP)), text) for key, text in texts.items() if GAP in key and key != FRAME]
        # What the code puts behind another text ("; did you mean …?") may stand behind anything.
        for key, text in texts.items():
            if key[:1] in (":", ";"):
                self._patterns.append((("", *key.split(GAP)), GAP.replace("}", "0}") + _shifted(text, key.count(GAP))))
        self._patterns.sort(key=lambda pattern: -sum(map(len, pattern[0])))
        self._frame = texts.get(FRAME)

    def say(self, text: str) -> str:
        """The text in the other language; the same text where none is known."""
        return self._say(text, 0) or text

    def fault(self, fault: Fault) -> str:
        """A fault in one line."""
        parts = (self._gap(fault.place, 0), self.say(fault.found), self.say(fault.expected), self.say(fault.remedy))
        return self._frame.format(*parts) if self._frame else str(fault)

    def _say(self, text: str, depth: int, least: int = 1) -> str | None:
        """The same; None where it is not known. least: how many letters of a pattern must be fixed."""
        if text in self._exact:
            return self._exact[text]
        if depth < _DEEP:
            if self._frame and (gaps := _gaps(tuple(FRAME.split(GAP)), text)):
                place, *said = gaps
                return self._frame.format(self._gap(place, depth + 1), *(self._say(one, depth + 1) or one for one in said))
            for parts, pattern in self._patterns:
                if sum(map(len, parts)) < least:
                    break
                gaps = _gaps(parts, text)
                if gaps is not None:
                    return pattern.format(*(self._gap(one, depth + 1) for one in gaps))
            # A name stands in front (of a file, a table, a part), or behind (an address).
            before, colon, behind = text.partition(": ")
            if colon and (told := self._say(behind, depth + 1)):
                return f"{self._gap(before, depth + 1)}: {told}"
            if colon and (told := self._gap(before, depth + 1)) != before:
                return f"{told}: {behind}"
        return None

    def _gap(self, text: str, depth: int) -> str:
        """What stands in a gap: a text of the catalogue in the other language, anything of the data as it is. One word is a code or a name."""
        if " " not in text.strip() or (text[0] in "'\"`" and text[-1] == text[0]):
            return text
        return self._say(text, depth, least=8) or text


def _gaps(parts: tuple[str, ...], text: str) -> list[str] | None:
    """What stands between the fixed parts of a pattern, each gap as short as it can be; None where the text is another."""
    if not text.startswith(parts[0]) or not text.endswith(parts[-1]) or len(text) < sum(map(len, parts)):
        return None
    found, at, end = [], len(parts[0]), len(text) - len(parts[-1])
    for part in parts[1:-1]:
        place = text.find(part, at, end)
        if place < 0:
            return None
        found.append(text[at:place])
        at = place + len(part)
    return [*found, text[at:end]] if at <= end else None


def _shifted(text: str, count: int) -> str:
    """The same text with each gap numbered one higher."""
    for number in reversed(range(count)):
        text = text.replace(f"{{{number}}}", f"{{{number + 1}}}")
    return text


def gaps_of(text: str) -> Iterator[int]:
    """Numbers of the gaps in a text of the catalogue, in their order there. Raises ValueError where it is no such text."""
    from string import Formatter

    for _, name, _, _ in Formatter().parse(text):
        if name is not None:
            yield int(name)
