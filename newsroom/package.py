"""What a technician takes to air: a folder of documents and sounds described by a manifest."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PackageFile:
    """One file of a package: path inside it, size in bytes, SHA-256, media type, role; of sounds length and loudness."""

    path: str
    bytes: int
    sha256: str
    media_type: str
    role: str
    segment_id: str | None = None
    duration_ms: int | None = None
    loudness_lufs: float | None = None
    true_peak_dbtp: float | None = None


@dataclass(frozen=True, slots=True)
class Hole:
    """A segment whose sound is missing, and why."""

    segment_id: str
    reason: str


@dataclass(frozen=True, slots=True)
class PackageRundown:
    """Which rundown a package was made from."""

    id: str | None
    version: int
    approvals: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Package:
    """The manifest of a package."""

    files: tuple[PackageFile, ...]
    holes: tuple[Hole, ...]
    rundown: PackageRundown
    cleared: bool = False
