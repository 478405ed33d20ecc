"""Pay to foster parents, one amount for the family: until 2025 a share of the children's aid, from 2026 by the number of children."""

from zhyto.law import Members, Money, Ratio, count, not_implemented, round_half_up, rule, unknown


@rule(
    entity="household",
    cite="постанова Кабінету Міністрів № 1241 від 01.10.2025",
    since="2020-01-01",
    uk="Скільки дітей у прийомній сім'ї",
    en="How many foster children the family has",
    source="S45",
)
def foster_children(members: Members) -> int:
    return count(m for m in members if m.foster_child)


@rule(
    entity="household",
    cite="постанова Кабінету Міністрів № 1241 від 01.10.2025",
    since="2020-01-01",
    uk="З них дітей з інвалідністю, без підгрупи А",
    en="Of them children with a disability, without subgroup A",
    source="S45",
)
def foster_children_with_disability(members: Members) -> int:
    return count(m for m in members if m.foster_child and m.child_with_disability and not m.child_disability_subgroup_a)


@rule(
    entity="household",
    cite="постанова Кабінету Міністрів № 1241 від 01.10.2025",
    since="2020-01-01",
    uk="З них дітей з інвалідністю підгрупи А",
    en="Of them children with a disability of subgroup A",
    source="S45",
)
def foster_children_subgroup_a(members: Members) -> int:
    return count(m for m in members if m.foster_child and m.child_with_disability and m.child_disability_subgroup_a)


@rule(
    entity="household",
    cite="постанова Кабінету Міністрів № 552 від 26.06.2019",
    since="2020-01-01",
    uk="У прийомній сім'ї є повнолітня дитина на денному навчанні",
    en="The foster family has a child of age in day education",
    source="S45",
)
def foster_student_in_family(members: Members) -> bool:
    return any(m.foster_student for m in members if m.in_foster_care)


@rule(
    entity="household",
    cite="постанова Кабінету Міністрів № 552 від 26.06.2019",
    since="2020-01-01",
    until="2025-12-31",
    name="foster_parent_pay",
    mark="assumption",
    uk="Грошове забезпечення прийомних батьків",
    en="Pay to foster parents",
    note_uk="За сторінкою 2019 року: прожитковий мінімум дитини її віку за кожну дитину. Інше прочитання: 35 % допомоги на дитину, не більше "
    "за межу, якої не знайдено.",
    note_en="By a page of 2019: the subsistence minimum of a child of that age for each child. The alternative: 35% of the child's aid, within a "
    "ceiling that was not found.",
    source="S117",
)
def foster_parent_pay_until_2025(
    members: Members, foster_children: int, foster_student_in_family: bool, foster_pay_minimums: Ratio
) -> Money:
    if foster_children == 0:
        return 0
    if foster_student_in_family:
        return unknown(
            "чи рахують дитину після 18 років на денному навчанні, не встановлено / "
            "whether a child from 18 in day education counts is not established"
        )
    return round_half_up(sum(m.subsistence_minimum_of_person for m in members if m.foster_child) * foster_pay_minimums, "0.01")


@rule(
    entity="household",
    cite="постанова Кабінету Міністрів № 1241 від 01.10.2025",
    since="2026-01-01",
    until="2026-12-31",
    known="2025-10-01",
    mark="assumption",
    uk="Грошове забезпечення прийомних батьків",
    en="Pay to foster parents",
    note_uk="Рахуємо від прожиткового мінімуму працездатної особи; на одній сторінці — від мінімуму дитини. "
    "Відкрите питання 22: якщо всі діти мають інвалідність, сума невідома (інше прочитання: доданок за інших дітей 0 або −1). "
    "Відкрите питання 24: з дитиною від 18 років на денному навчанні сума невідома.",
    note_en="Counted of the able-bodied subsistence minimum; one page takes the child's. "
    "Open reading 22: if all the children have a disability the amount is unknown (the alternative: the part for the other children is 0 or −1). "
    "Open reading 24: with a child from 18 in day education the amount is unknown.",
    source="S45",
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


not_implemented("foster_parent_pay", since="2027-01-01", missing="закони й суми 2027 року / the laws and amounts of 2027")
