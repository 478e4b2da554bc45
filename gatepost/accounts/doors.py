"""Is this the account that Google or Microsoft says it is?

Only if the claims are of the school's own domain or tenant, the provider vouches for the address, and somebody at the school has
it. Nobody is made: who is not known stays outside, and hears the same as somebody whose claims were wrong. The first time binds the
subject to the account; an address that is given to somebody else later does not open it.

    SOCIALACCOUNT_ADAPTER = "gatepost.accounts.doors.DoorAdapter"
"""

from typing import Any

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialAccount
from allauth.socialaccount.providers.base import AuthProcess
from django.conf import settings
from django.http import HttpRequest, HttpResponseRedirect

from gatepost.accounts.adapter import note
from gatepost.accounts.returning import own_page, set_way_on
from gatepost.people.models import Account

NOT_KNOWN = "/sign-in/?not=known"
VOUCHED = frozenset({"true", "1"})
"""How providers write that an address is its owner's: Google as a boolean, Microsoft as a boolean, a number or text."""


class DoorAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]  # allauth carries no types
    """Our answers for signing in through somebody else's door."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:  # noqa: ARG002  # allauth asks like this
        """Say no: the school knows who its people are."""
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        """Let through whom the claims prove to be somebody of ours; everybody else goes back."""
        claims = sociallogin.account.extra_data.get("id_token") or {}
        door = sociallogin.account.get_provider().app.settings
        is_ours = all(claims.get(name) == value and value for name, value in door["must_be"].items())
        if not is_ours or sociallogin.state.get("process") != AuthProcess.LOGIN:
            raise ImmediateHttpResponse(HttpResponseRedirect(NOT_KNOWN))
        set_way_on(request, own_page(str(sociallogin.state.pop("next", None) or "")))  # as after any other way in
        sociallogin.account.extra_data = {}  # names and pictures are not ours to keep
        if sociallogin.is_existing:
            sociallogin.account.save(update_fields=["extra_data"])
            return
        vouched = str(claims.get(door["vouches"])).lower() in VOUCHED
        account = _find(str(claims.get("email") or "").lower(), sociallogin.account.provider) if vouched else None
        if account is None:
            raise ImmediateHttpResponse(HttpResponseRedirect(NOT_KNOWN))
        sociallogin.connect(request, account)
        note(account, "account.door-bound", tell=True, door=sociallogin.account.provider)

    def on_authentication_error(self, *args: Any, **kwargs: Any) -> None:  # noqa: ARG002  # allauth hands over much
        """Go back to the beginning, whatever went wrong there."""
        raise ImmediateHttpResponse(HttpResponseRedirect(NOT_KNOWN))

    def send_notification_mail(self, *args: Any, **kwargs: Any) -> None:
        """Send nothing: what changed is told by whoever changed it."""


def doors() -> tuple[tuple[str, str], ...]:
    """Return the doors there are: code and name."""
    apps = settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"]
    return tuple((one["provider_id"], one["name"]) for one in apps)


def _find(address: str, provider: str) -> Account | None:
    """Return the open account with an address, unless it is bound to another subject already."""
    account = Account.objects.filter(email=address, is_active=True).first() if address else None
    if account is None or SocialAccount.objects.filter(user_id=account.id, provider=provider).exists():
        return None
    return account
