"""Burial aid for a person without pension or insurance. The amount is the hromada's own, so it is a fact."""

from zhyto.law import Members, Money, count, not_implemented, rule


@rule(
    entity="person",
    cite="постанова Кабінету Міністрів № 99 від 31.01.2007",
    since="2020-01-01",
    mark="assumption",
    uk="Померла особа без пенсії, роботи і страхування",
    en="A person without pension, work or insurance has died",
    note_uk="Кого ховають безоплатно як ветерана війни, за того цієї допомоги не дають. Інше прочитання: дають і її.",
    note_en="For who is buried free of charge as a war veteran this aid is not given. The alternative: it is given too.",
)
def burial_as_uninsured(died_this_month: bool, insured: bool, employed: bool, burial_as_veteran: bool, receives_pension: bool) -> bool:
    return died_this_month and not (insured or employed) and not burial_as_veteran and not receives_pension


@rule(
    entity="household",
    cite="постанова Кабінету Міністрів № 99 від 31.01.2007",
    since="2020-01-01",
    until="2026-12-31",
    mark="remembered",
    uk="Допомога на поховання особи без пенсії і страхування",
    en="Burial aid for a person without pension or insurance",
    note_uk="Розмір у кожній громаді свій; де його не внесено, він невідомий.",
    note_en="Each hromada has its own amount; where it is not recorded, it is unknown.",
)
def burial_of_uninsured(members: Members, local_burial_aid_uah: Money) -> Money:
    if not any(m.burial_as_uninsured for m in members):
        return 0
    return local_burial_aid_uah * count(m for m in members if m.burial_as_uninsured)


not_implemented("burial_of_uninsured", since="2027-01-01", missing="закони й суми 2027 року / the laws and amounts of 2027")
