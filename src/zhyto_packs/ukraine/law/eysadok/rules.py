"""eSadok: from 2028, from local budgets, where a hromada gives no free place in a kindergarten."""

from zhyto.law import not_implemented, not_in_force

not_in_force("eysadok", since="2020-01-01", until="2027-12-31", cite="Закон 3788-IX, ст. 50; закон 4681-IX від 05.11.2025, розд. II, п. 1")
not_implemented("eysadok", since="2028-01-01", missing="закони й суми 2028 року / the laws and amounts of 2028")
