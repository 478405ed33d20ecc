"""Burial aid for a person without pension or insurance. The amount is the hromada's own, so it is a fact."""

from zhyto.law import Members, Money, count, not_implemented, rule


@rule(
    entity="person",
    cite="постанова Кабінету Міністрів № 99 від 31.01.2007; Закон 1102-IV, ст. 13, 14",
    since="2020-01-01",
    mark="assumption",
    uk="Померла особа без пенсії, роботи, страхування і державної допомоги, за якою є своя виплата на поховання",
    en="A person without pension, work, insurance or a state aid that has a burial payment of its own has died",
    note_uk="Безоплатне поховання ветерана цій допомозі не заважає. За зареєстрованого безробітного і за того, хто помер на виробництві, "
    "платять інакше. Інше прочитання: за безробітного теж платить громада.",
    note_en="The free burial of a veteran does not stand in the way of this aid. For a registered unemployed person and one who died at work it is "
    "paid otherwise. The alternative: for an unemployed person the hromada pays too.",
    source="S140 1102-15",
)
def burial_as_uninsured(
    died_this_month: bool,
    burial_as_insured: bool,
    insured: bool,
    is_working: bool,
    burial_not_by_insurance: bool,
    receives_disability_aid: bool,
    receives_no_pension_right_aid: bool,
    receives_bereaved_child_aid: bool,
) -> bool:
    if not died_this_month or burial_as_insured or insured or is_working or burial_not_by_insurance:
        return False
    return not receives_disability_aid and not receives_no_pension_right_aid and not receives_bereaved_child_aid


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
