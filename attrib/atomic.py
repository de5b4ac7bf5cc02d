"""Files that are replaced whole, or not at all."""

from __future__ import annotations

import os
import secrets
import shutil
from pathlib import Path


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


def _keep_name(folder: Path) -> None:
    """See to it that the new name of a file is on the disk, too, where a system can do that."""
    if os.name != "posix":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
