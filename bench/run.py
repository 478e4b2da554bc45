"""Is Gatepost as quick as it promises to be?

Runs every `bench_*.py` beside this file: each has `measure() -> list[Line]`. Prints a table; fails if a goal is missed.

    $ make bench
    $ make bench ARGS=audit
"""

import os
import sys
from importlib import import_module
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent)]

from bench.common import Line  # noqa: E402  # needs the path above


def main(words: list[str]) -> int:
    """Run the benches whose names hold a word that was given, all without one; return the exit status."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    names = sorted(path.stem for path in HERE.glob("bench_*.py"))
    chosen = [name for name in names if not words or any(word in name for word in words)]
    if not chosen:
        print(f"No bench has that name. There are: {', '.join(names)}", file=sys.stderr)
        return 2
    lines: list[Line] = []
    for name in chosen:
        for line in import_module(f"bench.{name}").measure():
            lines.append(line)
            show(line)
    missed = [line.name for line in lines if not line.ok]
    print(f"{len(lines) - len(missed)} of {len(lines)} lines are well.")
    return 1 if missed else 0


def show(line: Line) -> None:
    """Print one row."""
    ratio = "" if line.ratio is None else f"{line.ratio:8.2f}"
    word = "" if line.aim == "informs" else "ok" if line.ok else "MISSED"
    print(f"{line.name:<58} {line.figure:>16} {ratio:>9}  {line.aim:<14} {word}", flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
