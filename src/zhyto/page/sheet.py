"""A page as sentences: the same words for text, HTML and PDF. Short ones, for a person who has never read a law."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, TypeVar

from zhyto import dates
from zhyto.explain import distinct, lower
from zhyto.page.data import Change, Entry, Miss, Office, Page, Question, Share, Unwritten
from zhyto.page.guide import Guide, Term
from zhyto.texts.spoken import NBSP, Lang, day_in_words, exact_amount, for_month, from_month, in_month, plural

_T = TypeVar("_T")
MOST: Final = {"open": 3, "rights": 4, "changes": 6, "misses": 4, "documents": 5}
LONG: Final = 16
"""Words of a sentence about a right above which it is left out: the name will do."""
"""Rows of a section; what is beyond is counted, not listed, so that the page stays one page."""
MARK: Final = "⚠"
LEAST: Final = 10_000
"""Kopecks. What would be had at the very line of an income is told from here on."""


@dataclass(frozen=True, slots=True)
class Row:
    """head: what it is about; amount: beside it, "" where there is none; lines: sentences below. unverified: shown with the mark."""

    head: str
    amount: str = ""
    lines: tuple[str, ...] = ()
    unverified: bool = False


@dataclass(frozen=True, slots=True)
class Section:
    """key: due, claim, where, open, changes, misses or words. folded: rows that are shown when asked for; more: how many they are, in words."""

    key: str
    heading: str
    intro: tuple[str, ...] = ()
    rows: tuple[Row, ...] = ()
    after: tuple[str, ...] = ()
    folded: tuple[Row, ...] = ()
    more: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """Everything a reader sees, in order. subtitle: the month and the household; lead: the page in two sentences; foot: small print."""

    lang: Lang
    title: str
    subtitle: tuple[str, ...]
    lead: tuple[str, ...]
    sections: tuple[Section, ...]
    foot: tuple[str, ...]

    def texts(self) -> Iterator[str]:
        """Every piece of text, in order; amounts beside rows too."""
        yield self.title
        yield from (*self.subtitle, *self.lead)
        for section in self.sections:
            yield section.heading
            yield from section.intro
            for row in section.rows:
                yield from filter(None, (row.head, row.amount, *row.lines))
            yield from section.after
        yield from self.foot


def sheet_of(page: Page, guide: Guide | None = None) -> Sheet:
    """The sentences of a page. guide: explains words of the law that stand in them."""
    told = _Telling(page).sheet()
    terms = _explained(told, guide or Guide())
    if not terms:
        return told
    rows = tuple(Row(term.name[page.lang], lines=(term.gloss[page.lang],)) for term in terms)
    words = Section("words", "Що означають слова" if page.lang == "uk" else "What the words mean", rows=rows)
    return Sheet(told.lang, told.title, told.subtitle, told.lead, (*told.sections, words), told.foot)


def _explained(sheet: Sheet, guide: Guide) -> list[Term]:
    """Terms of the sheet, and of their own explanations."""
    text = "\n".join(sheet.texts())
    while True:
        found = guide.explained(text, sheet.lang)
        more = "\n".join([text, *(term.gloss[sheet.lang] for term in found)])
        again = guide.explained(more, sheet.lang)
        if again == found:
            return list(found)
        text = more


class _Telling:
    def __init__(self, page: Page) -> None:
        self.page, self.lang = page, page.lang

    @property
    def nobody(self) -> bool:
        """Whether nobody of the household is alive on the day of the page."""
        return 0 < len(self.page.people) == self.page.dead

    def pick(self, uk: str, en: str) -> str:
        return uk if self.lang == "uk" else en

    def money(self, kopecks: int) -> str:
        return exact_amount(kopecks, self.lang, self.page.currency)

    def day(self, value: date) -> str:
        return day_in_words(value, self.lang)

    def several(self, count: int, uk: tuple[str, str, str], en: tuple[str, str]) -> str:
        """A number with its noun."""
        return f"{count}{NBSP}{plural(count, self.lang, uk if self.lang == 'uk' else en)}"

    def sheet(self) -> Sheet:
        page = self.page
        alone = len(page.people) < 2
        title = self.pick(
            "Що вам належить" if alone else "Що належить вашій родині", "What you are due" if alone else "What your family is due"
        )
        if self.nobody:
            # The page speaks to those who are left.
            title = self.pick("Що належало тому, хто помер", "What was due to the one who died") if alone else self.pick(
                "Що належало тим, хто помер", "What was due to those who died"
            )  # fmt: skip
        month = for_month(page.month, self.lang)
        who = "; ".join(page.people)
        subtitle = (
            self.pick(f"{month[:1].upper()}{month[1:]}. Картка {page.household}.", f"{month}. Card {page.household}."),
            *(
                (
                    self.pick(
                        f"Разом живуть: {who}." if not alone else f"{who[:1].upper()}{who[1:]}.",
                        f"Living together: {who}." if not alone else f"{who[:1].upper()}{who[1:]}.",
                    ),
                )
                if who
                else ()
            ),
        )
        sections = [self.due(), self.claim(), self.where(), self.unsettled(), self.changes(), self.misses()]
        return Sheet(
            self.lang, title, subtitle, self.lead(month), tuple(section for section in sections if section is not None), self.foot()
        )

    def lead(self, month: str) -> tuple[str, ...]:
        page = self.page
        due = [entry for entry in page.due if entry.gives == "money" and entry.amount]
        more = [entry for entry in page.claimable if entry.gives == "money" and (entry.amount or entry.at_once) and entry.waiting is None and entry.counted]
        # Of what is due and not given together, the better part.
        shares = [share for entry in due for share in entry.shares if share.counted]
        monthly, once = sum(share.monthly or 0 for share in shares), sum(share.at_once for share in shares)
        first = self.pick(f"За {month} вам належить {self.money(monthly)}.", f"For {month} you are due {self.money(monthly)}.")
        if once and monthly:
            first = self.pick(
                f"За {month} вам належить {self.money(monthly)} щомісячних виплат. Ще {self.money(once)} платять один раз.",
                f"For {month} you are due {self.money(monthly)} of monthly payments. {self.money(once)} more is paid once.",
            )
        elif once:
            first = self.pick(
                f"За {month} вам належить {self.money(once)}. Це платять один раз.",
                f"For {month} you are due {self.money(once)}. This is paid once.",
            )
        if not due:
            first = self.pick(f"За {month} вам нічого не призначили.", f"For {month} nothing has been granted to you.")
        if self.nobody:
            owed = self.money(monthly + once)
            first = self.pick(f"За {month} належало {owed}.", f"For {month} {owed} was due.") if due else self.pick(
                f"За {month} нічого не призначили.", f"For {month} nothing has been granted."
            )  # fmt: skip
        if not more:
            return (first,)
        total = self.told(more)
        if self.nobody:
            second = self.pick(f"Рідні ще можуть отримати {total}.", f"The family can also get {total}.")
        elif page.swap and not due:
            second = self.pick("Але гроші можна отримати. Для цього подайте заяву.", "But you can get money. To get it, make a claim.")
        elif page.swap:
            second = self.pick("Можна отримати більше. Для цього подайте заяву.", "You can get more. To get it, make a claim.")
        elif due:
            second = self.pick(
                f"Ще можна отримати {total}. Для цього подайте заяву.", f"You can also get {total}. To get it, make a claim."
            )
        else:
            second = self.pick(
                f"Але можна отримати {total}. Для цього подайте заяву.", f"But you can get {total}. To get it, make a claim."
            )
        return (first, second)

    def told(self, entries: Sequence[Entry]) -> str:
        """What claims bring, inside a sentence: at once and each month apart."""
        once, monthly = sum(entry.at_once for entry in entries), sum(entry.monthly or 0 for entry in entries)
        least = "" if all(entry.at_once_exact for entry in entries) else self.pick("щонайменше ", "at least ")
        parts = [self.pick(f"{least}{self.money(once)} одразу", f"{least}{self.money(once)} at once")] if once else []
        parts += [self.pick(f"{self.money(monthly)} щомісяця", f"{self.money(monthly)} each month")] if monthly else []
        return self.pick(" і ", " and ").join(parts)

    # what is there

    def due(self) -> Section | None:
        page = self.page
        rows = [self.entry(entry, self.due_lines(entry)) for entry in page.due if entry.gives != "in_kind"]
        rows += self.in_kind(page.due, self.pick("Без грошей", "Not in money"))
        if not rows:
            return None
        heading = self.pick("Вам належить зараз", "Due to you now")
        if self.nobody:
            heading = self.pick("Належало за цей місяць", "Was due for this month")
        after = (self.pick(
            "Хтось із цих людей помер. Що йому не виплатили, отримують рідні. Спитайте там, де платили.",
            "Somebody of these people has died. What was not paid to them goes to the family. Ask where it was paid.",
        ),) if page.dead else ()  # fmt: skip
        labels = {entry.label for entry in page.due}
        one_of = tuple(
            self.pick(f"«{one}» і «{two}» разом не дають. Дають одне з двох.", f"“{one}” and “{two}” are not given together. One of the two is given.")
            for one, two in page.either if {one, two} <= labels
        )  # fmt: skip
        return Section("due", heading, (), tuple(rows), (*one_of, *after))

    def due_lines(self, entry: Entry) -> list[str]:
        if entry.late is not None:
            return [self.pick(
                f"Заяву подали {self.day(entry.late)}. Рішення запізнилося. Спитайте, чому його немає.",
                f"You claimed on {self.day(entry.late)}. The decision is late. Ask why there is none.",
            )]  # fmt: skip
        if entry.at_once:
            return [self.once(entry), *([self.pick("Платять без заяви.", "It is paid without a claim.")] if entry.automatic else [])]
        if entry.gives == "discount":
            return [self.pick("На стільки менший має бути ваш рахунок.", "Your bill should be lower by this much.")]
        return [self.pick("Платять без заяви.", "It is paid without a claim.")] if entry.automatic else []

    def once(self, entry: Entry) -> str:
        """That an amount does not come each month."""
        return self.pick("Це платять раз на рік.", "It is paid once a year.") if entry.yearly else self.pick("Це платять один раз.", "It is paid once.")

    def accrued(self, entry: Entry) -> list[str]:
        """For how many months the money at once is, and what comes after it."""
        counts = {share.count for share in entry.shares}
        lines = [] if entry.at_once_exact else [self.pick(
            "Щонайменше стільки: за інші місяці ще бракує даних.", "At least so much: for other months facts are still missing.",
        )]  # fmt: skip
        if counts != {1} and len(counts) == 1:
            lines.append(self.pick(f"Це одразу, за {self.months(max(counts))}.", f"This comes at once, for {self.months(max(counts))}."))
        if entry.monthly is None:
            lines.append(self.pick("Скільки потім щомісяця, ще невідомо.", "How much each month after that is not known yet."))
        elif entry.monthly:
            lines += [self.pick("Це одразу.", "This comes at once.")] if counts == {1} else []
            lines.append(self.pick(f"Потім щомісяця {self.money(entry.monthly)}.", f"After that {self.money(entry.monthly)} each month."))
        elif counts == {1}:
            lines.append(self.once(entry))
        else:
            lines.append(self.pick("Потім нічого не платять.", "After that nothing is paid."))
        return lines

    def months(self, count: int) -> str:
        return self.several(count, ("місяць", "місяці", "місяців"), ("month", "months"))

    def claim(self) -> Section | None:
        page = self.page
        if not page.claimable:
            return None
        last = dates.last_day(page.month)
        fresh = [entry for entry in page.claimable if entry.waiting is None]
        monthly = any(entry.by_month and entry.until == last for entry in fresh)
        month = for_month(page.month, self.lang)
        intro = (
            (self.pick(f"Подайте заяву до {self.day(last)}. Тоді гроші рахують уже за {month}.",
                       f"Claim by {self.day(last)}. Then the money counts for {month} already."),)
            if monthly else ()
        )  # fmt: skip
        rows = [self.entry(entry, self.claim_lines(entry, monthly)) for entry in page.claimable if entry.gives != "in_kind"]
        rows += self.in_kind(page.claimable, self.pick("Без грошей", "Not in money"))
        return Section("claim", self.pick("Можна отримати за заявою", "You can claim"), intro, tuple(rows), self.either())

    def claim_lines(self, entry: Entry, monthly: bool) -> list[str]:
        lines = [entry.about] if len(entry.about.split()) <= LONG else []
        if entry.accrues:
            lines = [*self.accrued(entry), *lines]
        elif entry.at_once:
            lines.insert(0, self.once(entry))
        if entry.waiting is not None:
            return [
                *lines,
                self.pick(
                    f"Заяву від {self.day(entry.waiting)} розглядають. Чекайте на рішення.",
                    f"Your claim of {self.day(entry.waiting)} is being decided. Wait for the decision.",
                ),
            ]
        if entry.refused is not None:
            lines.append(self.pick(
                f"Заяву від {self.day(entry.refused)} відхилили. За нашими даними умови виконано. Спитайте про причину.",
                f"The claim of {self.day(entry.refused)} was refused. By our data the conditions are met. Ask for the reason.",
            ))  # fmt: skip
        if entry.reaches_back and entry.until is not None:
            lines.append(self.pick(
                f"Заявіть до {self.day(entry.until)}, тоді заплатять від дня права. Пізніше платять від місяця заяви.",
                f"Claim by {self.day(entry.until)}: then it is paid from the day of the right. Later it is paid from the month of the claim.",
            ))  # fmt: skip
        elif entry.until is not None and not (monthly and entry.by_month):
            lines.append(self.pick(f"Останній день для заяви: {self.day(entry.until)}.", f"Last day to claim: {self.day(entry.until)}."))
        if entry.until is None:
            lines.append(self.pick("Заяву можна подати будь-коли.", "You may claim at any time."))
        return lines

    def entry(self, entry: Entry, lines: Iterable[str]) -> Row:
        shares = entry.shares
        # What comes at once stands beside the right; what comes each month after that is said below it.
        of_months = len({share.count for share in shares}) > 1

        def own(share: Share) -> str:
            amount = self.money(share.at_once if entry.accrues else share.amount)
            return amount + (self.pick(f" за {self.months(share.count)}", f" for {self.months(share.count)}") if entry.accrues and of_months else "")

        head = entry.label + (f" ({shares[0].who})" if len(shares) == 1 and shares[0].who else "")
        split = [
            f"{share.who} — {own(share)}" if self.lang == "uk" else f"{share.who}: {own(share)}"
            for share in shares
        ]
        listed = [_sentence("; ".join(split))] if len(shares) > 1 else []
        return Row(head, self.money(entry.at_once if entry.accrues else entry.amount), (*listed, *lines), entry.unverified)

    def in_kind(self, entries: Sequence[Entry], heading: str) -> list[Row]:
        """All that is given in kind, in one row."""
        found = [entry for entry in entries if entry.gives == "in_kind"]
        if not found:
            return []
        names = []
        for entry in found:
            who = [share.who for share in entry.shares if share.who]
            papers = self.pick("; покажіть: ", "; show: ") + ", ".join(_small(text) for text in entry.show) if entry.show else ""
            names.append(entry.label + (f" ({'; '.join(who)})" if who else "") + papers)
        return [Row(heading, "", tuple(_sentence(name) for name in names), any(entry.unverified for entry in found))]

    def either(self) -> tuple[str, ...]:
        return tuple(
            self.pick(f"«{one}» і «{two}» разом не дають. Виберіть одне.", f"“{one}” and “{two}” are not given together. Choose one.")
            for one, two in self.page.either if {one, two} & {entry.label for entry in self.page.claimable}
        )  # fmt: skip

    # where to go

    def where(self) -> Section | None:
        page = self.page
        labels = {entry.code: entry.label for entry in (*page.due, *page.claimable)}
        to_claim = [entry.code for entry in page.claimable if entry.waiting is None]
        placed = {code for office in page.offices for code in office.rights}
        rows = [self.office(office, labels, to_claim) for office in page.offices if set(office.rights) & set(to_claim)]
        homeless = [labels[code] for code in to_claim if code not in placed]
        if homeless and page.ask:
            rows.append(Row(page.ask, lines=(_sentence(self.pick("Для чого: ", "What for: ") + "; ".join(dict.fromkeys(homeless))),)))
        after = []
        owing = [office.place for office in page.offices if set(office.rights) - set(to_claim)]
        if owing:
            places = "; ".join(dict.fromkeys(_small(place) for place in owing[:2]))
            after.append(self.pick(f"Гроші не прийшли? Спитайте тут: {places}.", f"The money did not come? Ask here: {places}."))
        appeals = dict.fromkeys(office.appeal for office in page.offices if set(office.rights) & set(to_claim))
        after += [self.pick(f"Якщо відмовили: {_small(appeal)}.", f"Were you refused? This helps: {_small(appeal)}.") for appeal in appeals]
        if not rows and not after:
            return None
        return Section("where", self.pick("Куди йти", "Where to go"), (), tuple(rows), tuple(after))

    def office(self, office: Office, labels: dict[str, str], to_claim: list[str]) -> Row:
        wanted = [labels[code] for code in office.rights if code in to_claim]
        lines = [_sentence(self.pick("Для чого: ", "What for: ") + "; ".join(wanted))]
        if office.documents:
            # `a passport` says nothing beside `a passport and a tax number`.
            papers, rest = _cut(distinct(_small(text) for text in office.documents), MOST["documents"])
            more = self.pick("; про решту спитайте там", "; ask there about the rest") if rest else ""
            lines.append(_sentence(self.pick("Візьміть: ", "Take along: ") + "; ".join(papers) + more))
        if office.days:
            days = self.several(office.days, ("день", "дні", "днів"), ("day", "days"))
            lines.append(self.pick(f"Рішення має бути за {days}.", f"The decision takes up to {days}."))
        lines += [_sentence(note) for note in office.notes]
        return Row(office.place, lines=tuple(lines), unverified=office.unverified)

    # what is open

    def unsettled(self) -> Section | None:
        page = self.page
        papers: dict[tuple[str, bool], list[Question]] = {}
        for question in page.questions:
            papers.setdefault((question.paper, question.known), []).append(question)
        rows = [self.question(paper, known, questions) for (paper, known), questions in papers.items()]
        rows += [self.unwritten(item) for item in page.unwritten]
        if not rows:
            return None
        listed, folded = tuple(rows[: MOST["open"]]), tuple(rows[MOST["open"] :])
        more = self.pick(f"Ще питань: {len(folded)}.", f"More questions: {len(folded)}.") if folded else ""
        return Section("open", self.pick("Ще невідомо", "Not known yet"), (), listed, (), folded, more)

    def question(self, paper: str, known: bool, questions: list[Question]) -> Row:
        """A paper, or what is to be found out, of whom, and what hangs on it."""
        people = dict.fromkeys(name for item in questions for name in item.of)
        rights, rest = _cut(list(dict.fromkeys(right for item in questions for right in item.rights)), MOST["rights"])
        head = paper[:1].upper() + paper[1:] + (f" ({'; '.join(people)})" if people else "")
        if not known:
            head = self.pick("З'ясувати: ", "To be found out: ") + paper + (f" ({'; '.join(people)})" if people else "")
        more = self.pick(f"; ще прав: {rest}", f"; {rest} more") if rest else ""
        return Row(head, lines=(_sentence(self.pick("Від цього залежить: ", "On this hangs: ") + "; ".join(rights) + more),))

    def unwritten(self, item: Unwritten) -> Row:
        # What follows a semicolon tells a lawyer where to look; the explanation step by step has it.
        reason = item.reason.split(";")[0]
        head = item.label + (f" ({'; '.join(item.of)})" if item.of else "")
        return Row(head, lines=(_sentence(self.pick("Цього ми ще не з'ясували: ", "We do not know yet: ") + _small(reason)),))

    # what is ahead

    def changes(self) -> Section:
        page = self.page
        rows, rest = _cut([self.change(change) for change in page.changes], MOST["changes"])
        heading = self.pick("Що зміниться за рік", "What will change within a year")
        after = [self.pick(f"Ще змін: {rest}.", f"More changes: {rest}.")] if rest else []
        if not rows:
            after.append(self.pick("Змін не бачимо, якщо доходи будуть такі самі.", "We see no change if incomes stay the same."))
        if page.law_until is not None:
            month = for_month(page.law_until, self.lang)
            after.append(
                self.pick(
                    f"Останній місяць, для якого є закон: {month}.",
                    f"The last month for which there is a law: {month}.",
                )
            )
        return Section("changes", heading, (), rows, tuple(after))

    def change(self, change: Change) -> Row:
        then = in_month(change.month, self.lang) if change.kind == "once" else from_month(change.month, self.lang)
        of = f" ({'; '.join(change.of)})" if change.of else ""
        head = f"{then}: {_small(change.label)}{of}"
        told = change.gives != "in_kind" and change.kind in ("begins", "once", "changes") and change.state != "unknown"
        amount = self.money(change.amount) if told else ""
        lines: list[str] = []
        if change.kind in ("begins", "once"):
            if change.reason == "age":
                lines.append(self.turns(change))
            lines += [self.pick("Суми ми ще не знаємо.", "We do not know the amount yet.")] if change.state == "unknown" else []
            lines += [self.pick("Треба буде подати заяву.", "You will need to claim.")] if change.state == "claimable" else []
            lines += [self.pick("Це разова виплата.", "This is paid once.")] if change.kind == "once" else []
        elif change.kind == "changes":
            lines.append(self.pick(f"Тепер {self.money(change.before)}.", f"Now {self.money(change.before)}."))
            lines += [self.turns(change)] if change.reason == "age" else []
            lines += [self.pick("Так змінить закон.", "The law changes it so.")] if change.reason == "law" else []
        elif change.kind == "renew":
            lines.append(self.pick("Строк мине. Подайте нову заяву.", "The term ends. Make a new claim."))
        else:
            lines.append(
                self.pick("Виплата закінчиться.", "The payment ends.")
                if change.gives == "money"
                else self.pick("Право закінчиться.", "The right ends.")
            )
            lines += [self.turns(change)] if change.reason == "age" else []
        return Row(head, amount, tuple(filter(None, lines)))

    def turns(self, change: Change) -> str:
        years = self.several(change.age, ("рік", "роки", "років"), ("year", "years"))
        if self.lang == "en":
            return (
                f"The age is then {change.age}."
                if not change.who or change.who in change.of
                else f"The age is then {change.age} ({change.who})."
            )
        return (
            f"Причина: виповниться {years}."
            if not change.who or change.who in change.of
            else f"Причина: виповниться {years} ({change.who})."
        )

    # what is missed

    def misses(self) -> Section | None:
        page = self.page
        rows, rest = _cut([self.miss(miss) for miss in page.misses], MOST["misses"])
        others = page.elsewhere + rest
        after = []
        if others:
            count = self.several(others, ("право", "права", "прав"), ("other right", "other rights"))
            after.append(
                self.pick(f"Ще {count} у законі — для інших людей і випадків.", f"The law has {count}, for other people and cases.")
            )
        if page.uncounted:
            count = self.several(page.uncounted, ("право", "права", "прав"), ("right", "rights"))
            after.append(self.pick(f"Ще {count} ми поки не вміємо порахувати.", f"There are {count} we cannot compute yet."))
        if not rows and not after:
            return None
        heading = self.pick("Не належить, але близько", "Not due, but near") if rows else self.pick("Що не належить", "What is not due")
        return Section("misses", heading, (), rows, tuple(after))

    def miss(self, miss: Miss) -> Row:
        # At the very line an amount may be a kopeck: that says nothing.
        told = miss.gives != "in_kind" and (miss.amount >= LEAST or miss.kind not in ("too_much", "too_little"))
        would = self.pick(f"було б {self.money(miss.amount)}", f"would be {self.money(miss.amount)}") if told else ""
        fact = miss.fact[:1].upper() + miss.fact[1:]
        lines = {
            "too_much": self.pick(f"{fact}: {miss.present}. Має бути не більше ніж {miss.needed}. Забагато на {miss.distance}.",
                                  f"{fact}: {miss.present}. It may be at most {miss.needed}. It is {miss.distance} too much."),
            "too_little": self.pick(f"{fact}: {miss.present}. Треба не менше ніж {miss.needed}. Бракує {miss.distance}.",
                                    f"{fact}: {miss.present}. At least {miss.needed} is needed. It is {miss.distance} too little."),
            "paper": self.pick(f"Бракує папера: {_small(miss.fact)}.", f"A paper is lacking: {_small(miss.fact)}."),
            "obstacle": self.pick(f"Заважає запис: «{_small(miss.fact)}». Якщо це помилка, попросіть її виправити.",
                                  f"A record stands in the way: “{_small(miss.fact)}”. If it is wrong, ask to have it mended."),
            "late": self.pick(f"Заяву треба було подати до {self.day(miss.day)}." if miss.day else "",
                              f"The last day to claim was {self.day(miss.day)}." if miss.day else ""),
            "age": self.pick(f"Бракує віку. Можна буде з такого дня: {self.day(miss.day)}." if miss.day else "",
                             f"The age is not reached yet. It will be on {self.day(miss.day)}." if miss.day else ""),
        }  # fmt: skip
        return Row(miss.label + (f" ({'; '.join(miss.of)})" if miss.of else ""), would, (lines[miss.kind],))

    def foot(self) -> tuple[str, ...]:
        page = self.page
        lines = [self.pick("Це підказка, а не рішення. Рішення ухвалює установа.", "This is a hint, not a decision. The office decides.")]
        if page.known is not None:
            lines.append(self.pick(f"Так було відомо на {self.day(page.known)}.", f"By what was known on {self.day(page.known)}."))
        if any(entry.unverified for entry in (*page.due, *page.claimable)) or any(office.unverified for office in page.offices):
            lines.append(
                self.pick(
                    f"{MARK} — цього ми ще не звірили з текстом закону.", f"{MARK}: not yet compared with the text of the law."
                )
            )
        lines.append(
            self.pick("Кожну суму можна показати крок за кроком. Попросіть про це.", "Each amount can be shown step by step. Ask for it.")
        )
        return tuple(lines)


def _cut(rows: Sequence[_T], most: int) -> tuple[tuple[_T, ...], int]:
    """The first rows, and how many are left. One more is listed rather than counted."""
    if len(rows) <= most + 1:
        return tuple(rows), 0
    return tuple(rows[:most]), len(rows) - most


def _sentence(text: str) -> str:
    text = text[:1].upper() + text[1:]
    return text if text.endswith((".", "!", "?")) else f"{text}."


def _small(text: str) -> str:
    """A label inside a sentence, without a full stop of its own."""
    return lower(text).rstrip(".")
