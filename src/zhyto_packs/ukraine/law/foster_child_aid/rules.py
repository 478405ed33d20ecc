"""Aid for a child in a foster family or a family-type home."""

from zhyto.law import Members, Money, Ratio, not_implemented, round_half_up, rule, unknown


@rule(
    entity="household",
    cite="постанова Кабінету Міністрів № 552 від 26.06.2019",
    since="2020-01-01",
    uk="Прийомна сім'я або дитячий будинок сімейного типу",
    en="Foster family or family-type home",
    source="S45",
)
def foster_family(members: Members) -> bool:
    return any(m.foster_child for m in members if m.in_foster_care)


@rule(
    entity="person",
    cite="постанова Кабінету Міністрів № 552 від 26.06.2019",
    since="2020-01-01",
    uk="Дитина в прийомній сім'ї (до 18 років, або до 23 років на денному навчанні)",
    en="Child in a foster family (under 18, or under 23 in day education)",
    source="S45, S46",
)
def foster_child(born_for_monthly_aid: bool, in_foster_care: bool, minor_or_student: bool) -> bool:
    return born_for_monthly_aid and in_foster_care and minor_or_student


@rule(
    entity="person",
    cite="постанова Кабінету Міністрів № 552 від 26.06.2019",
    since="2020-01-01",
    uk="З них повнолітня, на денному навчанні",
    en="Of these of age, in day education",
    source="S45, S46",
)
def foster_student(foster_child: bool, age_of_person: int, majority_age: int) -> bool:
    return foster_child and age_of_person >= majority_age


@rule(
    entity="person",
    cite="постанова Кабінету Міністрів № 552 від 26.06.2019",
    since="2020-01-01",
    until="2026-12-31",
    mark="assumption",
    uk="Допомога на дитину в прийомній сім'ї або дитячому будинку сімейного типу",
    en="Aid for a child in a foster family or a family-type home",
    note_uk="Відкрите питання 24: з 18 років дитина може лишитися в сім'ї до кінця навчання (Сімейний кодекс, ст. 256-3), а сума невідома. "
    "Інше прочитання: платять до 23 років, з прожитковим мінімумом працездатної особи.",
    note_en="Open reading 24: from 18 the child may stay with the family to the end of school (Family Code, art. 256-3), but the amount is "
    "unknown. The alternative: paid until 23, of the able-bodied minimum.",
    source="S117, S140 2947-14",
)
def foster_child_aid(
    foster_child: bool,
    foster_student: bool,
    child_with_disability: bool,
    subsistence_minimum_of_person: Money,
    foster_child_multiple: Ratio,
    foster_child_multiple_disability: Ratio,
) -> Money:
    if not foster_child:
        return 0
    if foster_student:
        return unknown(
            "чи платять допомогу в прийомній сім'ї після 18 років на денному навчанні і з якого мінімуму, не встановлено / "
            "whether the foster aid is paid from 18 in day education, and of which minimum, is not established"
        )
    multiple = foster_child_multiple_disability if child_with_disability else foster_child_multiple
    return round_half_up(subsistence_minimum_of_person * multiple, "0.01")


not_implemented("foster_child_aid", since="2027-01-01", missing="закони й суми 2027 року / the laws and amounts of 2027")
