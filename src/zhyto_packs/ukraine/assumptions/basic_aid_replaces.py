"""Open reading 18: where the basic aid can be had, the aids it replaces are not given; nobody chooses."""

from zhyto.law import Money, rule


@rule(
    entity="household",
    cite="постанова Кабінету Міністрів № 371 від 25.03.2025",
    since="2025-07-01",
    mark="assumption",
    uk="Базова соціальна допомога замінює інші",
    en="The basic social aid takes the place of the others",
)
def basic_aid_taken(receives_basic_social_aid: bool, basic_social_aid: Money) -> bool:
    return receives_basic_social_aid or basic_social_aid > 0
