"""What can be done about a permission, one page each?

A table: the words of the page, its form, who may, and the service that does it. ``views.do`` walks it.

    DEEDS["decline"].do(at_hand, {"text": "Not this year."})
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from gatepost.grants import services
from gatepost.grants.kinds import CHECKED, MINUTED
from gatepost.grants.seeing import PermissionSeen
from gatepost.grants.services import Said
from gatepost.people.viewer import Viewer
from gatepost.web.people.forms import PlainForm
from gatepost.web.permissions.forms import ReasonForm, SureForm, YesForm

Data = dict[str, Any]
Lazy = Any
"""A text that is translated when it is shown."""


@dataclass(frozen=True, slots=True)
class AtHand:
    """What a deed is about: the permission, the body that speaks (blank: the holder), the hash that was read, who and when."""

    seen: PermissionSeen
    body: str
    sha256: str
    by: Viewer
    at: datetime


@dataclass(frozen=True, slots=True)
class Deed:
    """One thing that can be done. ``bodies`` are those for which the viewer may do it now; a holder's deed has none."""

    title: Lazy
    button: Lazy
    form: Callable[[Any, PermissionSeen, str], PlainForm]
    do: Callable[[AtHand, Data], object]
    may: Callable[[PermissionSeen], bool]
    bodies: Callable[[PermissionSeen], tuple[str, ...]] = lambda _seen: ()
    lead: Lazy = ""


def _yes_form(data: Any, seen: PermissionSeen, body: str) -> PlainForm:  # as Django's forms take it
    return YesForm(data, is_minuted=body == MINUTED, is_checked=seen.kind in CHECKED)


def _reason_form(label: Lazy, help_text: Lazy) -> Callable[[Any, PermissionSeen, str], PlainForm]:
    return lambda data, _seen, _body: ReasonForm(data, label=label, help_text=help_text)


def _sure_form(data: Any, _seen: PermissionSeen, _body: str) -> PlainForm:  # as above
    return SureForm(data)


def _agree(what: AtHand, data: Data) -> object:
    return services.agree(
        permission=what.seen.id, body=what.body, expected_sha256=what.sha256, by=what.by, at=what.at, said=Said(**data)
    )


def _decline(what: AtHand, data: Data) -> object:
    return services.decline(
        permission=what.seen.id,
        body=what.body,
        expected_sha256=what.sha256,
        reason=data["text"],
        by=what.by,
        at=what.at,
    )


def _revoke(what: AtHand, data: Data) -> object:
    return services.revoke(permission=what.seen.id, body=what.body, reason=data["text"], by=what.by, at=what.at)


def _answer(what: AtHand, data: Data) -> object:
    return services.answer(permission=what.seen.id, text=data["text"], by=what.by, at=what.at)


def _withdraw(what: AtHand, _data: Data) -> object:
    return services.withdraw(permission=what.seen.id, by=what.by, at=what.at)


def _give_back(what: AtHand, _data: Data) -> object:
    return services.give_back(permission=what.seen.id, by=what.by, at=what.at)


def _declining(seen: PermissionSeen) -> tuple[str, ...]:
    return (*seen.able.decide, *seen.able.decline)


DEEDS = {
    "agree": Deed(
        _("Say yes"),
        _("Yes"),
        _yes_form,
        _agree,
        lambda seen: bool(seen.able.decide),
        lambda seen: seen.able.decide,
        _("You agree to exactly what is written here, and to nothing else."),
    ),
    "decline": Deed(
        _("Say no"),
        _("No"),
        _reason_form(_("Why not?"), _("Whoever asked reads this, and can answer.")),
        _decline,
        lambda seen: bool(_declining(seen)),
        _declining,
    ),
    "revoke": Deed(
        _("Take the permission away"),
        _("Take it away"),
        _reason_form(_("Why?"), _("Whoever holds it reads this.")),
        _revoke,
        lambda seen: bool(seen.able.revoke),
        lambda seen: seen.able.revoke,
        _("It ends at once and for good: for “May I…?”, and for anybody who looks up the letter."),
    ),
    "answer": Deed(
        _("Reply to the refusal"),
        _("Send my reply"),
        _reason_form(_("Your reply"), _("Whoever refused decides once more. What others agreed to stands.")),
        _answer,
        lambda seen: seen.able.answer,
    ),
    "withdraw": Deed(
        _("Withdraw your request"),
        _("Withdraw it"),
        _sure_form,
        _withdraw,
        lambda seen: seen.able.withdraw,
        lead=_("Nobody decides on it any more. You can ask again at any time."),
    ),
    "give-back": Deed(
        _("Give up this permission"),
        _("Give it up"),
        _sure_form,
        _give_back,
        lambda seen: seen.able.give_back,
        lead=_("It ends at once. If you need it again, you ask again."),
    ),
}
