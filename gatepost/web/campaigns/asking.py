"""What was chosen in the form that begins a campaign, and what is wrong with it?

Sent.of(request).wanted()  ->  {"edition": "3f…", "audience": Audience.EVERYONE, …}
"""

from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from gatepost.agreements.queries import list_visible
from gatepost.agreements.seeing import EditionSeen
from gatepost.campaigns.queries import CampaignSeen
from gatepost.campaigns.services import ASKABLE
from gatepost.campaigns.states import Audience
from gatepost.kernel.errors import Refused
from gatepost.people.states import Hat
from gatepost.people.viewer import Viewer
from gatepost.signoff.states import Answer
from gatepost.web.people.guard import today
from gatepost.web.typed import Typed, first_of

FIELDS = {
    "edition": "edition",
    "force": "edition",
    "audience": "audience",
    "hats": "hats",
    "level": "level",
    "minute": "minute",
}
"""The field that a refusal is about, by how its code ends."""
BAD_REQUEST, CONFLICT = 400, 409
KEPT = {"edition": 20, "audience": 20, "hats": 40, "level": 20, "minute": 400}
"""What waits if the session ended, and how much of each at most."""


@dataclass(slots=True)
class Sent:
    """What was chosen, and what is wrong with it by field."""

    edition: str = ""
    audience: str = ""
    hats: tuple[str, ...] = ()
    level: str = Answer.AGREED.value
    minute: str = ""
    wrong: dict[str, str] = field(default_factory=dict)
    conflict: str = ""

    @classmethod
    def of(cls, request: HttpRequest) -> "Sent":
        """Return what a form holds; before it is sent, what is chosen in it at first."""
        if request.method != "POST":
            return cls(audience=Audience.EVERYONE.value)
        post = request.POST
        audience = post.get("audience", "")
        return cls(
            edition=post.get("edition", "").replace("\x00", ""),
            audience=audience,
            hats=tuple(hat for hat in Hat.values if hat in post.getlist("hats")),
            level=post.get("level", ""),
            minute=post.get("minute", "").replace("\x00", ""),
        )

    @classmethod
    def kept(cls, waiting: Typed) -> "Sent":
        """Return what was chosen when a session ended."""
        one = {name: first_of(waiting, name) for name in ("edition", "audience", "level", "minute")}
        hats = tuple(hat for hat in Hat.values if hat in waiting["hats"])
        return cls(one["edition"], one["audience"], hats, one["level"], one["minute"])

    def wanted(self) -> dict[str, Any]:
        """Return what the service takes; raise Refused if something is missing."""
        if self.audience not in Audience.values:
            raise Refused("no-audience", "Say whom you ask.")
        if self.level not in {Answer.READ.value, Answer.AGREED.value}:
            raise Refused("no-level", "Say whether people have to agree, or only to say that they have read it.")
        return {
            "edition": self.edition,
            "audience": Audience(self.audience),
            "hats": self.hats,
            "level": Answer(self.level),
            "minute": self.minute,
        }

    def is_as(self, campaign: CampaignSeen) -> bool:
        """Tell whether a campaign asks the same people for the same."""
        chosen = (self.audience, self.level, set(self.hats))
        return (campaign.audience.value, campaign.level.value, set(campaign.hats)) == chosen

    def refuse(self, refused: Refused) -> None:
        """Say what is wrong, at the field that it is about."""
        about = FIELDS.get(refused.code.rpartition("-")[2])
        if about:
            self.wrong[about] = _(refused.sentence)
        else:
            self.conflict = _(refused.sentence)

    @property
    def errors(self) -> list[dict[str, str]]:
        """What is wrong, for the top of the page."""
        if self.conflict:
            return [{"field": "", "sentence": self.conflict}]
        return [{"field": name, "sentence": sentence} for name, sentence in self.wrong.items()]

    @property
    def status(self) -> int | None:
        """The status of the page that says it."""
        if self.conflict:
            return CONFLICT
        return BAD_REQUEST if self.wrong else None


def askable(viewer: Viewer) -> tuple[EditionSeen, ...]:
    """Return the editions that people can be asked to sign: the one in force first, then those that are coming."""
    found = [each for each in list_visible(viewer, on=today()) if each.state in ASKABLE]
    return tuple(sorted(found, key=lambda each: ASKABLE.index(each.state)))


def audiences() -> tuple[tuple[str, str, str], ...]:
    """Return whom one can ask: value, words, and what that means."""
    hints = {
        Audience.EVERYONE: _("All who belong to the school today, and whoever joins while this is running."),
        Audience.HATS: _("Whoever wears one of the hats that you tick."),
        Audience.CHANGED: _(
            "Whoever signed an earlier edition is not asked again if nothing changed for any of their hats since. "
            "That not everybody is asked is the governors' choice."
        ),
        Audience.SIGNED: _(
            "The same without those who have never signed, so whoever joins later is not asked either. "
            "It is the governors' choice too."
        ),
        Audience.JOINERS: _("Nobody who is here already."),
    }
    return tuple((each.value, str(each.label), hints[each]) for each in Audience)
