"""Open reading 14: the earlier aid held for March 2022, and it is not written here."""

from zhyto.law import not_implemented

not_implemented(
    "idp_living_aid",
    since="2022-03-01",
    until="2022-03-31",
    missing="попередня допомога, постанова № 505 від 01.10.2014 / the earlier aid, resolution 505 of 01.10.2014",
)
