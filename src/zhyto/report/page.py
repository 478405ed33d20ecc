"""The report page: one self-contained HTML text, both languages in it, no network and no script."""

from __future__ import annotations

from collections.abc import Sequence, Set
from typing import Final

from zhyto.engine.trace import STANDINGS
from zhyto.report import map as region_map
from zhyto.report import speak
from zhyto.report.data import (
    HARDSHIP_REASONS,
    OTHERWISE,
    UNPAID,
    FindingKind,
    GuaranteeRow,
    HromadaRow,
    ReportData,
    Step,
    contradictions,
)
from zhyto.report.fund import few_helped, fund_part, level_of
from zhyto.report.markup import Safe, join, tag
from zhyto.report.shapes import SIGN, Barred, Column, Shapes
from zhyto.report.small import Cell, hidden_cells
from zhyto.report.style import STYLE
from zhyto.report.texts import NOUNS, say
from zhyto.texts import spoken
from zhyto.texts.spoken import LANGS, Lang

RANKED: Final = 8


def render(data: ReportData, lang_default: Lang = "uk") -> str:
    """The page as HTML text, shown first in `lang_default` (`uk` or `en`).

    Raises ValueError where the data contradict themselves (`contradictions`) or the language is not one of the two.
    """
    if lang_default not in LANGS:
        raise ValueError(f"the page speaks {' and '.join(LANGS)}, not {lang_default!r}")
    wrong = contradictions(data)
    if wrong:
        raise ValueError("no page is made from data that contradict themselves: " + "; ".join(wrong))
    pages = {lang: _Page(data, lang) for lang in LANGS}
    order = [lang_default, *[lang for lang in LANGS if lang != lang_default]]
    names: dict[Lang, str] = {"uk": "Українська", "en": "English"}
    switch = tag(
        "fieldset",
        tag("legend", tag("span", "Мова", lang="uk"), " / ", tag("span", "Language", lang="en"), class_="vh"),
        *[
            tag("label", tag("input", type="radio", name="lang", id=f"lang-{lang}", checked=lang == lang_default), names[lang], lang=lang)
            for lang in LANGS
        ],
        class_="lang",
    )
    head = tag(
        "head",
        tag("meta", charset="utf-8"),
        tag("title", " / ".join(pages[lang].page_title() for lang in order)),
        tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
        # The digest of the page is the proof of what it says; nothing may be loaded from elsewhere.
        tag("meta", http_equiv="Content-Security-Policy", content="default-src 'none'; style-src 'unsafe-inline'; img-src data:"),
        tag("meta", name="referrer", content="no-referrer"),
        tag("link", rel="icon", href="data:,"),
        tag("style", Safe(STYLE)),
    )
    body = tag(
        "body",
        *[tag("a", say("skip", lang), href="#main", class_=f"skip {lang}", lang=lang) for lang in order],
        "\n",
        tag("header", tag("div", tag("p", "Жито · ", tag("span", "Zhyto", lang="en"), class_="brand", lang="uk"), switch, class_="wrap")),
        "\n",
        tag("main", *[tag("div", pages[lang].content(), class_=lang, lang=lang) for lang in order], id="main", tabindex="-1"),
        "\n",
        tag("footer", *[tag("div", pages[lang].closing(), class_=lang, lang=lang) for lang in order]),
    )
    return f"<!DOCTYPE html>\n{tag('html', head, Safe(chr(10)), body, lang=lang_default)}\n"


