"""Reform sheets on disk."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from zhyto.faults import Fault, InputRefused
from zhyto.law.model import Law, Reform
from zhyto.law.reform import read_reform
from zhyto.law.sheets import Sheet, read_sheet
from zhyto.texts import Said, said_by


def load_reforms(law: Law, paths: Iterable[Path]) -> tuple[Law, list[Reform]]:
    """A law with the reforms of YAML sheets laid over it in order, and the reforms. Raises InputRefused with every fault of a sheet."""
    reforms = []
    for path in paths:
        reforms.append(load_reform(law, path))
        law = law.reform(reforms[-1])
    return law, reforms


def load_reform(law: Law, path: Path) -> Reform:
    """The reform in a YAML sheet, with the rules of the file beside it that it names. Raises InputRefused."""
    faults: list[Fault] = []
    sheet = read_sheet(_read(path), path.name, faults)
    rules, rules_file = None, ""
    if isinstance(sheet, Sheet) and (named := sheet.get("rules")) is not None:
        rules_file = str(named)
        beside = Path(rules_file).name == rules_file and (path.parent / rules_file).is_file()
        if not beside:
            line = sheet.lines["rules"]
            faults.append(Fault(path.name, line, "rules", Said("no file {file!r}", file=rules_file), Said("a file beside the sheet"),
                                Said("add it, or mend its name")))
        else:
            rules = _read(path.parent / rules_file)
    if faults:
        raise InputRefused(faults)
    reform, faults = read_reform(sheet, path.name, law, rules, rules_file)
    if faults or reform is None:
        raise InputRefused(faults)
    return reform


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        raise InputRefused([Fault(path.name, 0, "", Said("text that is not UTF-8"), Said("UTF-8"), Said("save the file as UTF-8"))]) from None
    except OSError as error:
        raise InputRefused([Fault(path.name, 0, "", Said("no readable file ({error})", error=said_by(error)), Said("a reform sheet"),
                                  Said("mend the path"))]) from None
