"""`glossary.yaml` and `papers.yaml` of a pack → a Guide, with a fault for each thing out of place."""

from __future__ import annotations

from typing import Any

from zhyto.faults import Fault
from zhyto.law.declare import Label
from zhyto.law.sheets import Reader, Sheet
from zhyto.page.guide import Guide, Term
from zhyto.texts import Said


def read_guide(glossary: Any, papers: Any, glossary_file: str, papers_file: str, faults: list[Fault]) -> Guide:
    """A guide of parsed sheets; None for a sheet the pack does not have."""
    terms = []
    for row in glossary or ():
        if not isinstance(row, Sheet):
            faults.append(Fault(glossary_file, 1, "", Said("a row without fields"), Said("term, gloss and stems"), Said("write each term as a mapping")))
            continue
        reader = Reader(row, faults, ("term", "gloss", "stems"))
        stems = row.get("stems")
        if not isinstance(stems, Sheet) or any(not isinstance(stems.get(lang), list) or not stems[lang] for lang in ("uk", "en")):
            reader.fault("stems", Said("no list in each language"), Said("stems: {{uk: [прожитков мінімум], en: [subsistence minimum]}}"), Said("write both"))
            continue
        terms.append(Term(reader.label("term"), reader.label("gloss"), {lang: tuple(stems[lang]) for lang in ("uk", "en")}))
    found: dict[str, Label] = {}
    obtainable: set[str] = set()
    ask: Label = {}
    if isinstance(papers, Sheet):
        ask = Reader(papers, faults, ("ask", "papers")).label("ask", required=False)
        listed = papers.get("papers") or {}
        if not isinstance(listed, Sheet):
            faults.append(Fault(papers_file, papers.line, "papers", Said("no mapping"), Said("papers: {{fact: {{uk: …, en: …}}}}"),
                                Said("write one paper per fact")))
            listed = {}
        for name, row in listed.items():
            if not isinstance(row, Sheet) or not {"uk", "en"} <= set(row):
                faults.append(Fault(papers_file, papers.line, str(name), Said("no text in both languages"), Said("{{uk: …, en: …}}"), Said("write both")))
                continue
            found[name] = {"uk": str(row["uk"]), "en": str(row["en"])}
            if row.get("obtainable") == "true":
                obtainable.add(name)
    return Guide(tuple(terms), found, frozenset(obtainable), ask)
