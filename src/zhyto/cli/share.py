"""`zhyto fund share`: several sources of money shared among those whom the law misses."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from zhyto.cli.books import FOLDER
from zhyto.cli.common import Amount, Day, Month, columns, common, currency, options, packs, progress_bars, refusals, threads
from zhyto.faults import Fault, InputRefused
from zhyto.io.packs.named import known_places, law_of
from zhyto.money import format_amount, parse_amount
from zhyto.texts import Said, as_is, in_a_row
from zhyto.texts.spoken import speak_amount

if TYPE_CHECKING:
    from zhyto.io.fairshare.shares import Booked

_KOPECKS = ("amount", "given", "left", "gap_left", "cost_per_lifted", "cost_per_more")


@click.command()
@click.argument("register", type=click.Path(path_type=Path))
@click.option("--sources", type=click.Path(path_type=Path), required=True, help="Table of sources: source, amount_uah; condition, hromada, least_uah, …")
@click.option("--month", type=Month(), required=True, help="Month the shares are for, YYYY-MM.")
@click.option("--known-on", type=Day(), default=None, help="Use only what was published and recorded by this day.")
@click.option("--unit", type=Amount(), default="1", show_default=True, help="The smallest amount given.")
@click.option("--useful", type=Amount(), default="0", show_default=True, help="A household gets at least so much, or nothing.")
@click.option("--exclude", type=click.Path(path_type=Path), default=None, help="Table of households that get nothing: household_id, reason.")
@click.option("--books", type=click.Path(path_type=Path), default=None,
              help=f"Folder of the books: what they gave in this month stays (default: {FOLDER}, where there are books).")
@click.option("--database", default="", envvar="ZHYTO_DATABASE", help="postgresql://…: books on a server.")
@click.option("--earlier", multiple=True, type=click.Path(path_type=Path), help="Without books: a shares.csv of this month that was paid already; repeat.")
@click.option("--more", multiple=True, metavar="SOURCE=AMOUNT", help="Tell what follows if this source held so much more, in ten steps; repeat.")
@click.option("--lift", multiple=True, metavar="SOURCE", help="Tell what follows if this source had no condition; repeat.")
@click.option("--compare", "seed", default="", metavar="SEED", help="Set other rules beside it; the seed is the lottery's and public.")
@click.option("--points", type=click.Path(path_type=Path), default=None, help="Beside --compare: priority points, household_id and points.")
@click.option("--out", type=click.Path(path_type=Path), default=Path("out/shares"), show_default=True, help="Folder for the shares and their proof.")
@options(packs, common)
def share(
    register: Path, sources: Path, month: int, known_on: date | None, unit: int, useful: int, exclude: Path | None, books: Path | None, database: str,
    earlier: tuple[Path, ...], more: tuple[str, ...], lift: tuple[str, ...], seed: str, points: Path | None, out: Path, law_code: str, region: str,
    as_json: bool, lang: str,
) -> None:  # fmt: skip
    """Share money of several sources: whoever stands lowest is raised first; with a certificate that a separate verifier proves."""
    with refusals(as_json), progress_bars(as_json, lang) as tell:
        from zhyto.fairshare.compare import lacking
        from zhyto.fairshare.fund import other_rules, what_if
        from zhyto.io.fairshare.shares import read_points, share_table, write_sharing
        from zhyto.io.register.reader import read_register
        from zhyto.run import run

        steps = _steps(more)
        if points and not seed:
            raise InputRefused([Fault("--points", 0, "", Said("points without --compare"), Said("--compare SEED beside them"),
                                      Said("name the lottery's seed"))])
        law = law_of(law_code, region)
        booked = _booked(books, database, month)
        tell("read", 0, 1)
        people = read_register(register, law.inputs, known_places(region), law.guarantees)
        given = read_points(points, people.household_id) if points else None
        tell("read", 1, 1)
        found = run(law, people, month, known_on, threads=threads(), progress=tell)
        fund = share_table(found, sources, out, unit=unit, useful=useful, exclusions=exclude, earlier=earlier, books=booked)
        certificate = fund.sharing.certificate
        page: dict[str, Any] = {
            "in_need": certificate["in_need"], "helped": certificate["helped"], "lifted": certificate["lifted"],
            "need_uah": format_amount(int(lacking(fund.case).sum())), "amount_uah": format_amount(certificate["amount"]),
            "given_uah": format_amount(certificate["given"]), "left_uah": format_amount(certificate["left"]),
            "paid_before_uah": format_amount(fund.before), "books": _told_by(booked),
            "level_bp": None if fund.sharing.level is None else int(fund.sharing.level * 10_000),
            "sources": [
                {"source": one["name"], "amount_uah": format_amount(one["amount"]), "given_uah": format_amount(one["given"]),
                 "left_uah": format_amount(one["left"]), "helped": one["helped"],
                 "unknown": int(fund.doubtful[one["name"]].sum()) if one["name"] in fund.doubtful else 0} for one in certificate["sources"]
            ],
            "certificate_failures": fund.failures, "out": str(out),
        }  # fmt: skip
        if seed:
            page["rules"] = [_in_hryvnias(row) for row in other_rules(fund, seed, given).to_dicts()]
        curves = [(name, amounts, False) for name, amounts in steps] + [(name, [0], True) for name in lift]
        if curves:
            page["what_if"] = [
                {"source": name, "without_condition": lifted, **_in_hryvnias(row)} for name, amounts, lifted in curves
                for row in what_if(fund, name, amounts, lifted=lifted).to_dicts()
            ]  # fmt: skip
        # Whatever was asked besides is answered or refused before: a refusal writes nothing.
        write_sharing(out, fund)
    click.echo(json.dumps(page, ensure_ascii=False, indent=1) if as_json else _told(page, lang, currency(law, lang)))
    if fund.failures:
        raise SystemExit(1)


def _booked(books: Path | None, database: str, month: int) -> Booked | None:
    """What the books named say of a month; those at the usual place where none are named and some are there."""
    from zhyto.cli.books import opened
    from zhyto.io.fairshare.shares import Booked
    from zhyto.io.payments.store import FILE
    from zhyto.payments.queries import given, holds

    if not database and books is None and not (FOLDER / FILE).is_file():
        return None
    with opened(books or FOLDER, database) as store:
        return store.read(lambda c: Booked(store.name, given(c, month), holds(c)))


def _told_by(booked: Booked | None) -> dict[str, Any] | None:
    if booked is None:
        return None
    envelopes = booked.given["envelope"].unique().sort().to_list()
    return {"name": booked.name, "envelopes": envelopes, "given_uah": format_amount(int(booked.given["kopecks"].sum()))}


def _in_hryvnias(row: dict[str, Any]) -> dict[str, Any]:
    """A row with its kopecks as amounts, under names that say so."""
    return {f"{name}_uah" if name in _KOPECKS else name: format_amount(value) if name in _KOPECKS and value is not None else value
            for name, value in row.items()}  # fmt: skip


def _steps(more: tuple[str, ...]) -> list[tuple[str, list[int]]]:
    found = []
    for one in more:
        name, equals, text = one.partition("=")
        amount = parse_amount(text) if equals else None
        if amount is None or amount < 10:
            raise InputRefused([Fault("--more", 0, "more", as_is(repr(one)), Said("SOURCE=AMOUNT, for example oblast=10000000"), Said("mend it"))])
        found.append((name, [amount * step // 10 for step in range(11)]))
    return found


def _told(page: dict[str, Any], lang: str, symbol: str) -> str:
    from zhyto.fairshare.compare import RULES

    uk = lang == "uk"

    def money(value: str) -> str:
        return speak_amount(parse_amount(value) or 0, lang, symbol)

    def part(basis_points: int) -> str:
        return f"{basis_points // 100}.{basis_points % 100:02d} %".replace(".", "," if uk else ".")

    level = "" if page["level_bp"] is None else f"; {'рівень' if uk else 'level'}: {part(page['level_bp'])} {'межі' if uk else 'of the line'}"
    lines = [
        f"{'Домогосподарств у скруті' if uk else 'Households in need'}: {page['in_need']}; {'їм бракує' if uk else 'they lack'}: {money(page['need_uah'])}",
        f"{'Наявні кошти' if uk else 'There is'}: {money(page['amount_uah'])}; {'розподілено' if uk else 'shared'}: {money(page['given_uah'])}; "
        f"{'допомогу отримають' if uk else 'helped'}: {page['helped']}; {'дійдуть до межі' if uk else 'reach the line'}: {page['lifted']}{level}",
    ]
    if parse_amount(page["paid_before_uah"]):
        lines.append(f"{'Виплачено раніше, це залишається' if uk else 'Paid before, which stays'}: {money(page['paid_before_uah'])}")
    if page["books"]:
        said = ", ".join(page["books"]["envelopes"]) or ("цього місяця ще нічого" if uk else "nothing yet in this month")
        lines.append(f"{'Так кажуть книги' if uk else 'So say the books'} {page['books']['name']}: {said}")
    for row in page["sources"]:
        doubt = f"; {'чи виконано умову, невідомо про' if uk else 'condition unknown of'}: {row['unknown']} (review.csv)" if row["unknown"] else ""
        lines.append(
            f"  {row['source']}: {money(row['given_uah'])} {'із' if uk else 'of'} {money(row['amount_uah'])}; "
            f"{'домогосподарств' if uk else 'households'}: {row['helped']}{doubt}"
        )
    if page["certificate_failures"]:
        lines += ["СВІДОЦТВО ХИБНЕ:" if uk else "CERTIFICATE WRONG:", *page["certificate_failures"]]
    else:
        lines.append("Свідоцтво перевірено окремою програмою" if uk else "Certificate verified by a separate program")
    heads = {
        "uk": ("кожному щонайменше", "отримають", "дійдуть до межі", "бракуватиме"), "en": ("everyone at least", "helped", "reach the line", "still lacking"),
    }[lang]  # fmt: skip

    def does(row: dict[str, Any]) -> tuple[str, ...]:
        return (part(row["lowest_bp"]), str(row["helped"]), str(row["lifted"]), money(row["gap_left_uah"]))

    if page.get("rules"):
        rows = [(RULES[row["rule"]][lang], *does(row), part(row["gini_bp"])) for row in page["rules"]]
        lines += ["", *columns([("Правило" if uk else "Rule", *heads, "нерівність (Джині)" if uk else "inequality (Gini)"), *rows])]
    if page.get("what_if"):
        free = "без умови" if uk else "without its condition"
        rows = [
            (
                f"{row['source']} {free if row['without_condition'] else money(row['amount_uah'])}", *does(row),
                money(row["cost_per_lifted_uah"]) if row["cost_per_lifted_uah"] is not None else "—",
            ) for row in page["what_if"]
        ]  # fmt: skip
        lines += ["", *columns([("Якби було" if uk else "If there were", *heads, "на одне підняте" if uk else "for each lifted"), *rows])]
    lines.append(f"{'Файли' if uk else 'Files'}: {page['out']}")
    return "\n".join(lines)


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
@options(common)
def prove(folder: Path, as_json: bool, lang: str) -> None:
    """Check a sharing by its files alone: an auditor's proof/, the published public/, and that this names that one.

    Exit code 0: all of it is proven. 1: it is not. 2: there is nothing to check.
    """
    with refusals(as_json):
        from zhyto.io.fairshare.proof import check_public_folder, names_proof, proof_digest, verify_folder

        proof, public = (folder / name if (folder / name).is_dir() else None for name in ("proof", "public"))
        if proof is None and public is None:
            raise InputRefused([Fault(str(folder), 0, "", Said("neither proof/ nor public/"), Said("a folder of `zhyto fund share`"), Said("name another"))])
        found = [in_a_row(["proof", one], ": ") for one in (verify_folder(proof) if proof else [])]
        found += [in_a_row(["public", one], ": ") for one in (check_public_folder(public) if public else [])]
        if proof and public and not found and not names_proof(public, proof):
            found.append(Said("public: another proof is named than the one that stands here"))
        page = {"proof": proof is not None, "public": public is not None, "faults": found, "proof_sha256": proof_digest(proof) if proof and not found else None}
    if as_json:
        click.echo(json.dumps(page, ensure_ascii=False, indent=1))
    else:
        click.echo("\n".join(_proven(page, lang == "uk")))
    if found:
        raise SystemExit(1)


def _proven(page: dict[str, Any], uk: bool) -> list[str]:
    from zhyto.io.files.texts import ukrainian

    if page["faults"]:
        return ["Не доведено:" if uk else "Not proven:", *(f"  ✗ {ukrainian().say(one) if uk else one}" for one in page["faults"])]
    lines = []
    if page["proof"]:
        lines.append("✓ Виплати в proof/ — це розподіл «спершу найбідніші», до копійки" if uk
                     else "✓ The payments in proof/ are the leximin sharing, to the kopeck")  # fmt: skip
        lines.append(f"  SHA-256: {page['proof_sha256']}")
    if page["public"]:
        lines.append("✓ Підсумки в public/ сходяться між собою і з правилом, наскільки це видно з підсумків" if uk
                     else "✓ The counts in public/ agree with each other and with the rule, as far as counts show it")  # fmt: skip
    if page["proof"] and page["public"]:
        lines.append("✓ public/ називає саме цей доказ" if uk else "✓ public/ names this very proof")
    return lines
