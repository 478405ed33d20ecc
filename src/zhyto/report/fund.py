"""The fund's part of the page: how it is shared, what else could be, money in and out, and how anyone checks all of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from zhyto.law.declare import Label
from zhyto.report import speak
from zhyto.report.data import Fund, FundFlow, FundLog
from zhyto.report.markup import Safe, join, tag
from zhyto.report.shapes import Barred, Column, Shapes
from zhyto.report.small import hidden_cells
from zhyto.texts import spoken
from zhyto.texts.spoken import speak_amount

ENOUGH: Final = 10
"""Recipients in a sum about payments: as many as in every sum of the public log, which stands beside this page."""
_SECTION = 6
_NARROW = 5
"""Columns that fit the width of a text."""


def fund_part(page: Shapes) -> Safe:
    """The whole section; a sentence where no fund was given."""
    fund = page.data.fund
    if fund is None:
        return page.section(_SECTION, tag("p", page.say("no_fund")))
    parts: list[Safe | None] = [
        tag("p", page.say(f"p6_{fund.measure}")),
        _levels(page, fund),
        page.facts(_counts(page, fund)),
        _sources(page, fund) if fund.sources else None,
        _groups(page, fund) if len(fund.groups) > 1 else None,
        _curve(page, fund) if fund.curve else None,
        _more(page, fund) if fund.extras else None,
        _rules(page, fund) if fund.rules else None,
        _flow(page, fund.flow) if fund.flow else None,
        _log(page, fund.log) if fund.log else None,
    ]
    return page.section(_SECTION, *[part for part in parts if part is not None])


def level_of(page: Shapes, fund: Fund, value: int) -> Safe:
    """A level of resources in the fund's measure."""
    shown = speak.points(value, page.lang) if fund.measure == "line" else speak_amount(value, page.lang, page.currency)
    return page.say(f"level_{fund.measure}", value=shown)


def few_helped(page: Shapes, fund: Fund) -> bool:
    """So few are helped that what is given, and all that tells it (what is left, the shortfall then), tells what they lack."""
    return 0 < fund.helped < page.data.hide_below


def _levels(page: Shapes, fund: Fund) -> Safe:
    full = 10_000 if fund.measure == "line" else max(fund.level, *(extra.level for extra in fund.extras), 1)
    sign = page.sign(page.data.hardship.unverified)

    def bar(words: str, value: int) -> Safe:
        width = f"--w:{min(value * 100 / full, 100):.1f}%"
        return tag("div", tag("span", page.say(words)), tag("i", style=width), tag("b", level_of(page, fund, value), sign))

    before, after = bar("fund_before", fund.level_before), bar("fund_after", fund.level)
    return tag("figure", tag("figcaption", page.say("fund_level")), before, after, class_="level")


def _counts(page: Shapes, fund: Fund) -> list[tuple[str, str]]:
    few = few_helped(page, fund)
    proof = "proof_none" if fund.certificate is None else "proof_yes" if fund.certificate else "proof_no"
    return [
        (page.say("fund_name"), page.text(fund.name)),
        (page.say("fund_amount"), speak_amount(fund.amount, page.lang, page.currency)),
        (page.say("fund_given"), page.say("hidden") if few else speak_amount(fund.given, page.lang, page.currency)),
        (page.say("fund_helped"), page.small(fund.helped)),
        (page.say("fund_lifted"), page.say("hidden") if few else page.small(fund.lifted)),
        (page.say("fund_closed"), page.say("hidden") if few else page.percent(fund.given, fund.shortfall)),
        (page.say("fund_proof"), page.say(proof)),
    ]


def _table(page: Shapes, name: str, caption: str, heads: Sequence[str], rows: Sequence[Sequence[Safe | Barred]], words: Sequence[int] = (0,)) -> Safe:
    """A table of its heads' texts; columns of `words` hold words, the others numbers. A wide table takes the width there is."""
    columns = [Column(page.say(head), numeric=at not in words, wide=at in words) for at, head in enumerate(heads)]
    table = page.table(name, page.say(caption, currency=page.currency), columns, rows)
    return table if len(heads) > _NARROW else tag("div", table, class_="reasons")


def _sources(page: Shapes, fund: Fund) -> Safe:
    """What each source holds and gives. Where few households are helped neither is told, nor what another one gives: the sum is known."""
    hidden = hidden_cells([(one.helped,) for one in fund.sources], page.data.hide_below)
    rows = [
        [
            tag("span", page.text(one.name)), page.money(one.amount), page.money(one.given, (at, 0) in hidden),
            page.cell(one.helped, (at, 0) in hidden),
        ]
        for at, one in enumerate(fund.sources)
    ]  # fmt: skip
    return _table(page, "t6b", "caption6b", ("fund_from", "holds", "gives", "helps"), rows)


def _groups(page: Shapes, fund: Fund) -> Safe:
    """Households by the sources that may pay them: how far they rose, and what ran out."""
    hidden = hidden_cells([(one.households, one.helped, one.lifted) for one in fund.groups], page.data.hide_below)

    def named(sources: Sequence[Label]) -> Safe:
        return join(", ".join(page.text(one) for one in sources) or page.say("no_source"))

    rows = [
        [
            tag("span", named(one.sources)),
            *[page.cell(count, (at, place) in hidden) for place, count in enumerate((one.households, one.helped, one.lifted))],
            page.say("hidden") if (at, 0) in hidden else level_of(page, fund, one.level),
            join("; ".join(named(each) for each in one.ran_out) or "—"),
        ]
        for at, one in enumerate(fund.groups)
    ]  # fmt: skip
    return _table(page, "t6c", "caption6c", ("may_pay", "group_size", "helps", "lifted", "lowest_here", "ran_out"), rows, (0, 5))


