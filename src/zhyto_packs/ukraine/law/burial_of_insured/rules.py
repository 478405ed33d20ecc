"""Burial aid for an insured person who held no pension."""

from zhyto.law import Members, Money, count, not_implemented, rule


@rule(
    entity="person",
    cite="законодавство про соціальне страхування",
    since="2020-01-01",
    mark="assumption",
    uk="Померла застрахована особа без пенсії",
    en="An insured person without a pension has died",
    note_uk="Хто працює і за кого сплачують внески, той застрахований; хто отримував і пенсію, того ховають як пенсіонера. "
    "Інше прочитання: як застраховану особу.",
    note_en="Who works with contributions paid is insured; who held a pension besides is buried as a pensioner. The alternative: "
    "as an insured person.",
)
def burial_as_insured(died_this_month: bool, insured: bool, employed: bool, receives_pension: bool) -> bool:
    return died_this_month and (insured or employed) and not receives_pension


@rule(
    entity="household",
    cite="законодавство про соціальне страхування",
    since="2020-01-01",
    until="2026-12-31",
    mark="remembered",
    uk="Допомога на поховання застрахованої особи",
    en="Burial aid for an insured person",
)
def burial_of_insured(members: Members, burial_insured_amount: Money) -> Money:
    return burial_insured_amount * count(m for m in members if m.burial_as_insured)


not_implemented("burial_of_insured", since="2027-01-01", missing="закони й суми 2027 року / the laws and amounts of 2027")
