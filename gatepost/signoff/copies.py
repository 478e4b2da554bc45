"""What is in somebody's copy of what they answered?

The receipt and exactly the words of that day. It is made anew each time, from the answer and the edition, neither of which is ever
changed; no copy is kept.

    copy = get_copy(viewer, sign_off_id, on=today)
    copy_pdf(copy.receipt, copy.edition)
"""

from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.utils.timezone import localtime

from gatepost.agreements.queries import get_policy, get_visible
from gatepost.people.queries import get_school_name
from gatepost.people.viewer import Viewer
from gatepost.policy import Edition
from gatepost.printing import Receipt, Signer
from gatepost.signoff.queries import SignOffSeen, get_own

CHECK = "/policy/check/"
"""The page where anybody may check a hash; a test holds it to the pages' own addresses."""


@dataclass(frozen=True, slots=True)
class Copy:
    """What is printed: the receipt, and the words."""

    receipt: Receipt
    edition: Edition


def get_copy(viewer: Viewer, sign_off_id: str, *, on: date) -> Copy | None:
    """Return one of the viewer's own answers to print, with their name, or None."""
    answer = get_own(viewer, sign_off_id)
    return _copy(viewer, answer, Signer(answer.name, answer.hats, answer.reason), on) if answer else None


def _copy(viewer: Viewer, answer: SignOffSeen, signer: Signer | None, on: date) -> Copy | None:
    seen, policy = get_visible(viewer, answer.edition, on=on), get_policy(viewer, answer.edition)
    if seen is None or policy is None:
        return None
    receipt = Receipt(
        school=get_school_name(viewer),
        label=answer.label,
        sha256=answer.sha256,
        in_force_from=seen.in_force_from,
        answer=str(answer.answer.label),
        at=localtime(answer.at),
        reference=answer.id,
        check=settings.PUBLIC_URL + CHECK,
        signer=signer,
    )
    return Copy(receipt, policy)
