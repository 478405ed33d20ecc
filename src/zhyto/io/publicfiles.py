"""What a reader of a log needs besides its files one by one: many of them at once, a limit to their size, and the checkpoint kept for the next time."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from importlib import resources
from pathlib import Path

from zhyto.io.source import reader
from zhyto.io.whole import whole_file

MAX_SMALL = 1 << 20
"""Of a checkpoint, a policy or a receipt."""
READERS = 16
"""Requests under way at once."""


class Files:
    """Files of a log below a folder or an address."""

    def __init__(self, place: str) -> None:
        self._read = reader(place)
        self._far = "://" in place

    def __call__(self, path: str) -> bytes:
        """A file by its path within the log; asked for twice where the network fails. Raises OSError."""
        try:
            return self._read(path)
        except FileNotFoundError:
            raise
        except OSError:
            if not self._far:
                raise
            return self._read(path)

    def several(self, paths: Iterable[str]) -> Iterator[bytes]:
        """Files in this order; from an address some are read ahead."""
        if not self._far:
            yield from map(self, paths)
            return
        with ThreadPoolExecutor(READERS) as pool:
            ahead: deque[Future[bytes]] = deque()
            try:
                for path in paths:
                    ahead.append(pool.submit(self, path))
                    if len(ahead) >= 2 * READERS:
                        yield ahead.popleft().result()
                while ahead:
                    yield ahead.popleft().result()
            finally:
                for waiting in ahead:
                    waiting.cancel()


def read_small(file: Path, limit: int = MAX_SMALL) -> bytes:
    """A file of at most so many bytes. Raises OSError."""
    with open(file, "rb") as opened:
        if os.fstat(opened.fileno()).st_size > limit:
            raise OSError(27, f"more than {limit} bytes", str(file))
        return opened.read(limit)


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
