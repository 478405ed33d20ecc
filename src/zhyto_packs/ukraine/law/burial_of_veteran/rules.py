"""Free burial of combatants, persons with disability due to war and persons with special merits."""

from zhyto.law import Members, not_implemented, rule


@rule(
    entity="person",
    cite="Закон 1102-IV, ст. 14",
    since="2020-01-01",
    mark="read",
    uk="Померла людина, яку ховають безоплатно",
    en="A person has died whose burial is free",
    note_uk="Учасники бойових дій, люди з інвалідністю внаслідок війни, особливими заслугами або особливими трудовими заслугами. "
    "Постраждалих учасників Революції Гідності ховають коштом громади; їх тут ще немає.",
    note_en="Combatants, persons with a disability due to war, with special merits or special labour merits. "
    "Victims of the Revolution of Dignity are buried at the hromada's expense; they are not here yet.",
    source="S140 1102-15",
)
def burial_as_veteran(
    died_this_month: bool, war_status: str, has_war_disability: bool, has_special_merits: bool, special_labour_merits: bool
) -> bool:
    if not died_this_month:
        return False
    return war_status == "combatant" or has_war_disability or has_special_merits or special_labour_merits


@rule(
    entity="household",
    cite="Закон 1102-IV, ст. 13, 14",
    since="2020-01-01",
    until="2026-12-31",
    mark="read",
    uk="Безоплатне поховання",
    en="Free burial",
    note_uk="Допомоги на поховання воно не скасовує: це окремі статті закону.",
    note_en="It does not displace burial aid: these are separate articles of the law.",
    source="S140 1102-15",
)
def burial_of_veteran(members: Members) -> bool:
    return any(m.burial_as_veteran for m in members)


not_implemented("burial_of_veteran", since="2027-01-01", missing="закони й суми 2027 року / the laws and amounts of 2027")
