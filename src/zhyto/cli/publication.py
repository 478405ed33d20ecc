"""`zhyto fund publish`, `receipts`, `letters`: from the books to the public log, and back to each recipient."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from zhyto.cli.books import moment, opened, place, say, symbol_of
from zhyto.cli.common import Day, common, options, refusals
from zhyto.cli.ledger import FOLDERS
from zhyto.texts import Said, as_is

if TYPE_CHECKING:
    from zhyto.texts.spoken import Lang


@click.command()
@click.option("--fewest", type=click.IntRange(min=2), default=10, show_default=True, help="A published sum has so many recipients at least.")
@click.option("--shares", type=click.Path(path_type=Path), default=None, help="Also publish how the fund was shared: a folder of `zhyto fund share`.")
@options(FOLDERS, place, common)
def publish(public: Path, private: Path, fewest: int, shares: Path | None, books: Path, database: str, at: datetime | None, as_json: bool, lang: str) -> None:
    """Put what is new in the books into the public log, publish its totals, sign the head. Witnesses then cosign it."""
    with refusals(as_json):
        from zhyto.io.log.publication import publish as published
        from zhyto.io.log.publication import publish_shares
        from zhyto.io.log.publiclog import open_log

        now, _ = moment(at)
        with opened(books, database) as store, open_log(public, private) as log:
            if shares:
                publish_shares(log, shares / "public", now)
            done = published(store, log, now, fewest)
    page = {"logged": done.logged, "totals": done.totals, "cells": done.cells, "size": done.size, "root": done.root.hex()}

    def lines() -> list[str]:
        uk = lang == "uk"
        told = [f"{'Записано в журнал' if uk else 'Logged'}: {done.logged}; {'усього' if uk else 'in all'}: {done.size}"]
        if done.totals:
            told.append(f"{'Суми' if uk else 'Totals'}: totals/{done.totals[0]}-{done.totals[1]}.json, {done.cells}")
        return [*told, f"{'Відбиток' if uk else 'Head'}: {done.root.hex()}"]

    say(page, as_json, lines)


@click.command()
@options(FOLDERS)
@click.argument("out", type=click.Path(path_type=Path))
@click.option("--reference", multiple=True, help="Only of this payment; repeat.")
@click.option("--no-code", is_flag=True, help="Without the square code beside each receipt.")
@options(common)
def receipts(public: Path, private: Path, out: Path, reference: tuple[str, ...], no_code: bool, as_json: bool, lang: str) -> None:
    """Write a receipt for each payment that reached its recipient into the folder OUT: personal, to be given to that person only."""
    with refusals(as_json):
        from zhyto.faults import Fault, InputRefused
        from zhyto.io.log.publication import receipts as made
        from zhyto.io.log.publication import write_receipt
        from zhyto.io.log.publiclog import open_log

        with open_log(public, private) as log:
            found = [(one, write_receipt(out, one, receipt, not no_code)) for one, receipt in made(log, reference)]
        lacking = sorted(set(reference) - {one for one, _ in found})
        if lacking:
            expected = Said("the reference of a payment that reached its recipient and is in the signed log")
            raise InputRefused([Fault("--reference", 0, "reference", as_is(one), expected, Said("publish first, or wait until it is paid")) for one in lacking])
    word = {"uk": "Квитанцій", "en": "Receipts"}[lang]
    say({"receipts": len(found), "out": str(out)}, as_json, lambda: [f"{word}: {len(found)}, {out}"])


@click.command()
@click.argument("out", type=click.Path(path_type=Path))
@click.option("--envelope", "name", required=True, help="Name of the envelope.")
@click.option("--what", required=True, help="The aid, as people call it.")
@click.option("--rule", required=True, help="The decision by which the fund is shared: act, article, date, number.")
@click.option("--office", required=True, help="Who decided.")
@click.option("--appeal", required=True, help="How to appeal.")
@click.option("--appeal-until", type=Day(), default=None, help="Last day to appeal, where one is established.")
@click.option("--shares", type=click.Path(path_type=Path), default=None, help="shares.csv, for the level that a letter explains.")
@click.option("--log", "public", type=click.Path(path_type=Path), default=None, help="Public folder of the log: letters carry receipts.")
@click.option("--private", type=click.Path(path_type=Path), default=None, help="Private folder of the log.")
@click.option("--check-at", "check", default="", help="Address where people find the log and verify.html, for the letter to name.")
@click.option("--reference", multiple=True, help="Only of this payment; repeat.")
@click.option("--on", "day", type=Day(), default=None, help="Day of the letters (default: today).")
@options(place, common)
def letters(
    out: Path, name: str, what: str, rule: str, office: str, appeal: str, appeal_until: date | None, shares: Path | None, public: Path | None,
    private: Path | None, check: str, reference: tuple[str, ...], day: date | None, books: Path, database: str, at: datetime | None, as_json: bool, lang: Lang,
) -> None:  # fmt: skip
    """Write letters (PDF) for an envelope's payments into the folder OUT: what was paid and why, under what, how to appeal, and the receipt."""
    with refusals(as_json):
        from zhyto.faults import Fault, InputRefused
        from zhyto.io.log.publication import receipts as made
        from zhyto.io.log.publiclog import open_log
        from zhyto.io.payments.letters import Say, fund_letters

        if (public is None) != (private is None):
            raise InputRefused([Fault("fund letters", 0, "", Said("one of them"), Said("--log and --private, or neither"), Said("name the other folder too"))])
        _, about = moment(at, day)
        found = []
        if public and private:
            with open_log(public, private) as log:
                found = list(made(log, reference))
        with opened(books, database) as store:
            say_it = Say(lang, what, rule, office, appeal, appeal_until, symbol_of(store, lang), check)
            files = fund_letters(store, out, name, about, say_it, shares, found, reference)
    word = {"uk": "Листів", "en": "Letters"}[lang]
    coded = len({file.stem for file in files} & {one for one, _ in found})
    codes = {"uk": "з них із квитанцією", "en": "with a receipt"}[lang]
    say({"letters": len(files), "with_receipt": coded, "out": str(out)}, as_json, lambda: [f"{word}: {len(files)}, {codes}: {coded}; {out}"])
