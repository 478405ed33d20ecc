"""What several guarantees share: age, ability to work, the subsistence minimum of a person."""

from zhyto.law import (
    Date,
    Members,
    Money,
    Month,
    Ratio,
    add_months,
    age,
    at,
    count,
    date,
    exception,
    january,
    last_day,
    round_half_up,
    rule,
)


@rule(
    entity="person",
    cite="Закон 966-XIV від 15.07.1999",
    since="2019-01-01",
    mark="assumption",
    uk="Повних років на перше число місяця",
    en="Completed years on the first of the month",
    note_uk="Відкрите питання 1: вік беремо на перше число місяця. Інше прочитання: на останнє число або по днях.",
    note_en="Open reading 1: age is taken on the first of the month. The alternative: on the last day, or by days.",
)
def age_of_person(birth_date: Date, day: Date) -> int:
    return age(birth_date, day)


@rule(
    entity="person",
    cite="Закон 1768-III; Закон 2811-XII",
    since="2020-01-01",
    uk="До 18 років, або до 23 років на денному навчанні",
    en="Under 18, or under 23 in day education",
    source="S14, S46",
)
def minor_or_student(age_of_person: int, studies_full_time: bool, majority_age: int, student_age_limit: int) -> bool:
    return age_of_person < majority_age or (age_of_person < student_age_limit and studies_full_time)


@rule(
    entity="person",
    cite="Закон 1768-III, ст. 1; Закон 2811-XII, ст. 18-3",
    since="2020-01-01",
    mark="read",
    uk="Дитина сім'ї (до 18 років, або до 23 років на денному навчанні, без власної сім'ї)",
    en="Child of the family (under 18, or under 23 in day education, without a family of its own)",
    source="S140 1768-14, 2811-12",
)
def child_of_family(role: str, age_of_person: int, majority_age: int, minor_or_student: bool, has_own_family: bool) -> bool:
    return role == "child" and minor_or_student and (age_of_person < majority_age or not has_own_family)


@rule(
    entity="person",
    cite="Закон 2811-XII; постанова Кабінету Міністрів № 1751 від 27.12.2001",
    since="2020-01-01",
    mark="assumption",
    uk="Щомісячну допомогу на дитину вже платять (також за місяць народження)",
    en="A monthly aid for the child runs already (the month of birth included)",
    note_uk="Відкрите питання 41: допомогу, яку призначають за заявою, платять за весь місяць, у якому дитина народилася. Інше прочитання: "
    "з наступного місяця.",
    note_en="Open reading 41: an aid that is claimed is paid for the whole month in which the child was born. The alternative: from the next month.",
)
def born_for_monthly_aid(birth_date: Date, month: Month) -> bool:
    return birth_date <= last_day(month)


@rule(
    entity="household",
    cite="Закон 2811-XII",
    since="2020-01-01",
    uk="Багатодітна сім'я (троє або більше дітей)",
    en="Large family (three or more children)",
    source="S43",
)
def large_family(members: Members, large_family_children: int) -> bool:
    return count(m for m in members if m.child_of_family) >= large_family_children


@rule(
    entity="person",
    cite="Закон 1058-IV, ст. 26",
    since="2020-01-01",
    until="2021-03-31",
    name="reached_pension_age",
    mark="read",
    uk="Досягнуто пенсійного віку",
    en="Has reached the pension age",
    note_uk="Жінки, які народилися з 1 жовтня 1960 року до 31 березня 1961 року, досягали його в 59 років і 6 місяців.",
    note_en="Women born from 1 October 1960 to 31 March 1961 reached it at 59 years and 6 months.",
    source="S140 1058-15",
)
def reached_pension_age_2020(
    age_of_person: int,
    sex: str,
    birth_date: Date,
    day: Date,
    pension_age: int,
    women_of_pension_age_by_2020: Date,
    women_of_pension_age_before_60: Date,
    pension_age_of_women_before_60: int,
) -> bool:
    if age_of_person >= pension_age or birth_date > women_of_pension_age_before_60:
        return age_of_person >= pension_age
    if sex != "female":
        return False
    if birth_date <= women_of_pension_age_by_2020:
        return True
    return add_months(birth_date, pension_age_of_women_before_60) <= day


