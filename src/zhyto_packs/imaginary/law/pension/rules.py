"""Pension: one unit of currency a month from the age of retirement on."""

from zhyto.law import Money, Ratio, rule


@rule(entity="person", cite="Pension Act, art. 2", since="1951-07-01", uk="Пенсія", en="Pension")
def pension(age: int, age_of_retirement: Ratio, pension_amount: Money) -> Money:
    if age < age_of_retirement:
        return 0
    return pension_amount
