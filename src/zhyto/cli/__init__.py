"""The command line: the same verbs as the library. Prints; reads and writes through `zhyto.io`.

One module per group of commands; what they need is imported inside a command, so that `zhyto --help` starts at once.
"""

import gc

import click

from zhyto import __version__
from zhyto.cli.claims import claims
from zhyto.cli.explain import explain
from zhyto.cli.fund import fund
from zhyto.cli.law import law
from zhyto.cli.ledger import ledger
from zhyto.cli.nation import nation
from zhyto.cli.reforms import arrears, simulate
from zhyto.cli.register import register
from zhyto.cli.run import demo, run_command
from zhyto.cli.usage import SpeakingGroup
from zhyto.cli.verify import verify


@click.group(cls=SpeakingGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="zhyto")
def main() -> None:
    """Жито: що належить за законом, що виплачено, кого закон минає, як чесно поділити фонд.

    What is due by law, what was paid, whom the law misses, how a fund is shared.
    """
    # A law is a million small objects that all live on: looking through them again and again for lost ones finds none.
    gc.set_threshold(100_000, 20, 50)


for command in (demo, run_command, explain, simulate, arrears, claims, fund, ledger, verify, register, law, nation):
    main.add_command(command)
