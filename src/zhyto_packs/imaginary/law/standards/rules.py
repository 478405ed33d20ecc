"""What several acts refer to: a person's age and a household's income."""

from zhyto.law import Date, Members, Money, age, rule


@rule(entity="person", cite="Civil Code, art. 1", since="1945-01-01", name="age", uk="Вік, повних років", en="Age, completed years")
def age_in_years(birth_date: Date, day: Date) -> int:
    return age(birth_date, day)


@rule(entity="household", cite="Civil Code, art. 2", since="1945-01-01", uk="Дохід домогосподарства", en="Household income")
def household_income(members: Members) -> Money:
    return sum(member.salary for member in members)
