"""Where the files of a public log are read from: a folder, or an address. The one place of the kernel that may ask the network."""

from __future__ import annotations

import urllib.error
import urllib.request
from http.client import HTTPException
from pathlib import Path

from zhyto.ledger.notes import refuse
from zhyto.ledger.tiles import Read

SECONDS = 30
MAX_BYTES = 1 << 26
"""More than any file of a log: 256 entries of 65,535 bytes are 17 MB."""


def folder_reader(folder: Path) -> Read:
    """Reads files by their path within a folder. Raises OSError, also where one is longer than a log's file can be."""

    def read(path: str) -> bytes:
        with open(folder / path, "rb") as opened:
            data = opened.read(MAX_BYTES + 1)
        if len(data) > MAX_BYTES:
            raise OSError(27, f"more than {MAX_BYTES} bytes", str(folder / path))
        return data

    return read


def url_reader(prefix: str) -> Read:
    """Reads files by their path below an address, https or http. Raises FileNotFoundError for 404 and OSError for anything else."""
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
        address = f"{prefix.rstrip('/')}/{path}"
        try:
            with opener.open(address, timeout=SECONDS) as answer:
                data: bytes = answer.read(MAX_BYTES + 1)
                missing = answer.length
        except urllib.error.HTTPError as error:
            if error.code == 404:
                raise FileNotFoundError(2, "not found", address) from None
            raise OSError(5, f"answer {error.code}", address) from None
        except HTTPException as error:
            raise OSError(5, f"an answer cut short ({type(error).__name__})", address) from None
        except OSError as error:
            raise OSError(5, str(error.reason if isinstance(error, urllib.error.URLError) else error), address) from None
        if len(data) > MAX_BYTES:
            raise OSError(27, f"more than {MAX_BYTES} bytes", address)
        if missing:
            raise OSError(5, f"an answer cut short: {missing} bytes are missing", address)
        return data

    return read


def reader(place: str) -> Read:
    """Reads the files of a log from its folder or address. Raises InputRefused where it is neither."""
    if place.startswith(("https://", "http://")):
        return url_reader(place)
    if not Path(place).is_dir():
        raise refuse(place, "no folder", "a folder, or an address that begins with https://", "mend it")
    return folder_reader(Path(place))
