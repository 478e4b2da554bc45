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
        must_be = {"hd": doors.google_domain, "email_verified": True}
        apps.append(app("google", "Google", doors.google_client_id, doors.google_client_secret, GOOGLE, must_be))
    if doors.microsoft_client_id:
        where = MICROSOFT.format(tenant=doors.microsoft_tenant)
        tenant = {"tid": doors.microsoft_tenant}
        apps.append(
            app("microsoft", "Microsoft", doors.microsoft_client_id, doors.microsoft_client_secret, where, tenant)
        )
    return {"openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": apps}}


def app(provider: str, name: str, client_id: str, secret: str, server: str, must_be: dict[str, Any]) -> dict[str, Any]:
    """Return one door; ``must_be`` are the claims without which nobody gets through it."""
    return {
        "provider_id": provider,
        "name": name,
        "client_id": client_id,
        "secret": secret,
        "settings": {"server_url": server, "fetch_userinfo": False, "must_be": must_be},
    }
