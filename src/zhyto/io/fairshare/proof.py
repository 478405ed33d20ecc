"""The files of a proof: written, and verified from the files alone. Nothing here comes from the solver."""

from __future__ import annotations

import hashlib
import io
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import numpy as np
import polars as pl

from zhyto.fairshare.instance import Instance, Ints, Source
from zhyto.fairshare.published import FILES, HROMADAS, LEVELS, check_public
from zhyto.fairshare.verifier import verify
from zhyto.formats import PROOF, is_made_by
from zhyto.io.files.whole import whole_folder
from zhyto.texts import Said, said_by

_INSTANCE: Final = {"format", "month", "unit", "useful", "left_out", "sources"}


def write_json(path: Path, value: object) -> None:
    """A value as text that a person can read."""
    path.write_text(json.dumps(value, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def write_proof(folder: Path, case: Instance, split: Ints, certificate: Mapping[str, Any], month: str = "") -> None:
    """The full proof of a sharing: certificate.json, instance.json, households.csv. Raises OSError."""
    with whole_folder(folder) as made:
        fill_proof(made, case, split, certificate, month)


def fill_proof(folder: Path, case: Instance, split: Ints, certificate: Mapping[str, Any], month: str) -> None:
    """The same in a folder that is there and empty."""
    out = np.zeros(len(case), dtype=np.bool_)
    reasons = list(case.left_out)
    reason = np.zeros(len(case), dtype=np.int64)
    for place, mask in enumerate(case.left_out.values()):
        reason[mask & ~out] = place + 1
        out |= mask
    # Of those left out nothing is told but why.
    columns: dict[str, Any] = {"tie": case.tie} | {
        name: np.where(out, 0, column) for name, column in (("resources", case.resources), ("weight", case.weight), ("line", case.line))
    }
    columns["left_out"] = pl.Series(["", *reasons], dtype=pl.String).gather(reason)
    sources = []
    for number, source in enumerate(case.sources, 1):
        told: dict[str, Any] = {name: getattr(source, name) for name in ("name", "amount", "in_kind", "condition", "period")}
        if source.serves is not None:
            columns[f"may_{number}"] = (np.asarray(source.serves) & ~out).astype(np.int8)
        for name in ("least", "most"):
            limit = getattr(source, name)
            if isinstance(limit, np.ndarray):
                columns[f"{name}_{number}"] = np.where(out, 0, limit)
            else:
                told[name] = limit
        if source.paid is not None:
            columns[f"paid_{number}"] = np.asarray(source.paid)
        columns[f"gets_{number}"] = split[:, number - 1]
        sources.append(told)
    pl.DataFrame(columns).sort("tie").write_csv(folder / "households.csv")
    write_json(folder / "instance.json", {**PROOF.stamp, "month": month, "unit": case.unit, "useful": case.useful, "left_out": reasons,
                                           "sources": sources})  # fmt: skip
    write_json(folder / "certificate.json", certificate)


def proof_digest(folder: Path) -> str:
    """SHA-256 of a proof's three files: of their names and digests, in hexadecimal. What the public summary names and an auditor signs. Raises OSError."""
    total = hashlib.sha256()
    for name in ("certificate.json", "households.csv", "instance.json"):
        with (folder / name).open("rb") as stream:
            total.update(f"{name}\0{hashlib.file_digest(stream, 'sha256').hexdigest()}\n".encode())
    return total.hexdigest()


def parse_once(data: bytes) -> Any:
    """A JSON value in which no field occurs twice: of two, readers would take different ones. Raises ValueError, RecursionError."""

    def once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        if len({key for key, _ in pairs}) != len(pairs):
            raise ValueError("a field occurs twice")
        return dict(pairs)

    return json.loads(data.decode(), object_pairs_hook=once)


class _Unreadable(Exception):
    pass


def _json(path: Path) -> Any:
    try:
        return parse_once(path.read_bytes())
    except OSError:
        raise _Unreadable(Said("{name} cannot be read", name=path.name)) from None
    except (ValueError, RecursionError) as wrong:
        raise _Unreadable(Said("{name} is not JSON, or a field occurs twice in it", name=path.name)) from wrong


def verify_folder(folder: Path) -> list[Said]:
    """What is wrong with a proof (`write_proof`), from its files alone and with none of the solver's code; empty: proven.

    It proves that the payments are the leximin sharing of the households and sources in these files; that the files are those published is for
    `proof_digest` to say, and that they are true of people for the auditor who holds the register. Raises nothing.
    """
    try:
        case, split, certificate = _read_proof(folder)
    except _Unreadable as wrong:
        return [said_by(wrong)]
    except (TypeError, ValueError, KeyError, AttributeError, OverflowError) as error:
        return [Said("the proof is malformed: {name}", name=type(error).__name__)]
    return verify(case, split, certificate)


def _read_proof(folder: Path) -> tuple[Instance, Any, Any]:
    told, certificate = _json(folder / "instance.json"), _json(folder / "certificate.json")
    said = told.get("format") if type(told) is dict else None
    if later := PROOF.later(said, "instance.json"):
        raise _Unreadable(later.said)
    number = PROOF.number(said)
    if not number or set(told) != _INSTANCE | ({"made_by"} if number > 1 else set()) or not (number == 1 or is_made_by(told["made_by"])):
        raise _Unreadable(Said("instance.json is not the instance of a sharing"))
    frame = _households(folder / "households.csv", {"left_out": pl.String})
    reasons, sources = told["left_out"], []
    if type(reasons) is not list or any(type(reason) is not str for reason in reasons) or len(set(reasons)) != len(reasons):
        raise _Unreadable(Said("the reasons for leaving out are no list of words"))
    if not set(frame["left_out"].unique()) <= {"", *reasons}:
        raise _Unreadable(Said("households.csv leaves out households for a reason that instance.json does not name"))
    wanted = {"tie", "resources", "weight", "line", "left_out"}
    for number, one in enumerate(told["sources"], 1):
        here = [name for name in ("may", "least", "most", "paid", "gets") if f"{name}_{number}" in frame.columns]
        if set(one) | set(here) != {"name", "amount", "in_kind", "condition", "period", "least", "most", "gets", *here} or set(one) & set(here):
            raise _Unreadable(Said("source {number} has other fields than it should", number=number))
        column = {name: frame[f"{name}_{number}"].to_numpy() for name in here}
        wanted |= {f"{name}_{number}" for name in here}
        if "may" in column and not np.isin(column["may"], (0, 1)).all():
            raise _Unreadable(Said("may_{number} is not 0 or 1", number=number))
        may = None if "may" not in column else column["may"] == 1
        if type(one["in_kind"]) is not bool or any(type(one[name]) is not str for name in ("name", "condition", "period")):
            raise _Unreadable(Said("source {number} has a field of another kind than it should", number=number))
        limits = [column[name] if name in column else one[name] for name in ("least", "most")]
        if any(type(limit) is not int and limit is not None and type(limit) is not np.ndarray for limit in limits) or limits[0] is None:
            raise _Unreadable(Said("source {number}: a limit that is no number", number=number))
        sources.append(Source(one["name"], one["amount"], may, limits[0], limits[1], column.get("paid"), one["in_kind"], one["condition"], one["period"]))
    if set(frame.columns) != wanted:
        raise _Unreadable(Said("households.csv has other columns than it should"))
    if len({source.name for source in sources}) != len(sources):
        raise _Unreadable(Said("two sources have one name"))
    masks = {reason: (frame["left_out"] == reason).to_numpy() for reason in reasons}
    r, w, z, tie = (frame[name].to_numpy() for name in ("resources", "weight", "line", "tie"))
    split = np.column_stack([frame[f"gets_{number}"].to_numpy() for number in range(1, len(sources) + 1)]) if sources else np.zeros((len(frame), 0), np.int64)
    return Instance(r, w, z, tie, tuple(sources), told["unit"], told["useful"], masks), split, certificate


def _households(path: Path, kinds: Mapping[str, Any]) -> pl.DataFrame:
    """A table of whole numbers, but for the columns named."""
    try:
        head = pl.read_csv(path, n_rows=0, infer_schema=False).columns
        return pl.read_csv(path, schema={name: kinds.get(name, pl.Int64) for name in head}).with_columns(pl.col(name).fill_null("") for name in kinds)
    except (OSError, pl.exceptions.PolarsError):
        raise _Unreadable(Said("{name} is not a table of whole numbers, or cannot be read", name=path.name)) from None


def check_public_files(files: Mapping[str, bytes]) -> list[Said]:
    """`check_public` of the content of FILES, by name."""
    try:
        summary = parse_once(files["public.json"])
        levels, hromadas = _table(files["levels.csv"], LEVELS), _table(files["hromadas.csv"], HROMADAS)
    except (ValueError, RecursionError, pl.exceptions.PolarsError):
        return [Said("the published counts cannot be read")]
    return check_public(summary, levels, hromadas)


def _table(data: bytes, schema: Mapping[str, Any]) -> pl.DataFrame:
    # The reader goes by place, a person by the names.
    if data.partition(b"\n")[0].decode().strip() != ",".join(schema):
        raise ValueError("other columns than it should have")
    # An empty cell in text is the set of no sources, or no hromada.
    return pl.read_csv(io.BytesIO(data), schema=dict(schema)).with_columns(pl.col(pl.String).fill_null(""))


def check_public_folder(folder: Path) -> list[Said]:
    """What is wrong with the published counts of a sharing; empty: they agree with each other and with the rule (`check_public`). Raises nothing."""
    try:
        return check_public_files({name: (folder / name).read_bytes() for name in FILES})
    except OSError:
        return [Said("a file of the published counts cannot be read")]


def names_proof(public: Path, proof: Path) -> bool:
    """Whether published counts that were checked name the digest of a proof. Raises OSError."""
    named: object = parse_once((public / "public.json").read_bytes())["proof_sha256"]
    return named == proof_digest(proof)
