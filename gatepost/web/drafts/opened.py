"""Which draft does a request work on, and what was it begun from?

Somebody else's draft, a draft of another school and one that was proposed meanwhile are all not there.

    draft = opened(request, edition_id)  # raises Http404
"""

from dataclasses import dataclass
from functools import cached_property

from django.http import Http404, HttpRequest
from django.utils.timezone import localdate

from gatepost.agreements import queries
from gatepost.agreements.access import may_draft
from gatepost.agreements.seeing import EditionSeen
from gatepost.agreements.states import State
from gatepost.kernel.clock import now
from gatepost.people.viewer import Viewer
from gatepost.policy import Edition, PackFiles, default_files, load_files
from gatepost.policy.drafting import titles
from gatepost.policy.impact import Kept
from gatepost.policy.rulings import with_rulings
from gatepost.web.viewers import viewer_of

_policies: Kept[Edition] = Kept(8)
"""Drafts that somebody works on, parsed."""


@dataclass(frozen=True)
class Opened:
    """A draft that the viewer may change: its row, its files, and the viewer."""

    seen: EditionSeen
    files: PackFiles
    viewer: Viewer

    @cached_property
    def policy(self) -> Edition:
        """The edition that the draft would be."""
        return _policies.get((self.seen.sha256, str(hash(tuple(self.files.items())))), lambda: load_files(self.files))

    @cached_property
    def in_force(self) -> Edition:
        """The edition in force today, as it is read."""
        return queries.edition_on(self.seen.school, localdate(now()))

    @cached_property
    def as_read(self) -> Edition:
        """The edition that the draft would be, with what the governing body has ruled."""
        return with_rulings(self.policy, queries.standing_rulings(self.seen.school, localdate(now())))

    @cached_property
    def bases(self) -> tuple[PackFiles, ...]:
        """Where a clause that is off can come back from: what the draft was begun from, then the pack of Gatepost."""
        begun_from = queries.get_files(self.viewer, self.seen.base) if self.seen.base else None
        return (begun_from, default_files()) if begun_from else (default_files(),)

    def base_of(self, clause: str) -> PackFiles | None:
        """The files that have ``clause``, or None."""
        return next((base for base in self.bases if clause in titles(base)), None)

    @cached_property
    def off(self) -> tuple[tuple[str, str], ...]:
        """The clauses that are off, with their titles."""
        there, found = titles(self.files), dict[str, str]()
        for base in self.bases:
            found = {**titles(base), **found}
        return tuple((name, title) for name, title in found.items() if name not in there)


def opened(request: HttpRequest, edition_id: str) -> Opened:
    """Return the draft; raise Http404 unless the viewer may change it and it still is one."""
    viewer = viewer_of(request)
    seen = queries.get_visible(viewer, edition_id, on=localdate(now()))
    if seen is None or seen.state is not State.DRAFT or may_draft(viewer, school=seen.school):
        raise Http404
    files = queries.get_files(viewer, edition_id)
    if files is None:
        raise Http404
    return Opened(seen, files, viewer)
