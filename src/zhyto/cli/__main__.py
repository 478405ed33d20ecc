"""`python -m zhyto.cli`."""

from zhyto.cli import main

main()
