"""What does a sentence speak of, in the words of this field?

    hear("Staff must not post pictures of learners.").concepts  ->  {"publishing", "image", "forbidden", …}

The lists are ``concepts.toml`` and ``hats.toml``. Words that they do not have are kept by their stems: they tell a little as well.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import snowballstemmer

HERE = Path(__file__).parent

Phrase = tuple[str, ...]

_WORD = re.compile(r"[a-z]+|\d+")
_APOSTROPHE = re.compile("['\u2019\u2018\u02bc`\u00b4]")
_STEMMER = snowballstemmer.stemmer("english")
_ARTICLES = frozenset("the a an our their its his her your my this these all any every each".split())  # noqa: SIM905  # reads better
_KEPT = frozenset(
    [
        "alleged",
        "communities",
        "community",
        "contactable",
        "emergencies",
        "emergency",
        "families",
        "follower",
        "followers",
        "general",
        "political",
        "publication",
        "publications",
        "recording",
        "recordings",
        "relative",
        "relatives",
        "sanctioned",
        "secret",
        "secretary",
        "secrets",
        "shielded",
        "trusted",
    ]
)
"""Left with their endings: without them they would be other words ("public", "contact", "to follow")."""
_SAME = {
    "student": "pupil",
    "learner": "pupil",
    "child": "pupil",
    "children": "pupil",
    "childs": "pupil",
    "childrens": "pupil",
    "youngster": "pupil",
    "academi": "school",
    "feder": "school",
    "colleg": "school",
    "nurseri": "school",
    "carer": "parent",
    "guardian": "parent",
    "famili": "family",
    "families": "parent",
    "employe": "staff",
    "colleagu": "staff",
    "worker": "staff",
    "teacher": "staff",
    "telephon": "phone",
    "mobil": "phone",
    "handset": "phone",
    "smartphon": "phone",
    "photo": "photograph",
    "pictur": "photograph",
    "imag": "photograph",
    "headteach": "headteacher",
    "headmistress": "headteacher",
    "headmast": "headteacher",
    "princip": "headteacher",
    "publications": "publication",
    "emergencies": "emergency",
    "followers": "follower",
    "secrets": "secret",
    "partnership": "school",
    "trust": "school",
    "recordings": "recording",
    "relatives": "relative",
    "communities": "community",
}
"""Words that mean one thing in a school, whichever of them it uses."""
LONGEST = 2_000
"""Characters of a sentence that are looked at."""

EVERYONE = ("staff", "governor", "volunteer", "parent")


@dataclass(frozen=True, slots=True)
class Heard:
    """What was heard: concepts, stems of words that stand for none, hats that are named, and those that the sentence binds."""

    concepts: frozenset[str]
    stems: frozenset[str]
    named: frozenset[str]
    bound: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Lexicon:
    phrases: Mapping[Phrase, frozenset[str]]
    longest: int


@cache
def groups() -> dict[str, str]:
    """The group of each concept: things, acts, circumstances, actors, modes, others."""
    data = tomllib.loads((HERE / "concepts.toml").read_text(encoding="utf-8"))
    return {concept: group for group, concepts in data.items() if group not in _NO_GROUPS for concept in concepts}


_NO_GROUPS = ("masks", "schema")


@cache
def schema_words() -> dict[str, tuple[str, ...]]:
    """The concepts that each value of the schema stands for."""
    data = tomllib.loads((HERE / "concepts.toml").read_text(encoding="utf-8"))
    return {value: tuple(concepts) for value, concepts in data["schema"].items()}


@cache
def _lexicon(name: str) -> _Lexicon:
    data = tomllib.loads((HERE / name).read_text(encoding="utf-8"))
    found: dict[Phrase, set[str]] = {}
    for group, concepts in data.items():
        if group == "schema":
            continue
        for concept, phrases in concepts.items():
            for phrase in phrases:
                means = found.setdefault(stems(phrase), set())
                means |= set() if group == "masks" else {concept}
    return _Lexicon({phrase: frozenset(means) for phrase, means in found.items()}, max(map(len, found)))


@cache
def _stem(word: str) -> str:
    """The word without its ending, or the one word by which all of its kind are known; "" for an article."""
    if word in _ARTICLES:
        return ""
    bare = word if word in _KEPT else str(_STEMMER.stemWord(word))
    return _SAME.get(bare, bare)


def stems(text: str) -> Phrase:
    """The words of ``text`` without their endings and without articles; pupils, learners and students are one word."""
    plain = unicodedata.normalize("NFKD", text[:LONGEST]).casefold()
    found = (_stem(word) for word in _WORD.findall(_APOSTROPHE.sub("", plain)))
    return tuple(stem for stem in found if stem)


def _spans(words: Phrase, lexicon: _Lexicon) -> list[tuple[int, int, frozenset[str]]]:
    """Where which phrase stands; one that lies within a longer one is not heard."""
    found = [
        (start, end, lexicon.phrases[words[start:end]])
        for start in range(len(words))
        for end in range(start + 1, min(start + lexicon.longest, len(words)) + 1)
        if words[start:end] in lexicon.phrases
    ]
    return [span for span in found if not any(_hides(other, span) for other in found)]


def _hides(other: tuple[int, int, frozenset[str]], span: tuple[int, int, frozenset[str]]) -> bool:
    return other[0] <= span[0] and span[1] <= other[1] and other[1] - other[0] > span[1] - span[0]


_FIRST_VERB = frozenset(
    stems(
        "must should may will are is shall can cannot need needs do does has have was were would could ought who expects might"
    )
)
_OF = frozenset(
    stems("of about with to from on at involving regarding concerning featuring showing against than between")
)
_BY = frozenset(stems("by for unless if when where while and"))
_PASSIVE = frozenset(stems("by"))
_RELATIVE = frozenset(stems("that which where who used"))


@cache
def hear(text: str) -> Heard:
    """What ``text`` speaks of."""
    words = stems(text)
    spans = _spans(words, _lexicon("concepts.toml"))
    hats = _spans(words, _lexicon("hats.toml"))
    covered = {place for start, end, _ in (*spans, *hats) for place in range(start, end)}
    return Heard(
        concepts=frozenset(concept for _, _, means in spans for concept in means),
        stems=frozenset(word for place, word in enumerate(words) if place not in covered and word not in _EMPTY),
        named=frozenset(hat for _, _, means in hats for hat in means),
        bound=_bound(words, hats),
    )


def _bound(words: Phrase, hats: list[tuple[int, int, frozenset[str]]]) -> frozenset[str]:
    """Whom a sentence binds: those named before its verb and not as somebody's object, or after "by"."""
    verb = next((place for place, word in enumerate(words) if word in _FIRST_VERB), len(words))
    found: set[str] = set()
    for start, _, means in hats:
        before = [word for word in words[:start] if word in _OF or word in _BY]
        is_object = bool(before) and before[-1] in _OF
        if means == {"pupil"} and start > 0 and words[start - 1] != "no":
            continue  # "If a pupil sends you a request, decline it": the child is not the one who is told
        if (start < verb and not is_object) or _done_by(words, start, verb):
            found |= means
    named = {hat for _, _, means in hats for hat in means}
    if found == {"pupil"} and named > found:
        return frozenset()  # "Safeguarding children is for everyone": a child is seldom the one who is bound
    return widened(frozenset(found))


def _done_by(words: Phrase, start: int, verb: int) -> bool:
    """Whether "by" stands just before ``start``, and not in "areas that are used by pupils"."""
    near = words[max(0, start - 3) : start]
    return bool(set(near) & _PASSIVE) and not set(words[verb:start]) & _RELATIVE


def widened(hats: frozenset[str]) -> frozenset[str]:
    """``hats`` with everyone spelt out."""
    return (hats - {"everyone"}) | frozenset(EVERYONE) if "everyone" in hats else hats


_EMPTY = frozenset(
    stems(
        "a an the and or but nor of to in on at by for with from as into onto over under about between through during against"
        " is are was were be been being am has have had do does did will would shall should can could may might must"
        " it its this that these those they them their there here he she his her him we us our ours you your yours i my"
        " who whom whose which what when where why how if then than so such not no any all each every some other others"
        " also only even more most less very too just own same both either neither one two up out off down school academy"
        " policy document section paragraph following above below therefore however including include includes"
    )
)
"""Words that tell nothing of what a sentence is about."""
