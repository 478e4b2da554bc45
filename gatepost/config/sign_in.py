"""Through whose door may the school's people come: Google Workspace, Microsoft 365?

Only the school's own part of it: Google's domain, Microsoft's tenant. Both are asked for, so that nobody's private account gets in.

    providers(environment)["openid_connect"]["APPS"][0]["provider_id"]  ->  "google"
"""

from typing import Any, Protocol

GOOGLE, MICROSOFT = "https://accounts.google.com", "https://login.microsoftonline.com/{tenant}/v2.0"


class Doors(Protocol):
    """What the environment says about both."""

    google_client_id: str
    google_client_secret: str
    google_domain: str
    microsoft_client_id: str
    microsoft_client_secret: str
    microsoft_tenant: str


def providers(doors: Doors) -> dict[str, Any]:
    """Return allauth's SOCIALACCOUNT_PROVIDERS; none where nothing is set."""
    apps = []
    if doors.google_client_id:
        apps.append(
            _app(
                provider_id="google",
                name="Google",
                client_id=doors.google_client_id,
                secret=doors.google_client_secret,
                server_url=GOOGLE,
                must_be={"hd": doors.google_domain},
                vouches="email_verified",
            )
        )
    if doors.microsoft_client_id:
        apps.append(
            _app(
                provider_id="microsoft",
                name="Microsoft",
                client_id=doors.microsoft_client_id,
                secret=doors.microsoft_client_secret,
                server_url=MICROSOFT.format(tenant=doors.microsoft_tenant),
                must_be={"tid": doors.microsoft_tenant},
                vouches="xms_edov",
            )
        )
    return {"openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": apps}}


def _app(*, server_url: str, must_be: dict[str, str], vouches: str, **known: str) -> dict[str, Any]:
    """Return one door.

    Nobody gets through it without the claims of ``must_be``; an address is believed only with the claim ``vouches``, by which the
    provider says that it belongs to whoever signs in. Microsoft sends whatever address an account was given.
    """
    settings = {"server_url": server_url, "fetch_userinfo": False, "must_be": must_be, "vouches": vouches}
    return {**known, "settings": settings}
