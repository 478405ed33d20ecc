"""Only those work of whom it is recorded."""

from zhyto.law import rule


@rule(entity="person", cite="Закон 1058-IV, ст. 42, ч. 3", since="2020-01-01", mark="assumption", uk="Працює", en="Works")
def is_working(employed: bool) -> bool:
    return employed
