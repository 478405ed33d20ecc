"""Each ground has the highest share that the law allows: 40 %, and 35 % for other merits, which is the lowest for a mother of five."""

from zhyto.law import Money, Ratio, round_half_up, rule


@rule(
    entity="person",
    cite="Закон 1767-III, ст. 5",
    since="2020-01-01",
    mark="assumption",
    uk="Надбавка за особливі заслуги, до межі найбільшої пенсії",
    en="Supplement for special merits, before the cap of the largest pension",
)
def merits_supplement_before_cap(
    merits_to_ukraine: str,
    raised_five_children: bool,
    merits_share_of_mother_highest: Ratio,
    merits_share_of_mother_lowest: Ratio,
    repressed_merits_amount: Money,
    subsistence_minimum_for_pensions: Money,
) -> Money:
    if merits_to_ukraine == "repressed" and repressed_merits_amount > 0:
        return repressed_merits_amount
    if merits_to_ukraine == "high" or raised_five_children:
        return round_half_up(subsistence_minimum_for_pensions * merits_share_of_mother_highest, "0.01")
    if merits_to_ukraine == "other":
        return round_half_up(subsistence_minimum_for_pensions * merits_share_of_mother_lowest, "0.01")
    return 0
