"""For all tests: they never time anything, so a slow machine fails none of them."""

import sys
from pathlib import Path

from hypothesis import settings

# Tests of one room use helpers of another's.
sys.path += [str(folder) for folder in Path(__file__).parent.iterdir() if any(folder.glob("test_*.py"))]

settings.register_profile("zhyto", deadline=None)
settings.load_profile("zhyto")
