"""Repayable interest-free aid for a family's economic independence: it exists, its amount was not found."""

from zhyto.law import Money, not_implemented, not_in_force, rule, unknown

not_in_force("family_start_up_aid", since="2020-01-01", until="2020-06-30", cite="Закон 646-IX, чинний з 01.07.2020")


@rule(
    entity="household",
    cite="Закон 1768-III, ст. 1, 9",
    since="2020-07-01",
    until="2026-12-31",
    mark="assumption",
    uk="Поворотна допомога на власну справу",
    en="Repayable aid to start a livelihood",
    note_uk="Умовою беремо право на допомогу малозабезпеченій сім'ї. Інше прочитання: також сім'ї, яким таку допомогу не платять.",
    note_en="The condition taken is the right to low-income family aid. The alternative: families not paid that aid as well.",
    source="S92, S140 1768-14",
)
def family_start_up_aid(low_income_family_aid: Money) -> Money:
    if low_income_family_aid == 0:
        return 0
    return unknown(
        "розмір поворотної допомоги не встановлено; шукати в законі 1768-III зі змінами 646-IX і порядку до нього / "
        "the amount of the repayable aid is not established; look in Law 1768-III as amended by 646-IX and its order"
    )


not_implemented("family_start_up_aid", since="2027-01-01", missing="закони й суми 2027 року / the laws and amounts of 2027")
