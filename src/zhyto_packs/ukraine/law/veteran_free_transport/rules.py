"""Free transport of combatants and persons with disability due to war."""

from zhyto.law import not_implemented, rule


@rule(
    entity="person",
    cite="Закон 3551-XII від 22.10.1993, ст. 12 п. 7, ст. 13 п. 7",
    since="2020-01-01",
    until="2026-12-31",
    mark="read",
    uk="Безоплатний проїзд",
    en="Free transport",
    note_uk="Учасникам війни, членам сімей загиблих та особам з особливими заслугами закон безоплатного проїзду не дає; "
    "громада може дати його своїм рішенням.",
    note_en="The law gives no free transport to war participants, to families of the fallen and for special merits; "
    "the hromada may give it by a decision of its own.",
    source="S140 3551-12",
)
def veteran_free_transport(war_status: str, has_war_disability: bool) -> bool:
    return war_status == "combatant" or has_war_disability


not_implemented("veteran_free_transport", since="2027-01-01", missing="закони й суми 2027 року / the laws and amounts of 2027")
