"""Open reading 24: paid until 23 in day education, of the able-bodied minimum."""

from zhyto.law import Money, Ratio, round_half_up, rule, unknown


@rule(
    entity="person",
    cite="постанова Кабінету Міністрів № 552 від 26.06.2019",
    since="2020-01-01",
    until="2026-12-31",
    mark="assumption",
    uk="Допомога на дитину в прийомній сім'ї або дитячому будинку сімейного типу",
    en="Aid for a child in a foster family or a family-type home",
)
def foster_child_aid(
    foster_child: bool,
    foster_student: bool,
    child_with_disability: bool,
    subsistence_minimum_of_person: Money,
    subsistence_minimum_able: Money,
    foster_child_multiple: Ratio,
    foster_child_multiple_disability: Ratio,
) -> Money:
    if not foster_child:
        return 0
    minimum = subsistence_minimum_able if foster_student else subsistence_minimum_of_person
    multiple = foster_child_multiple_disability if child_with_disability else foster_child_multiple
    return round_half_up(minimum * multiple, "0.01")


@rule(
    entity="household",
    cite="постанова Кабінету Міністрів № 1241 від 01.10.2025",
    since="2026-01-01",
    until="2026-12-31",
    mark="assumption",
    uk="Грошове забезпечення прийомних батьків",
    en="Pay to foster parents",
)
def foster_parent_pay(
    foster_children: int,
    foster_children_with_disability: int,
    foster_children_subgroup_a: int,
    subsistence_minimum_able: Money,
    foster_pay_base: Ratio,
    foster_pay_next_child: Ratio,
    foster_pay_child_with_disability: Ratio,
    foster_pay_child_subgroup_a: Ratio,
) -> Money:
    if foster_children == 0:
        return 0
    others = foster_children - foster_children_with_disability - foster_children_subgroup_a
    if others == 0:
        return unknown(
            "як рахувати, коли всі діти мають інвалідність, не встановлено; шукати в постанові № 1241 від 01.10.2025 / "
            "how it is counted when all the children have a disability is not established; look in resolution 1241 of 01.10.2025"
        )
    minimums = (
        foster_pay_base
        + foster_pay_next_child * (others - 1)
        + foster_pay_child_with_disability * foster_children_with_disability
        + foster_pay_child_subgroup_a * foster_children_subgroup_a
    )
    return round_half_up(subsistence_minimum_able * minimums, "0.01")
