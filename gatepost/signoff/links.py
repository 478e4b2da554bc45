"""How does a link in a mail lead somebody to sign an edition, and to nothing else?

It proves the mailbox, as a code by mail does, so it goes only to whoever signs in with such a code and with nothing else. A look
changes nothing, since programs look through mail; a press uses it up and opens the way for an hour. With every page it is asked
anew whether all that held when it was sent still holds. Why one opens nothing is not said: the answer is one and the same.

    tokens = make_links(people, edition=edition.id, at=now())     # the mails hold them, we their hashes
    opened = open_link(tokens[person.id], at=now())
    signer_of(opened, at=now()).viewer                            # the person, without any power
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.utils.timezone import localdate

from gatepost.accounts.by_mail import by_mail_alone
from gatepost.accounts.opening import hash_of, new_token
from gatepost.accounts.services import AGAIN
from gatepost.agreements.queries import get_standing
from gatepost.agreements.states import State
from gatepost.audit import services as audit
from gatepost.kernel.clock import in_utc
from gatepost.kernel.errors import Refused
from gatepost.people.models import Person
from gatepost.people.queries import list_viewers
from gatepost.people.viewer import Viewer
from gatepost.signoff.models import SigningLink
from gatepost.signoff.queries import answers_to
from gatepost.signoff.states import Answer

WORKS_FOR = timedelta(days=7)
"""Long enough for who reads mail at the weekend; a reminder that comes later brings another."""
OPEN_FOR = timedelta(hours=1)
"""After the press: as long as one reads, and asks somebody at home."""
OPENED = "signoff.link-opened"
OVER = "This link opens nothing any more. It works once, for a week, until you have answered or the school has written again."


@dataclass(frozen=True, slots=True)
class Waiting:
    """For whom a link is, at which school, and with which account they sign in else."""

    name: str
    school: str
    person: str
    account: str


@dataclass(frozen=True, slots=True)
class Signer:
    """Who came by a link, to sign which edition, since when."""

    viewer: Viewer
    edition: str
    since: datetime

    def gave(self, given_at: datetime, *, at: datetime) -> bool:
        """Tell whether an answer in the same words, given then, is that of a press now, or of one a moment ago: a double click."""
        return max(self.since, at - AGAIN) <= given_at


def make_links(people: Sequence[Person], *, edition: str, at: datetime) -> dict[str, str]:
    """Return a new token for each of those, held in the caller's transaction, to whom a link may go; earlier ones of all end."""
    addresses = by_mail_alone(people, at=at)
    tokens = {person: new_token() for person in addresses}
    SigningLink.objects.filter(person__in=[person.id for person in people]).delete()
    SigningLink.objects.bulk_create(
        SigningLink(
            person_id=person,
            edition_id=edition,
            token_hash=hash_of(token),
            sent_to=addresses[person],
            made_at=at,
            expires_at=at + WORKS_FOR,
        )
        for person, token in tokens.items()
    )
    return tokens


def look_at_link(token: str, *, at: datetime) -> Waiting:
    """Return for whom a link is, without using it up. Raises Refused if it opens nothing."""
    link = _links().filter(token_hash=hash_of(token)).first()
    if link is None or not _opens(link, at):
        raise Refused("over", OVER)
    return Waiting(link.person.name, link.person.school.name, link.person_id, link.person.account_id or "")


@transaction.atomic
def open_link(token: str, *, at: datetime, browser: str = "") -> str:
    """Use a link up and return its id, which opens nothing by itself. Raises Refused.

    ``browser`` is a secret that the browser had before the press, blank if it had none: it may press twice.
    """
    link = _links().select_for_update(of=("self",)).filter(token_hash=hash_of(token)).first()
    if link is None:
        raise Refused("over", OVER)
    if _is_again(link, browser, at):
        return link.id
    if not _opens(link, at):
        raise Refused("over", OVER)
    link.used_at, link.used_from = at, hash_of(browser) if browser else ""
    link.save(update_fields=["used_at", "used_from"])
    audit.record(
        by=link.person_id,
        action=OPENED,
        subject=link.id,
        at=at,
        school=link.person.school_id,
        edition=link.edition.sha256,
        data={"edition": link.edition_id},
    )
    return link.id


def signer_of(link_id: str, *, at: datetime) -> Signer | None:
    """Return who came by a link that was opened less than an hour ago, if all still holds; else None."""
    link = _links().filter(id=link_id).first()
    if link is None or link.used_at is None or not link.used_at <= at < link.used_at + OPEN_FOR:
        return None
    viewer = _viewer(link, at)
    return Signer(viewer, link.edition_id, link.used_at) if viewer else None


def end_unused_links(*, edition: str, by: Viewer) -> None:
    """Remove the links to sign an edition that wait in somebody's mailbox: they did all that the school asks of them.

    That an answer settles it is asked with each press; that reading does, only the campaigns know.
    """
    SigningLink.objects.filter(person=by.person_id, edition=edition, used_at=None).delete()


def forget_links(*, at: datetime) -> None:
    """Remove those that ran out: the record says that they were sent, and which were opened."""
    SigningLink.objects.filter(expires_at__lte=at - OPEN_FOR).delete()


def _links() -> QuerySet[SigningLink]:
    rows = SigningLink.objects.select_related("person__school", "person__account", "edition")
    return rows.defer("edition__content")


def _opens(link: SigningLink, at: datetime) -> bool:
    if link.used_at or not link.made_at <= at < link.expires_at:
        return False
    viewer = _viewer(link, at)
    if viewer is None:
        return False
    settled = (Answer.AGREED.value, Answer.REFUSED.value)
    return not answers_to(viewer, link.edition_id).filter(answer__in=settled, at__gte=link.made_at).exists()


def _is_again(link: SigningLink, browser: str, at: datetime) -> bool:
    """Tell whether the browser that used it up a moment ago presses the button again."""
    if not browser or link.used_at is None or not link.used_at <= at < link.used_at + AGAIN:
        return False
    return link.used_from == hash_of(browser)


def _viewer(link: SigningLink, at: datetime) -> Viewer | None:
    """Return the person as they are today, if the link still proves them: same mailbox, no more than it, the edition in force."""
    day, person = localdate(in_utc(at)), link.person
    if by_mail_alone([person], at=at).get(person.id) != link.sent_to:
        return None
    viewers = (viewer for viewer in list_viewers(person.account_id or "", on=day) if viewer.person_id == person.id)
    viewer = next(viewers, None)
    standing = get_standing(viewer, link.edition_id, on=day) if viewer else None
    if viewer is None or standing is None or standing.state is not State.IN_FORCE:
        return None
    return viewer.without_powers()
