"""Folders and files that appear whole or not at all."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import polars as pl


def refuse_file(folder: Path) -> None:
    """Raise NotADirectoryError where a folder, or one above it, is a file."""
    folder = Path(os.path.abspath(folder))
    for place in (folder, *folder.parents):
        if place.exists() and not place.is_dir():
            raise NotADirectoryError(20, "a file, where a folder should be", str(place))


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
def whole_file(file: Path) -> Iterator[str]:
    """The name of a new file to fill, which takes the place of `file` at the end, or leaves all as it was. Raises OSError."""
    file = Path(os.path.abspath(file))
    refuse_file(file.parent)
    handle, name = tempfile.mkstemp(prefix=f".{file.name}-", dir=file.parent)
    os.close(handle)
    try:
        with _disk_faults(file):
            yield name
        os.chmod(name, 0o644)
        os.replace(name, file)
    finally:
        Path(name).unlink(missing_ok=True)


@contextmanager
def _disk_faults(path: Path) -> Iterator[None]:
    """What the table library says of a full disk, as the OSError it is."""
    try:
        yield
    except pl.exceptions.PolarsError as error:
        raise OSError(5, str(error).splitlines()[0], str(path)) from error
