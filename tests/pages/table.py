"""What does every address answer to every kind of person?

The table that the sweep walks. A new pattern without a row here fails the sweep; so does a row without a pattern.

    "sign-out": Row("/sign-out/", get=405, post=302)
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from django.urls import URLPattern, URLResolver, get_resolver

from gatepost.demo.school import PEOPLE

ANONYMOUS = "anonymous"
KINDS = (ANONYMOUS, *(person.kind for person in PEOPLE))

CLAUSE = "conduct.5"
EXAMPLE = "befriend-former-pupil"


@dataclass(frozen=True, slots=True)
class Row:
    """A sample address with the status for everybody; ``but`` names kinds with a status of their own, for GET."""

    path: str
    get: int = 200
    post: int = 405
    but: dict[str, int] = field(default_factory=dict)
    is_page: bool = True

    def status(self, kind: str) -> int:
        """Return the status of a GET by that kind of person."""
        return self.but.get(kind, self.get)


ROWS = {
    "health": Row("/health", is_page=False),
    "start": Row("/"),
    "policy": Row("/policy/"),
    "clause": Row(f"/policy/{CLAUSE}/"),
    "examples": Row("/policy/examples/"),
    "example": Row(f"/policy/examples/{EXAMPLE}/"),
    "sign-in": Row("/sign-in/", post=400),
    "sign-out": Row("/sign-out/", get=405, post=302, is_page=False),
}
LOST = {
    "no page": Row("/no-such-page", get=404, post=404),
    "no clause": Row("/policy/conduct.10/", get=404),
    "no example": Row("/policy/examples/no-such-example/", get=404),
}
PAGES = {name: row.path for name, row in {**ROWS, **LOST}.items() if row.is_page}
"""Every kind of page with a sample address, those that help the lost included: what the browser looks at."""


def patterns(resolver: URLResolver | None = None) -> Iterator[URLPattern]:
    """Yield every address pattern there is."""
    for pattern in (resolver or get_resolver()).url_patterns:
        if isinstance(pattern, URLPattern):
            yield pattern
        else:
            yield from patterns(pattern)
