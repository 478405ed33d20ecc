"""Small laws written in a test."""

from __future__ import annotations

from zhyto.faults import Fault
from zhyto.law.model import Law, build_law
from zhyto.law.parse import parse_rules
from zhyto.law.sheets import read_guarantee, read_inputs, read_parameters, read_sheet

GUARANTEE = """
entity: person
label: {uk: Допомога, en: Aid}
summary: {uk: Допомога, en: Aid}
access: automatic
payer: state
in_force: {since: 2020-01-01}
cite: Act 1
"""


def read_text(rules: str, inputs: str = "", parameters: str = "", guarantees: dict[str, str] | None = None) -> tuple[Law, list[Fault]]:
    """A law of four texts, in files `rules.py`, `inputs.yaml`, `parameters.yaml`, `guarantee.yaml`, and every fault."""
    faults: list[Fault] = []
    parsed, problems = parse_rules(rules, "rules.py")
    faults += problems
    items = read_inputs(read_sheet(inputs, "inputs.yaml", faults), "inputs.yaml", faults)
    figures = read_parameters(read_sheet(parameters, "parameters.yaml", faults), "parameters.yaml", faults)
    promised = []
    for code, text in (guarantees or {}).items():
        guarantee = read_guarantee(read_sheet(text, "guarantee.yaml", faults), code, "guarantee.yaml", faults)
        promised += [guarantee] if guarantee else []
    law, more = build_law("text", {}, items, figures, parsed, promised, "digest")
    return law, faults + more


def law_of_text(rules: str, inputs: str = "", parameters: str = "", guarantees: dict[str, str] | None = None) -> Law:
    """The same, which must have no fault."""
    law, faults = read_text(rules, inputs, parameters, guarantees)
    assert not faults, "\n".join(map(str, faults))
    return law


def provision(body: str, words: str = "", entity: str = "person", since: str = "2020-01-01") -> str:
    """A function under @rule(…)."""
    more = f", {words}" if words else ""
    return f'@rule(entity="{entity}", cite="Act 1", since="{since}", uk="А", en="A"{more})\n{body}\n\n'
