"""How is something that is dear to make kept in this process, and not for ever?

By what it was made of, a limited number of them, the longest unused forgotten first; of two who want the same at once, one waits.

    >>> kept = Kept[str, int](most=1)
    >>> kept.get("a", lambda: 1), kept.get("a", lambda: 2), kept.get("b", lambda: 3), kept.get("a", lambda: 4)
    (1, 1, 3, 4)
"""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import RLock
from typing import Generic, TypeVar

Key = TypeVar("Key", bound=Hashable)
Made = TypeVar("Made")


class Kept(Generic[Key, Made]):
    """A small memory, safe for threads."""

    def __init__(self, *, most: int) -> None:
        """Keep at most that many."""
        self._most = most
        self._made: OrderedDict[Key, Made] = OrderedDict()
        self._lock = RLock()  # making one may need another

    def get(self, key: Key, make: Callable[[], Made]) -> Made:
        """Return what is kept by that key, made now if it is not there."""
        with self._lock:
            if key not in self._made:
                made = make()
                while len(self._made) >= self._most:
                    self._made.popitem(last=False)
                self._made[key] = made
            self._made.move_to_end(key)
            return self._made[key]
