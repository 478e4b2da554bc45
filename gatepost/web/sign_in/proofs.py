"""Which pages prove that it is really them?

allauth's own steps (they count attempts, take no code twice, and ask for a second factor where there is one), with our pages
around them and their line in the record.

    POST /sign-in/code/ code=…  ->  302 /sign-in/second/, or signed in
"""

import json
from typing import Any

from allauth.account.views import ConfirmLoginCodeView
from allauth.mfa.base.views import AuthenticateView, ReauthenticateView
from allauth.mfa.webauthn.internal.auth import begin_authentication
from allauth.mfa.webauthn.views import LoginWebAuthnView, ReauthenticateWebAuthnView
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.decorators import method_decorator

from gatepost.accounts.adapter import note
from gatepost.accounts.returning import keep_way_on
from gatepost.web.sign_in.errors import with_errors
from gatepost.web.sign_in.even import in_even_time


@method_decorator(in_even_time, name="dispatch")
class Code(ConfirmLoginCodeView):  # type: ignore[misc]  # allauth carries no types
    """The code that came by mail."""

    template_name = "web/sign_in/code.html"

    def form_invalid(self, form: Any) -> HttpResponse:
        """Note a wrong code, and say so; after a few the code is worth nothing."""
        if self._process.user:
            note(self._process.user, "account.code-refused")
        return with_errors(super().form_invalid(form))


class SecondFactor(AuthenticateView):  # type: ignore[misc]  # the same
    """The second factor, after the first."""

    template_name = "web/sign_in/second.html"

    def form_invalid(self, form: Any) -> HttpResponse:
        """Note a wrong one, and say so."""
        note(self.stage.login.user, "account.factor-refused")
        return with_errors(super().form_invalid(form))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Name the passkeys to ask for, for the script."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {"form": self.form or context["form"], "options": asked(context)}


class ByPasskey(LoginWebAuthnView):  # type: ignore[misc]  # the same
    """A passkey alone: something that one has and something that one is or knows."""

    def form_valid(self, form: Any) -> HttpResponse:
        """Let them in, and go on where they were."""
        keep_way_on(self.request)
        signed_in: HttpResponse = super().form_valid(form)
        return signed_in

    def form_invalid(self, form: Any) -> HttpResponse:  # noqa: ARG002  # allauth hands it over
        """Go back to the beginning: a passkey that is not ours says nothing about whose it might be."""
        return redirect("sign-in")


class Again(ReauthenticateView):  # type: ignore[misc]  # the same
    """The second factor once more, before it is changed."""

    template_name = "web/sign_in/again.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Name the passkeys to ask for, for the script."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {"options": json.dumps(begin_authentication(self.request.user))}

    def form_invalid(self, form: Any) -> HttpResponse:
        """Say what was wrong."""
        return with_errors(super().form_invalid(form))


class AgainByPasskey(ReauthenticateWebAuthnView):  # type: ignore[misc]  # the same
    """The passkey once more."""

    template_name = "web/sign_in/again.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Name the passkeys to ask for, for the script."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {"options": asked(context)}


def asked(context: dict[str, Any]) -> str:
    """Return what the browser has to ask a passkey, as the script reads it."""
    return json.dumps(context["js_data"]["request_options"])


def to_sign_in(request: HttpRequest) -> HttpResponse:  # noqa: ARG001  # a view is given it
    """Lead from allauth's addresses to ours."""
    return redirect("sign-in")


def to_another_code(request: HttpRequest) -> HttpResponse:  # noqa: ARG001  # the same
    """Lead whoever typed too often, or too late, to where they ask for another code, and say why."""
    return redirect(f"{reverse('sign-in')}?over")
