"""The public files of a log, from a folder or over http: the only place of the kernel that asks the network. Also what a reader keeps."""

from __future__ import annotations

import os
import urllib.error
import urllib.request
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from http.client import HTTPException
from importlib import resources
from pathlib import Path, PurePosixPath

from zhyto.faults import Fault, InputRefused
from zhyto.io.whole import whole_file

MAX_BYTES = 64 << 20
"""Of one file: a table of totals is the longest."""
MAX_SMALL = 1 << 20
"""Of a checkpoint, a policy or a receipt."""
TIMEOUT_S = 30
READERS = 16
"""Requests under way at once."""


class Folder:
    """Files of a log in a folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def __call__(self, path: str) -> bytes:
        """A file by its path within the log. Raises OSError, also where it is longer than a log's file can be."""
        return read_small(self.folder / _inside(path), MAX_BYTES)

    def several(self, paths: Iterable[str]) -> Iterator[bytes]:
        """Files in this order."""
        return map(self, paths)


class Web:
    """Files of a log at an address. Raises OSError for everything that goes wrong on the way; tries twice where the network fails."""

    def __init__(self, address: str, timeout_s: float = TIMEOUT_S) -> None:
        if not address.startswith(("http://", "https://")):
            raise InputRefused([Fault(address, 0, "", "an address of another kind", "http:// or https://", "mend the address")])
        self.address = address.rstrip("/")
        self.timeout_s = timeout_s

    def __call__(self, path: str) -> bytes:
        """A file by its path within the log."""
        where = f"{self.address}/{_inside(path)}"
        try:
            return self._get(where)
        except FileNotFoundError:
            raise
        except OSError:
            return self._get(where)

    def _get(self, where: str) -> bytes:
        request = urllib.request.Request(where, headers={"User-Agent": "zhyto-verify"})
        try:
            with urllib.request.urlopen(request, timeout=self.timeout_s) as answer:
                data: bytes = answer.read(MAX_BYTES + 1)
        except urllib.error.HTTPError as error:
            if error.code in (404, 410):
                raise FileNotFoundError(2, "no such file", where) from None
            raise OSError(5, f"the server answers {error.code}", where) from None
        except (urllib.error.URLError, HTTPException, TimeoutError) as error:
            raise OSError(5, str(getattr(error, "reason", error)) or "no answer", where) from None
        if len(data) > MAX_BYTES:
            raise OSError(27, f"more than {MAX_BYTES} bytes", where)
        return data

    def several(self, paths: Iterable[str]) -> Iterator[bytes]:
        """Files in this order, some read ahead."""
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


def _inside(path: str) -> str:
    """A path that stays within the log."""
    parts = PurePosixPath(path).parts
    if not parts or path.startswith("/") or ".." in parts:
        raise OSError(22, "a path that leads out of the log", path)
    return path


def source(target: str) -> Folder | Web:
    """The log in this folder or at this address. Raises InputRefused, OSError."""
    if "://" in target:
        return Web(target)
    folder = Path(target)
    if not folder.is_dir():
        raise FileNotFoundError(2, "no such folder", target)
    return Folder(folder)


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
