"""Folders and files that appear whole or not at all."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import polars as pl

from zhyto.texts import Said, said_by


def refuse_file(folder: Path) -> None:
    """Raise NotADirectoryError where a folder, or one above it, is a file."""
    folder = Path(os.path.abspath(folder))
    for place in (folder, *folder.parents):
        if place.exists() and not place.is_dir():
            raise NotADirectoryError(20, "a file, where a folder should be", str(place))


def refuse_special(file: Path) -> None:
    """Raise OSError where a file would take the place of what is none: a device, a pipe, a folder."""
    if file.exists() and not file.is_file():
        raise OSError(22, Said("a device, a pipe or a folder, where a file should be"), str(file))


@contextmanager
def whole_folder(folder: Path) -> Iterator[Path]:
    """A new folder to fill, which takes the place of `folder` at the end. Where anything fails or the user stops, all stays as it was.

    Raises OSError, also where the disk is full.
    """
    folder = Path(os.path.abspath(folder))
    refuse_file(folder)
    folder.parent.mkdir(parents=True, exist_ok=True)
    work = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    try:
        made = work / "new"
        made.mkdir()
        with _disk_faults(folder):
            yield made
        try:
            if folder.exists():
                folder.rename(work / "old")
            made.rename(folder)
        except BaseException:
            # Also where the user stops the program between the two: what stood there comes back.
            if (work / "old").exists() and not folder.exists():
                (work / "old").rename(folder)
            raise
    finally:
        shutil.rmtree(work, ignore_errors=True)


@contextmanager
def whole_file(file: Path, mode: int = 0o644) -> Iterator[str]:
    """The name of a new file to fill, which takes the place of `file` at the end, or leaves all as it was. Raises OSError."""
    file = Path(os.path.abspath(file))
    refuse_file(file.parent)
    refuse_special(file)
    handle, name = tempfile.mkstemp(prefix=f".{file.name}-", dir=file.parent)
    os.close(handle)
    try:
        with _disk_faults(file):
            yield name
        os.chmod(name, mode)
        os.replace(name, file)
    finally:
        Path(name).unlink(missing_ok=True)


def write_durably(files: Iterable[tuple[Path, bytes]], mode: int = 0o644) -> None:
    """Write each file whole or not at all; when this returns they are on the disk, and so are the names of their folders.

    A file is written beside its place as `.NAME.new`, flushed, and renamed; a left-over of that name is replaced. Files appear in no
    particular order: what names others (a checkpoint) comes in a later call. Raises OSError.
    """
    part: list[tuple[Path, bytes]] = []
    for file in files:
        part.append(file)
        if len(part) == _OPEN_FILES:
            _write_part(part, mode)
            part = []
    _write_part(part, mode)


_OPEN_FILES, _FLUSHERS = 512, 8


def _write_part(files: list[tuple[Path, bytes]], mode: int) -> None:
    made: dict[Path, None] = {}
    folders = dict.fromkeys(path.parent for path, _ in files)
    for folder in folders:
        _make_folder(folder, made)
    handles: list[tuple[int, str, Path]] = []
    try:
        for path, data in files:
            refuse_special(path)
            name = os.path.join(path.parent, f".{path.name}.new")
            handle = os.open(name, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, mode)
            handles.append((handle, name, path))
            rest = memoryview(data)
            while rest:
                rest = rest[os.write(handle, rest) :]
            os.fchmod(handle, mode)
        # All are written before the first is flushed, and flushed together: the file system then makes one journal entry of many.
        if len(handles) > _FLUSHERS:
            with ThreadPoolExecutor(_FLUSHERS) as pool:
                list(pool.map(os.fsync, [handle for handle, _, _ in handles]))
        else:
            for handle, _, _ in handles:
                os.fsync(handle)
        for _, name, path in handles:
            os.replace(name, path)
    except BaseException:
        for _, name, _ in handles:
            Path(name).unlink(missing_ok=True)
        raise
    finally:
        for handle, _, _ in handles:
            os.close(handle)
    for folder in folders | made:
        sync_folder(folder)


def _make_folder(folder: Path, made: dict[Path, None]) -> None:
    """The folder and those above it; the parents of those that were made are put into `made`: their entries must be flushed."""
    if folder.is_dir():
        return
    _make_folder(folder.parent, made)
    folder.mkdir(exist_ok=True)
    made[folder.parent] = None


def sync_folder(folder: Path) -> None:
    """Flush the names in a folder."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def _disk_faults(path: Path) -> Iterator[None]:
    """What the table library says of a full disk, as the OSError it is; a fault of the disk names the file."""
    try:
        yield
    except OSError as error:
        if error.filename is None:
            raise OSError(error.errno or 5, said_by(error), str(path)) from error
        raise
    except pl.exceptions.PolarsError as error:
        raise OSError(5, str(error).splitlines()[0], str(path)) from error