class _Page(Shapes):
    """The page in one language."""

    # Parts

    def page_title(self) -> str:
        return f"{self.say('title')}: {self.month}"

    def content(self) -> Safe:
        data = self.data
        sections = [self.due_part, self.unpaid_part, self.where_part, self.hardship_part, lambda: fund_part(self), self.method_part]
        sections += [self.law_part, self.unknown_part, self.checks_part]
        return join(
            tag("h1", self.say("title")),
            tag(
                "p",
                self.say(
                    "where_when",
                    region=self.text(data.region),
                    month=self.month,
                    residents=f"{self.number(data.residents)} {spoken.plural(data.residents, self.lang, NOUNS['resident'][self.lang])}",
                ),
                class_="lead",
            ),
            tag("p", self.strong(self.say("synthetic_tag")), " ", self.say("synthetic"), class_="warn") if data.synthetic else None,
            self.main_part(),
            *[part() for part in sections],
        )

    def closing(self) -> Safe:
        checks = self.data.checks
        return tag("p", self.say("made_by", version=checks.version, data=self.known()))

    def known(self) -> Safe:
        """By what data: all on record, or what was known on a day."""
        day = self.data.checks.known_on
        return self.say("known_on", day=speak.day(day, self.lang)) if day else self.say("known_all")

    def main_part(self) -> Safe:
        data = self.data
        missed = sum(row.households for row in data.hardship.reasons if row.reason == "missed_by_law")
        below = sum(row.households for row in data.hardship.reasons)
        due_sign = self.sign(any(row.unverified and row.due_amount for row in data.guarantees))
        unpaid_sign, unclaimed_sign = self.sign(self.touched(UNPAID)), self.sign(self.touched(("unclaimed",)))
        hardship_sign = self.sign(data.hardship.unverified)
        paid = self.big(self.paid, data.unpaid_recipients)
        share = self.say("hidden") if 0 < data.unpaid_recipients < data.hide_below else join(self.percent(self.paid, self.due))
        due_monthly = self.big(self.due - self.due_once, data.recipients)
        few_once = 0 < self.once_count < data.hide_below
        due = self.say(
            "due_once_text" if self.due_once else "due_text",
            month=self.month,
            to_recipients=self.counted(data.recipients, "to_recipient"),
            due=due_monthly,
            once=self.say("hidden") if few_once else self.big(self.due_once, data.recipients),
            paid=self.strong(paid),
            share=share,
        )
        unpaid_sum, unclaimed_sum = self.big(self.unpaid, data.unpaid_recipients), self.big(self.unclaimed, data.unclaimed_recipients)
        owed_to = self.strong(self.counted(data.unpaid_recipients, "to_recipient"))
        unpaid = self.say("unpaid_text", amount=unpaid_sum, to_recipients=owed_to) if data.unpaid_recipients else self.say("unpaid_none")
        holders = self.strong(self.counted(data.unclaimed_recipients, "of_holder"))
        unclaimed = self.say("unclaimed_text", amount=unclaimed_sum, of_holders=holders) if data.unclaimed_recipients else self.say("unclaimed_none")
        if self.unclaimed_at_once:
            unclaimed = join(unclaimed, " ", self.say("unclaimed_once_text", amount=self.big(self.unclaimed_at_once, self.at_once_count)))
        hardship = self.say("hardship_none")
        if below:
            households, shortfall = self.counted(below, "of_household"), self.big(self.shortfall, below)
            hardship = self.say("hardship_text", of_households=households, shortfall=shortfall, missed=self.strong(self.small(missed)))
        items = [
            ("", join(due_monthly, due_sign), "due_big", due),
            ("q", join(unpaid_sum, unpaid_sign), "unpaid_big", unpaid),
            ("q", join(unclaimed_sum, unclaimed_sign), "unclaimed_big", unclaimed),
            ("q", join(self.counted(missed, "household"), hardship_sign), "hardship_big", hardship),
        ]
        fund = data.fund
        if fund:
            level = level_of(self, fund, fund.level)
            text = self.say(
                "fund_text_full" if fund.given == fund.shortfall else "fund_text",
                amount=self.big(fund.amount), level=self.strong(level),
                to_households=self.strong(self.counted(fund.helped, "to_household")),
                share=self.say("hidden") if few_helped(self, fund) else self.percent(fund.given, fund.shortfall), given=self.big(fund.given, fund.helped),
                left=self.say("hidden") if few_helped(self, fund) else self.big(fund.amount - fund.given),
            )  # fmt: skip
            items.append(("", join(level, hardship_sign), "fund_big", text))
        else:
            shown = self.big(self.shortfall, below)
            items.append(("", join(shown, hardship_sign), "no_fund_big", self.say("no_fund_text", shortfall=shown)))
        cards = [
            tag("li", tag("b", big), tag("span", self.say(key), class_="of"), tag("p", text), class_=look or None)
            for look, big, key, text in items
        ]
        bar = Safe("")
        few = (data.recipients, data.unpaid_recipients, data.unclaimed_recipients)
        if not any(0 < count < data.hide_below for count in few):
            parts = (
                ("paid", self.paid),
                ("unpaid", self.unpaid),
                ("open", self.rest(self.due, self.paid + self.unpaid)),
                ("unclaimed", self.unclaimed),
            )
            bar = self.stack(self.say("bar_caption"), [(look, self.say(f"bar_{look}"), value) for look, value in parts])
        return self.section(1, tag("ol", *cards, class_="five", role="list"), bar, self.law_known(), self.reading(), self.contents())

    def law_known(self) -> Safe:
        """The share of the money due that rests wholly on law that is known."""
        rows = [row for row in self.data.guarantees if row.due_amount]
        table, hidden = self.due_table()
        told = {row.code for at, row in enumerate(table) if (at, 0) not in hidden and (at, 3) not in hidden}
        money: dict[str, int] = {}
        for standing in STANDINGS:
            part = [row for row in rows if row.standing == standing]
            money[standing] = sum(row.due_amount for row in part)
            # The sum of a group must not tell what the table of guarantees hides of one of them.
            if any(part[at].code in told for at, _ in hidden_cells([(row.due,) for row in part], self.data.hide_below)):
                return Safe("")
        whole = sum(money.values())
        if not whole:
            return Safe("")
        shares = {name: self.percent(kopecks, whole) for name, kopecks in money.items()}
        link = tag("a", self.say("section_2"), href=f"#{self.ident('part2')}")
        share = self.strong(self.percent(money["read"] + money["verified"], whole))
        return tag("p", self.say("law_known", share=share, sign=tag("strong", SIGN), link=link, **shares), class_="known")

    def reading(self) -> Safe:
        """What the page is and is not, before anyone reads a table."""
        link = tag("a", self.say("section_8"), href=f"#{self.ident('law-facts')}")
        last = tag("a", self.say("section_10"), href=f"#{self.ident('part10')}")
        any_sign = any(row.unverified for row in self.data.guarantees) or self.data.hardship.unverified
        said = [self.say("read_findings"), self.say("read_decides")]
        said += [self.say("read_unverified", sign=tag("strong", SIGN), link=link)] if any_sign else []
        said += [self.small_text()] if self.data.hide_below > 1 else []
        said += [self.say("read_repeat", link=last)]
        return tag("div", tag("h3", self.say("read_h")), tag("ul", *[tag("li", text) for text in said]), class_="read")

    def contents(self) -> Safe:
        ident = self.ident("contents")
        links = [
            tag("li", tag("a", self.say(f"h{number}"), href=f"#{self.ident('law-facts' if number == 8 else f'part{number}')}"))
            for number in range(2, 11)
        ]
        return tag("nav", tag("h3", self.say("contents"), id=ident), tag("ol", *links, start=2), aria_labelledby=ident)

    def guarantee_head(self, row: GuaranteeRow, law: bool = False) -> Safe:
        """Name of a guarantee, whose right it is and, if asked, how its law is known; what is not verified bears the sign."""
        whose = self.say("persons" if row.entity == "person" else "households")
        known = join("; ", self.say(f"standing_{row.standing}")) if law and not row.unverified else None
        return tag("span", self.text(row.label), self.sign(row.unverified), tag("small", whose, known))

    def due_table(self) -> tuple[list[GuaranteeRow], frozenset[Cell]]:
        """Guarantees of the table of what is due, and which of their counts (due, claimable, unknown, once, at once) must be hidden."""
        rows = [row for row in self.data.guarantees if row.due or row.claimable or row.unknown or row.at_once]
        counts = [(row.due, row.claimable, row.unknown, row.once_count, row.at_once_count) for row in rows]
        return rows, hidden_cells(counts, self.data.hide_below)

    def due_part(self) -> Safe:
        data = self.data
        rows, hidden = self.due_table()
        quiet = [row for row in data.guarantees if row not in rows]
        most = max((row.due_amount - row.due_once for row in rows), default=0) or 1
        lines: list[list[Safe | Barred]] = []
        for at, row in enumerate(rows):
            no_due, no_claim = (at, 0) in hidden, (at, 1) in hidden
            # How many are paid once would follow from the count and the other sum.
            no_once, no_at_once = no_due or (at, 3) in hidden, no_claim or (at, 4) in hidden
            monthly = row.due_amount - row.due_once
            due = self.money(monthly, no_once)
            lines.append(
                [
                    self.guarantee_head(row, law=True),
                    self.cell(row.due, no_due),
                    due if no_once else Barred(due, monthly * 1000 // most),
                    self.money(row.due_once, no_once),
                    self.cell(row.claimable, no_claim),
                    self.money(row.claimable_amount, no_at_once),
                    self.money(row.at_once, no_at_once),
                    self.cell(row.unknown, (at, 2) in hidden),
                    join(self.text(row.payer)),
                ]
            )
        any_sign = self.sign(any(row.unverified for row in rows))
        claimable = sum(row.claimable_amount for row in rows) - data.claimable_apart
        at_once = sum(row.at_once for row in rows) - data.at_once_apart
        # What one household cannot have together would follow from the rows and their total.
        few_claims = 0 < sum(row.claimable for row in rows) < data.hide_below or 0 < data.apart_households < data.hide_below
        few_due, few_once = 0 < data.recipients < data.hide_below, 0 < self.once_count < data.hide_below
        few_at_once = 0 < sum(row.at_once_count for row in rows) < data.hide_below
        foot = [
            join(self.say("all"), any_sign),
            join(self.small(data.recipients)),
            self.money(self.due - self.due_once, few_due or few_once),
            self.money(self.due_once, few_due or few_once),
            join("—"),
            self.money(claimable, few_claims or few_at_once),
            self.money(at_once, few_claims or few_at_once),
            join("—"),
            join(""),
        ]
        columns = [Column(self.say("guarantee"), numeric=False, wide=True)]
        columns += [Column(self.say(key)) for key in (
            "due_count", "due_monthly_amount", "due_once_amount", "claimable_count", "claimable_amount", "at_once_amount", "unknown_count",
        )]
        columns.append(Column(self.say("payer"), numeric=False))
        caption = self.say("caption2", month=self.month, currency=self.currency)
        table = self.table("t2", caption, columns, lines, foot)
        nobody = tag("p", self.say("quiet"), " ", "; ".join(self.text(row.label) for row in quiet), ".", class_="note") if quiet else Safe("")
        apart = tag("p", self.say("note2_apart"), class_="note") if data.claimable_apart or data.due_apart else Safe("")
        return self.section(2, tag("p", self.say("p2")), table, apart, nobody, tag("p", self.say("note2"), class_="note"), self.small_note())

    def small_text(self) -> Safe:
        below = self.data.hide_below
        return self.say("small_note", most=self.number(below - 1), range=self.range(), more=f"{below}+")

    def small_note(self) -> Safe:
        return tag("p", self.small_text(), class_="note") if self.data.hide_below > 1 else Safe("")

    def kinds_table(self, name: str, caption: Safe, kinds: Sequence[FindingKind], total: bool) -> Safe:
        """Guarantees down, kinds of finding across, in each cell a count and its amount; with `total` also their sum."""
        data = self.data
        rows = [row for row in data.guarantees if self.found(kinds, row.code, counts=True)]
        if not rows:
            return tag("p", tag("strong", caption), ": ", self.say("nothing"))
        groups = [tuple(kinds), *[(kind,) for kind in kinds]] if total else [(kind,) for kind in kinds]
        counts = [[self.found(group, row.code, counts=True) for group in groups] for row in rows]
        hidden = hidden_cells(counts, data.hide_below, total_first=total)

        def pair(count: int, kopecks: int, hide: bool) -> Safe:
            if not count:
                return join("0")
            return join(self.cell(count, hide), tag("small", self.money(kopecks, hide)))

        lines: list[list[Safe | Barred]] = []
        for at, row in enumerate(rows):
            line: list[Safe | Barred] = [self.guarantee_head(row)]
            line += [pair(counts[at][j], self.found(group, row.code), (at, j) in hidden) for j, group in enumerate(groups)]
            if total:
                share = self.percent(self.found(kinds, row.code), row.due_amount)
                line.append(self.money(0, True) if (at, 0) in hidden else join(share))
            lines.append(line)
        foot = [join(self.say("all"), self.sign(self.touched(kinds)))]
        for group in groups:
            count = self.found(group, counts=True)
            foot.append(pair(count, self.found(group), 0 < count < data.hide_below))
        columns = [Column(self.say("guarantee"), numeric=False, wide=True)]
        columns += [Column(self.say(group[0] if len(group) == 1 else "all")) for group in groups]
        if total:
            few = 0 < self.found(kinds, counts=True) < data.hide_below
            foot.append(self.money(0, True) if few else join(self.percent(self.unpaid, self.due)))
            columns.append(Column(self.say("of_due")))
        return self.table(name, caption, columns, lines, foot)

    def unclaimed_table(self) -> Safe:
        """Rights that nobody claimed, a row per guarantee."""
        data = self.data
        kind: tuple[FindingKind, ...] = ("unclaimed",)
        caption = self.say("caption3b", currency=self.currency)
        rows = [row for row in data.guarantees if self.found(kind, row.code, counts=True)]
        if not rows:
            return tag("p", tag("strong", caption), ": ", self.say("nothing"))
        counts = [self.found(kind, row.code, counts=True) for row in rows]
        once = {row.guarantee: row for row in data.findings if row.kind == "unclaimed"}
        hidden = hidden_cells([(count, once[row.code].at_once_count) for row, count in zip(rows, counts, strict=True)], data.hide_below)
        most = max(self.found(kind, row.code) for row in rows) or 1
        lines: list[list[Safe | Barred]] = []
        for at, row in enumerate(rows):
            hide, worth = (at, 0) in hidden, self.found(kind, row.code)
            no_money = hide or (at, 1) in hidden
            shown = self.money(worth, no_money)
            lines.append([
                self.guarantee_head(row), self.cell(counts[at], hide), shown if no_money else Barred(shown, worth * 1000 // most),
                self.money(once[row.code].at_once, no_money),
            ])  # fmt: skip
        few = 0 < sum(counts) < data.hide_below or 0 < self.at_once_count < data.hide_below
        foot = [join(self.say("all"), self.sign(self.touched(kind))), join(self.small(sum(counts))), self.money(self.unclaimed, few),
                self.money(self.unclaimed_at_once, few)]  # fmt: skip
        columns = [Column(self.say("guarantee"), numeric=False, wide=True), Column(self.say("unclaimed"))]
        columns += [Column(self.say("claimable_amount")), Column(self.say("at_once_amount"))]
        return self.table("t3b", caption, columns, lines, foot)

    def unpaid_part(self) -> Safe:
        money = {"currency": self.currency}
        return self.section(
            3,
            tag("p", self.say("p3")),
            tag("h3", self.say("h3a")),
            self.kinds_table("t3a", self.say("caption3a", **money), UNPAID, total=True),
            tag("h3", self.say("h3b")),
            tag("p", self.say("p3b")),
            tag("div", self.unclaimed_table(), class_="reasons"),
            tag("h3", self.say("h3c")),
            tag("p", self.say("p3c")),
            self.kinds_table("t3c", self.say("caption3c", **money), OTHERWISE, total=False),
        )

    def rate(self, count: int, place: HromadaRow) -> int | None:
        """Per thousand residents, in tenths."""
        return speak.half_up(count * 10_000, place.population) if place.population else None

    def with_elsewhere(self) -> list[HromadaRow]:
        """The hromadas in alphabetical order, and what belongs to none of them, if anything does."""
        data, places = self.data, self.places
        reasons = {row.reason: row for row in data.hardship.reasons}
        left = {reason: reasons[reason].households if reason in reasons else 0 for reason in HARDSHIP_REASONS}
        left["due_not_paid"] -= sum(place.hardship_due_not_paid for place in places)
        left["unclaimed"] -= sum(place.hardship_unclaimed for place in places)
        left["missed_by_law"] -= sum(place.hardship_missed_by_law for place in places)
        other = HromadaRow(
            code="", label={lang: say("elsewhere", lang) for lang in LANGS}, raion={}, lat=None, lon=None, population=None,
            due_amount=self.due - sum(place.due_amount for place in places),
            paid_amount=self.paid - sum(place.paid_amount for place in places),
            unpaid=self.data.unpaid_recipients - sum(place.unpaid for place in places),
            unpaid_amount=self.unpaid - sum(place.unpaid_amount for place in places),
            unclaimed=self.data.unclaimed_recipients - sum(place.unclaimed for place in places),
            unclaimed_amount=self.unclaimed - sum(place.unclaimed_amount for place in places),
            hardship=sum(left.values()), hardship_due_not_paid=left["due_not_paid"], hardship_unclaimed=left["unclaimed"],
            hardship_missed_by_law=left["missed_by_law"], shortfall=self.shortfall - sum(place.shortfall for place in places),
        )  # fmt: skip
        some = (
            other.due_amount,
            other.unpaid,
            other.unpaid_amount,
            other.unclaimed,
            other.unclaimed_amount,
            other.hardship,
            other.shortfall,
        )
        return [*places, other] if any(some) else list(places)

    def place_head(self, place: HromadaRow) -> Safe:
        raion = self.text(place.raion)
        return tag("span", self.text(place.label), tag("small", f"{raion} {self.say('raion')}") if raion else None)

    def where_part(self) -> Safe:
        data = self.data
        if not data.hromadas:
            return self.section(4, tag("p", self.say("nothing")))
        places = self.with_elsewhere()
        counts = [(place.unpaid, place.unclaimed) for place in places]
        hidden = hidden_cells(counts, data.hide_below)
        rates = {place.code: None if (at, 0) in hidden else self.rate(place.unpaid, place) for at, place in enumerate(places)}
        lines: list[list[Safe | Barred]] = []
        for at, place in enumerate(places):
            rate = rates[place.code]
            no_unpaid, no_claim = (at, 0) in hidden, (at, 1) in hidden
            lines.append(
                [
                    self.place_head(place),
                    join(self.number(place.population) if place.population is not None else "—"),
                    self.money(place.due_amount),
                    # With what is due beside it, the sum paid would give the hidden one away.
                    self.money(place.paid_amount, no_unpaid),
                    self.cell(place.unpaid, no_unpaid),
                    join(speak.decimal(rate, self.lang) if rate is not None else "—"),
                    self.money(place.unpaid_amount, no_unpaid),
                    self.cell(place.unclaimed, no_claim),
                    self.money(place.unclaimed_amount, no_claim),
                ]
            )
        known = [place for place in places if place.population]
        residents = sum(place.population or 0 for place in known)
        unpaid, unclaimed = sum(count for count, _ in counts), sum(count for _, count in counts)
        few_unpaid, few_claims = 0 < unpaid < data.hide_below, 0 < unclaimed < data.hide_below
        overall = speak.decimal(speak.half_up(unpaid * 10_000, residents), self.lang) if residents and not few_unpaid else "—"
        foot = [
            join(self.say("all"), self.sign(self.touched((*UNPAID, "unclaimed")))),
            join(self.number(residents)),
            self.money(self.due),
            self.money(self.paid, few_unpaid),
            join(self.small(unpaid)),
            join(overall),
            self.money(self.unpaid, few_unpaid),
            join(self.small(unclaimed)),
            self.money(self.unclaimed, few_claims),
        ]
        heads = (
            "residents",
            "due_amount",
            "paid_amount",
            "unpaid_count",
            "per_thousand",
            "unpaid_amount",
            "unclaimed_count",
            "unclaimed_amount",
        )
        columns = [Column(self.say("hromada"), numeric=False), *[Column(self.say(key)) for key in heads]]
        table = self.table("t4", self.say("caption4", currency=self.currency), columns, lines, foot, tall=True)
        ranked = sorted(((rate, place) for place in known if (rate := rates[place.code]) is not None), key=lambda item: -item[0])
        ranking = self.ranking("r4", self.say("most_rate"), [(f"{self.text(p.label)}", rate) for rate, p in ranked[:RANKED]])
        shown = tag("div", self.map(rates, hidden), tag("div", self.map_key(rates), ranking), class_="geo")
        lost = [self.text(place.label) for place in self.places if place.lat is None or place.lon is None]
        note = tag("p", self.say("not_drawn", names=", ".join(lost)), class_="note") if lost else None
        return self.section(4, tag("p", self.say("p4")), shown, join(note), table, self.small_note())

    def drawn(self) -> list[tuple[HromadaRow, float, float]]:
        return [(place, place.lat, place.lon) for place in self.places if place.lat is not None and place.lon is not None]

    def shades(self, rates: dict[str, int | None]) -> tuple[dict[str, int], list[int]]:
        known = [(place.code, rate) for place, _, _ in self.drawn() if (rate := rates[place.code]) is not None]
        classes, starts = region_map.grades([rate for _, rate in known])
        return {code: grade for (code, _), grade in zip(known, classes, strict=True)}, starts

    def map(self, rates: dict[str, int | None], hidden: frozenset[Cell]) -> Safe:
        shades, _ = self.shades(rates)
        row = {place.code: at for at, place in enumerate(self.places)}
        spots = []
        for place, lat, lon in self.drawn():
            rate, hide = rates[place.code], (row[place.code], 0) in hidden
            spoken = speak.decimal(rate, self.lang) if rate is not None else "—"
            residents = self.number(place.population) if place.population is not None else "—"
            title = self.say(
                "spot", name=self.text(place.label), residents=residents, rate=spoken,
                unpaid=self.say("hidden") if hide else self.number(place.unpaid),
                amount=self.say("hidden") if hide else speak.short_amount(place.unpaid_amount, self.lang, self.currency),
            )  # fmt: skip
            spots.append(region_map.Spot(self.text(place.label), title, lat, lon, place.population or 0, shades.get(place.code), spoken))
        sizes = [(size, self.number(size)) for size in _round_sizes(max((spot.size for spot in spots), default=0))]
        words = (self.say("map_title"), self.say("map_desc"), self.say("key_size"))
        return tag("figure", region_map.draw(spots, sizes, *words, self.ident("map")))

    def map_key(self, rates: dict[str, int | None]) -> Safe:
        shades, starts = self.shades(rates)
        known = [(shades[place.code], rate) for place, _, _ in self.drawn() if (rate := rates[place.code]) is not None]
        lines = []
        for grade in range(len(starts)):
            members = [rate for shade, rate in known if shade == grade]
            low, high = speak.decimal(min(members), self.lang), speak.decimal(max(members), self.lang)
            spread = self.say("key_range", low=low, high=high) if low != high else join(low)
            lines.append(tag("li", tag("i", class_=f"g{grade}"), spread, " — ", self.say("key_places", count=str(len(members)))))
        if any(rates[place.code] is None for place, _, _ in self.drawn()):
            lines.append(tag("li", tag("i", class_="none"), self.say("no_rate")))
        return tag("figure", tag("figcaption", self.say("key_rate")), tag("ul", *lines, class_="key"))

    def hardship_part(self) -> Safe:
        data, hardship = self.data, self.data.hardship
        reasons = {row.reason: row for row in hardship.reasons}
        rows = [reasons[reason] for reason in HARDSHIP_REASONS if reason in reasons]
        hidden = hidden_cells([(row.households, row.persons) for row in rows], data.hide_below)
        sign = self.sign(hardship.unverified)
        most = max((row.households for row in rows), default=0) or 1
        lines: list[list[Safe | Barred]] = []
        for at, row in enumerate(rows):
            hide = (at, 0) in hidden
            count = self.cell(row.households, hide)
            lines.append(
                [
                    tag("span", self.say(f"reason_{row.reason}"), sign, tag("small", self.say(f"why_{row.reason}"))),
                    count if hide else Barred(count, row.households * 1000 // most),
                    self.cell(row.persons, hide or (at, 1) in hidden),
                    self.money(row.shortfall, hide),
                ]
            )
        below, persons = sum(row.households for row in rows), sum(row.persons for row in rows)
        foot = [
            join(self.say("all"), sign),
            join(self.small(below)),
            join(self.small(persons)),
            self.money(self.shortfall, 0 < below < data.hide_below),
        ]
        columns = [Column(self.say("reason"), numeric=False, wide=True), Column(self.say("below_line"))]
        columns += [Column(self.say("members")), Column(self.say("shortfall"))]
        judged = self.say("p5b", judged=self.counted(hardship.judged, "household"), unknown=self.counted(hardship.unknown, "household"))
        parts = [
            tag(
                "p",
                self.strong(join(self.say("line_is"), ".")),
                " ",
                self.text(hardship.line),
                self.sign(hardship.unverified),
                " ",
                self.say("p5"),
            ),
            tag("p", judged),
        ]
        return self.section(
            5, *parts, self.hardship_places(
                self.table("t5", self.say("caption5", currency=self.currency), columns, lines, foot),
                {row.reason for at, row in enumerate(rows) if (at, 0) in hidden},
            )
        )

    def hardship_places(self, reasons: Safe, hidden_reasons: Set[str]) -> Safe:
        """The table of reasons, and beside it and below where these households are. What the one hides the other does not tell in its last row."""
        data = self.data
        if not data.hromadas:
            return tag("div", reasons, class_="reasons")
        places = self.with_elsewhere()
        counts = [(p.hardship, p.hardship_due_not_paid, p.hardship_unclaimed, p.hardship_missed_by_law) for p in places]
        hidden = hidden_cells(counts, data.hide_below, total_first=True)
        with_fund = data.fund is not None
        # What the fund gives may be all that the missed lack: the rest of the shortfall would then tell what the few others lack.
        fund_hidden = {
            at
            for at, _ in hidden_cells(
                [(place.hardship_missed_by_law, place.hardship - place.hardship_missed_by_law) for place in places], data.hide_below
            )
        }
        lines: list[list[Safe | Barred]] = []
        ranked = []
        for at, place in enumerate(places):
            line: list[Safe | Barred] = [
                self.place_head(place),
                *[self.cell(count, (at, j) in hidden) for j, count in enumerate(counts[at])],
            ]
            line.append(self.money(place.shortfall, (at, 0) in hidden))
            if with_fund:
                line.append(join("—") if place.fund_share is None else self.money(place.fund_share, (at, 0) in hidden or at in fund_hidden))
            lines.append(line)
            rate = self.rate(place.hardship_missed_by_law, place)
            if rate and (at, 3) not in hidden:
                ranked.append((self.text(place.label), rate))
        sums = [sum(row[j] for row in counts) for j in range(4)]
        foot = [
            join(self.say("all"), self.sign(data.hardship.unverified)),
            join(self.small(sums[0])),
            *[self.cell(count, reason in hidden_reasons) for reason, count in zip(HARDSHIP_REASONS, sums[1:], strict=True)],
            self.money(self.shortfall, 0 < sums[0] < data.hide_below),
        ]
        if with_fund:
            foot.append(self.money(sum(place.fund_share or 0 for place in places), 0 < sums[0] < data.hide_below))
        heads = ["below_line", *[f"reason_{reason}" for reason in HARDSHIP_REASONS], "shortfall", *(["fund_share"] if with_fund else [])]
        columns = [Column(self.say("hromada"), numeric=False), *[Column(self.say(key)) for key in heads]]
        ranking = self.ranking("r5", self.say("most_hardship"), sorted(ranked, key=lambda item: -item[1])[:RANKED]) if ranked else Safe("")
        return join(
            tag("div", reasons, ranking, class_="pair"),
            self.table("t5b", self.say("caption5b", currency=self.currency), columns, lines, foot, tall=True),
        )

    def method_part(self) -> Safe:
        blocks = []
        for row in self.data.guarantees:
            if not (row.due or row.claimable):
                continue
            cite = tag("p", self.say("basis"), ": ", row.cite, self.sign(row.unverified), class_="cite")
            method = tag("p", self.text(row.method), class_="note")
            blocks.append(tag("div", tag("h3", self.text(row.label)), tag("p", self.text(row.summary)), method, cite))
        examples = [
            tag(
                "details",
                tag("summary", self.say("example", title=self.text(item.title))),
                tag("ul", self.step(item.tree), class_="tree", role="list"),
            )
            for item in self.data.examples
        ]
        about = tag("div", tag("h3", self.say("h7b")), tag("p", self.say("p7b"))) if examples else Safe("")
        return self.section(7, tag("p", self.say("p7")), tag("div", *blocks, class_="how"), about, *examples)

    def step(self, step: Step, above: str = "") -> Safe:
        """A step and those below it. above: citation of the step above, not said again."""
        cite = tag("span", f" · {step.cite}", class_="cite") if step.cite and step.cite != above else None
        below = tag("ul", *[self.step(inner, step.cite or above) for inner in step.steps], role="list") if step.steps else None
        value = join(": ", tag("b", self.text(step.value))) if any(step.value.values()) else None
        return tag("li", self.text(step.text), value, self.sign(step.unverified), cite, below)

    def plain_table(
        self, name: str, caption: Safe, heads: Sequence[str], rows: Sequence[Sequence[str]], numeric: Sequence[int] = ()
    ) -> Safe:
        if not rows:
            return tag("p", tag("strong", caption), ": ", self.say("nothing"))
        columns = [Column(self.say(key), numeric=at in numeric, wide=at not in numeric and at < 2) for at, key in enumerate(heads)]
        return self.table(name, caption, columns, [[join(cell) for cell in row] for row in rows])

    def law_part(self) -> Safe:
        data = self.data

        def day(text: str) -> str:
            return speak.day(text, self.lang)

        facts = [
            (
                self.text(f.name),
                self.text(f.value),
                day(f.since),
                self.say(f"mark_{f.mark}"),
                self.text(f.source) or "—",
                self.names(f.used_by),
            )
            for f in data.law_facts
        ]
        readings = [
            (
                tag("span", self.text(item.name), tag("small", self.say("question", number=item.number)) if item.number else None),
                self.text(item.taken),
                self.text(item.other) or self.say("not_written"),
                self.names(item.used_by),
            )
            for item in data.readings
        ]
        absent = [
            (
                self.text(item.name),
                f"{day(item.since)} – {day(item.until)}" if item.until else self.say("from_day", day=day(item.since)),
                self.text(item.missing),
                self.names(item.used_by),
            )
            for item in data.not_implemented
        ]
        return self.section(
            8,
            tag("p", self.say("p8", sign=tag("strong", SIGN))),
            self.plain_table("t8", self.say("caption8"), ("fact", "value", "since", "mark", "source", "used_by"), facts),
            tag("h3", self.say("h8b")),
            self.plain_table("t8b", self.say("caption8b"), ("about", "taken", "other", "used_by"), readings),
            tag("h3", self.say("h8c")),
            self.plain_table("t8c", self.say("caption8c"), ("provision", "period", "why", "used_by"), absent),
            name="law-facts",
        )

    def unknown_part(self) -> Safe:
        data = self.data
        facts = [(self.text(f.fact), self.text(f.paper), self.names(f.guarantees), self.small(f.count)) for f in data.missing_facts]
        judged = [
            (
                self.names((row.guarantee,)),
                self.small(row.count),
                self.money(row.amount, 0 < row.count < data.hide_below),
                self.text(row.why),
            )
            for row in data.not_judged
        ]
        gaps = tag("ul", *[tag("li", self.text(gap)) for gap in data.gaps]) if data.gaps else tag("p", self.say("nothing"))
        caption = self.say("caption9b", currency=self.currency)
        return self.section(
            9,
            tag("p", self.say("p9")),
            self.plain_table("t9", self.say("caption9"), ("fact", "paper", "used_by", "waits"), facts, numeric=(3,)),
            self.plain_table("t9b", caption, ("guarantee", "count", "sum", "why"), judged, numeric=(1, 2)),
            tag("h3", self.say("h9b")),
            gaps,
        )

    def checks_part(self) -> Safe:
        checks = self.data.checks
        pairs = [
            (self.say("version"), checks.version),
            (self.say("data"), self.known()),
            (self.say("law_digest"), tag("code", checks.law)),
        ]
        pairs += [(self.say("register_digest"), tag("code", checks.register))] if checks.register else []
        if checks.seed is not None:
            pairs.append((self.say("seed"), str(checks.seed)))
        return self.section(10, tag("p", self.say("p10")), tag("pre", tag("code", checks.command)), self.facts(pairs))


def _round_sizes(largest: int) -> list[int]:
    """Two or three round numbers of residents for the key, the last near the largest hromada."""
    top = next((step * 10**power for power in range(9, 0, -1) for step in (5, 2, 1) if step * 10**power <= largest), 0)
    return [size for size in (top // 40, top // 4, top) if size >= 10]
