"""How large may a document be, and how much may reading it take?

Every limit stands here, with why. A limit that is reached is a refusal in words, never a crash.

    read_safely("policy.pdf", data, seconds=SECONDS)
"""

from __future__ import annotations

from collections.abc import Callable

LARGEST = 25 * 1024 * 1024
"""Bytes of a document: the largest upload that the web takes as well."""
MOST_PAGES = 200
"""Pages of the longest document. The longest policies of schools have some sixty."""
MOST_WORDS = MOST_PAGES * 600
"""Words of a document without pages."""
LONGEST_WORD = 2_000
"""Characters without a space: longer ones are no words."""
MEMORY = 768 * 1024 * 1024
"""Bytes of address space of the reading process, its libraries included (bench/bench_documents.py measures what is used)."""
SECONDS = 120
"""How long reading may take."""
LONGEST_ANSWER = 64 * 1024 * 1024
"""Bytes of the answer of the reading process."""

Progress = Callable[[int, int], None]
"""Told how far reading is: done, and of how many."""


def silent(_done: int, _of: int) -> None:
    """Nobody is told."""
