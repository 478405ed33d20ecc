"""Aid for children of entrepreneurs in the quarantine of 2020: twice in force, May to August and November to December."""

from zhyto.law import Members, Money, not_in_force, rule


@rule(
    entity="household",
    cite="постанова Кабінету Міністрів № 329 (2020 рік)",
    since="2020-01-01",
    uk="Дохід батька чи матері, підприємця, обмежив карантин",
    en="The quarantine limited the income of a parent who is an entrepreneur",
    source="S49",
)
def parent_limited_by_quarantine(members: Members) -> bool:
    return any(m.entrepreneur_limited_by_quarantine for m in members if m.role in ("head", "spouse"))


@rule(
    entity="person",
    cite="постанова Кабінету Міністрів № 329 (2020 рік)",
    since="2020-01-01",
    mark="assumption",
    uk="Допомога на дитину підприємця",
    en="Aid for a child of an entrepreneur",
    note_uk="Платимо прожитковий мінімум дитини її віку («близько 2 000 грн»), доки дитині не виповниться 11 років. Інше прочитання: "
    "однакова сума для всіх; до дня десятиріччя.",
    note_en="The subsistence minimum of a child of that age is paid (“about 2,000”), until the child is 11. The alternative: one sum for "
    "all; until the tenth birthday.",
    source="S49",
)
def covid_child_aid(
    role: str, parent_limited_by_quarantine: bool, age_of_person: int, covid_child_oldest_age: int, subsistence_minimum_of_person: Money
) -> Money:
    if role != "child" or not parent_limited_by_quarantine:
        return 0
    if age_of_person > covid_child_oldest_age:
        return 0
    return subsistence_minimum_of_person


not_in_force(
    "covid_child_of_entrepreneur_aid", since="2020-01-01", until="2020-04-30", cite="постанова Кабінету Міністрів № 329 (2020 рік)"
)


@rule(
    entity="person",
    cite="постанова Кабінету Міністрів № 329 (2020 рік)",
    since="2020-05-01",
    until="2020-08-31",
    name="covid_child_of_entrepreneur_aid",
    uk="Допомога на дитину підприємця, травень–серпень",
    en="Aid for a child of an entrepreneur, May to August",
    source="S49",
)
def covid_child_of_entrepreneur_aid_in_summer(covid_child_aid: Money) -> Money:
    return covid_child_aid


not_in_force(
    "covid_child_of_entrepreneur_aid", since="2020-09-01", until="2020-10-31", cite="постанова Кабінету Міністрів № 329 (2020 рік)"
)


@rule(
    entity="person",
    cite="постанова Кабінету Міністрів № 329 (2020 рік)",
    since="2020-11-01",
    until="2020-12-31",
    uk="Допомога на дитину підприємця, листопад–грудень",
    en="Aid for a child of an entrepreneur, November to December",
    source="S49",
)
def covid_child_of_entrepreneur_aid(covid_child_aid: Money) -> Money:
    return covid_child_aid


not_in_force("covid_child_of_entrepreneur_aid", since="2021-01-01", cite="постанова Кабінету Міністрів № 329 (2020 рік)")
