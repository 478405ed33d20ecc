"""Open reading 8: the general subsistence minimum is tripled."""

from zhyto.law import Money, rule, unknown


@rule(
    entity="household",
    cite="постанова Кабінету Міністрів № 1192 від 02.08.2000",
    since="2020-01-01",
    until="2026-12-31",
    mark="assumption",
    uk="Допомога сім'ї, що доглядає",
    en="Aid to the family that gives care",
)
def psychiatric_care_aid(
    psychiatric_cared_persons: int,
    psychiatric_carer_lives_with_them: bool,
    psychiatric_aid_by_general_minimum: Money,
) -> Money:
    if psychiatric_cared_persons == 0 or not psychiatric_carer_lives_with_them:
        return 0
    if psychiatric_aid_by_general_minimum == 0:
        return 0
    if psychiatric_cared_persons > 1:
        return unknown(
            "чи платять за кожну з кількох людей, яких доглядають, не встановлено; шукати в постанові № 1192 / "
            "whether the aid is paid for each of several persons cared for is not established; look in resolution 1192"
        )
    return psychiatric_aid_by_general_minimum
