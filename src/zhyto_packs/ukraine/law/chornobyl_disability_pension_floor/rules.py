"""What the pension for a disability linked to the Chornobyl disaster lacks to the lowest one of its group."""

from zhyto.law import Money, Table, not_implemented, rule


@rule(
    entity="person",
    cite="Закон 796-XII від 28.02.1991, ст. 54; закон 1584-IX від 29.06.2021",
    since="2020-01-01",
    mark="assumption",
    uk="Найменша пенсія з інвалідності через Чорнобильську катастрофу для цієї особи",
    en="Lowest pension for disability due to the Chornobyl disaster for this person",
    note_uk="Сума статті 54 зростає щороку в березні на коефіцієнт індексації. Учасникові ліквідації належить не менше частки середньої "
    "зарплати. Інше прочитання: уряд підвищує суму статті 54 інакше.",
    note_en="The amount of article 54 grows each March by the coefficient of indexation. A clean-up participant is due at least a share of the "
    "average wage. The alternative: the Cabinet raises the amount of article 54 otherwise.",
    source="S140 796-12; S172, S173",
)
def chornobyl_lowest_pension(
    chornobyl_ground: str,
    disability_group: str,
    chornobyl_disability_pension_minimum: Table,
    chornobyl_liquidator_pension_minimum: Table,
) -> Money:
    if chornobyl_ground == "liquidator":
        return chornobyl_liquidator_pension_minimum[disability_group]
    return chornobyl_disability_pension_minimum[disability_group]


@rule(
    entity="person",
    cite="Закон 796-XII від 28.02.1991, ст. 54",
    since="2020-01-01",
    until="2026-12-31",
    mark="assumption",
    uk="Доплата до найменшої пенсії з інвалідності через Чорнобильську катастрофу",
    en="Top-up to the lowest pension for disability due to the Chornobyl disaster",
    note_uk="Порівнюємо пенсію разом із доплатами до загальних найменших пенсій. Інше прочитання: без них, і тоді їх не платять.",
    note_en="The pension is compared together with the top-ups to the general lowest pensions. The alternative: without them, and then they "
    "are not paid.",
    source="S140 796-12",
)
def chornobyl_disability_pension_floor(
    chornobyl_category: str,
    chornobyl_disability_pension: bool,
    has_survivor_pension: bool,
    receives_pension: bool,
    monthly_pension: Money,
    minimum_old_age_pension: Money,
    pension_floor_at_65: Money,
    chornobyl_lowest_pension: Money,
) -> Money:
    if chornobyl_category != "1":
        return 0
    if has_survivor_pension or not receives_pension or not chornobyl_disability_pension:
        return 0
    return max(0, chornobyl_lowest_pension - monthly_pension - minimum_old_age_pension - pension_floor_at_65)


not_implemented("chornobyl_disability_pension_floor", since="2027-01-01", missing="закони й суми 2027 року / the laws and amounts of 2027")
