"""Free burial of combatants, persons with disability due to war and persons with special merits."""

from zhyto.law import Members, not_implemented, rule


@rule(
    entity="person",
    cite="Закон 3551-XII від 22.10.1993",
    since="2020-01-01",
    mark="remembered",
    uk="Помер ветеран війни, якого ховають безоплатно",
    en="A war veteran has died whose burial is free",
)
def burial_as_veteran(died_this_month: bool, war_status: str) -> bool:
    return died_this_month and war_status in ("combatant", "disability_I", "disability_II", "disability_III", "special_merits")


@rule(
    entity="household",
    cite="Закон 3551-XII від 22.10.1993",
    since="2020-01-01",
    until="2026-12-31",
    mark="remembered",
    uk="Безоплатне поховання ветерана війни",
    en="Free burial of a war veteran",
    note_uk="Допомогу на поховання пенсіонера чи застрахованої особи це не скасовує: чи інакше, не встановлено.",
    note_en="It does not displace burial aid for a pensioner or an insured person: whether it does is not established.",
)
def burial_of_veteran(members: Members) -> bool:
    return any(m.burial_as_veteran for m in members)


not_implemented("burial_of_veteran", since="2027-01-01", missing="закони й суми 2027 року / the laws and amounts of 2027")
