"""What the pension of a family member of a fallen or missing defender lacks to the lowest one."""

from zhyto.law import Money, Table, not_implemented, rule


@rule(
    entity="person",
    cite="Закон 1058-IV, ст. 36; постанова Кабінету Міністрів № 674 від 03.08.2020",
    since="2020-01-01",
    mark="read",
    uk="Має пенсію в разі втрати годувальника, зокрема за загиблого захисника",
    en="Has a survivor's pension, that for a fallen defender among them",
    source="S140 1058-15",
)
def has_survivor_pension(receives_survivor_pension: bool, fallen_defender_pension: str) -> bool:
    return receives_survivor_pension or fallen_defender_pension != "none"


@rule(
    entity="person",
    cite="постанова Кабінету Міністрів № 674 від 03.08.2020; постанова № 154 від 05.02.2026",
    since="2020-01-01",
    until="2026-12-31",
    mark="verified",
    uk="Доплата до найменшої пенсії родині загиблого захисника",
    en="Top-up to the lowest pension of the family of a fallen defender",
    note_uk="Порівнюємо пенсію за цей місяць; підвищення в ній уже є.",
    note_en="The pension of the month is compared; the rise is in it.",
    source="S109",
)
def fallen_defender_family_floor(
    fallen_defender_pension: str, receives_pension: bool, monthly_pension: Money, fallen_defender_lowest_pension: Table
) -> Money:
    if fallen_defender_pension == "none" or not receives_pension:
        return 0
    return max(0, fallen_defender_lowest_pension[fallen_defender_pension] - monthly_pension)


not_implemented("fallen_defender_family_floor", since="2027-01-01", missing="закони й суми 2027 року / the laws and amounts of 2027")
