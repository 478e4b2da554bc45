"""How does somebody sign in, as far as the viewer may know?

standing(viewer, person_id, at=now()).has_factor
"""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils.timezone import localdate

from gatepost.accounts.access import may_help
from gatepost.accounts.factors import has_factor
from gatepost.accounts.models import Invitation, Session
from gatepost.accounts.opening import hash_of
from gatepost.accounts.passwords import HATS
from gatepost.accounts.services import why_not
from gatepost.accounts.taking_up import joins, why_no_mail, why_taken
from gatepost.kernel.errors import Refused
from gatepost.mail.queries import Mail, last_to, not_delivered
from gatepost.people.access import may_manage_people
from gatepost.people.models import Account, DutyHeld, Person, holding_on
from gatepost.people.queries import PersonSeen, entrusted, seen, viewer_as, visible_to, with_roles
from gatepost.people.states import Duty
from gatepost.people.viewer import Viewer


@dataclass(frozen=True, slots=True)
class Standing:
    """What the office sees of how somebody signs in."""

    person_id: str
    name: str
    email: str
    invited_at: str
    """The address to which an invitation goes, if it is another than that with which they sign in."""
    sign_in_name: str
    """Blank for whoever signs in with an address."""
    has_account: bool
    has_factor: bool
    has_password: bool
    """Of whom may have one here: of a parent it would tell that they work at another school."""
    last_in: datetime | None
    stopped_at: datetime | None
    """Since when the school lets them in no more; an invitation that was made since then does."""
    is_here: bool
    is_visible: bool
    """Whether the viewer sees their page too: the chair helps a head whom they see in no list."""
    invited_until: datetime | None
    is_on_paper: bool
    latest: str
    """The id of the latest invitation, blank if there never was one."""
    last_mail: Mail | None
    no_mail: Refused | None
    """Why no invitation goes by mail."""
    refusal: Refused | None


@dataclass(frozen=True, slots=True)
class Unreached:
    """Somebody whom the last mail did not reach, at an address that is still theirs."""

    person_id: str
    name: str
    mail: Mail


@dataclass(frozen=True, slots=True)
class Invited:
    """What the page of an invitation shows: nobody's name, since a link may be in the wrong hands."""

    school: str
    joins: bool
    """Whether its owner signs in to another school already: told to nobody but whoever has the mail."""


def standing(viewer: Viewer, person_id: str, *, at: datetime) -> Standing | None:
    """Return how a person signs in whom the viewer sees, or may help (the chair the head), or None."""
    people = with_roles(Person.objects.filter(school_id=viewer.school_id, id=person_id))
    person = people.select_related("account").prefetch_related("delegations").first()
    if person is None or not viewer.is_signed_in:
        return None
    as_viewer = viewer_as(person, localdate(at))
    more = entrusted(person, on=localdate(at))
    refusal = may_help(viewer, person_id=person.id, school_id=person.school_id, duties=as_viewer.duties, entrusted=more)
    is_visible = visible_to(viewer).filter(id=person.id).exists()
    if refusal and not is_visible:
        return None
    account = person.account if person.access_ended_at is None else None
    opened = _opened(person, at)
    return Standing(
        person_id=person.id,
        name=person.name,
        email=(account.email if account else None) or person.email,
        invited_at=person.email if account and account.email and account.email != person.email else "",
        sign_in_name=(account.name or "") if account and not account.email else "",
        has_account=account is not None,
        has_factor=account is not None and has_factor(account.id),
        has_password=account is not None and account.has_usable_password() and not as_viewer.hats.isdisjoint(HATS),
        last_in=account.last_login if account else None,
        stopped_at=person.access_ended_at,
        is_here=as_viewer.is_signed_in,
        is_visible=is_visible,
        invited_until=opened.expires_at if opened else None,
        is_on_paper=opened is not None and opened.on_paper,
        latest=latest(person.id),
        last_mail=last_to(person.school_id, person.id),
        no_mail=why_no_mail(person),
        refusal=refusal,
    )


def _opened(person: Person, at: datetime) -> Invitation | None:
    """Return the invitation whose link or code would let somebody in at that moment."""
    invitation = Invitation.objects.filter(person=person, used_at=None, ended_at=None, expires_at__gt=at).first()
    if invitation is None or why_not(invitation, at=at) or why_taken(invitation):
        return None
    return invitation


def list_sessions(account_id: str, *, at: datetime) -> list[Session]:
    """Return where an account is signed in, the latest first; for its owner alone."""
    rows = Session.objects.filter(account_id=account_id, expire_date__gt=at)
    return list(rows.defer("session_data").order_by("-began_at", "handle"))


def list_heads(viewer: Viewer, *, on: date) -> tuple[PersonSeen, ...]:
    """Return the heads whom the viewer helps back in: the chair does, who sees them in no list; nobody for anybody else."""
    if not viewer.has_duty(Duty.CHAIR):
        return ()
    heads = DutyHeld.objects.filter(holding_on(on), duty=Duty.HEAD.value)
    found = Person.objects.filter(school_id=viewer.school_id, merged_into=None, id__in=heads.values("person"))
    return tuple(seen(person, on) for person in with_roles(found.exclude(id=viewer.person_id)).order_by("plain_name"))


def latest(person_id: str) -> str:
    """Return the id of somebody's latest invitation, blank if there never was one."""
    made = Invitation.objects.filter(person=person_id).order_by("-made_at", "-id")
    return made.values_list("id", flat=True).first() or ""


def list_unreached(viewer: Viewer) -> tuple[Unreached, ...]:
    """Return whom mail did not reach, for those who can correct an address: the head and the office. The newest first.

    Whoever has another address since then, or got a later mail, is not among them.
    """
    if may_manage_people(viewer, school_id=viewer.school_id):
        return ()
    mails = not_delivered(viewer.school_id)
    found = visible_to(viewer).filter(id__in={mail.person for mail in mails})
    people = {person.id: person for person in found}
    return tuple(
        Unreached(mail.person, people[mail.person].name, mail)
        for mail in mails
        if mail.person in people and mail.address == people[mail.person].email
    )


def get_open_account(address: str) -> Account | None:
    """Return the account that may sign in with an address, or None: nobody who asks is told which."""
    return Account.objects.filter(email=address, is_active=True).first()


def look_at(token: str, *, at: datetime) -> Invited:
    """Return what an invitation is for, without using it up; raise Refused if it opens nothing."""
    invitation = Invitation.objects.select_related("person__school").filter(token_hash=hash_of(token)).first()
    refusal = why_not(invitation, at=at)
    if refusal or invitation is None:
        raise refusal or Refused("unknown", "")
    if taken := why_taken(invitation):
        raise taken
    return Invited(school=invitation.person.school.name, joins=joins(invitation))
