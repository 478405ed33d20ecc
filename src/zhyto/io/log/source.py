"""Where the files of a public log are read from: a folder, or an address. The one place of the kernel that may ask the network."""

from __future__ import annotations

import urllib.error
import urllib.request
import zlib
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from http.client import HTTPException
from pathlib import Path
from urllib.parse import quote, urlsplit, urlunsplit

from zhyto.ledger.notes import refuse
from zhyto.ledger.tiles import Read
from zhyto.texts import Said, how_many, said_by

SECONDS = 30
MAX_BYTES = 1 << 26
"""More than any file of a log: 256 entries of 65,535 bytes are 17 MB."""
READERS = 16
"""Requests under way at once."""


class Files:
    """The files of a log below a folder or an address. Raises InputRefused where it is neither."""

    def __init__(self, place: str) -> None:
        self._far = place.startswith(("https://", "http://"))
        if self._far:
            self._read = url_reader(place)
        elif Path(place).is_dir():
            self._read = folder_reader(Path(place))
        else:
            raise refuse(place, Said("no folder"), Said("a folder, or an address that begins with https://"), Said("mend it"))

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


def folder_reader(folder: Path) -> Read:
    """Reads files by their path within a folder. Raises OSError, also where one is longer than a log's file can be."""

    def read(path: str) -> bytes:
        with open(folder / path, "rb") as opened:
            data = opened.read(MAX_BYTES + 1)
        if len(data) > MAX_BYTES:
            raise OSError(27, Said("more than {limit} bytes", limit=MAX_BYTES), str(folder / path))
        return data

    return read


def url_reader(prefix: str) -> Read:
    """Reads files by their path below an address, https or http. Raises FileNotFoundError for 404 and OSError for anything else."""
    start = _ascii(prefix)
    # Handlers for the web alone: no redirection leads to a file of this machine.
    opener = urllib.request.OpenerDirector()
    for handler in (
        urllib.request.ProxyHandler(),
        urllib.request.HTTPHandler(),
        urllib.request.HTTPSHandler(),
        urllib.request.HTTPDefaultErrorHandler(),
        urllib.request.HTTPRedirectHandler(),
        urllib.request.HTTPErrorProcessor(),
    ):
        opener.add_handler(handler)

    def read(path: str) -> bytes:
        address = f"{start}/{path}"
        try:
            asked = urllib.request.Request(address, headers={"Accept-Encoding": "gzip, identity"})
            with opener.open(asked, timeout=SECONDS) as answer:
                data: bytes = answer.read(MAX_BYTES + 1)
                missing, status, packed = answer.length, answer.status, answer.headers.get("Content-Encoding", "identity").strip().lower()
        except urllib.error.HTTPError as error:
            if error.code == 404:
                raise FileNotFoundError(2, Said("not found"), address) from None
            raise OSError(5, Said("answer {code}", code=error.code), address) from None
        except HTTPException as error:
            raise OSError(5, Said("an answer cut short ({name})", name=type(error).__name__), address) from None
        except OSError as error:
            reason = getattr(error, "reason", error)
            raise OSError(5, said_by(reason if isinstance(reason, OSError) else error), address) from None
        except ValueError as error:
            # Also of an address to which the server redirects.
            raise OSError(5, Said("no address that can be asked ({error})", error=error), address) from None
        if status != 200:
            raise OSError(5, Said("answer {code}", code=status), address)
        if len(data) > MAX_BYTES:
            raise OSError(27, Said("more than {limit} bytes", limit=MAX_BYTES), address)
        if missing:
            raise OSError(5, how_many("an answer cut short: {count} byte is missing", "an answer cut short: {count} bytes are missing", count=missing), address)
        return _unpacked(data, packed, address)

    return read


def _ascii(prefix: str) -> str:
    """The address as it is asked for, without a slash at the end: names of hosts and folders may be in any language."""
    try:
        parts = urlsplit(prefix)
        host, port = parts.hostname or "", parts.port
        if not prefix.isascii():
            place = host.encode("idna").decode() + (f":{port}" if port else "")
            prefix = urlunsplit((parts.scheme, place, quote(parts.path, safe="/%~"), "", ""))
    except ValueError as error:
        raise refuse(prefix, Said("no address ({error})", error=error), Said("an address, as https://fund.example.org/log"), Said("mend it")) from None
    return prefix.rstrip("/")


def _unpacked(data: bytes, packed: str, address: str) -> bytes:
    """What a server sent, unpacked if it was packed; never more than a log's file can be, however it was packed."""
    if packed in ("", "identity"):
        return data
    if packed not in ("gzip", "x-gzip"):
        raise OSError(5, Said("an answer packed by {size!r}, which was not asked for", size=packed), address)
    unpack = zlib.decompressobj(wbits=31)
    try:
        found = unpack.decompress(data, MAX_BYTES + 1)
    except zlib.error as error:
        raise OSError(5, Said("an answer that cannot be unpacked ({error})", error=error), address) from None
    if len(found) > MAX_BYTES:
        raise OSError(27, Said("more than {limit} bytes", limit=MAX_BYTES), address)
    if not unpack.eof or unpack.unused_data:
        raise OSError(5, Said("an answer cut short, or followed by another"), address)
    return found
