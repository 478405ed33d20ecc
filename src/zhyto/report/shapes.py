"""Words, numbers, tables and bars of the report page, which all its parts share."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from zhyto.law.declare import Label
from zhyto.report import speak
from zhyto.report.data import UNPAID, FindingKind, ReportData
from zhyto.report.markup import Safe, join, tag
from zhyto.report.texts import NOUNS, say
from zhyto.texts import spoken
from zhyto.texts.spoken import Lang, speak_amount

SIGN: Final = "†"
NAMED: Final = 2
"""So many guarantees are named where a list of them stands in a cell; the others are counted."""


@dataclass(frozen=True, slots=True)
class Column:
    """The head of a column; numbers stand to the right."""

    head: Safe
    numeric: bool = True
    wide: bool = False


@dataclass(frozen=True, slots=True)
class Barred:
    """A cell with a bar of `share` per mille behind its text."""

    content: Safe
    share: int


class Shapes:
    """How words, numbers, tables and bars of the page look in one language."""

    def __init__(self, data: ReportData, lang: Lang) -> None:
        self.data = data
        self.lang = lang
        self.currency = speak.label(data.currency, lang)
        self.by_code = {row.code: row for row in data.guarantees}
        self.month = speak.month(data.month, lang)
        self.due = sum(row.due_amount for row in data.guarantees) - data.due_apart
        self.paid = sum(row.paid_amount for row in data.guarantees)
        self.unpaid = self.found(UNPAID)
        self.unclaimed = self.found(("unclaimed",))
        self.due_once = sum(row.due_once for row in data.guarantees)
        self.once_count = sum(row.once_count for row in data.guarantees)
        self.unclaimed_at_once = sum(row.at_once for row in data.findings)
        self.at_once_count = sum(row.at_once_count for row in data.findings)
        self.shortfall = sum(row.shortfall for row in data.hardship.reasons)
        self.places = sorted(data.hromadas, key=lambda place: speak.alphabetical(self.text(place.label)))

    # Words and numbers

    def say(self, key: str, **values: str) -> Safe:
        """A text of `texts` with its gaps filled in."""
        return say(key, self.lang, **values)

    def text(self, text: Label) -> str:
        """A label in the page's language."""
        words = speak.label(text, self.lang)
        return words.replace("'", "\u2019") if self.lang == "uk" else words

    def ident(self, name: str) -> str:
        """An id of the page; both languages stand in one document."""
        return f"{name}-{self.lang}"

    def number(self, value: int) -> str:
        """A whole number with its thousands apart."""
        return spoken.number(value, self.lang)

    def small(self, count: int) -> str:
        """A count as it may be published."""
        return self.range() if 0 < count < self.data.hide_below else self.number(count)

    def range(self) -> str:
        """What stands for a count too small to publish."""
        return f"1–{self.data.hide_below - 1}" if self.data.hide_below > 2 else "1"

    def counted(self, count: int, noun: str) -> Safe:
        """A count with its noun of `NOUNS` in the right form."""
        word = spoken.plural(self.data.hide_below - 1 if 0 < count < self.data.hide_below else count, self.lang, NOUNS[noun][self.lang])
        return join(f"{self.small(count)}{spoken.NBSP}{word}")

    def strong(self, content: str) -> Safe:
        """Words that matter most in their sentence."""
        return tag("strong", content)

    def big(self, kopecks: int, count: int | None = None) -> Safe:
        """A sum as a person says it, the exact one in its title; hidden where it belongs to too few."""
        if count is not None and 0 < count < self.data.hide_below:
            return self.say("hidden")
        short = speak.short_amount(kopecks, self.lang, self.currency)
        full = speak_amount(kopecks, self.lang, self.currency)
        return join(short) if short == full else tag("span", short, title=full)

    def cell(self, count: int, hidden: bool) -> Safe:
        """A count in a table; a hidden one as a range."""
        if not hidden:
            return join(self.number(count))
        return tag("span", self.range() if count < self.data.hide_below else f"{self.data.hide_below}+", class_="hid")

    def money(self, kopecks: int, hidden: bool = False) -> Safe:
        """An exact amount without its currency, or that it is hidden."""
        return tag("span", self.say("hidden"), class_="hid") if hidden else join(speak.amount(kopecks, self.lang))

    def percent(self, part: int, whole: int) -> str:
        """A part of a whole in percent."""
        return speak.percent(part, whole, self.lang)

    def sign(self, unverified: bool) -> Safe:
        """The visible sign of an unverified law fact; the page says once, above all figures, what it means."""
        if not unverified:
            return Safe("")
        return tag("sup", SIGN, class_="unv")

    def names(self, codes: Sequence[str]) -> str:
        """Guarantees by name, the first few of them."""
        if len(self.by_code) > 2 and set(codes) == set(self.by_code):
            return self.say("every")
        shown = ", ".join(self.text(self.by_code[code].label) for code in codes[:NAMED])
        return f"{shown}, {self.say('more', number=self.number(len(codes) - NAMED))}" if len(codes) > NAMED else shown or "—"

    def found(self, kinds: Sequence[FindingKind], guarantee: str | None = None, counts: bool = False) -> int:
        """Findings of some kinds, of one guarantee or of all: their kopecks, or how many."""
        rows = [row for row in self.data.findings if row.kind in kinds and guarantee in (None, row.guarantee)]
        return sum(row.count if counts else row.amount for row in rows)

    def touched(self, kinds: Sequence[FindingKind]) -> bool:
        """Whether an amount among these findings rests on law that is not verified."""
        return any(row.amount and self.by_code[row.guarantee].unverified for row in self.data.findings if row.kind in kinds)

    # Shapes

    def section(self, number: int, *children: Safe, name: str = "") -> Safe:
        """A numbered part under its heading."""
        ident = self.ident(name or f"part{number}")
        heading = tag("h2", tag("span", f"{number}.", class_="no"), self.say(f"h{number}"), id=ident)
        return join(tag("section", heading, *children, aria_labelledby=ident, class_="first" if number == 1 else None), "\n")

    def table(
        self,
        name: str,
        caption: Safe,
        columns: Sequence[Column],
        rows: Sequence[Sequence[Safe | Barred]],
        foot: Sequence[Safe] | None = None,
        tall: bool = False,
    ) -> Safe:
        """A table in a region that scrolls by itself and can be reached with the keyboard."""

        def one(cell: Safe | Barred, at: int) -> Safe:
            look = "n" if columns[at].numeric else None
            if isinstance(cell, Barred):
                return tag("td", cell.content, class_="n bar", style=f"--w:{cell.share / 1000:g}")
            return tag("th", cell, scope="row") if at == 0 else tag("td", cell, class_=look)

        def line(cells: Sequence[Safe | Barred]) -> Safe:
            return tag("tr", *[one(cell, at) for at, cell in enumerate(cells)])

        ident = self.ident(name)
        heads = [tag("th", c.head, scope="col", class_=" ".join(["n"] * c.numeric + ["wide"] * c.wide) or None) for c in columns]
        inner = tag(
            "table",
            tag("caption", tag("span", caption, id=ident)),
            tag("thead", tag("tr", *heads)),
            tag("tbody", *[line(cells) for cells in rows]),
            tag("tfoot", line(foot)) if foot else None,
        )
        look = "scroll tall" if tall else "scroll pin"
        return tag("div", inner, class_=look, role="region", aria_labelledby=ident, tabindex="0")

    def ranking(self, name: str, caption: str, items: Sequence[tuple[str, int]]) -> Safe:
        """Bars with their numbers (tenths), longest first."""
        most = max((value for _, value in items), default=1) or 1
        lines = [
            tag("li", tag("span", title), tag("b", speak.decimal(value, self.lang)), tag("i", style=f"--w:{value * 1000 // most / 10:g}%"))
            for title, value in items
        ]
        return tag("figure", tag("figcaption", caption, id=self.ident(name)), tag("ol", *lines, class_="rank"))

    def stack(self, caption: str, parts: Sequence[tuple[str, str, int]]) -> Safe:
        """One bar in parts, each named with its sum in the key: (class, name, kopecks)."""
        shown = [part for part in parts if part[2] > 0]
        bars = [tag("span", class_=look, style=f"flex:{value} 0 0") for look, _, value in shown]
        key = [tag("li", tag("i", class_=look), name, ": ", tag("b", self.big(value))) for look, name, value in shown]
        return tag(
            "figure", tag("figcaption", caption), tag("div", *bars, class_="stack", aria_hidden="true"), tag("ul", *key, class_="key")
        )

    def facts(self, pairs: Sequence[tuple[str, str]]) -> Safe:
        """Names with their values, one below the other."""
        return tag("dl", *[join(tag("dt", name), tag("dd", value)) for name, value in pairs], class_="facts")

    def rest(self, whole: int, part: int) -> int:
        """What is left of a whole, never below zero."""
        return max(whole - part, 0)
