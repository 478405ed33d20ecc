"""Free city transport that laws give whatever the hromada decides; carriers are compensated from local budgets."""

from zhyto.law import not_implemented, rule


@rule(
    entity="person",
    cite="Закон 2402-III, ст. 1, 13",
    since="2020-01-01",
    mark="read",
    uk="Дитина з багатодітної сім'ї",
    en="Child of a large family",
    source="S140 2402-14",
)
def child_of_large_family(large_family: bool, child_of_family: bool) -> bool:
    return large_family and child_of_family


@rule(
    entity="person",
    cite="Закон 875-XII, ст. 38-1; Закон 2402-III, ст. 13; Закон 962-XII, ст. 6; Закон 203/98-ВР, ст. 6, 7",
    since="2020-01-01",
    until="2026-12-31",
    mark="read",
    uk="Безоплатний проїзд міським транспортом",
    en="Free city transport",
    note_uk="Дітям з багатодітних сімей закон дає ще й приміський транспорт і міжміські автобуси, репресованим — автобуси в районі.",
    note_en="To children of large families the law gives suburban transport and intercity buses as well, to victims of repression buses of the district.",
    source="S140 875-12, 2402-14, 962-12, 203-98",
)
def free_city_transport(
    disability_group: str,
    child_with_disability: bool,
    child_of_large_family: bool,
    repressed_discount_holder: bool,
    military_service_veteran: bool,
    within_privilege_income_limit: bool,
) -> bool:
    if disability_group in ("I", "II") or child_with_disability:
        return True
    if child_of_large_family or repressed_discount_holder:
        return True
    return military_service_veteran and within_privilege_income_limit


not_implemented("free_city_transport", since="2027-01-01", missing="закони 2027 року / the laws of 2027")