def _curve(page: Shapes, fund: Fund) -> Safe:
    """The least level against money in the fund; the table after it says the same in numbers."""
    width, height, top = 460, 150, 10
    most, full = fund.curve[-1][0], max(max(level for _, level in fund.curve), 1)

    def at(amount: int, level: int) -> tuple[str, str]:
        return f"{amount * width / max(most, 1):.1f}", f"{top + height - level * height / full:.1f}"

    line = " ".join(",".join(at(*point)) for point in fund.curve)
    here = at(min(fund.amount, most), fund.level)
    told = page.say("curve_says", amount=speak_amount(fund.amount, page.lang, page.currency), level=level_of(page, fund, fund.level))
    below = str(top + height + 18)
    picture = tag(
        "svg",
        tag("path", d=f"M0 {top}V{top + height}H{width}", class_="axis"),
        tag("polyline", points=line),
        tag("circle", cx=here[0], cy=here[1], r="5"),
        tag("text", level_of(page, fund, full), x="6", y=str(top + 12)),
        tag("text", "0", x="0", y=below),
        tag("text", speak_amount(most, page.lang, page.currency), x=str(width), y=below, text_anchor="end"),
        viewBox=f"-6 0 {width + 12} {height + top + 24}", role="img", aria_label=told,
    )  # fmt: skip
    return tag("figure", tag("figcaption", page.say("curve")), picture, tag("p", told, class_="note"), class_="curve")


def _more(page: Shapes, fund: Fund) -> Safe:
    """What more money would change, and a condition lifted."""
    sign = page.sign(page.data.hardship.unverified)
    now = (join(page.say("as_is"), sign), fund.level, fund.lifted, fund.given // fund.lifted if fund.lifted else None, fund.shortfall - fund.given)
    more = [
        (
            join(page.text(e.label), sign, tag("small", f"+{spoken.NBSP}{speak.amount(e.extra, page.lang)}") if e.extra else None),
            e.level, e.lifted, e.cost, e.shortfall_left,
        )
        for e in fund.extras
    ]  # fmt: skip
    rows: list[list[Safe | Barred]] = [
        [
            tag("span", name), level_of(page, fund, value), join(page.small(lifted)),
            join("—") if cost is None else page.money(cost, 0 < lifted < page.data.hide_below), page.money(short, few_helped(page, fund)),
        ]
        for name, value, lifted, cost, short in (now, *more)
    ]  # fmt: skip
    return _table(page, "t6", "caption6", ("extra", "level", "lifted", "cost_each", "left"), rows)


def _rules(page: Shapes, fund: Fund) -> Safe:
    """The same money by other rules."""
    rows = [
        [
            tag("span", page.text(one.label)), level_of(page, fund, one.level), join(page.small(one.helped)), join(page.small(one.lifted)),
            page.money(one.shortfall_left, 0 < one.helped < page.data.hide_below), join(speak.points(one.gini_bp, page.lang)),
        ]
        for one in fund.rules
    ]  # fmt: skip
    table = _table(page, "t6d", "caption6d", ("rule", "level", "helps", "lifted", "left", "gini"), rows)
    return join(table, tag("p", page.say("rules_note"), class_="note"))


def _flow(page: Shapes, flow: FundFlow) -> Safe:
    """Money in, money out, what was left, in the order it happens.

    What did not reach fewer than `ENOUGH` payments' people is not told, nor what it follows from: one could read off it what somebody was to get.
    """

    def money(kopecks: int) -> str:
        return speak_amount(kopecks, page.lang, page.currency)

    def few(count: int) -> bool:
        return 0 < count < ENOUGH

    unpaid = flow.sent[0] - flow.paid[0]
    if few(flow.stopped[0]) or few(unpaid - flow.stopped[0]):
        parts = [("flow_unpaid", flow.stopped[1] + flow.given_back)]
    else:
        parts = [("flow_stopped_money", flow.stopped[1]), ("flow_back", flow.given_back)]
    parts.insert(0, ("flow_unshared", flow.received - flow.sent[1]))
    left = "; ".join([money(flow.left), *[f"{page.say(key)} {money(kopecks)}" for key, kopecks in parts if kopecks]])
    pairs = [
        ("flow_received", money(flow.received)),
        ("flow_sent", f"{page.number(flow.sent[0])} — {money(flow.sent[1])}"),
        ("flow_stopped", page.number(flow.stopped[0])),
        ("flow_refused", page.number(flow.refused)),
        ("flow_returned", page.number(flow.returned)),
        ("flow_again", page.number(flow.again)),
        ("flow_paid", f"{page.number(flow.paid[0])} — {page.say('hidden') if few(unpaid) else money(flow.paid[1])}"),
        ("flow_left", page.say("hidden") if few(unpaid) else left),
        ("flow_books", page.say("flow_sound" if flow.sound else "flow_unsound")),
    ]
    made_up = tag("p", page.say("flow_practice")) if flow.practice else None
    return join(tag("h3", page.say("flow")), made_up, page.facts([(page.say(key), value) for key, value in pairs]))


def _log(page: Shapes, log: FundLog) -> Safe:
    """The public log, and the command that checks it."""
    pairs = [
        ("log_entries", page.number(log.entries)),
        ("log_head", tag("code", log.head)),
        ("log_witnesses", ", ".join(map(page.text, log.witnesses)) or page.say("log_nobody")),
        ("log_folder", tag("code", log.folder)),
        ("log_check", page.say("log_good" if log.verified else "log_bad")),
    ]
    how = tag("p", page.say("log_how"), " ", tag("code", log.command))
    return join(tag("h3", page.say("log")), tag("p", page.say("log_text")), page.facts([(page.say(key), value) for key, value in pairs]), how)
