"""Files that a person asks for: each appears whole under its name, or not at all."""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path


class TargetError(OSError):
    """A file or folder cannot be written; the message is one sentence for a person."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)


class EncodingError(RuntimeError):
    """The movie could not be encoded; the message is one sentence for a person."""


@contextmanager
def whole_file(file: Path) -> Iterator[Path]:
    """Give a name to write to; it becomes the file when the block ends without an error.

    Parameters
    ----------
    file : pathlib.Path
        The file to make, or to replace.

    Yields
    ------
    pathlib.Path
        An empty file in the same folder; whatever happens, it is gone in the end.

    Raises
    ------
    TargetError
        If the folder takes no file, or has no room for it.

    """
    unfinished = file.with_name(f".{file.name}.{os.getpid()}.unfinished")
    try:
        unfinished.touch()
        yield unfinished
        unfinished.replace(file)
    except TargetError:
        raise
    except OSError as error:
        raise _unwritable(file, error) from error
    finally:
        with suppress(OSError):
            unfinished.unlink(missing_ok=True)


@contextmanager
def filled_folder(folder: Path) -> Iterator[Path]:
    """Give a folder, made if need be; if it was made and stays empty, it goes again.

    Parameters
    ----------
    folder : pathlib.Path
        The folder to write to.

    Yields
    ------
    pathlib.Path
        The same folder, which is there now.

    Raises
    ------
    TargetError
        If it cannot be made, or takes no file.

    """
    new = not folder.exists()
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except FileExistsError as error:
        msg = f"{folder} is a file, and the pictures need a folder."
        raise TargetError(msg) from error
    except OSError as error:
        raise _unwritable(folder, error) from error
    try:
        _try_to_write(folder)
        yield folder
    finally:
        if new:
            with suppress(OSError):  # it is not empty
                folder.rmdir()


def check_file(file: Path, suffix: str) -> None:
    """Find out whether a file can be made, before any long work.

    Parameters
    ----------
    file : pathlib.Path
        The file to make, or to replace.

    suffix : str
        How its name must end.

    Raises
    ------
    TargetError
        If its name, its place or what already has that name is in the way.

    """
    if file.is_dir():
        msg = (
            f"{file} is a folder; name a file in it, for example {file / ('walkthrough' + suffix)}."
        )
        raise TargetError(msg)
    if file.suffix.lower() != suffix:
        msg = f"The file's name must end in {suffix}, got {file.name!r}."
        raise TargetError(msg)
    if not file.parent.is_dir():
        msg = f"The folder {file.parent} does not exist; make it first."
        raise TargetError(msg)
    _try_to_write(file.parent)


def _try_to_write(folder: Path) -> None:
    probe = folder / f".{os.getpid()}.unfinished"
    try:
        probe.touch()
        probe.unlink()
    except OSError as error:
        raise _unwritable(folder, error) from error


def _unwritable(path: Path, error: OSError) -> TargetError:
    return TargetError(f"{path} cannot be written: {error.strerror or error}.")
