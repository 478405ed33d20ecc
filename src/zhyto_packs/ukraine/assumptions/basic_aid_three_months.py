"""Open reading 44: the three months before the claim count."""

from zhyto.law import Month, rule


@rule(
    entity="household",
    cite="постанова Кабінету Міністрів № 371 від 25.03.2025",
    since="2025-07-01",
    mark="assumption",
    uk="Останній місяць, дохід за який рахують для базової допомоги",
    en="Last month whose income counts for the basic aid",
)
def basic_aid_last_month(basic_aid_term_first_month: Month) -> Month:
    return basic_aid_term_first_month - 1
