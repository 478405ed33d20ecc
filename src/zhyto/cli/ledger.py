"""`zhyto ledger`: the public log that anyone can verify, for its owner and for its witnesses."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from zhyto.cli.common import common, now, options, refusals
from zhyto.cli.verify import verify
from zhyto.texts import Said

if TYPE_CHECKING:
    from zhyto.io.log.publiclog import Log
    from zhyto.ledger.books import PublicEntry
    from zhyto.ledger.notes import VerifierKey

FOLDERS = [click.argument("public", type=click.Path(path_type=Path)), click.argument("private", type=click.Path(path_type=Path))]
WITNESSES = [
    click.option("--witness", "witnesses", multiple=True, help="Verifier key of a witness; repeat for several."),
    click.option("--quorum", type=click.IntRange(0), default=0, show_default=True, help="How many of the witnesses must cosign."),
]


@click.group()
def ledger() -> None:
    """Публічний журнал, який може перевірити кожен. / The public log that anyone can verify.

    PUBLIC is the folder to serve; PRIVATE holds the signing key and the salts, and nobody else may read it.
    """


ledger.add_command(verify)


def append_entries(log: Log, entries: Iterable[PublicEntry], at: datetime) -> list[int]:
    """Log these entries and sign the tree; their places. The same entries again change nothing. Raises InputRefused, OSError."""
    from zhyto.io.log import publiclog

    places = publiclog.append(log, entries, at)
    publiclog.checkpoint(log, at)
    return places


@ledger.command()
@options(FOLDERS)
@click.option("--origin", required=True, help="The log's name, as example.org/fund; it never changes.")
@options(WITNESSES, common)
def init(public: Path, private: Path, origin: str, witnesses: tuple[str, ...], quorum: int, as_json: bool, lang: str) -> None:
    """Make a new log."""
    with refusals(as_json):
        from zhyto.io.log import publiclog

        key = publiclog.create(public, private, origin, now(), _keys(witnesses), quorum)
    told = {
        "uk": f"Журнал створено. Опублікуйте його ключ також деінде:\n{key}",
        "en": f"The log is made. Publish its key in other places, too:\n{key}",
    }
    _say({"origin": origin, "key": str(key), "size": 0}, told[lang], as_json)


@ledger.command()
@options(FOLDERS)
@click.argument("entries", type=click.Path(path_type=Path))
@options(common)
def append(public: Path, private: Path, entries: Path, as_json: bool, lang: str) -> None:
    """Log the postings of a file (CSV or JSON Lines) and sign the tree. The same postings again change nothing."""
    with refusals(as_json):
        from zhyto.io.log import publiclog
        from zhyto.io.log.entries import read_entries

        given = read_entries(entries)
        with publiclog.open_log(public, private) as log:
            before = log.size
            places = append_entries(log, given, now())
            size = log.size
    told = {
        "uk": f"Записів у файлі: {len(places)}; нових у журналі: {size - before}; усього: {size}.",
        "en": f"Entries in the file: {len(places)}; new in the log: {size - before}; in all: {size}.",
    }
    _say({"entries": len(places), "new": size - before, "size": size, "places": places}, told[lang], as_json)


@ledger.command()
@options(FOLDERS)
@click.option("--cosignature", "lines", type=click.Path(path_type=Path), multiple=True, help="File with a witness's line to add.")
@options(common)
def checkpoint(public: Path, private: Path, lines: tuple[Path, ...], as_json: bool, lang: str) -> None:
    """Sign the tree as it is, or add what witnesses have cosigned."""
    with refusals(as_json):
        from zhyto.io.log import publiclog
        from zhyto.io.log.publicfiles import read_text
        from zhyto.ledger.policy import open_checkpoint

        with publiclog.open_log(public, private) as log:
            note = publiclog.checkpoint(log, now())
            for file in lines:
                note = publiclog.add_cosignature(log, read_text(file))
            policy = publiclog.policy(log)
            opened = open_checkpoint(note, policy)
    enough = policy.satisfied(opened.witnessed)
    names = ", ".join(opened.witnessed) or "—"
    answer = {
        "uk": f"Підписано записів: {opened.checkpoint.size}. Свідки: {names}; {'досить' if enough else f'замало, потрібно {policy.needs(lang)}'}.",
        "en": f"Entries signed: {opened.checkpoint.size}. Witnesses: {names}; {'enough' if enough else f'not enough yet: {policy.needs()}'}.",
    }
    page = {"size": opened.checkpoint.size, "root": opened.checkpoint.root.hex(), "witnessed": dict(opened.witnessed), "quorum": enough}
    _say({**page, "checkpoint": note.decode()}, answer[lang], as_json)


@ledger.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.argument("source", default="")
@click.option("--name", default="", help="Make the witness: its name, as example.org/council.")
@click.option("--trust", default="", help="Verifier key of a log to witness; needed once for each log.")
@click.option("--out", type=click.Path(path_type=Path), default=None, help="File for the cosignature line, to be given to the log's owner.")
@options(common)
def witness(folder: Path, source: str, name: str, trust: str, out: Path | None, as_json: bool, lang: str) -> None:
    """Cosign a log's checkpoint, as an independent witness.

    FOLDER is the witness's own. SOURCE is the log's public folder or its address; without it nothing is cosigned.
    """
    with refusals(as_json):
        from zhyto.io.files.whole import write_durably
        from zhyto.io.log import witness as witnesses
        from zhyto.io.log.source import Files
        from zhyto.ledger.notes import verifier_key

        if name:
            witnesses.create(folder, name)
        key = witnesses.public_key(folder)
        if trust:
            witnesses.trust(folder, verifier_key(trust, "--trust"))
        page: dict[str, Any] = {"key": str(key)}
        told = {"uk": f"Ключ свідка: {key}", "en": f"The witness's key: {key}"}
        if source:
            line, head = witnesses.cosign(folder, Files(source), now())
            if out:
                write_durably([(out, line.encode())])
            page |= {"origin": head.origin, "size": head.size, "cosignature": line}
            told = {
                "uk": f"Засвідчено: {head.origin}, записів: {head.size}; усе бачене раніше в ньому є.\n{line}",
                "en": f"Cosigned: {head.origin}, entries: {head.size}; all that was seen before is in it.\n{line}",
            }
    _say(page, told[lang].rstrip(), as_json)


@ledger.command()
@options(FOLDERS, WITNESSES, common)
def policy(public: Path, private: Path, witnesses: tuple[str, ...], quorum: int, as_json: bool, lang: str) -> None:
    """Name the log's witnesses, and how many of them are enough."""
    with refusals(as_json):
        from zhyto.io.log import publiclog

        with publiclog.open_log(public, private) as log:
            made = publiclog.set_policy(log, _keys(witnesses), quorum)
    told = {"uk": f"Потрібно свідків: {made.needs('uk')}.", "en": f"Witnesses needed: {made.needs()}."}
    _say({"witnesses": list(made.witnesses), "quorum": quorum, "policy": made.text()}, told[lang], as_json)


