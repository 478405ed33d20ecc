"""Rights in kind of persons affected by the Chornobyl disaster."""

from zhyto.law import not_implemented, rule, unknown


@rule(
    entity="person",
    cite="Закон 796-XII від 28.02.1991",
    since="2020-01-01",
    until="2026-12-31",
    mark="remembered",
    uk="Ліки, проїзд раз на рік, додаткова відпустка",
    en="Medicines, one journey a year, extra leave",
    note_uk="Категорії 1 і 2 мають право повністю; категорія 3 — частково, в чому саме, не встановлено.",
    note_en="Categories 1 and 2 have the right in full; category 3 in part, in which part is not established.",
)
def chornobyl_in_kind_rights(chornobyl_category: str) -> bool:
    if chornobyl_category in ("1", "2"):
        return True
    if chornobyl_category == "3":
        return unknown(
            "які з цих прав має категорія 3, не встановлено; шукати в законі 796-XII / "
            "which of these rights category 3 has is not established; look in Law 796-XII"
        )
    return False


not_implemented("chornobyl_in_kind_rights", since="2027-01-01", missing="закони й суми 2027 року / the laws and amounts of 2027")
