"""How does somebody get in for the first time, or again after they lost their phone?

By an invitation that works once, and by a reset that somebody else does for them. Each is one write with its line in the record.

    token = invite(person_id=person.id, by=office, at=now())          # the mail is in the outbox
    account, person_id = accept(token=token, at=now())                  # and the invitation is used up
"""

from datetime import date, datetime, timedelta

from allauth.mfa.models import Authenticator
from django.db import transaction
from django.db.models import Q
from django.utils.timezone import localdate

from gatepost.accounts.access import may_help
from gatepost.accounts.models import Invitation
from gatepost.accounts.opening import hash_of, mail, new_token, renew
from gatepost.accounts.sessions import end_sessions
from gatepost.accounts.taking_up import take_up, why_no_mail
from gatepost.accounts.telling import tell
from gatepost.audit import services as audit
from gatepost.kernel.errors import Refused
from gatepost.people.models import Account, Delegation, DutyHeld, Person
from gatepost.people.queries import entrusted, viewer_as, with_roles
from gatepost.people.services import rename_account
from gatepost.people.viewer import SETUP, Viewer

NOT_HERE = "This cannot be done here for this person. Whoever runs Gatepost for the school can do it."
AGAIN = timedelta(minutes=2)
"""For so long the same browser may press the button again: whoever taps twice must not lose their one way in."""


@transaction.atomic
def invite(*, person_id: str, by: Viewer, at: datetime) -> str:
    """Invite somebody by mail; return the token, which is kept nowhere. One that was open ends."""
    person = helped(person_id, by, at)
    if refusal := why_no_mail(person):
        raise refusal
    token = new_token()
    renew({person.id: token}, [person], on_paper=False, by=by, at=at)
    mail(person, token, at)
    audit.record(by=by.actor, action="account.invited", subject=person.id, at=at, school=person.school_id)
    return token


@transaction.atomic
def accept(*, token: str, at: datetime, browser: str = "") -> tuple[Account, str]:
    """Use an invitation up and return the account that it opens, and for whom; raise Refused if it opens none.

    `browser` is a secret that the browser had before it pressed the button, blank if it had none.
    """
    rows = Invitation.objects.select_for_update(of=("self",)).select_related("person__school", "person__account")
    invitation = rows.filter(token_hash=hash_of(token)).first()
    is_again = invitation is not None and _is_again(invitation, browser, at)
    refusal = why_not(invitation, at=at, is_again=is_again)
    if refusal or invitation is None:
        raise refusal or Refused("unknown", "")
    person = invitation.person
    if is_again:
        return Account.objects.get(persons=person), person.id
    invitation.used_at = at
    invitation.used_from = hash_of(browser) if browser else ""
    invitation.save(update_fields=["used_at", "used_from"])
    account = take_up(invitation, at=at)
    audit.record(by=person.id, action="account.accepted", subject=person.id, at=at, school=person.school_id)
    return account, person.id


def why_not(invitation: Invitation | None, *, at: datetime, is_again: bool = False) -> Refused | None:
    """Answer why an invitation does not open anything, or None if it does."""
    if invitation is None:
        return Refused("unknown", "This is not one of our invitations, or a part of it is missing.")
    if invitation.used_at and not is_again:
        return Refused("used", "This invitation was used already. It works once.")
    if invitation.ended_at:
        return Refused("ended", "There is a newer invitation for you. Please use that one.")
    if at >= invitation.expires_at:
        return Refused("expired", "This invitation has run out.")
    person = invitation.person
    was_stopped = person.access_ended_at is not None and person.access_ended_at >= invitation.made_at
    if was_stopped or not _as_viewer(person, at).is_signed_in:
        return Refused("closed", "This invitation is not valid any more.")
    return None


@transaction.atomic
def reset_factors(*, person_id: str, by: Viewer, at: datetime) -> None:
    """Take somebody's second factors and password away and end their sessions: they lost their phone, and were seen in person."""
    person = helped(person_id, by, at)
    account = person.account
    if account is None or person.access_ended_at:
        raise Refused("no-account", "This person has no account.")
    if not by.sets_up and has_powers_elsewhere(person, on=localdate(at)):
        raise Refused("not-here", NOT_HERE)
    removed, _ = Authenticator.objects.filter(user_id=account.id).delete()
    removed += account.has_usable_password()
    account.set_unusable_password()
    account.save(update_fields=["password"])
    end_sessions(account.id)
    if account.email:
        tell(person, "account.factors-reset", address=account.email, at=at)
    audit.record(
        by=by.actor,
        action="account.factors-reset",
        subject=person.id,
        at=at,
        school=person.school_id,
        data={"removed": removed},
    )


def reset_for(*, address: str, at: datetime) -> None:
    """Do the same for whoever signs in with an address, by whoever runs the installation; raise Refused for nobody."""
    people = Person.objects.filter(account__email=address.strip().lower(), access_ended_at=None).order_by("id")
    here = next((one.id for one in people if _as_viewer(one, at).is_signed_in), "")
    if not here:
        raise Refused("nobody", "Nobody signs in with this address.")
    reset_factors(person_id=here, by=SETUP, at=at)


def has_powers_elsewhere(person: Person, *, on: date) -> bool:
    """Tell whether whoever this is carries a duty, or acts for another, at another school, on that day or later."""
    theirs = Q(person__account=person.account_id) & (Q(until=None) | Q(until__gte=on))
    return any(rows.filter(theirs).exclude(person=person).exists() for rows in (DutyHeld.objects, Delegation.objects))


@transaction.atomic
def rename(*, person_id: str, name: str, by: Viewer, at: datetime) -> None:
    """Let somebody who has no address of their own sign in with another name."""
    rename_account(person=helped(person_id, by, at), name=name, by=by, at=at)


def _is_again(invitation: Invitation, browser: str, at: datetime) -> bool:
    """Tell whether the browser that used it up a moment ago presses the button again."""
    if not browser or not invitation.used_at or invitation.ended_at or at >= invitation.used_at + AGAIN:
        return False
    return invitation.used_from == hash_of(browser)


def _as_viewer(person: Person, at: datetime) -> Viewer:
    found = with_roles(Person.objects.filter(id=person.id)).prefetch_related("delegations").get()
    return viewer_as(found, localdate(at))


def helped(person_id: str, by: Viewer, at: datetime) -> Person:
    """Return the person, locked, whom the viewer may help; raise Refused."""
    person = Person.objects.select_for_update().filter(id=person_id).first()
    school_id = person.school_id if person else ""
    seen = _as_viewer(person, at) if person else None
    none: frozenset[str] = frozenset()
    duties, more = (seen.duties, entrusted(person, on=localdate(at))) if person and seen else (none, none)
    refusal = may_help(by, person_id=person_id, school_id=school_id, duties=duties, entrusted=more)
    if refusal:
        raise refusal
    if person is None or seen is None or not seen.is_signed_in:
        raise Refused("left", "This person is nothing at the school today.")
    return person