@ledger.command()
@options(FOLDERS, common)
def rotate(public: Path, private: Path, as_json: bool, lang: str) -> None:
    """Change the signing key. The old key signs the new one in, in the log itself, and is then erased."""
    with refusals(as_json):
        from zhyto.io.log import publiclog

        with publiclog.open_log(public, private) as log:
            key = publiclog.rotate(log, now())
            size = log.size
    told = {"uk": f"Новий ключ журналу: {key}", "en": f"The log's new key: {key}"}
    _say({"key": str(key), "size": size}, told[lang], as_json)


@ledger.command()
@options(FOLDERS)
@click.argument("keys", nargs=-1)
@click.option("--reference", "references", multiple=True, help="All postings of this payment; repeat.")
@options(common)
def forget(public: Path, private: Path, keys: tuple[str, ...], references: tuple[str, ...], as_json: bool, lang: str) -> None:
    """Erase what the private folder knows of these postings, by key or by payment. Their leaves stay, and no proof breaks."""
    with refusals(as_json):
        from zhyto.io.log import publiclog

        if not keys and not references:
            raise click.UsageError(Said("name what to forget: KEYS, or --reference"))
        with publiclog.open_log(public, private) as log:
            count = publiclog.forget(log, [*keys, *publiclog.keys_of(log, references)])
    told = {"uk": f"Забуто: {count}. Зітріть також резервні копії.", "en": f"Forgotten: {count}. Erase the copies, too."}
    _say({"forgotten": count}, told[lang], as_json)


@ledger.command()
@options(FOLDERS)
@click.option("--out", type=click.Path(path_type=Path), required=True, help="CSV file to write; private, as the entries are.")
@options(common)
def export(public: Path, private: Path, out: Path, as_json: bool, lang: str) -> None:
    """Write the postings of the log with their places, as far as they are not forgotten."""
    with refusals(as_json):
        from zhyto.io.log import publiclog
        from zhyto.io.log.entries import write_openings

        with publiclog.open_log(public, private) as log:
            count = write_openings(log, out)
    told = {"uk": f"Записано рядків: {count}. Це не для оприлюднення.", "en": f"Rows written: {count}. Not for publication."}
    _say({"rows": count, "file": str(out)}, told[lang], as_json)


def _keys(texts: Iterable[str]) -> list[VerifierKey]:
    from zhyto.ledger.notes import verifier_key

    return [verifier_key(text, "--witness") for text in texts]


def _say(page: dict[str, Any], told: str, as_json: bool) -> None:
    click.echo(json.dumps(page, ensure_ascii=False, indent=1) if as_json else told)
