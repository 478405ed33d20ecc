"""Who gets how much of too little: several sources of money shared so that the worst-off are raised first, exact, with a certificate.

`make_instance` takes households and sources and refuses what cannot be shared; `leximin` shares (the rule and why it is the right one:
`fill`); `verify` proves a sharing from the tables and the certificate, with none of the solver's code. `share` is the same for one fund.
`alternatives` and `compare` set other rules beside it; `curve` tells what more money, or a condition lifted, would change.
"""

from zhyto.fairshare.compare import RULES, alternatives, compare, indicators
from zhyto.fairshare.instance import RULE, SUM_LIMIT, WEIGHT_LIMIT, Instance, Source, make_instance, tie_order
from zhyto.fairshare.sharing import Certificate, Sharing, leximin, share
from zhyto.fairshare.verifier import verify
from zhyto.fairshare.whatif import curve, unconditional

__all__ = [
    "RULE", "RULES", "SUM_LIMIT", "WEIGHT_LIMIT", "Certificate", "Instance", "Sharing", "Source",
    "alternatives", "compare", "curve", "indicators", "leximin", "make_instance", "share", "tie_order", "unconditional", "verify",
]  # fmt: skip
