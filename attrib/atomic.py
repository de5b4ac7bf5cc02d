"""Files that are replaced whole, or not at all, and by one at a time."""

from __future__ import annotations

import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from errno import ENOENT, ENOTSUP
from pathlib import Path

# Whoever holds a file's lock reads it, writes it and lets go.
_PATIENCE_S = 30.0


def replace_whole(path: Path, data: bytes, *, durable: bool = False) -> None:
    """Put a whole new file in the place of `path`; on failure leave what was there.

    A reader, or a process that is killed at any moment, finds the old file or the new one.

    Args:
        path: of the file; a link to one stays a link.
        data: all that it is to hold.
        durable: return only when it is on the disk, so that it is there after a power cut.

    Raises:
        OSError: it cannot be written.
    """
    path = Path(os.path.realpath(path))
    part = path.with_name(f".{path.name}.{secrets.token_hex(6)}.part")
    try:
        with part.open("xb") as file:
            file.write(data)
            if durable:
                file.flush()
                os.fsync(file.fileno())
        if path.exists():
            shutil.copymode(path, part)
        part.replace(path)
    except OSError:
        part.unlink(missing_ok=True)
        raise
    if durable:
        _keep_name(path.parent)


def take_away(path: Path) -> None:
    """Take a file away, and return only when that is on the disk.

    Raises:
        OSError: it cannot be taken away.
    """
    path = Path(os.path.realpath(path))
    path.unlink()
    _keep_name(path.parent)


@contextmanager
def alone(path: Path) -> Iterator[None]:
    """While this lasts, nobody else who asks for it has the file at `path` for their own.

    The lock is a file beside it, hidden and empty: ``.NAME.lock``. It stays: were it taken away,
    one who waits for it and one who makes it anew would each hold one of their own. A process
    that is killed lets go of it.

    Args:
        path: of the file, which need not be there; links to one file share a lock.

    Raises:
        OSError: the lock cannot be had; a TimeoutError where somebody holds it for long.
    """
    # Imported here because most commands write nothing.
    from filelock import FileLock

    path = Path(os.path.realpath(path))
    if not path.parent.is_dir():
        # The lock's library would make the folders of a mistyped path.
        raise FileNotFoundError(ENOENT, os.strerror(ENOENT), str(path))
    name = path.with_name(f".{path.name}.lock")
    if path.is_file():
        # Whoever may write the file may hold its lock.
        lock = FileLock(name, _PATIENCE_S, path.stat().st_mode & 0o666 | 0o600)
    else:
        lock = FileLock(name, _PATIENCE_S)
    try:
        with lock:
            yield
    except NotImplementedError as error:
        raise OSError(ENOTSUP, "files cannot be locked in this folder") from error


def _keep_name(folder: Path) -> None:
    """See to it that the new name of a file is on the disk, too, where a system can do that."""
    if os.name != "posix":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
