"""Does ``gatepost ask`` answer programs and people as the contract says?"""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from gatepost.policy import Situation, decide, default_pack
from gatepost.policy.situation import LONGEST

GATEPOST = [sys.executable, "-m", "gatepost.cli.main"]
QUESTION = {"hats": ["parent"], "act": "take-photos", "where": "hall"}


def gatepost(*words: str, said: str | bytes = b"") -> subprocess.CompletedProcess[bytes]:
    """Run the real command."""
    data = said.encode() if isinstance(said, str) else said
    return subprocess.run([*GATEPOST, *words], input=data, capture_output=True, check=False, timeout=60)


def test_json_question_is_answered_in_json() -> None:
    """Standard output is one JSON object, the library's own answer; nothing on standard error."""
    done = gatepost("ask", "--json", said=json.dumps(QUESTION))
    assert (done.returncode, done.stderr) == (0, b"")
    assert json.loads(done.stdout) == decide(default_pack(), Situation.from_dict(QUESTION)).to_dict()


@pytest.mark.parametrize(
    ("said", "named"),
    [
        (json.dumps({**QUESTION, "where": "attic"}), ["where", "attic", "staff-room"]),
        (json.dumps({**QUESTION, "place": "hall"}), ["place", "where"]),
        ('{"hats": ["staff"]}', ["act", "publish"]),
        ("{", ["JSON"]),
        ("", ["JSON"]),
        ("[" * 50_000, ["nested"]),
        (b'\xff\xfe{"', ["UTF-8"]),
        ("x" * (LONGEST * 20), ["bytes"]),
        ('{"hats": ["\\ud800"], "act": "publish"}', ["hats", "parent"]),
    ],
)
def test_bad_question_ends_with_status_two_and_one_line(said: str | bytes, named: list[str]) -> None:
    """The line names the key and lists the valid values; nothing is printed as an answer."""
    done = gatepost("ask", "--json", said=said)
    (line,) = done.stderr.decode().splitlines()
    assert (done.returncode, done.stdout) == (2, b"")
    assert all(word in line for word in named), line


def test_lines_are_answered_in_their_places() -> None:
    """A bad line gives its error there, the others go on, and the status says that something was bad."""
    bad = {**QUESTION, "where": "attic"}
    lines = [
        json.dumps(QUESTION),
        json.dumps(bad),
        "",
        "[" * 30_000,
        '{"x": "' + "y" * LONGEST * 3,
        json.dumps(QUESTION),
    ]
    done = gatepost("ask", "--lines", said="\n".join(lines))
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.returncode == 2
    assert ["error" in answer for answer in answers] == [False, True, True, True, True, False]
    assert answers[1]["error"]["key"] == "where"
    assert "hall" in answers[1]["error"]["valid"]
    assert set(answers[1]["error"]) == {"code", "key", "message", "valid"}
    assert answers[0] == answers[5]


def test_good_lines_end_with_status_zero() -> None:
    """With a last line end or without one."""
    for end in ("", "\n"):
        done = gatepost("ask", "--lines", said=f"{json.dumps(QUESTION)}\n{json.dumps(QUESTION)}{end}")
        assert (done.returncode, len(done.stdout.splitlines()), done.stderr) == (0, 2, b"")


def test_person_is_asked_only_what_matters() -> None:
    """A parent who wants to take photos is asked where, and nothing of devices, times or purposes."""
    done = gatepost("ask", said="4\n8\n3\n\n\n")
    text = done.stdout.decode()
    assert done.returncode == 0
    assert "Where?" in text
    assert "With what?" not in text
    assert "When?" not in text
    assert "Yes, with permission" in text
    assert "parents.photo-pass" in text


def test_person_may_not_know_and_is_told_on_what_it_depends() -> None:
    """Nothing is guessed: the answer is the one for the worst case."""
    text = gatepost("ask", said="1\n6\n2\n0\n\n").stdout.decode()
    assert "It depends on what is not said yet: Where?" in text


def test_person_who_mistypes_is_asked_again() -> None:
    """A wrong number is no answer."""
    done = gatepost("ask", said="teacher\n9\n4\n8\n99\n3\n\n\n")
    assert done.returncode == 0
    assert b"Please type numbers from 1 to 4" in done.stdout


def test_person_who_leaves_gets_no_traceback() -> None:
    """The end of the input is the end of the questions."""
    done = gatepost("ask", said="4\n")
    assert (done.returncode, b"Traceback" in done.stderr) == (1, False)


def test_bad_pack_ends_with_status_two_and_one_line(tmp_path: Path) -> None:
    """For a question as for everything else."""
    done = gatepost("ask", "--json", "--pack", str(tmp_path), said=json.dumps(QUESTION))
    assert (done.returncode, len(done.stderr.splitlines()), done.stdout) == (2, 1, b"")
    assert b"pack.toml" in done.stderr


def test_person_who_lost_a_right_or_has_a_permission_is_asked_for_it() -> None:
    """A parent with a pass may; one who lost the right to take photos may not, pass or no pass."""
    with_pass = gatepost("ask", said="4\n8\n3\n\n1\n").stdout.decode()
    assert "You may, because you have a photo pass from the school office." in with_pass
    restricted = gatepost("ask", said="4\n8\n3\n1\n1\n").stdout.decode()
    assert "breaches.parents" in restricted


def test_closed_input_and_multibyte_overflow_are_refused_in_one_line() -> None:
    """No traceback when a program starts us with nothing to read, nor when a letter of two bytes is cut in half."""
    closed = subprocess.run(
        ["/bin/sh", "-c", f"{sys.executable} -m gatepost.cli.main ask --json <&-"], capture_output=True, check=False
    )
    assert (closed.returncode, len(closed.stderr.splitlines())) == (2, 1)
    cut = gatepost("ask", "--json", said='{"x": "' + "é" * LONGEST)
    assert (cut.returncode, b"bytes" in cut.stderr) == (2, True)
