"""Medicines for persons with a disability: free at a minimum pension or an aid in its place and for children, else half price for groups I and II."""

from zhyto.law import Money, not_implemented, rule


@rule(
    entity="person",
    cite="Закон 875-XII, ст. 38",
    since="2020-01-01",
    until="2026-12-31",
    mark="assumption",
    uk="Ліки за рецептом безоплатно",
    en="Medicines on prescription free of charge",
    note_uk="Найменшою вважаємо пенсію, не більшу за прожитковий мінімум, від якого рахують пенсії. Інше прочитання: за найменшим розміром для "
    "стажу цієї людини.",
    note_en="A pension not above the subsistence minimum that pensions are counted from is taken to be the minimum. The alternative: by the "
    "minimum for this person's record.",
    source="S140 875-12",
)
def free_medicines_of_disabled(
    child_with_disability: bool,
    has_disability: bool,
    receives_disability_aid: bool,
    receives_no_pension_right_aid: bool,
    receives_bereaved_child_aid: bool,
    monthly_pension: Money,
    subsistence_minimum_for_pensions: Money,
) -> bool:
    if child_with_disability:
        return True
    if not has_disability:
        return False
    if receives_disability_aid or receives_no_pension_right_aid or receives_bereaved_child_aid:
        return True
    return 0 < monthly_pension <= subsistence_minimum_for_pensions


@rule(
    entity="person",
    cite="Закон 875-XII, ст. 38",
    since="2020-01-01",
    until="2026-12-31",
    mark="read",
    uk="Ліки безоплатно або за пів ціни людині з інвалідністю",
    en="Medicines free or at half price for a person with a disability",
    source="S140 875-12",
)
def disability_medicines(disability_group: str, free_medicines_of_disabled: bool) -> bool:
    return disability_group in ("I", "II") or free_medicines_of_disabled


not_implemented("free_medicines_of_disabled", since="2027-01-01", missing="закони 2027 року / the laws of 2027")
not_implemented("disability_medicines", since="2027-01-01", missing="закони 2027 року / the laws of 2027")
