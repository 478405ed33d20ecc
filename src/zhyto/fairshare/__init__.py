"""Who gets how much of too little: several sources of money shared so that the worst-off are raised first, exact, with a certificate.

`make_instance` takes households and sources and refuses what cannot be shared; `leximin` shares (the rule and why it is the right one:
`fill`); `verify` proves a sharing from the tables and the certificate, with none of the solver's code. `share` is the same for one fund.
"""

from zhyto.fairshare.instance import RULE, SUM_LIMIT, WEIGHT_LIMIT, Instance, Source, make_instance, tie_order
from zhyto.fairshare.sharing import Certificate, Sharing, leximin, share
from zhyto.fairshare.verifier import verify

__all__ = ["RULE", "SUM_LIMIT", "WEIGHT_LIMIT", "Certificate", "Instance", "Sharing", "Source", "leximin", "make_instance", "share", "tie_order", "verify"]