@rule(
    entity="person",
    cite="Закон 1058-IV, ст. 26",
    since="2021-04-01",
    mark="read",
    uk="Досягнуто пенсійного віку",
    en="Has reached the pension age",
    source="S140 1058-15",
)
def reached_pension_age(age_of_person: int, pension_age: int) -> bool:
    return age_of_person >= pension_age


@rule(
    entity="person",
    cite="Закон 966-XIV від 15.07.1999, ст. 1",
    since="2020-01-01",
    mark="read",
    uk="Має інвалідність",
    en="Has a disability",
    source="S140 966-14",
)
def has_disability(disability_group: str, child_with_disability: bool) -> bool:
    return child_with_disability or disability_group in ("I", "II", "III")


@rule(
    entity="person",
    cite="Закон 1058-IV, ст. 42, ч. 3",
    since="2020-01-01",
    mark="assumption",
    uk="Працює",
    en="Works",
    note_uk="Працює той, про кого так записано, і той, у кого за цей місяць є зарплата чи дохід від підприємництва. "
    "Інше прочитання: лише той, про кого так записано.",
    note_en="Somebody works of whom that is recorded, or who has a wage or an income from self-employment in the month. "
    "The alternative: only of whom it is recorded.",
    source="S140 1058-15",
)
def is_working(employed: bool, earned_on_record: Money) -> bool:
    return employed or earned_on_record > 0


@rule(
    entity="person",
    cite="Закон 966-XIV від 15.07.1999, ст. 1",
    since="2020-01-01",
    mark="read",
    uk="Працездатність втрачено (пенсійний вік, пенсія за віком на пільгових умовах або інвалідність, якщо не працює)",
    en="Has lost the ability to work (pension age, an old-age pension on preferential terms, or a disability where they do not work)",
    note_uk="Людина з інвалідністю, яка працює і не досягла пенсійного віку, для закону працездатна.",
    note_en="A person with a disability who works and is below the pension age counts as able-bodied.",
    source="S140 966-14",
)
def lost_ability(
    age_of_person: int, majority_age: int, reached_pension_age: bool, early_old_age_pension: bool, has_disability: bool, is_working: bool
) -> bool:
    if age_of_person < majority_age:
        return False
    return reached_pension_age or early_old_age_pension or (has_disability and not is_working)


@rule(
    entity="person",
    cite="Закон про Державний бюджет на відповідний рік, ст. 7; Закон 966-XIV від 15.07.1999",
    since="2020-01-01",
    mark="assumption",
    uk="Прожитковий мінімум цієї особи",
    en="Subsistence minimum of this person",
    note_uk="Відкрите питання 20: групу дитини визначає дата народження, також для дитини з інвалідністю. "
    "Інше прочитання: для дитини з інвалідністю беруть мінімум особи, яка втратила працездатність.",
    note_en="Open reading 20: the birth date decides a child's group, a child with a disability included. "
    "The alternative: a child with a disability has the minimum of a person who lost the ability to work.",
    source="S05, S06",
)
def subsistence_minimum_of_person(
    age_of_person: int,
    lost_ability: bool,
    preschool_age: int,
    majority_age: int,
    subsistence_minimum_under_6: Money,
    subsistence_minimum_6_to_17: Money,
    subsistence_minimum_lost_ability: Money,
    subsistence_minimum_able: Money,
) -> Money:
    if age_of_person < preschool_age:
        return subsistence_minimum_under_6
    if age_of_person < majority_age:
        return subsistence_minimum_6_to_17
    if lost_ability:
        return subsistence_minimum_lost_ability
    return subsistence_minimum_able


@rule(
    entity="household",
    cite="Податковий кодекс, пп. 169.4.1",
    since="2020-01-01",
    uk="Межа доходу, що дає право на податкову соціальну пільгу",
    en="Income limit that gives the tax social privilege",
    source="S33",
)
def tax_privilege_income_limit(month: Month, subsistence_minimum_able: Money, tax_privilege_multiple: Ratio) -> Money:
    minimum_on_1_january = at(subsistence_minimum_able, january(month))
    return round_half_up(minimum_on_1_january * tax_privilege_multiple, "10", cite="Податковий кодекс, пп. 169.4.1")


