"""Social aid for those without a right to a pension: adults with a disability, and the aged."""

from zhyto.law import (
    Date,
    Money,
    Month,
    Ratio,
    Table,
    add_months,
    add_years,
    at,
    date,
    first_day,
    last_day,
    months_between,
    not_implemented,
    round_half_up,
    rule,
    since,
    total,
)


@rule(
    entity="person",
    cite="Закон 1727-IV, ст. 1, 4",
    since="2020-01-01",
    mark="read",
    uk="Права на пенсію немає",
    en="Has no right to a pension",
    note_uk="Хто отримує пенсію, очевидно, має на неї право; про решту каже довідка Пенсійного фонду.",
    note_en="Who receives a pension evidently has a right to it; for others the Pension Fund's statement decides.",
    source="S37",
)
def without_pension_right(no_pension_right: bool, receives_survivor_pension: bool, receives_pension: bool) -> bool:
    return no_pension_right and not receives_survivor_pension and not receives_pension


@rule(
    entity="person",
    cite="постанова Кабінету Міністрів № 261 від 02.04.2005",
    since="2020-01-01",
    mark="assumption",
    uk="Власний середній дохід не більший за прожитковий мінімум",
    en="Own average income is not above the subsistence minimum",
    note_uk="Відкрите питання 7: закон каже «малозабезпечена особа», тож дохід власний, а не сім'ї. Беремо шість місяців перед місяцем, за який "
    "рахуємо, і мінімум цього місяця, без округлення. Інше прочитання: середній дохід сім'ї; шість місяців перед заявою, без перегляду.",
    note_en="Open reading 7: the law says “low-income person”, so the income is the person's own, not the family's. The six months before the "
    "computed month and the minimum of that month are taken, unrounded. The alternative: the family's average income; the six months before the "
    "claim, not tested again.",
    source="S37",
)
def no_pension_income_within_limit(
    counted_income: Money, month: Month, no_pension_counted_months: int, subsistence_minimum_lost_ability: Money
) -> bool:
    own = total(counted_income, month - no_pension_counted_months, month - 1)
    return own <= subsistence_minimum_lost_ability * no_pension_counted_months


@rule(
    entity="person",
    cite="Закон 1727-IV, ст. 1",
    since="2020-01-01",
    mark="read",
    uk="День, коли досягнуто віку, з якого допомогу дають і без інвалідності",
    en="Day on which the age is reached from which the aid is given without a disability",
    note_uk="65 років; жінки, які народилися до 1961 року, досягали його раніше: у 58 років народжені до жовтня 1953 року, на пів року пізніше за "
    "кожне півріччя народження після того.",
    note_en="65; women born before 1961 reached it earlier: at 58 those born before October 1953, half a year later for each half-year of birth since.",
    source="S140 1727-15",
)
def no_pension_age_reached_on(
    sex: str,
    birth_date: Date,
    no_pension_age: int,
    no_pension_age_of_women_rises_from: Date,
    no_pension_age_of_women_rises_until: Date,
    no_pension_first_age_of_women: int,
    no_pension_step_of_women: int,
) -> Date:
    if birth_date > no_pension_age_of_women_rises_until or sex != "female":
        return add_years(birth_date, no_pension_age)
    half_years = months_between(no_pension_age_of_women_rises_from, birth_date) // no_pension_step_of_women
    if birth_date < no_pension_age_of_women_rises_from:
        return add_months(birth_date, no_pension_first_age_of_women)
    risen = no_pension_first_age_of_women + no_pension_step_of_women * (half_years + 1)
    return min(add_years(birth_date, no_pension_age), add_months(birth_date, risen))


@rule(
    entity="person",
    cite="Закон 1727-IV, ст. 1",
    since="2020-01-01",
    mark="read",
    uk="Досягнуто віку, з якого допомогу дають і без інвалідності",
    en="Has reached the age from which the aid is given without a disability",
    source="S140 1727-15",
)
def reached_no_pension_age(
    age_of_person: int,
    no_pension_age: int,
    birth_date: Date,
    day: Date,
    no_pension_age_of_women_rises_until: Date,
    no_pension_age_reached_on: Date,
) -> bool:
    if age_of_person >= no_pension_age or birth_date > no_pension_age_of_women_rises_until:
        return age_of_person >= no_pension_age
    return no_pension_age_reached_on <= day


