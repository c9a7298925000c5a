"""Old Word files (.doc), turned into .docx by LibreOffice in a process of its own, fonts kept, then read as Word files."""

from __future__ import annotations

import atexit
import os
import resource
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

from extractors import preflight, word
from extractors.draft import About, Draft, Found, Refused

_SECONDS = 60


def read_doc(data: bytes, about: About) -> Iterator[Found]:
    """The one report in a .doc; raises Refused `encrypted`, `unreadable` (also when LibreOffice is not installed)."""
    _check_fib(data)
    source = about.scratch / "in.doc"
    source.write_bytes(data)
    made = convert(source, "docx", about.scratch)
    raw = made.read_bytes()
    preflight.check("docx", raw)
    for found in word.read(raw, about):
        if isinstance(found, Draft):
            found.kind = "doc"
        yield found


def _check_fib(data: bytes) -> None:
    """Look at the document's own head (FIB) for the mark of a password."""
    import olefile

    try:
        with olefile.OleFileIO(data) as compound:
            head = compound.openstream("WordDocument").read(32)
            if "_VBA_PROJECT_CUR" in str(compound.listdir()) or ["Macros", "VBA", "dir"] in compound.listdir():
                raise Refused("hostile", "macro")
    except (OSError, ValueError, IndexError, TypeError, AttributeError) as error:
        raise Refused("truncated" if "incomplete" in str(error) else "unreadable", str(error)[:80]) from error
    if len(head) >= 12 and head[11] & 0x01:
        raise Refused("encrypted")


def convert(source: Path, suffix: str, folder: Path) -> Path:
    """The file LibreOffice makes of `source`; raises Refused when it is missing, fails or takes too long."""
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program is None:
        raise Refused("unreadable", "máy này chưa cài LibreOffice để đọc tệp .doc: apt-get install libreoffice-writer-nogui")
    command = [
        program, f"-env:UserInstallation={_profile().as_uri()}", "--headless", "--norestore", "--nolockcheck", "--nodefault",
        "--convert-to", suffix, "--outdir", str(folder / "made"), str(source),
    ]  # fmt: skip
    try:
        done = subprocess.run(command, capture_output=True, timeout=_SECONDS, check=False, preexec_fn=_room)
    except subprocess.TimeoutExpired as error:
        raise Refused("timeout") from error
    made = folder / "made" / f"{source.stem}.{suffix}"
    if not made.is_file():
        raise Refused("unreadable", done.stderr.decode("utf-8", "replace").strip()[:100] or "LibreOffice")
    return made


def _room() -> None:
    """LibreOffice maps more memory than it uses: its limit is wider than a reader's."""
    _, hard = resource.getrlimit(resource.RLIMIT_DATA)
    resource.setrlimit(resource.RLIMIT_DATA, (hard, hard))


_PROFILES: dict[int, Path] = {}


def _profile() -> Path:
    """A user profile of this process's own, so that two conversions never wait for each other."""
    if os.getpid() not in _PROFILES:
        folder = Path(tempfile.mkdtemp(prefix="nhipcau-office-"))
        _PROFILES[os.getpid()] = folder
        atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return _PROFILES[os.getpid()]
