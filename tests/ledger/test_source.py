"""A log read from an address: whatever a server does, it ends with the file or with an OSError, soon and in bounds."""

from __future__ import annotations

import gzip
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from commands import answer, refusal
from zhyto.faults import InputRefused
from zhyto.io.log import source
from zhyto.io.log.source import Files

LIMIT = 1 << 20
BOMB = gzip.compress(bytes(50 * LIMIT))
PACKED = gzip.compress(b"entries")


def _head(*lines: str, status: str = "200 OK") -> bytes:
    return "\r\n".join([f"HTTP/1.1 {status}", *lines, "", ""]).encode()


ANSWERS: dict[str, bytes] = {
    "plain": _head("Content-Length: 5") + b"hello",
    "without-length": _head() + b"hello",
    "longer-than-it-says": _head("Content-Length: 5") + b"hello and more",
    "no-number": _head("Content-Length: x") + b"hello",
    "gzip": _head("Content-Encoding: gzip") + PACKED,
    "GZIP": _head("Content-Encoding: GZIP", f"Content-Length: {len(PACKED)}") + PACKED,
    "to-plain": _head("Location: /plain", status="302 Found"),
}
STRANGE: dict[str, tuple[bytes, str]] = {
    "short": (_head("Content-Length: 100") + b"hello", "95 bytes are missing"),
    "bomb": (_head("Content-Encoding: gzip") + BOMB, "more than"),
    "half-packed": (_head("Content-Encoding: gzip") + PACKED[:-4], "cut short"),
    "packed-twice": (_head("Content-Encoding: gzip") + PACKED * 2, "followed by another"),
    "not-packed": (_head("Content-Encoding: gzip") + b"hello", "cannot be unpacked"),
    "packed-otherwise": (_head("Content-Encoding: br") + b"hello", "'br'"),
    "nothing": (_head(status="204 No Content"), "answer 204"),
    "a-part": (_head("Content-Length: 5", status="206 Partial Content") + b"hello", "answer 206"),
    "error": (_head(status="500 Oops"), "answer 500"),
    "loop": (_head("Location: /loop", status="302 Found"), "302"),
    "to-a-file": (_head(f"Location: {Path(__file__).as_uri()}", status="302 Found"), "302"),
    "to-ftp": (_head("Location: ftp://127.0.0.1/x", status="302 Found"), "302"),
    "to-data": (_head("Location: data:,hello", status="302 Found"), "302"),
    "to-nowhere": (_head("Location: http://[::1", status="302 Found"), "no address"),
    "to-another-language": (_head("Location: http://xn--\u00ff.example/", status="302 Found"), ""),
    "chunks": (_head("Transfer-Encoding: chunked") + b"ZZ\r\nhello", "cut short"),
    "many-heads": (_head(*["X: y"] * 1000), "cut short"),
    "a-long-head": (_head("X: " + "y" * 100_000), "cut short"),
    "no-http": (b"\0\xff nonsense\r\n\r\n", "cut short"),
    "silence": (b"", "cut short"),
}


class Server(BaseHTTPRequestHandler):
    def log_message(self, *_: Any) -> None:
        return

    def do_GET(self) -> None:
        name = self.path.rpartition("/")[2]
        if name == "endless":
            self.wfile.write(_head())
            try:
                while True:
                    self.wfile.write(bytes(1 << 16))
            except OSError:
                return
        self.wfile.write(ANSWERS.get(name) or STRANGE[name][0])


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Server) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@pytest.mark.parametrize("name", ANSWERS)
def test_an_honest_answer_is_read(address: str, name: str) -> None:
    assert Files(address + "/")(name) == (b"entries" if "zip" in name.lower() else b"hello")


@pytest.mark.parametrize("name", [*STRANGE, "endless"])
def test_whatever_else_is_answered_is_a_fault_within_bounds(address: str, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(source, "MAX_BYTES", LIMIT)
    with pytest.raises(OSError) as refused:  # noqa: PT011
        Files(address)(name)
    assert (STRANGE[name][1] if name in STRANGE else "more than") in str(refused.value)


def test_addresses_may_be_in_any_language(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert Files(address + "/журнал фонду/")("plain") == b"hello"
    asked: list[str] = []

    def opened(_: object, request: Any, **__: object) -> None:
        asked.append(request.full_url)
        raise OSError("enough")

    monkeypatch.setattr("urllib.request.OpenerDirector.open", opened)
    with pytest.raises(OSError, match="enough"):
        Files("https://фонд.укр:8080/журнал/")("checkpoint")
    assert set(asked) == {"https://xn--d1arcx.xn--j1amh:8080/%D0%B6%D1%83%D1%80%D0%BD%D0%B0%D0%BB/checkpoint"}


@pytest.mark.parametrize("place", ["http://[::1", "http://a:b/", "http://" + "є" * 300, "https://.укр/"])
def test_what_is_no_address_is_refused(place: str) -> None:
    with pytest.raises(InputRefused, match="no address"):
        Files(place)
    assert "mend it" in refusal("verify", place)


def test_a_witness_needs_no_copy_of_the_log(tmp_path: Path) -> None:
    from functools import partial
    from http.server import SimpleHTTPRequestHandler

    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, *_: Any) -> None:
            return

    public, private, table = tmp_path / "public", tmp_path / "private", tmp_path / "entries.csv"
    key = answer("ledger", "init", public, private, "--origin", "example.org/fund")["key"]
    answer("ledger", "witness", tmp_path / "council", "--name", "example.org/council", "--trust", key)
    rows = [f"k{at},source,Income:Source:Oblast,1,,2026-01-02,2026-01-02T08:00:00Z" for at in range(300)]
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(public))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        for count in (10, 300):
            table.write_text("\n".join(["key,kind,account,amount,reference,effective,recorded", *rows[:count], ""]), encoding="utf-8")
            answer("ledger", "append", public, private, table)
            seen = answer("ledger", "witness", tmp_path / "council", f"http://127.0.0.1:{server.server_port}")
            assert (seen["origin"], seen["size"]) == ("example.org/fund", count)
        server.shutdown()
    assert "refused" in refusal("ledger", "witness", tmp_path / "council", f"http://127.0.0.1:{server.server_port}")
