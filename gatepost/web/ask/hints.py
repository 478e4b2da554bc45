"""Which permission would matter if something were in it that nobody ticked?

Where the policy is silent about what was said, it may speak once the school's name is in it. Nothing is guessed: for each thing
that could be in it the engine is asked again, and a hint is what it would let be with a permission.

    [hint.content for hint in hints(answer, asking)]  ->  ["the school's name or the school's logo", …]
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from gatepost.grants.held import Held
from gatepost.policy import Answer, decide
from gatepost.policy.schema import ACTS, LISTS
from gatepost.policy.words import VALUES
from gatepost.web.policy.cards import Need, need
from gatepost.web.words import in_words


@dataclass(frozen=True, slots=True)
class Hint:
    """What could be in it, in words, and what is needed then."""

    content: str
    needs: tuple[Need, ...]


def hints(answer: Answer, asking: Callable[[str], str], later: Sequence[Held] = ()) -> tuple[Hint, ...]:
    """Return the hints beside an answer, none where the policy says something; ``asking`` is where a permission is asked for.

    ``later`` are permissions that whoever asks has from a day on: a hint says so.
    """
    situation = answer.situation
    if answer.verdict != "silent" or not ACTS[situation.act].content:
        return ()
    found: dict[tuple[str, ...], list[str]] = {}
    for value in LISTS["content"]:
        other = decide(answer.edition, replace(situation, content=situation.content | {value}))
        if other.verdict == "with-permission":
            for way in other.needs:
                found.setdefault(tuple(way), []).append(in_words(VALUES["content"][value]))
    grants = answer.edition.grants
    return tuple(
        Hint(
            get_text_list(content, _("or")),
            tuple(need(grants[kind], ask_url=asking(kind), later=later) for kind in way),
        )
        for way, content in found.items()
    )
