"""How hard a page is to read: words in a sentence and long words, counted the same way on every page.

Formulas of readability are fitted to English or Russian and do not carry over, so the two things they are made of are measured
themselves. `words`: mean number of words in a sentence; a sentence ends at `.`, `!`, `?`, at `;` in a list, and with its line.
`long`: share of words with four syllables or more (a syllable is a vowel letter in Ukrainian, a run of vowels in English; numbers
have none). Names of rights, headings and amounts are left out: a page cannot choose them. `index` = words + 100 × long, as LIX does.
Plain is: words ≤ 8, long ≤ 1/5, index ≤ 25, and no sentence longer than 25 words. The summaries of the law's own sheets, written for people,
stand at 12 to 15 words and an index of 29 to 34.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from zhyto.page.sheet import Sheet

WORDS: Final = 8
LONG: Final = Fraction(1, 5)
INDEX: Final = 25
LONGEST: Final = 25
SYLLABLES: Final = 4
_VOWELS: Final = {"uk": re.compile("[аеєиіїоуюяАЕЄИІЇОУЮЯ]"), "en": re.compile("[aeiouy]+", re.IGNORECASE)}
_WORD: Final = re.compile(r"[\w’']+(?:[-–][\w’']+)*")
_NUMBER: Final = re.compile(r"\d[\d\u00a0.,]*")
_END: Final = re.compile(r"[.!?;](?=\s|$)")


@dataclass(frozen=True, slots=True)
class Reading:
    """sentences, words counted; mean: words in a sentence; long: share of long words; longest: words of the longest sentence."""

    sentences: int
    words: int
    mean: Fraction
    long: Fraction
    longest: int

    @property
    def index(self) -> Fraction:
        """Words in a sentence + percent of long words."""
        return self.mean + 100 * self.long

    @property
    def plain(self) -> bool:
        """Whether the page is plain enough to be given to anyone."""
        return self.mean <= WORDS and self.long <= LONG and self.index <= INDEX and self.longest <= LONGEST


def reading_of(texts: Iterable[str], lang: str) -> Reading:
    """The measure of some texts."""
    lengths, long = [], 0
    for text in texts:
        for sentence in _END.split(_NUMBER.sub("0", text)):
            words = _WORD.findall(sentence)
            if words:
                lengths.append(len(words))
                long += sum(len(_VOWELS[lang].findall(word)) >= SYLLABLES for word in words)
    total = sum(lengths)
    return Reading(len(lengths), total, Fraction(total, len(lengths) or 1), Fraction(long, total or 1), max(lengths, default=0))


def sentences_of(sheet: Sheet, names: Iterable[str] = ()) -> list[str]:
    """What a page says in sentences of its own; names: of rights, taken out."""
    texts = [*sheet.subtitle, *sheet.lead, *sheet.foot]
    for section in sheet.sections:
        texts += [*section.intro, *(line for row in section.rows for line in row.lines), *section.after]
    pattern = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
    return [re.sub(pattern, "", text, flags=re.IGNORECASE) if pattern else text for text in texts]
