"""Zip archives: every document inside becomes a child; the litter of systems is left alone."""

from __future__ import annotations

import contextlib
import re
import shutil
import zipfile
import zlib
from collections.abc import Iterator

from extractors.draft import About, Child, Found, Refused
from extractors.preflight import check_archive

_LITTER = re.compile(
    r"(^|/)(__MACOSX/|\.DS_Store$|\._|Thumbs\.db$|desktop\.ini$|~\$|\.git/|\.svn/|\.Spotlight|\.Trashes|ehthumbs\.db$"
    r"|\.~lock\.|~WRL\d+\.tmp$|Icon\r$)",
    re.IGNORECASE,
)


def is_litter(name: str) -> bool:
    """Whether a file name is one that systems leave behind."""
    return bool(_LITTER.search(name))


def read(data: bytes, about: About) -> Iterator[Found]:
    """The members of the archive as children, in the archive's order; raises Refused `empty` when there are none."""
    archive = check_archive(data)
    number = 0
    for member in archive.infolist():
        name = member_name(member)
        if member.is_dir() or is_litter(name) or (member.file_size == 0 and "." not in name.rpartition("/")[2]):
            continue
        number += 1
        yield _child(archive, member, name, number, about)
    if not number:
        raise Refused("empty")


def member_name(member: zipfile.ZipInfo) -> str:
    """The member's name; names without the UTF-8 mark that are UTF-8 all the same are read so, separators made one."""
    name = member.filename
    if not member.flag_bits & 0x800:
        with contextlib.suppress(UnicodeEncodeError, UnicodeDecodeError):
            name = name.encode("cp437").decode("utf-8")
    parts = [part for part in name.replace("\\", "/").split("/") if part not in ("", ".", "..")]
    return "/".join(parts)


def _child(archive: zipfile.ZipFile, member: zipfile.ZipInfo, name: str, number: int, about: About) -> Child:
    child = Child(inside=name, name=name.rpartition("/")[2], path=None)
    if member.flag_bits & 1:
        child.refused = "encrypted"
        return child
    path = about.scratch / f"m{number}"
    try:
        with archive.open(member) as source, path.open("wb") as target:
            shutil.copyfileobj(source, target, 1 << 20)
    except (zipfile.BadZipFile, EOFError, zlib.error):
        child.refused, child.detail = "truncated", ""
    except (NotImplementedError, RuntimeError, OSError, ValueError) as error:
        child.refused, child.detail = "unreadable", str(error)[:80]
    else:
        child.path = path
    return child
