"""What is enclosed in a mail, and who makes it?

The outbox keeps what it is called, ``kind:id``, and never the thing itself. The room whose it is makes it when the mail is sent:
for each kind ``ENCLOSURES`` in the settings names a function that takes the id.

    make("sign-off:3f…")  ->  Enclosed("policy.pdf", "application/pdf", b"%PDF…")
"""

from dataclasses import dataclass

from django.conf import settings
from django.utils.module_loading import import_string

SEPARATOR = ":"


@dataclass(frozen=True, slots=True)
class Enclosed:
    """One file, whole. Its name is plain: it names nobody."""

    name: str
    content_type: str
    content: bytes


def is_known(encloses: str) -> bool:
    """Tell whether some room makes what is called so."""
    kind, separator, thing = encloses.partition(SEPARATOR)
    return bool(separator and thing) and kind in settings.ENCLOSURES


def make(encloses: str) -> Enclosed | None:
    """Return what is called so, made now; None if it is not there any more. Raises whatever its room raises."""
    kind, _, thing = encloses.partition(SEPARATOR)
    made: Enclosed | None = import_string(settings.ENCLOSURES[kind])(thing)
    return made
