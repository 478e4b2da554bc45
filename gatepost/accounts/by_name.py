"""How does somebody come in who has no mailbox that is theirs alone?

With a passkey, which needs no name; or with a sign-in name and the code that their app shows, or a recovery code. The code is the
only proof, so tries are few (settings.ACCOUNT_RATE_LIMITS), it opens no duties, and it is for accounts without an address: else it
would be a way round the code by mail.

    by_name("anna.kowalska.472", "123456")  ->  the account, or None: the same work is done for a name that nobody has
"""

from collections.abc import Sequence

from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret

from gatepost.accounts.groups import shared_among
from gatepost.people.models import Account, Person
from gatepost.people.naming import sign_in_name

TRIES = 20
NOBODYS = "nobody"


def by_name(name: str, code: str) -> Account | None:
    """Return the account that a name and a code open, or None."""
    account = Account.objects.filter(name=name.strip().lower(), email=None, is_active=True).first()
    rows = {row.type: row for row in Authenticator.objects.filter(user_id=account.id if account else NOBODYS)}
    app, printed = rows.get(Authenticator.Type.TOTP), rows.get(Authenticator.Type.RECOVERY_CODES)
    fits = [
        TOTP(app or _nobodys(Authenticator.Type.TOTP)).validate_code(code) and app,
        RecoveryCodes(printed or _nobodys(Authenticator.Type.RECOVERY_CODES)).validate_code(code) and printed,
    ]
    return account if any(fits) else None


def names_for(people: Sequence[Person]) -> dict[str, str]:
    """Return the sign-in names of those of a school who have no address that is theirs alone: a new one, or what they have."""
    shared = shared_among({person.email for person in people if person.email}, people[0].school_id if people else "")
    named = {person.id: person.account.name for person in people if person.account and not person.account.email}
    new = [person for person in people if not person.account and (not person.email or person.email in shared)]
    chosen = _free_names(new)
    return {person_id: name for person_id, name in named.items() if name} | chosen


def _free_names(people: Sequence[Person]) -> dict[str, str]:
    """Return a new name for each, that nobody has."""
    names: dict[str, str] = {}
    for tried in range(TRIES):
        missing = [person for person in people if person.id not in names]
        if not missing:
            break
        proposed = {person.id: sign_in_name(person.name, longer=tried >= TRIES // 2) for person in missing}
        taken = set(Account.objects.filter(name__in=proposed.values()).values_list("name", flat=True)) | set(
            names.values()
        )
        for person_id, name in proposed.items():
            if name not in taken:
                names[person_id] = name
                taken.add(name)
    return names


def _nobodys(kind: str) -> Authenticator:
    """Return one that belongs to nobody, to spend the same time on: what fits it opens nothing."""
    secret = get_adapter().encrypt(generate_totp_secret())
    return Authenticator(
        user_id=NOBODYS, type=kind, data={"secret": secret, "seed": secret, "used_mask": (1 << 62) - 1}
    )
