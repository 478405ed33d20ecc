"""Open reading 22: the formula as it stands, so that without other children its part is minus one."""

from zhyto.law import Money, Ratio, round_half_up, rule, unknown


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
    foster_student_in_family: bool,
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
    if foster_student_in_family:
        return unknown(
            "чи рахують дитину після 18 років на денному навчанні, не встановлено / "
            "whether a child from 18 in day education counts is not established"
        )
    others = foster_children - foster_children_with_disability - foster_children_subgroup_a
    minimums = (
        foster_pay_base
        + foster_pay_next_child * (others - 1)
        + foster_pay_child_with_disability * foster_children_with_disability
        + foster_pay_child_subgroup_a * foster_children_subgroup_a
    )
    return round_half_up(subsistence_minimum_able * minimums, "0.01")
