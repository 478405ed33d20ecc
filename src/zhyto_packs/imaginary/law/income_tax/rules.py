"""Income tax: one rate on everything a person receives apart from benefits."""

from zhyto.law import Money, Ratio, round_half_up, rule


@rule(entity="person", cite="Income Tax Act, art. 2", since="2012-01-01", uk="Податок на доходи", en="Income tax")
def income_tax(salary: Money, capital_returns: Money, pension: Money, income_tax_rate: Ratio) -> Money:
    return round_half_up((salary + capital_returns + pension) * income_tax_rate, "0.01")
