"""Aid for the third and each next child of a large family, until the child is six."""

from zhyto.law import Members, Money, not_implemented, order, rule


@rule(
    entity="person",
    cite="постанова Кабінету Міністрів № 250 від 13.03.2019",
    since="2020-01-01",
    mark="assumption",
    uk="Котра за віком дитина в сім'ї",
    en="Place of the child in the family by age",
    note_uk="Рахуємо дітей, які живуть у сім'ї, за датою народження. Інше прочитання: за порядком народження у матері, "
    "разом із дорослими дітьми.",
    note_en="Children living in the family are counted by date of birth. The alternative: by order of birth to the mother, "
    "grown children included.",
    source="S43",
)
def child_order(members: Members) -> int:
    return order(m.birth_date for m in members if m.child_of_family)


@rule(
    entity="person",
    cite="постанова Кабінету Міністрів № 250 від 13.03.2019",
    since="2020-01-01",
    mark="assumption",
    uk="Третя чи наступна дитина, якій ще немає 6 років",
    en="The third or a next child, not yet 6",
    note_uk="Платять тому з батьків, з ким дитина живе; беремо, що на дитину на повному державному утриманні її тому не платять. "
    "Інше прочитання: платять.",
    note_en="It is paid to the parent with whom the child lives; so it is taken not to be paid for a child kept wholly by the state. "
    "The alternative: it is paid.",
    source="S43",
)
def third_child_under_limit(
    born_for_monthly_aid: bool,
    child_order: int,
    third_child_order: int,
    age_of_person: int,
    third_child_age_limit: int,
    on_full_state_care: bool,
) -> bool:
    if not born_for_monthly_aid or age_of_person >= third_child_age_limit:
        return False
    return child_order >= third_child_order and not on_full_state_care


@rule(
    entity="person",
    cite="постанова Кабінету Міністрів № 250 від 13.03.2019",
    since="2020-01-01",
    until="2025-06-30",
    name="third_child_aid",
    uk="Допомога на третю і кожну наступну дитину",
    en="Aid for the third and each next child",
    source="S43",
)
def third_child_aid_2019(third_child_under_limit: bool, large_family_certificate: bool, third_child_amount: Money) -> Money:
    if third_child_under_limit and large_family_certificate:
        return third_child_amount
    return 0


@rule(
    entity="person",
    cite="постанова Кабінету Міністрів № 250 від 13.03.2019; постанова № 371 від 25.03.2025",
    since="2025-07-01",
    until="2026-12-31",
    mark="assumption",
    uk="Допомога на третю і кожну наступну дитину",
    en="Aid for the third and each next child",
    note_uk="Відкрите питання 18: базова соціальна допомога замінює цю; обирає сім'я. Інше прочитання: заміна за законом, без вибору.",
    note_en="Open reading 18: the basic social aid takes the place of this one; the family chooses. The alternative: "
    "it replaces it by law, without a choice.",
    source="S15, S43",
)
def third_child_aid(
    third_child_under_limit: bool, large_family_certificate: bool, basic_aid_taken: bool, third_child_amount: Money
) -> Money:
    if third_child_under_limit and large_family_certificate and not basic_aid_taken:
        return third_child_amount
    return 0


not_implemented("third_child_aid", since="2027-01-01", missing="закони й суми 2027 року / the laws and amounts of 2027")
