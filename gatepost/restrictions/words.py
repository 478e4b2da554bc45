"""How is it said, fairly, what somebody has lost and what they have not?

kinds_in_words(frozenset({"no-photos", "no-phone"}))  ->  'Taking photographs, using a phone'
"""

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gatepost.restrictions.states import Kind, Step

LEADS = {
    Step.CONFIRM: gettext_lazy("The school has confirmed that you may not do the following at school."),
    Step.CHANGE: gettext_lazy(
        "The school has decided that you may not do the following at school. It is less than the notice said."
    ),
    Step.WITHDRAW: gettext_lazy(
        "The school has withdrawn its notice. You have lost no right, and the notice counts for nothing."
    ),
    Step.KEEP: gettext_lazy("The school has looked at it again and keeps it as it is."),
    Step.SHORTEN: gettext_lazy("The school has looked at it again and made it less."),
    Step.LIFT: gettext_lazy("The school has lifted it. From now on you have the same rights as every other parent."),
}
"""What the letter about a decision begins with."""


def leads(step: Step) -> str:
    """Return the first sentence of the letter about a decision."""
    return str(LEADS[step])


def kinds_in_words(kinds: Iterable[str]) -> str:
    """Return what is lost, photographs first."""
    lost = set(kinds)
    words = ", ".join(str(kind.label) for kind in Kind if kind.value in lost)
    return words[:1] + words[1:].lower()


def allowed(kinds: Iterable[str]) -> tuple[str, ...]:
    """Return what somebody may do although they have lost that, a paragraph each."""
    lost = set(kinds)
    told = [
        _(
            "You are as welcome at school and at its events as before, you can speak with its staff, and you may say what you "
            "think of the school: criticism is not what this is about."
        )
    ]
    if Kind.NO_PHONE.value in lost:
        told.append(_("In an emergency use any phone: nothing here stands in the way of a call for help."))
        told.append(
            _(
                "If you need your phone at school for your health, a disability or to translate, tell the head teacher now."
            )
        )
    else:
        told.append(_("Your phone: nothing changes, except that you take no photographs with it at school."))
    told.append(
        _(
            "A person decides this, under the policy of the school. It is no finding of a court, and the school tells no other "
            "parent."
        )
    )
    return tuple(told)