@rule(
    entity="person",
    cite="Закон 1058-IV",
    since="2020-01-01",
    uk="Отримує пенсію",
    en="Receives a pension",
    source="S24",
)
def receives_pension(monthly_pension: Money) -> bool:
    return monthly_pension > 0


@rule(
    entity="household",
    cite="Закон 1058-IV, ст. 28, ч. 2; ст. 42, ч. 3",
    since="2020-01-01",
    mark="read",
    uk="Найменша пенсія від 65 років за повного стажу (без пізніших підвищень урядом)",
    en="Lowest pension from 65 with a full record (without later rises by the government)",
    note_uk="Її перераховують від дня, коли зростає мінімальна зарплата.",
    note_en="It is recalculated from the day when the minimum wage rises.",
    source="S140 1058-15, S107",
)
def lowest_pension_at_65(minimum_wage: Money, minimum_pension_wage_share: Ratio, subsistence_minimum_for_pensions: Money) -> Money:
    return max(round_half_up(minimum_wage * minimum_pension_wage_share, "0.01"), subsistence_minimum_for_pensions)


@rule(
    entity="household",
    cite="Податковий кодекс, пп. 169.4.1; Закон 2811-XII",
    since="2020-01-01",
    mark="assumption",
    uk="Середній дохід на члена сім'ї за шість місяців",
    en="Average income per member of the family over six months",
    note_uk="Беремо ті самі шість місяців і тих самих членів сім'ї, що й для допомоги малозабезпеченим. Не округлюємо. Інше прочитання: "
    "шість місяців перед зверненням за саме цим правом.",
    note_en="The same six months and members of the family are taken as for low-income aid. Not rounded. The alternative: "
    "the six months before this very right was claimed.",
    source="S33, S46",
)
def income_per_person_6_months(average_family_income: Money, members: Members) -> Money:
    return average_family_income / count(m for m in members if m.in_low_income_family)


@rule(
    entity="household",
    cite="Закон про Державний бюджет на відповідний рік, ст. 8",
    since="2020-01-01",
    uk="Найменша плата за годину роботи",
    en="Lowest pay for an hour of work",
    source="S02b, S03, S04, S06",
)
def lowest_hourly_pay(minimum_wage_hourly: Money) -> Money:
    return minimum_wage_hourly


@rule(
    entity="household",
    cite="Закон 1058-IV",
    since="2020-05-01",
    uk="У скільки разів востаннє підвищено пенсії",
    en="By how many times pensions were last raised",
    source="S21, S22, S23, S25",
)
def latest_pension_indexation(pension_indexation_rate: Ratio) -> Ratio:
    return pension_indexation_rate


@rule(
    entity="household",
    cite="Закон 1058-IV; Закон про Державний бюджет на відповідний рік, ст. 7",
    since="2020-01-01",
    mark="read",
    uk="Прожитковий мінімум, від якого рахують пенсії, надбавки й підвищення до них",
    en="Subsistence minimum that pensions, their supplements and rises are counted from",
    source="S140 1058-15, 3460-20",
)
def subsistence_minimum_for_pensions(subsistence_minimum_lost_ability: Money) -> Money:
    return subsistence_minimum_lost_ability


@exception(
    to="subsistence_minimum_for_pensions",
    entity="household",
    cite="Закон про Державний бюджет України на 2024 рік, прикінцеві положення, п. 8",
    since="2024-01-01",
    until="2024-02-29",
    mark="read",
    uk="Перерахунок пенсій 2024 року відкладено до 1 березня",
    en="The recalculation of pensions of 2024 was put off to 1 March",
    note_uk="У січні й лютому 2024 року пенсії рахували від прожиткового мінімуму грудня 2023 року. Державних допомог це не стосувалося.",
    note_en="In January and February 2024 pensions were counted from the subsistence minimum of December 2023. State aids were not concerned.",
    source="S140 3460-20",
)
def pensions_recalculated_from_march_2024(subsistence_minimum_lost_ability: Money) -> Money:
    return at(subsistence_minimum_lost_ability, date(2023, 12, 1))
