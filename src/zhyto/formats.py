"""What leaves Zhyto and is opened again says in which format it is and which Zhyto made it. Later ones open all of them: tests/data/formats."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from zhyto import __version__
from zhyto.faults import Fault
from zhyto.texts import Said

MADE_BY: Final = f"zhyto {__version__}"
_MADE_BY: Final = re.compile(r"zhyto \d[0-9A-Za-z.+-]{0,30}\Z")


@dataclass(frozen=True, slots=True)
class Format:
    """A format. name: all but its number. newest: the number in which it is written; it is opened from 1 on."""

    name: str
    newest: int

    @property
    def said(self) -> str:
        """As what is written says it."""
        return f"{self.name}{self.newest}"

    @property
    def stamp(self) -> dict[str, str]:
        """What is written first: the format, and who wrote it."""
        return {"format": self.said, "made_by": MADE_BY}

    def number(self, said: object) -> int:
        """The number of a format that can be opened; 0 for any other."""
        found = self._any(said)
        return found if found <= self.newest else 0

    def later(self, said: object, place: str) -> Fault | None:
        """That something is of a number which only a later Zhyto opens; None where it is not."""
        if self._any(said) <= self.newest:
            return None
        return Fault(place, 0, "", Said("the format {format}", format=said),
                     Said("a format from {name}1 to {name}{newest}", name=self.name, newest=self.newest),
                     Said("a later Zhyto made it: open it with that one, or with the newest"))  # fmt: skip

    def _any(self, said: object) -> int:
        match = re.fullmatch(re.escape(self.name) + "([1-9][0-9]{0,8})", said) if isinstance(said, str) else None
        return int(match[1]) if match else 0


def is_made_by(said: object) -> bool:
    """Whether something names a version of Zhyto, and says nothing else."""
    return isinstance(said, str) and _MADE_BY.match(said) is not None


RESULT: Final = Format("zhyto-result-", 2)
"""summary.json of a run. 1 did not say its format, but had the version."""
PROOF: Final = Format("zhyto-shares-proof-", 2)
"""instance.json of a sharing's proof; the files beside it are of the same number. 1 did not say who made it, nor did those below."""
COUNTS: Final = Format("zhyto-shares-public-", 2)
"""public.json of a sharing; the tables beside it are of the same number."""
TOTALS: Final = Format("zhyto totals ", 2)
"""A table of sums beside the public log."""
RECEIPT: Final = Format("zhyto receipt ", 2)
"""A receipt as a file."""
SQUARE: Final = Format("ZHYTO", 1)
"""A receipt as a square code: it has no room for who made it."""
SAYS_TOTALS: Final = Format("totals ", 1)
SAYS_SHARES: Final = Format("shares ", 1)
"""Statements in the log: what they name says who made it."""
