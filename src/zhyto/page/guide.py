"""What a pack explains to residents besides its law: words of the law in plain ones, papers that prove facts, whom to ask."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from zhyto.law.declare import Label


@dataclass(frozen=True)
class Term:
    """A word of the law and what it means. stems: beginnings of its words, by language: all its forms are found by them."""

    name: Label
    gloss: Label
    stems: Mapping[str, tuple[str, ...]]

    @cached_property
    def patterns(self) -> Mapping[str, re.Pattern[str]]:
        """What finds any form of the term in a text, by language."""
        found = {}
        for lang, stems in self.stems.items():
            phrases = ("\\s+".join(re.escape(part) + r"[\w’'-]*" for part in stem.split()) for stem in stems)
            found[lang] = re.compile(r"(?<![\w’'])(?:" + "|".join(phrases) + ")", re.IGNORECASE)
        return found

    def stands_in(self, text: str, lang: str) -> bool:
        """Whether any form of the term is in a text."""
        return self.patterns[lang].search(text) is not None


@dataclass(frozen=True)
class Guide:
    """terms: in order of the sheet. papers: by fact, what proves it. obtainable: facts (statuses) that a resident can go and get, such as a certificate.

    ask: whom to ask where the law pack does not say where a right is claimed; empty where there is no such place.
    """

    terms: tuple[Term, ...] = ()
    papers: Mapping[str, Label] = field(default_factory=dict)
    obtainable: frozenset[str] = frozenset()
    ask: Label = field(default_factory=dict)

    def explained(self, text: str, lang: str) -> tuple[Term, ...]:
        """Terms that stand in a text, by name."""
        return tuple(sorted((term for term in self.terms if term.stands_in(text, lang)), key=lambda term: term.name[lang].lower()))
