"""Is a question that does not fit refused with its key and what would be right?"""

import pytest

from gatepost.policy import Situation, SituationError
from gatepost.policy.schema import ACTS, HATS, LISTS
from gatepost.policy.situation import LONGEST

GOOD = '"hats": ["staff"], "act": "publish"'

BAD = {
    "no object": ("[]", "wrong-type", "", "hats"),
    "null": ("null", "wrong-type", "", "hats"),
    "no JSON": ("{", "malformed", "", "hats"),
    "nothing": ("", "malformed", "", "hats"),
    "deep": ("[" * 20_000, "malformed", "", "hats"),
    "deep inside": ('{"person": ' * 5_000, "malformed", "", "hats"),
    "long": ('{"act": "' + "x" * LONGEST + '"}', "too-large", "", None),
    "no hats": ('{"act": "publish"}', "missing", "hats", "parent"),
    "empty hats": ('{"hats": [], "act": "publish"}', "missing", "hats", "parent"),
    "hats a word": ('{"hats": "staff", "act": "publish"}', "wrong-type", "hats", "parent"),
    "hats of numbers": ('{"hats": [1], "act": "publish"}', "wrong-type", "hats", "parent"),
    "unknown hat": ('{"hats": ["pupil"], "act": "publish"}', "unknown-value", "hats", "parent"),
    "no act": ('{"hats": ["staff"]}', "missing", "act", "publish"),
    "unknown act": ('{"hats": ["staff"], "act": "sing"}', "unknown-value", "act", "publish"),
    "act a number": ('{"hats": ["staff"], "act": 7}', "wrong-type", "act", "publish"),
    "act not a number": ('{"hats": ["staff"], "act": NaN}', "wrong-type", "act", "publish"),
    "unknown key": ("{" + GOOD + ', "place": "hall"}', "unknown-key", "place", "where"),
    "unknown value": ("{" + GOOD + ', "where": "attic"}', "unknown-value", "where", "staff-room"),
    "value null": ("{" + GOOD + ', "where": null}', "wrong-type", "where", "staff-room"),
    "value a list": ("{" + GOOD + ', "where": ["hall"]}', "wrong-type", "where", "staff-room"),
    "person a word": ("{" + GOOD + ', "person": "pupil"}', "wrong-type", "person", "is"),
    "unknown person": ("{" + GOOD + ', "person": {"is": "cat"}}', "unknown-value", "person.is", "pupil"),
    "unknown key of person": ("{" + GOOD + ', "person": {"age": 7}}', "unknown-key", "person.age", "is"),
    "family a word": (
        "{" + GOOD + ', "person": {"immediate_family": "yes"}}',
        "wrong-type",
        "person.immediate_family",
        "true",
    ),
    "family a number": (
        "{" + GOOD + ', "person": {"immediate_family": 1}}',
        "wrong-type",
        "person.immediate_family",
        "true",
    ),
    "content a word": ("{" + GOOD + ', "content": "school-name"}', "wrong-type", "content", "school-name"),
    "unknown content": ("{" + GOOD + ', "content": ["poem"]}', "unknown-value", "content", "school-name"),
    "unknown permission": ("{" + GOOD + ', "permissions": ["all"]}', "unknown-value", "permissions", "photo-pass"),
    "key twice": ("{" + GOOD + ', "act": "befriend"}', "repeated-key", "act", None),
    "key of control characters": ("{" + GOOD + ', "\\u0000\\ud800\\n": 1}', "unknown-key", "\ufffd" * 3, "where"),
}


@pytest.mark.parametrize("name", BAD)
def test_bad_question_is_refused_with_key_and_valid_values(name: str) -> None:
    """One printable line that names the key; the error's own shape is the contract's."""
    text, code, key, listed = BAD[name]
    with pytest.raises(SituationError) as caught:
        Situation.from_json(text)
    error = caught.value
    assert (error.code, error.key) == (code, key)
    assert listed is None or listed in error.valid
    assert str(error).isprintable()
    assert len(str(error)) < 1000
    assert set(error.to_dict()) == {"code", "key", "message", "valid"}


def test_every_key_and_value_of_the_contract_is_taken() -> None:
    """The largest question there is."""
    whole = {
        "hats": list(HATS),
        "act": "publish",
        "device": "own-phone",
        "when": "break",
        "where": "hall",
        "purpose": "own",
        "service_kind": "blog",
        "outlet": "press",
        "person": {"is": "pupil", "immediate_family": True},
        **{key: list(values) for key, values in LISTS.items()},
    }
    for act in ACTS:
        assert Situation.from_dict({**whole, "act": act}).to_dict() == {**whole, "act": act}


def test_hats_in_any_order_and_twice_are_the_same_question() -> None:
    """Who wears which hat first does not matter."""
    one = Situation.from_dict({"hats": ["parent", "staff", "parent"], "act": "publish"})
    assert one == Situation.from_dict({"hats": ["staff", "parent"], "act": "publish"})
