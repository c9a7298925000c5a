"""Sound: a programme built to three outputs and the check, beside an ffmpeg graph. `python -m benchmarks.sound [minutes]`.

Peers in the same run, with the same coder settings: ffmpeg's concat + loudnorm graph for the build, its `ebur128` filter
for the check.
"""

from __future__ import annotations

import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

from newsroom.rundown import Rundown, Segment
from renderers.masters import KINDS, ffmpeg
from renderers.packaging import build
from renderers.sound_check import check
from tests.renderers.sound_samples import music, speech, wav

_ONE_S = 60


def _timed(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def _graph(clips: list[Path], out: Path) -> None:
    """What a technician would type: join, loudnorm, three encoders."""
    inputs = [word for clip in clips for word in ("-i", str(clip))]
    count = len(clips)
    joined = "".join(f"[{n}:a]" for n in range(count)) + f"concat=n={count}:v=0:a=1[all];[all]asplit=3[x][y][z];"
    graph = joined + ";".join(
        f"[{name}]loudnorm=I={level}:TP=-1:LRA=20,aresample=48000[o{name}]"
        for name, level in (("x", -23), ("y", -23), ("z", -16))
    )
    coders = {"x": (".wav", ("-c:a", "pcm_s24le")), "y": (".mp3", KINDS[2].coder), "z": (".m4a", KINDS[3].coder)}
    outputs = [
        word for n, (suffix, coder) in coders.items() for word in ("-map", f"[o{n}]", *coder, str(out / f"g{suffix}"))
    ]
    subprocess.run([ffmpeg(), "-v", "error", "-nostdin", "-y", *inputs, "-filter_complex", graph, *outputs], check=True)


def main(minutes: int = 15) -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory() as scratch:
        room = Path(scratch)
        clips = [
            wav(room / f"{n}.wav", (music if n % 4 == 0 else speech)(_ONE_S, 44_100, n + 1), 44_100) for n in range(minutes)
        ]
        segments = tuple(Segment(str(n), f"Mục {n}", "report", sound=clip.name) for n, clip in enumerate(clips))
        rundown = Rundown("Đo", "Đo", date(2026, 11, 27), minutes * 60_000, segments)
        long = wav(room / "long.wav", speech(300), 48_000)
        rows = [
            ("build, ours (4 masters, segments)", minutes * 60, _timed(lambda: build(rundown, room.joinpath, room / "out"))),
            ("build, ffmpeg graph (3 outputs, 1 pass)", minutes * 60, _timed(lambda: _graph(clips, room))),
            ("check, ours", 300, _timed(lambda: check(long))),
            (
                "check, ffmpeg ebur128",
                300,
                _timed(
                    lambda: subprocess.run(
                        [
                            ffmpeg(),
                            "-v",
                            "quiet",
                            "-nostdin",
                            "-i",
                            str(long),
                            "-af",
                            "ebur128=peak=true",
                            "-f",
                            "null",
                            "-",
                        ],
                        check=True,
                    )
                ),
            ),
        ]
    for name, seconds, took in rows:
        print(f"{name:<42} {took:7.1f} s {seconds / took:7.1f} x real time")
    print(f"peak memory of this process: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
