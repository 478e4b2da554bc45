"""What does Django call this room?

It has templates and static files, and no tables.
"""

from django.apps import AppConfig
from django.contrib.auth.signals import user_logged_in
from django.core.checks import register


class WebConfig(AppConfig):
    """The web room."""

    name = "gatepost.web"
    label = "web"

    def ready(self) -> None:
        """Let whoever signs in find nothing of another's, and the technician hear which letters cannot be printed."""
        from gatepost.web.letters.fonts import fonts_are_there  # noqa: PLC0415  # the same
        from gatepost.web.signing.signer import drop_link  # noqa: PLC0415  # the same
        from gatepost.web.typed import drop_what_is_anothers  # noqa: PLC0415  # models are there only now

        user_logged_in.connect(drop_what_is_anothers)
        user_logged_in.connect(drop_link)
        register(fonts_are_there, deploy=True)
