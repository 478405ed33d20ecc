"""Baby package: a box for each newborn, or its value in money. The child carries the right."""

from zhyto.law import Money, Ratio, not_implemented, round_half_up, rule


@rule(
    entity="person",
    cite="Закон 2811-XII",
    since="2020-01-01",
    until="2026-12-31",
    mark="assumption",
    uk="Пакунок малюка (його вартість грошима)",
    en="Baby package (its value in money)",
    note_uk="Показуємо гроші, які можна взяти замість речей, за прожитковим мінімумом місяця народження (інше прочитання: місяця заяви). "
    "Від якого дня 2020 року дозволено брати гроші й до якого дня просити, не встановлено.",
    note_en="Shown is the money that may be taken in place of the things, by the subsistence minimum of the month of birth (the alternative: "
    "of the claim). From which day of 2020 money may be taken, and until which day it is to be asked for, is not established.",
    source="S51",
)
def baby_package(months_after_birth: int, subsistence_minimum_under_6: Money, baby_package_multiple: Ratio) -> Money:
    if months_after_birth != 0:
        return 0
    return round_half_up(subsistence_minimum_under_6 * baby_package_multiple, "0.01")


not_implemented("baby_package", since="2027-01-01", missing="закони й суми 2027 року / the laws and amounts of 2027")
