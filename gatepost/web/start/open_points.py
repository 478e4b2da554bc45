"""What is open about the policy, for those who answer for it?

The head and the governors see first what only they can settle: a blank signature, the places where the policy
contradicts itself, and the sentences that had to be read. Found by walking every situation, once for each edition.

    len(open_points(edition).contradictions)  ->  3
"""

from dataclasses import dataclass

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from gatepost.people.states import Duty, Hat
from gatepost.people.viewer import Viewer
from gatepost.policy import Edition
from gatepost.policy.analysis import Contradiction
from gatepost.policy.model import Interpretation, Ruled
from gatepost.web.policy.clauses import ClauseLink, link
from gatepost.web.policy.editions import once_per_edition
from gatepost.web.policy.words import curly
from gatepost.web.understand.contradictions import case
from gatepost.web.understand.findings import contradictions_open

DUTIES = (Duty.HEAD.value, Duty.DEPUTY.value, Duty.CHAIR.value, Duty.VICE_CHAIR.value, Duty.CLERK.value)


@dataclass(frozen=True, slots=True)
class OpenPoints:
    """What is open about an edition. A contradiction is a sentence with links to its two clauses."""

    is_unsigned: bool
    contradictions: tuple[SafeString, ...]
    readings: tuple[ClauseLink, ...]


def answers_for_the_policy(viewer: Viewer) -> bool:
    """Tell whether the viewer is the head, a deputy, a governor or their clerk."""
    return viewer.has_duty(*DUTIES) or Hat.GOVERNOR.value in viewer.hats


@once_per_edition
def open_points(edition: Edition) -> OpenPoints:
    """Return what is open about an edition."""
    return OpenPoints(
        is_unsigned=not edition.signed_by,
        contradictions=tuple(_contradiction(edition, found) for found in contradictions_open(edition)),
        readings=tuple(
            _reading(edition, reading) for reading in edition.interpretations if not isinstance(reading, Ruled)
        ),
    )


def _contradiction(edition: Edition, found: Contradiction) -> SafeString:
    """Return two clauses that cannot both be kept as a sentence."""
    if found.fact:
        sentence = _("{clause} makes an exception, and {against} forbids it all the same {case}.")
    else:
        sentence = _("{clause} makes an exception, and {against} forbids it all the same.")
    return format_html(
        sentence, clause=_linked(edition, found.clause), against=_linked(edition, found.against), case=case(found)
    )


def _linked(edition: Edition, clause: str) -> SafeString:
    to = link(edition.clauses[clause])
    return format_html('<a href="{}">{}</a>', to.url, curly(to.title))


def _reading(edition: Edition, reading: Interpretation) -> ClauseLink:
    """Return a reading as a link: to the first clause that is read so, under the reading's own title."""
    to = link(edition.clauses[reading.clauses[0]])
    return ClauseLink(to.number, reading.title, to.url)
