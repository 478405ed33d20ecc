"""`zhyto verify`: check a published log, or one receipt, trusting nobody but the keys you bring."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from zhyto.cli.common import common, options, progress_bars, refusals
from zhyto.faults import Fault, InputRefused
from zhyto.texts import Said, in_a_row, said_by

if TYPE_CHECKING:
    from zhyto.ledger.verify import Tell, Verdict


@click.command()
@click.argument("target")
@click.option(
    "--policy",
    "policy_file",
    type=click.Path(path_type=Path),
    help="Whom you trust: keys of the log and of witnesses, from a source of your own.",
)
@click.option(
    "--kept", "kept_file", type=click.Path(path_type=Path), help="Checkpoint kept from the last check; renewed where everything is proven."
)
@options(common)
def verify(target: str, policy_file: Path | None, kept_file: Path | None, as_json: bool, lang: str) -> None:
    """Check a published log (a folder or an address) or a receipt (a file). Says what is proven and what is not.

    Exit code 0: everything demanded is proven. 1: it is not. 2: there is nothing to check, or the checkpoint cannot be kept.
    """
    with refusals(as_json), progress_bars(as_json, lang) as tell:
        file = "://" not in target and Path(target).is_file()
        found = _receipt(Path(target), policy_file) if file else _log(target, policy_file, kept_file, tell)
    if as_json:
        from zhyto.io.files.texts import ukrainian

        findings = [asdict(one) | {"why_uk": [ukrainian().say(why) for why in one.why]} for one in found.findings]
        page = {"ok": found.ok, "origin": found.origin, "size": found.size, "findings": findings}
        click.echo(json.dumps(page, ensure_ascii=False, indent=1))
    else:
        click.echo(_words(found, lang))
    if kept_file and found.checkpoint:
        # After the findings: whatever becomes of the file, they stand.
        with refusals(False):
            from zhyto.io.log.publicfiles import keep

            keep(kept_file, found.checkpoint)
        if not as_json:
            told = {"uk": "Контрольну точку збережено; наступного разу дайте той самий файл", "en": "The checkpoint is kept; give the same file next time"}
            click.echo(plain(f"{told[lang]}: --kept {kept_file}"))
    if not found.ok:
        raise SystemExit(1)


def _receipt(file: Path, policy_file: Path | None) -> Verdict:
    from zhyto.io.log.publicfiles import read_small
    from zhyto.ledger.policy import read_policy
    from zhyto.ledger.receipt import parse
    from zhyto.ledger.verify import verify_receipt

    if policy_file is None:
        remedy = Said("take it from the fund's page or a council, and name it: --policy FILE")
        raise InputRefused([Fault("--policy", 0, "", Said("no policy"), Said("the keys you trust: without them a receipt proves nothing"), remedy)])
    return verify_receipt(parse(read_small(file), file.name), read_policy(read_small(policy_file), policy_file.name))


def _log(target: str, policy_file: Path | None, kept_file: Path | None, tell: Tell) -> Verdict:
    from zhyto.io.fairshare.fairlog import EXTRA
    from zhyto.io.log import publicfiles
    from zhyto.io.log.source import Files
    from zhyto.ledger.notes import refuse
    from zhyto.ledger.policy import read_policy
    from zhyto.ledger.tiles import CHECKPOINT
    from zhyto.ledger.verify import verify as verify_log

    files = Files(target)
    try:
        files(CHECKPOINT)
    except OSError as error:
        remedy = Said("see whether the address is right and the network works, or take another copy of the log; of the log itself this tells nothing")
        raise refuse(target, in_a_row([said_by(error), error.filename or CHECKPOINT], ": "), Said("the public folder or the address of a log"),
                     remedy) from None
    brought = policy_file is not None
    policy = read_policy(publicfiles.read_small(policy_file) if policy_file else files("policy"), str(policy_file or "policy"))
    earlier = publicfiles.kept(kept_file) if kept_file else b""
    return verify_log(files, policy, earlier, files.several, extras=(EXTRA,), own_policy=brought, tell=tell, keeping=str(kept_file or ""))


def plain(text: str) -> str:
    """A line with signs in place of what would end it, move the cursor or turn the direction of writing: its words may be a stranger's."""
    return "".join(letter if letter.isprintable() or letter == "\u00a0" else f"\\u{ord(letter):04x}" for letter in text)


def _words(found: Verdict, lang: str) -> str:
    """The findings in two groups, and the verdict."""
    from zhyto.io.files.texts import ukrainian

    uk = lang == "uk"
    lines = ["Доведено:" if uk else "Proven:"]
    lines += [f"  ✓ {one.uk if uk else one.en}" for one in found.findings if one.proven] or ["  " + ("нічого" if uk else "nothing")]
    lines += ["", "Не доведено:" if uk else "Not proven:"]
    for one in found.findings:
        if not one.proven:
            said = one.uk if uk else one.en
            # What was demanded is worded as if it were so.
            lines.append(f"  ✗ {'Не показано' if uk else 'Not shown'}: {f'«{said}»' if uk else f'“{said}”'}" if one.demanded else f"  · {said}")
            lines += [f"      {ukrainian().say(why) if uk else why}" for why in one.why]
    lines = [plain(line) for line in lines] + [""]
    if found.ok:
        lines.append("Усе, що вимагалося, доведено." if uk else "Everything demanded is proven.")
    else:
        lines.append(
            "Не доведено того, що вимагалося (✗). Не покладайтеся на ці дані."
            if uk
            else "What was demanded is not proven (✗). Do not rely on these data."
        )
    return "\n".join(lines)
