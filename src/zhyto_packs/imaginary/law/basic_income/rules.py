"""Basic income: first for adults without a salary, a year later for every adult."""

from zhyto.law import Money, not_in_force, rule

not_in_force("basic_income", since="1945-01-01", until="2015-11-30", cite="Basic Income Act, art. 9")


@rule(
    entity="person",
    cite="Basic Income Act, art. 2 (first wording)",
    since="2015-12-01",
    until="2016-11-30",
    name="basic_income",
    uk="Базовий дохід",
    en="Basic income",
)
def basic_income_without_salary(age: int, age_of_majority: int, salary: Money, basic_income_amount: Money) -> Money:
    if age < age_of_majority:
        return 0
    if salary > 0:
        return 0
    return basic_income_amount


@rule(
    entity="person",
    cite="Basic Income Act, art. 2",
    since="2016-12-01",
    name="basic_income",
    uk="Базовий дохід",
    en="Basic income",
)
def basic_income_for_all(age: int, age_of_majority: int, basic_income_amount: Money) -> Money:
    if age < age_of_majority:
        return 0
    return basic_income_amount