@rule(
    entity="person",
    cite="Закон 1727-IV, ст. 6",
    since="2020-01-01",
    mark="assumption",
    uk="Частка прожиткового мінімуму повнолітньої особи",
    en="Share of the subsistence minimum of an adult",
    note_uk="Кому підходить кілька часток, беремо більшу. Інше прочитання: частка за обраною підставою.",
    note_en="Whoever fits several shares has the largest. The alternative: the share of the ground that was chosen.",
    source="S37",
)
def no_pension_share_of_adult(
    age_of_person: int,
    majority_age: int,
    reached_no_pension_age: bool,
    disability_group: str,
    mother_heroine: bool,
    clergy_service: bool,
    no_pension_share_by_group: Table,
    no_pension_share_mother_heroine: Ratio,
    no_pension_share_clergy: Ratio,
    no_pension_share_aged: Ratio,
) -> Ratio:
    if age_of_person < majority_age:
        return 0
    if not reached_no_pension_age:
        return no_pension_share_by_group[disability_group]
    if mother_heroine:
        return max(no_pension_share_by_group[disability_group], no_pension_share_mother_heroine)
    if clergy_service:
        return max(no_pension_share_by_group[disability_group], no_pension_share_clergy)
    return max(no_pension_share_by_group[disability_group], no_pension_share_aged)


@rule(
    entity="person",
    cite="Закон 1727-IV, ст. 4, 6",
    since="2020-01-01",
    mark="assumption",
    uk="Допомога повнолітній особі",
    en="Aid of an adult",
    note_uk="Дохід перевіряють і за II та III групи, за I групи — ні. Беремо частки закону. Пенсійний фонд у 2025 році писав, що допомогу, меншу за "
    "прожитковий мінімум, доводять до нього; акта не знайдено. Інше прочитання: людям з інвалідністю доплачують до мінімуму.",
    note_en="Income is tested for groups II and III too, for group I it is not. The shares of the law are taken. In 2025 the Pension Fund wrote that an aid "
    "below the subsistence minimum is raised to it; no act was found. The alternative: persons with a disability are topped up to the minimum.",
    source="S140 1727-15, S115",
)
def no_pension_aid_of_adult(
    no_pension_share_of_adult: Ratio,
    disability_group: str,
    without_pension_right: bool,
    no_pension_income_within_limit: bool,
    subsistence_minimum_lost_ability: Money,
) -> Money:
    if no_pension_share_of_adult == 0 or not without_pension_right:
        return 0
    if disability_group != "I" and not no_pension_income_within_limit:
        return 0
    return round_half_up(subsistence_minimum_lost_ability * no_pension_share_of_adult, "0.01")


@rule(
    entity="person",
    cite="Закон 1727-IV, ст. 5 ч. 1",
    since="2020-01-01",
    mark="assumption",
    uk="День, від якого діє група інвалідності",
    en="Day from which the disability group holds",
    note_uk="День встановлення інвалідності беремо з реєстру: від якого дня записано групу. Інше прочитання: день рішення.",
    note_en="The day on which the disability was set is that of the register, from which the group is recorded. The alternative: the day of the decision.",
    source="S140 1727-15",
)
def disability_group_since(disability_group: str) -> Date:
    return since(disability_group)


@rule(
    entity="person",
    cite="Закон 1727-IV, ст. 5 ч. 1, ст. 18 п. 3-1",
    since="2020-01-01",
    until="2023-07-31",
    name="no_pension_claim_by_disability",
    mark="assumption",
    uk="До якого дня заява за інвалідністю вчасна (1900 рік: такого дня немає)",
    en="Until which day a claim for the disability is in time (1900: there is no such day)",
    note_uk="Три місяці від дня, коли встановлено інвалідність; кому її встановлено ще до грудня 2019 року, тому переогляд під час карантину строку "
    "не відкриває. Інше прочитання: відкриває.",
    note_en="Three months from the day on which the disability was set; for those disabled before December 2019 a review during the quarantine opens no "
    "new term. The alternative: it does.",
    source="S140 1727-15",
)
def no_pension_claim_by_disability_until_july_2023(
    disability_group: str, disability_group_since: Date, no_pension_claim_months: int, quarantine_from: Date
) -> Date:
    if disability_group == "none":
        return date(1900, 1, 1)
    ends = add_months(disability_group_since, no_pension_claim_months)
    if ends >= quarantine_from and at(disability_group, date(2019, 12, 1)) != "none":
        return date(1900, 1, 1)
    return ends


