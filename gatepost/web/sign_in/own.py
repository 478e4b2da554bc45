"""How do I sign in, and how do I change that?

Everybody's own page: a passkey, an app that shows codes, recovery codes to print, where one is signed in, and an end to each of
these. What is there already has to be shown before anything is changed.

    GET /me/sign-in/  ->  200
"""

import json
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.views import GenerateRecoveryCodesView, ViewRecoveryCodesView
from allauth.mfa.totp.views import ActivateTOTPView, DeactivateTOTPView
from allauth.mfa.webauthn.views import AddWebAuthnView, RemoveWebAuthnView
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.views.decorators.http import require_POST, require_safe

from gatepost.accounts.adapter import note
from gatepost.accounts.factors import keeps_out, shown_by_setting_up
from gatepost.accounts.passwords import has_one, may_have_one
from gatepost.accounts.qr import picture
from gatepost.accounts.queries import list_sessions
from gatepost.accounts.sessions import HANDLE, end_session, end_sessions
from gatepost.kernel.clock import now
from gatepost.web.sign_in.errors import with_errors
from gatepost.web.viewers import viewer_of


@require_safe
@login_required
def own(request: HttpRequest) -> HttpResponse:
    """Show how I sign in."""
    found = Authenticator.objects.filter(user_id=request.user.pk)
    context = {
        "account": request.user,
        "viewer": viewer_of(request),
        "passkeys": [one for one in found if one.type == Authenticator.Type.WEBAUTHN],
        "has_app": any(one.type == Authenticator.Type.TOTP for one in found),
        "may_have_password": may_have_one(str(request.user.pk), on=localdate(now())),
        "has_password": has_one(str(request.user.pk)),
        "only_one": any(keeps_out(one) for one in found),
        "has_codes": any(one.type == Authenticator.Type.RECOVERY_CODES for one in found),
        "sessions": list_sessions(str(request.user.pk), at=now()),
        "this": request.session.get(HANDLE),
    }
    return render(request, "web/sign_in/own.html", context)


@require_POST
@login_required
def end_others(request: HttpRequest) -> HttpResponse:
    """End every session of mine but this one."""
    if request.user.is_authenticated:
        end_sessions(request.user.pk, but=request.session.get(HANDLE, ""))
        note(request.user, "account.sessions-ended")
    return redirect("mfa_index")


@require_POST
@login_required
def end_one(request: HttpRequest, handle: str) -> HttpResponse:
    """End one session of mine; one that is over already, or is not mine, is no error and tells nothing."""
    if request.user.is_authenticated and end_session(request.user.pk, handle):
        note(request.user, "account.session-ended")
    return redirect("mfa_index")


class AddApp(ActivateTOTPView):  # type: ignore[misc]  # allauth carries no types
    """Set up an app that shows codes."""

    template_name = "web/sign_in/app.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Draw the picture that the app reads."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {"qr": picture(context["totp_url"])}

    def form_valid(self, form: Any) -> HttpResponse:
        """Keep it, note it, and count it as shown."""
        response: HttpResponse = super().form_valid(form)
        shown_by_setting_up(self.request, Authenticator.Type.TOTP)
        note(self.request.user, "account.factor-added", tell=True, kind="app")
        return response

    def form_invalid(self, form: Any) -> HttpResponse:
        """Say what was wrong."""
        return with_errors(super().form_invalid(form))


class RemoveApp(DeactivateTOTPView):  # type: ignore[misc]  # the same
    """Take it away."""

    template_name = "web/sign_in/remove.html"

    def form_valid(self, form: Any) -> HttpResponse:
        """Remove it, and note it."""
        response: HttpResponse = super().form_valid(form)
        note(self.request.user, "account.factor-removed", tell=True, kind="app")
        return response


class AddPasskey(AddWebAuthnView):  # type: ignore[misc]  # the same
    """Set up a passkey."""

    template_name = "web/sign_in/passkey.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Say what the passkey is made for, for the script."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {"options": json.dumps(context["js_data"]["creation_options"])}

    def form_valid(self, form: Any) -> HttpResponse:
        """Keep it, note it, and count it as shown."""
        response: HttpResponse = super().form_valid(form)
        shown_by_setting_up(self.request, Authenticator.Type.WEBAUTHN)
        note(self.request.user, "account.factor-added", tell=True, kind="passkey")
        return response

    def form_invalid(self, form: Any) -> HttpResponse:
        """Say what was wrong."""
        return with_errors(super().form_invalid(form))


class RemovePasskey(RemoveWebAuthnView):  # type: ignore[misc]  # the same
    """Take a passkey away."""

    template_name = "web/sign_in/remove.html"

    def get_success_url(self) -> str:
        """Go back to my page."""
        return reverse("mfa_index")

    def form_valid(self, form: Any) -> HttpResponse:
        """Remove it, and note it; not the last one of whoever could not come in without it."""
        if keeps_out(self.object):
            return redirect("mfa_index")
        response: HttpResponse = super().form_valid(form)
        note(self.request.user, "account.factor-removed", tell=True, kind="passkey")
        return response


class RecoveryCodes(ViewRecoveryCodesView):  # type: ignore[misc]  # the same
    """The codes for the day on which the phone is lost, to print."""

    template_name = "web/sign_in/recovery.html"


class NewRecoveryCodes(GenerateRecoveryCodesView):  # type: ignore[misc]  # the same
    """Other codes in their place."""

    template_name = "web/sign_in/recovery_new.html"

    def form_valid(self, form: Any) -> HttpResponse:
        """Make them, and note it."""
        response: HttpResponse = super().form_valid(form)
        note(self.request.user, "account.codes-made", tell=True)
        return response

    def form_invalid(self, form: Any) -> HttpResponse:
        """Say what was wrong: without a second step there is nothing to recover."""
        return with_errors(super().form_invalid(form))
