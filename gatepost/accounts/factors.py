"""Did whoever sent this request show a second factor?

A passkey, the code of an app, or a recovery code, in this session and for this account; for an account without an address only a
passkey, because a code is its first proof. In a demonstration the choice of an
invented person counts as shown: `counts_as_shown` marks that session.

    viewer if was_shown(request) else viewer.without_powers()
"""

from allauth.account.internal.flows.login import get_authentication_records, record_authentication
from allauth.mfa.models import Authenticator
from django.http import HttpRequest

from gatepost.people.models import Account

DEMO = "gatepost_shown_in_demo"
"""In the session: the account that counts as having shown it."""
FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


def was_shown(request: HttpRequest) -> bool:
    """Tell whether it was, in this session."""
    user = request.user
    if request.session.get(DEMO) == user.pk:
        return True
    shown = [each for each in get_authentication_records(request, user) if each.get("method") == "mfa"]
    if user.is_authenticated and user.email is None:  # another code of the same app proves nothing more
        return any(each.get("type") == Authenticator.Type.WEBAUTHN for each in shown)
    return bool(shown)


def counts_as_shown(request: HttpRequest, account: Account) -> None:
    """Let this session of an invented person count."""
    request.session[DEMO] = account.pk


def shown_by_setting_up(request: HttpRequest, kind: str) -> None:
    """Note that a factor was used a moment ago, to set it up: nobody has to show it twice in a row."""
    record_authentication(request, request.user, "mfa", type=kind, reauthenticated=True)


def keeps_out(factor: Authenticator) -> bool:
    """Tell whether its owner could not come in any more without it: the last one, and no mailbox that is theirs alone."""
    others = Authenticator.objects.filter(user_id=factor.user_id, type__in=FACTORS).exclude(id=factor.id)
    return factor.user.email is None and factor.type in FACTORS and not others.exists()


def has_factor(account_id: str) -> bool:
    """Tell whether an account has one."""
    return bool(Authenticator.objects.filter(user_id=account_id, type__in=FACTORS).exists())