@rule(
    entity="person",
    cite="Закон 1727-IV, ст. 5 ч. 1",
    since="2023-08-01",
    mark="read",
    uk="До якого дня заява за інвалідністю вчасна (1900 рік: такого дня немає)",
    en="Until which day a claim for the disability is in time (1900: there is no such day)",
    note_uk="Три місяці від дня, коли встановлено інвалідність. Нова група чи переогляд строку не відкривають: інвалідність була й раніше.",
    note_en="Three months from the day on which the disability was set. A new group or a review opens no new term: there was a disability before.",
    source="S140 1727-15",
)
def no_pension_claim_by_disability(
    month: Month, disability_group: str, disability_group_since: Date, no_pension_claim_months: int
) -> Date:
    if disability_group == "none":
        return date(1900, 1, 1)
    ends = add_months(disability_group_since, no_pension_claim_months)
    if ends <= last_day(month):
        return ends
    if at(disability_group, first_day(month - no_pension_claim_months)) != "none":
        return date(1900, 1, 1)
    return ends


@rule(
    entity="person",
    cite="Закон 1727-IV, ст. 5 ч. 1",
    since="2020-01-01",
    mark="read",
    uk="До якого дня заява за віком вчасна (1900 рік: такого дня немає)",
    en="Until which day a claim for the age is in time (1900: there is no such day)",
    source="S140 1727-15",
)
def no_pension_claim_by_age(
    age_of_person: int,
    no_pension_age: int,
    reached_no_pension_age: bool,
    no_pension_age_reached_on: Date,
    no_pension_claim_months: int,
) -> Date:
    if age_of_person > no_pension_age or not reached_no_pension_age:
        return date(1900, 1, 1)
    return add_months(no_pension_age_reached_on, no_pension_claim_months)


@rule(
    entity="person",
    cite="Закон 1727-IV, ст. 5 ч. 1, ст. 18 п. 3-1",
    since="2020-01-01",
    until="2023-07-31",
    name="no_pension_claim_until",
    mark="assumption",
    uk="Останній день заяви, за якою платять від 65-річчя чи встановлення інвалідності",
    en="Last day of a claim that is paid from the 65th birthday or the setting of the disability",
    note_uk="Строк, який не скінчився до карантину, подовжено до кінця місяця після нього. Інше прочитання: після карантину строк іде далі, скільки "
    "його лишалося.",
    note_en="A term that had not ended before the quarantine is kept open to the end of the month after it. The alternative: after the quarantine the "
    "term runs on for what was left of it.",
    source="S140 1727-15",
)
def no_pension_claim_until_july_2023(
    no_pension_claim_by_disability: Date, no_pension_claim_by_age: Date, quarantine_from: Date, quarantine_claims_until: Date
) -> Date:
    ends = max(no_pension_claim_by_disability, no_pension_claim_by_age)
    if ends < quarantine_from:
        return ends
    return max(ends, quarantine_claims_until)


@rule(
    entity="person",
    cite="Закон 1727-IV, ст. 5 ч. 1",
    since="2023-08-01",
    mark="read",
    uk="Останній день заяви, за якою платять від 65-річчя чи встановлення інвалідності",
    en="Last day of a claim that is paid from the 65th birthday or the setting of the disability",
    note_uk="Три місяці; того самого дня через три місяці заява ще вчасна. Пізніша заява діє від свого місяця.",
    note_en="Three months; on the same day three months later the claim is in time. A later one counts from its own month.",
    source="S140 1727-15",
)
def no_pension_claim_until(no_pension_claim_by_disability: Date, no_pension_claim_by_age: Date) -> Date:
    return max(no_pension_claim_by_disability, no_pension_claim_by_age)


@rule(
    entity="person",
    cite="Закон 1727-IV; постанова Кабінету Міністрів № 261 від 02.04.2005",
    since="2020-01-01",
    until="2025-09-30",
    name="no_pension_right_aid",
    uk="Допомога тому, хто не має права на пенсію",
    en="Aid of someone without a right to a pension",
    source="S37",
)
def no_pension_right_aid_until_september_2025(no_pension_aid_of_adult: Money) -> Money:
    return no_pension_aid_of_adult


@rule(
    entity="person",
    cite="Закон 1727-IV; постанова Кабінету Міністрів № 261 від 02.04.2005; постанова № 371 від 25.03.2025",
    since="2025-10-01",
    until="2026-12-31",
    mark="assumption",
    uk="Допомога тому, хто не має права на пенсію",
    en="Aid of someone without a right to a pension",
    note_uk="Відкрите питання 18: базова соціальна допомога замінює цю; обирає сім'я. Інше прочитання: заміна за законом, без вибору.",
    note_en="Open reading 18: the basic social aid takes the place of this one; the family chooses. The alternative: "
    "it replaces it by law, without a choice.",
    source="S15, S37",
)
def no_pension_right_aid(no_pension_aid_of_adult: Money, basic_aid_taken: bool) -> Money:
    if basic_aid_taken:
        return 0
    return no_pension_aid_of_adult


not_implemented("no_pension_right_aid", since="2027-01-01", missing="закони й суми 2027 року / the laws and amounts of 2027")
