"""`python -m benchmarks [NAME...]`: run the benchmarks, all or those named, each a table."""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path


def main(names: list[str]) -> int:
    """Run the named benchmarks (all when none is named); gives 0."""
    found = sorted(path.stem for path in Path(__file__).parent.glob("*.py") if not path.stem.startswith("_"))
    for name in names or found:
        print(f"\n== {name}")
        module = import_module(f"benchmarks.{name}")
        sys.argv = [f"benchmarks.{name}"]
        module.main()
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
