"""Aid for a child under guardianship: a multiple of the child's subsistence minimum, less what the child has of its own."""

from zhyto.law import Money, Ratio, not_implemented, round_half_up, rule, unknown


@rule(
    entity="person",
    cite="Закон 2811-XII",
    since="2020-01-01",
    mark="assumption",
    uk="Дитина під опікою чи піклуванням (і не в прийомній сім'ї)",
    en="Child under guardianship (and not in a foster family)",
    note_uk="Дитина в прийомній сім'ї має іншу допомогу, тож цю не рахуємо. Інше прочитання: обидві можливі.",
    note_en="A child in a foster family has another aid, so this one is not counted. The alternative: both are possible.",
    source="S44, S45",
)
def guardianship_child(under_guardianship: bool, in_foster_care: bool, minor_or_student: bool) -> bool:
    return under_guardianship and not in_foster_care and minor_or_student


@rule(
    entity="person",
    cite="Закон 2811-XII",
    since="2020-01-01",
    until="2026-12-31",
    mark="assumption",
    uk="Допомога на дитину під опікою чи піклуванням",
    en="Aid for a child under guardianship",
    note_uk="Пенсію, аліменти й стипендію дитини віднімаємо за той самий місяць (інше прочитання: середні за попередні місяці). "
    "Відкрите питання 24: з 18 років сума невідома (інше прочитання: мінімум працездатної особи для 18–22 років на денному навчанні).",
    note_en="The child's pension, alimony and stipend are taken of the same month (the alternative: the average of earlier months). "
    "Open reading 24: from 18 the amount is unknown (the alternative: the able-bodied minimum for 18 to 22 in day education).",
    source="S44",
)
def guardianship_aid(
    guardianship_child: bool,
    age_of_person: int,
    majority_age: int,
    child_with_disability: bool,
    subsistence_minimum_of_person: Money,
    guardianship_multiple: Ratio,
    guardianship_multiple_disability: Ratio,
    guardianship_child_income: Money,
) -> Money:
    if not guardianship_child:
        return 0
    if age_of_person >= majority_age:
        return unknown(
            "чи платять допомогу після 18 років на денному навчанні і з якого мінімуму, не встановлено / "
            "whether the aid is paid from 18 in day education, and of which minimum, is not established"
        )
    multiple = guardianship_multiple_disability if child_with_disability else guardianship_multiple
    return round_half_up(max(0, subsistence_minimum_of_person * multiple - guardianship_child_income), "0.01")


not_implemented("guardianship_aid", since="2027-01-01", missing="закони й суми 2027 року / the laws and amounts of 2027")
