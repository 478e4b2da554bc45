"""What did the analysis find, for every page that wants to know?

Walking every situation takes a third of a second, so it is done once for each edition and kept as long as the process lives.

    >>> len(analysis_of(edition).contradictions)
    3
"""

from threading import Lock

from gatepost.policy import Edition, analyse
from gatepost.policy.analysis import Analysis, Contradiction
from gatepost.web.policy.editions import EDITIONS_KEPT

_kept: dict[str, Analysis] = {}
_one_at_a_time = Lock()


def analysis_of(edition: Edition) -> Analysis:
    """Return what the analysis of an edition found; of two who ask at once, one waits for the other."""
    with _one_at_a_time:
        if edition.identity not in _kept:
            while len(_kept) >= EDITIONS_KEPT:
                _kept.pop(next(iter(_kept)))
            _kept[edition.identity] = analyse(edition)
        return _kept[edition.identity]


def contradictions_open(edition: Edition) -> tuple[Contradiction, ...]:
    """Return the contradictions about which the governing body has decided nothing that counts."""
    settled = {ruling.doubt for ruling in edition.ruled}
    return tuple(found for found in analysis_of(edition).contradictions if found.id not in settled)
