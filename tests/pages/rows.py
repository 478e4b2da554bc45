"""What is a row of the table, and who are the kinds of people in it?

A room whose rows are many keeps them in a file of its own and says so in ``table.ROWS``.

    Row("/sign-out/", get=405, post=302).status("parent")  ->  405
"""

from dataclasses import dataclass, field

from gatepost.demo.school import PEOPLE

ANONYMOUS = "anonymous"
KINDS = (ANONYMOUS, *(person.kind for person in PEOPLE))

PARENTS = ("parent", "parent-apart")
"""Parents and nothing else."""
OFFICE = ("head", "office")
"""Who may import people and change who they are."""
SIGNED_OUT = {ANONYMOUS: 302}
"""Whoever is nobody is sent to sign in."""


@dataclass(frozen=True, slots=True)
class Row:
    """A sample address with the status for everybody; ``but`` and ``post_but`` name kinds with a status of their own."""

    path: str
    get: int = 200
    post: int = 405
    but: dict[str, int] = field(default_factory=dict)
    post_but: dict[str, int] = field(default_factory=dict)
    """The same for POST."""
    is_page: bool = True
    is_for_programs: bool = False
    """Whether a POST changes nothing, and so needs no mark that it comes from a page of ours."""
    begins: bool = False
    """Whether a GET keeps a fresh question in the session, which the form has to answer, and changes nothing else."""

    def status(self, kind: str) -> int:
        """Return the status of a GET by that kind of person."""
        return self.but.get(kind, self.get)

    def post_status(self, kind: str) -> int:
        """Return the status of a POST by that kind of person."""
        return self.post_but.get(kind, self.post)
