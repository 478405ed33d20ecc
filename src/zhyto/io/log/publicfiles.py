"""What stands beside a log's files: the page that checks receipts, and on the reader's side the checkpoint kept for the next time."""

from __future__ import annotations

import os
from importlib import resources
from pathlib import Path

from zhyto.io.files.whole import whole_file
from zhyto.ledger.notes import refuse
from zhyto.texts import Said

MAX_SMALL = 1 << 20
"""Of a checkpoint, a policy or a receipt."""


def read_small(file: Path, limit: int = MAX_SMALL) -> bytes:
    """A file of at most so many bytes. Raises OSError."""
    with open(file, "rb") as opened:
        if os.fstat(opened.fileno()).st_size > limit:
            raise OSError(27, Said("more than {limit} bytes", limit=limit), str(file))
        return opened.read(limit)


def read_text(file: Path) -> str:
    """A small file of UTF-8. Raises InputRefused where it is of other bytes, OSError."""
    try:
        return read_small(file).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise refuse(file.name, Said("bytes that are not UTF-8, at {start}", start=error.start), Said("a text in UTF-8"),
                     Said("choose another file, or fetch it again")) from None


def kept(file: Path) -> bytes:
    """The checkpoint kept from an earlier check; empty where there is none yet. Raises OSError."""
    return read_small(file) if file.exists() else b""


def keep(file: Path, checkpoint: bytes) -> None:
    """Keep a checkpoint for the next check. The file changes whole or not at all. Raises OSError."""
    with whole_file(file) as name:
        Path(name).write_bytes(checkpoint)


def page() -> bytes:
    """The page that checks receipts in a browser, without a server: one file of HTML."""
    return (resources.files("zhyto.ledger") / "verify.html").read_bytes()


def write_page(file: Path) -> None:
    """Write that page. Raises OSError."""
    with whole_file(file) as name:
        Path(name).write_bytes(page())
