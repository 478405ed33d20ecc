"""One page for one household: what is due, what to claim and until when, what is unclear, what will change, what is missed and by how much.

In reading order: `guide` (words and papers a pack explains), `people` (how a person is called), `misses` (what is not due by little),
`gather` (a household → `data.Page`), `sheet` (a `Page` → sentences, the same for every form), `layouts` (sentences → text, HTML),
`readable` (how hard the sentences are to read). A PDF is made of the same sentences by `zhyto.io.letters`.
"""

from zhyto.page.data import Page
from zhyto.page.gather import household_page
from zhyto.page.guide import Guide
from zhyto.page.layouts import to_html, to_json, to_text
from zhyto.page.sheet import Sheet, sheet_of

__all__ = ["Guide", "Page", "Sheet", "household_page", "sheet_of", "to_html", "to_json", "to_text"]
