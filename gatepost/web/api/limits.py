"""How fast may one address ask?

A bucket of tokens for each address, in the memory of one process and nowhere else: it fills by so many a second, and each
question takes one. Generous, since a whole school is behind one address (docs/adr/0015).

    >>> from datetime import UTC, datetime
    >>> buckets, noon = Buckets(a_second=20, at_once=2, most=10), datetime(2026, 7, 3, 12, tzinfo=UTC)
    >>> [buckets.wait("192.0.2.1", at=noon) for _ in range(3)]
    [0.0, 0.0, 0.05]
"""

from collections import OrderedDict
from dataclasses import dataclass
from datetime import datetime
from ipaddress import IPv6Address, ip_address
from threading import Lock

A_SECOND = 20
"""Questions; thirty children's devices in one lesson ask less. One question takes about a millisecond."""
AT_ONCE = 100
"""Questions; what may come in a burst after a quiet five seconds."""
MOST_ADDRESSES = 4096
"""Of those who asked last; a bucket is some 200 bytes. Whoever is forgotten starts with a full one."""
NETWORK_BITS = 64
"""Of an IPv6 address: what is below belongs to one household (RFC 6177)."""


@dataclass(slots=True)
class _Bucket:
    tokens: float
    at: datetime


class Buckets:
    """Buckets for the addresses that asked last, for all threads of a process."""

    def __init__(self, *, a_second: float, at_once: int, most: int) -> None:
        """Begin with full buckets: ``a_second`` tokens flow in, ``at_once`` fit, ``most`` addresses are remembered."""
        self._a_second = a_second
        self._at_once = at_once
        self._most = most
        self._buckets: OrderedDict[str, _Bucket] = OrderedDict()
        self._lock = Lock()

    def wait(self, address: str, *, at: datetime) -> float:
        """Take a token and return 0, or return in how many seconds there will be one."""
        with self._lock:
            bucket = self._filled(_household(address), at)
            if bucket.tokens >= 1:
                bucket.tokens -= 1
                return 0.0
            return (1 - bucket.tokens) / self._a_second

    def forget(self) -> None:
        """Fill all buckets."""
        with self._lock:
            self._buckets.clear()

    def __len__(self) -> int:
        """Return how many addresses are remembered."""
        return len(self._buckets)

    def _filled(self, who: str, at: datetime) -> _Bucket:
        bucket = self._buckets.setdefault(who, _Bucket(self._at_once, at))
        self._buckets.move_to_end(who)
        if len(self._buckets) > self._most:
            self._buckets.popitem(last=False)
        passed = max((at - bucket.at).total_seconds(), 0)  # a clock that was set back takes nothing away
        bucket.tokens = min(bucket.tokens + passed * self._a_second, self._at_once)
        bucket.at = at
        return bucket


BUCKETS = Buckets(a_second=A_SECOND, at_once=AT_ONCE, most=MOST_ADDRESSES)


def _household(address: str) -> str:
    """Return what stands for one asker: an IPv4 address, or the network of an IPv6 address."""
    try:
        parsed = ip_address(address)
    except ValueError:
        return address  # a local socket has none: all who come that way share a bucket
    if isinstance(parsed, IPv6Address):
        return str(parsed.ipv4_mapped or int(parsed) >> (parsed.max_prefixlen - NETWORK_BITS))
    return str(parsed)
