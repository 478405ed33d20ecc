"""School package: promised from 2027."""

from zhyto.law import not_implemented, not_in_force

not_in_force("school_package", since="2020-01-01", until="2026-12-31", cite="Закон 4681-IX від 05.11.2025")
not_implemented("school_package", since="2027-01-01", missing="закони й суми 2027 року / the laws and amounts of 2027")
