"""Does the web API answer as the library does, and refuse as the command line does?

No test here has a database: touching one would fail it.
"""

import json
import subprocess
import sys
import threading
from collections.abc import Iterator
from hashlib import sha256

import pytest
from django.db import connection
from django.test import Client
from hypothesis import HealthCheck, given, settings

from gatepost.policy import Situation, decide, default_pack
from gatepost.policy.situation import LONGEST
from gatepost.web.api.limits import BUCKETS
from gatepost.web.api.shapes import AnswerShape, ErrorShape, PolicyShape
from tests.pages.api import DECIDE, OPENAPI, POLICY, QUESTION, body_of, post
from tests.unit.policy.asking import situations
from tests.unit.policy.test_situations import BAD

pytestmark = pytest.mark.django_db

THREADS, EACH = 8, 10


@pytest.fixture(autouse=True)
def full_buckets() -> Iterator[None]:
    """No test waits for another's questions."""
    BUCKETS.forget()
    yield
    BUCKETS.forget()


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(situations())
def test_any_question_has_the_librarys_answer(client: Client, situation: Situation) -> None:
    """The whole answer, in the shape that is described."""
    BUCKETS.forget()
    response = post(client, situation.to_dict())
    assert response.status_code == 200
    assert body_of(response) == decide(default_pack(), situation).to_dict()
    AnswerShape.model_validate_json(response.content)


MORE_BAD: dict[str, str | bytes] = {
    "not UTF-8": b'\xff\xfe{"',
    "half a letter": '{"hats": ["é'.encode()[:-1],
    "deep enough to end a process": "[" * 10_000,
    "deep and closed": "[" * 10_000 + "]" * 10_000,
    "too long by one": "x" * (LONGEST + 1),
    "too long in two-byte letters": "é" * (LONGEST // 2 + 1),
    "a number too long to read": '{"hats": ' + "9" * 5000 + "}",
    "a lone surrogate": '{"hats": ["\\ud800"], "act": "publish"}',
    "markup": '{"<script>alert(1)</script>": 1}',
}
BODIES: dict[str, str | bytes] = {**{name: str(case[0]) for name, case in BAD.items()}, **MORE_BAD}


def as_bytes(body: str | bytes) -> bytes:
    """Return a body as it travels."""
    return body if isinstance(body, bytes) else body.encode("utf-8", "surrogatepass")


@pytest.fixture(scope="module")
def said_by_the_command_line() -> dict[str, object]:
    """What ``gatepost ask --lines`` says to each bad body, in one run."""
    lines = b"\n".join(as_bytes(body).replace(b"\n", b" ") for body in BODIES.values())
    command = [sys.executable, "-m", "gatepost.cli.main", "ask", "--lines"]
    done = subprocess.run(command, input=lines, capture_output=True, check=False, timeout=60)
    return dict(zip(BODIES, map(json.loads, done.stdout.splitlines()), strict=True))


@pytest.mark.parametrize("name", BODIES)
def test_bad_question_is_refused_as_on_the_command_line(
    client: Client, said_by_the_command_line: dict[str, object], name: str
) -> None:
    """The same body, to the letter; 413 for what is too large, 400 for everything else."""
    response = post(client, as_bytes(BODIES[name]))
    said = body_of(response)
    assert said == said_by_the_command_line[name]
    assert response.status_code == (413 if said["error"]["code"] == "too-large" else 400)
    ErrorShape.model_validate_json(response.content)


def test_largest_question_there_is_room_for_is_read(client: Client) -> None:
    """To the last byte; white space is none of a question's business."""
    question = json.dumps(QUESTION)
    assert post(client, question + " " * (LONGEST - len(question))).status_code == 200
    assert post(client, question + " " * (LONGEST - len(question) + 1)).status_code == 413
    assert post(client, "\N{ZERO WIDTH NO-BREAK SPACE}" + question).status_code == 200


@pytest.mark.parametrize("charset", ["", "; charset=utf-8", ";charset=UTF-8", '; charset="utf-8"'])
def test_json_in_utf_8_is_taken(client: Client, charset: str) -> None:
    """However it is said."""
    assert post(client, QUESTION, f"application/json{charset}").status_code == 200


@pytest.mark.parametrize(
    "media",
    [
        "",
        "text/plain",
        "text/json",
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x",
        "application/json; charset=latin-1",
        "application/jsonp",
        "\N{SNOWMAN}",
    ],
)
def test_any_other_media_type_is_refused(client: Client, media: str) -> None:
    """A form on another site can send none but those three; none of them is taken."""
    response = post(client, QUESTION, media)
    assert response.status_code == 415
    assert body_of(response)["error"]["code"] == "wrong-media-type"
    assert body_of(response)["error"]["valid"] == ["application/json"]
    ErrorShape.model_validate_json(response.content)


@pytest.mark.parametrize("length", ["52428800", "2000000", str(LONGEST + 1)])
def test_body_that_announces_too_much_is_refused_in_json(client: Client, length: str) -> None:
    """By the middleware or by the API: a program cannot tell which."""
    response = post(client, QUESTION, headers={"content-length": length})
    assert (response.status_code, body_of(response)["error"]["code"]) == (413, "too-large")


def test_question_in_pieces_is_refused_with_what_to_do(client: Client) -> None:
    """A question without its length would look like an empty one."""
    response = post(client, QUESTION, headers={"transfer-encoding": "chunked"})
    assert (response.status_code, body_of(response)["error"]["code"]) == (411, "length-required")


@pytest.mark.parametrize("length", ["-1", "many", "1e9", "\N{SUPERSCRIPT TWO}"])
def test_length_that_makes_no_sense_is_refused_in_json(client: Client, length: str) -> None:
    """And breaks nothing."""
    response = post(client, QUESTION, headers={"content-length": length})
    assert response.status_code in {400, 413}
    assert "error" in body_of(response)


@pytest.mark.parametrize(
    ("path", "allowed"), [(DECIDE, "POST, OPTIONS"), (POLICY, "GET, HEAD, OPTIONS"), (OPENAPI, "GET, HEAD, OPTIONS")]
)
def test_other_methods_are_refused_in_json(client: Client, path: str, allowed: str) -> None:
    """With what is allowed; and OPTIONS tells no browser that another host may ask."""
    for method in ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "TRACE", "QUERY", "OPTIONS"):
        response = client.generic(method, path)
        if method == "OPTIONS":
            assert (response.status_code, response.content, response.headers["Allow"]) == (204, b"", allowed)
        elif method not in allowed:
            assert (response.status_code, response.headers["Allow"]) == (405, allowed)
            assert method == "HEAD" or body_of(response)["error"]["code"] == "wrong-method"
        assert not [name for name in response.headers if name.startswith("Access-Control")]


@pytest.mark.parametrize("path", ["/api/v1/", "/api/v1/decide/", "/api/v1/no/such", "/api/v1/docs", "/api/v1/<script>"])
@pytest.mark.parametrize("method", ["GET", "POST", "DELETE"])
def test_other_addresses_are_not_found_in_json(client: Client, path: str, method: str) -> None:
    """With those there are."""
    response = client.generic(method, path)
    assert (response.status_code, body_of(response)["error"]["code"]) == (404, "no-such-address")
    assert body_of(response)["error"]["valid"] == [DECIDE, POLICY, OPENAPI]


def test_policy_is_the_edition_that_decides(client: Client) -> None:
    """Whole, in its own shape and order, small enough for a phone."""
    edition = default_pack()
    response = client.get(POLICY, headers={"accept-encoding": "gzip"})
    assert len(response.content) < 10_000
    policy = body_of(client.get(POLICY))
    PolicyShape.model_validate(policy)
    assert [clause["id"] for clause in policy["clauses"]] == list(edition.clauses)
    assert [clause["wording"] for clause in policy["clauses"]] == [one.wording for one in edition.clauses.values()]
    assert [grant["id"] for grant in policy["grants"]] == list(edition.grants)
    assert [reading["id"] for reading in policy["interpretations"]] == [one.id for one in edition.interpretations]
    assert (policy["sha256"], policy["label"]) == (edition.sha256, edition.label)
    assert (policy["approved"], policy["signed_by"], policy["review"]) == (
        edition.approved,
        edition.signed_by,
        edition.review,
    )


def test_program_that_has_the_edition_is_told_so(client: Client) -> None:
    """By its hash, also the way in which it comes compressed; another hash gets the whole."""
    etag = client.get(POLICY).headers["ETag"]
    assert etag == f'"{sha256(client.get(POLICY).content).hexdigest()}"'
    for known in (etag, f"W/{etag}", f'"x", {etag}', "*"):
        response = client.get(POLICY, headers={"if-none-match": known})
        assert (response.status_code, response.content, response.headers["ETag"]) == (304, b"", etag)
    for unknown in ('"x"', "x", "", "\N{SNOWMAN}"):
        assert client.get(POLICY, headers={"if-none-match": unknown}).status_code == 200


def test_no_cookie_is_set_or_looked_at(client: Client) -> None:
    """Nor does an answer depend on one: caches are told so."""
    client.cookies["sessionid"] = "s" * 32
    for response in (post(client, QUESTION), client.get(POLICY), client.get(OPENAPI)):
        assert response.status_code == 200
        assert not response.cookies
        assert "Cookie" not in response.headers["Vary"]


def test_program_needs_no_mark_of_ours() -> None:
    """Nothing is changed, so nothing can be changed in somebody's name."""
    assert post(Client(enforce_csrf_checks=True), QUESTION).status_code == 200


def test_answers_are_kept_by_no_cache_and_the_policy_is_asked_for_again(client: Client) -> None:
    """An answer is about somebody's question; the policy may have a new edition."""
    assert post(client, QUESTION).headers["Cache-Control"] == "no-store"
    assert post(client, {}).headers["Cache-Control"] == "no-store"
    assert client.get(POLICY).headers["Cache-Control"] == "public, no-cache"


def test_description_has_nothing_of_another_host_and_no_page_for_it() -> None:
    """A page for people would need scripts."""
    text = Client().get(OPENAPI).content.decode()
    assert "http://" not in text
    assert "https://" not in text
    assert Client().get("/api/v1/docs").status_code == 404


@pytest.mark.django_db(transaction=True)
def test_many_programs_at_once_get_their_own_answers() -> None:
    """Threads, each with questions of its own."""
    questions = [{"hats": [hat], "act": act} for hat in ("staff", "parent") for act in ("befriend", "take-photos")]
    expected = [decide(default_pack(), Situation.from_dict(question)).to_dict() for question in questions]
    wrong: list[object] = []

    def ask(number: int) -> None:
        client = Client(REMOTE_ADDR=f"192.0.2.{number}")
        for turn in range(EACH):
            which = (number + turn) % len(questions)
            response = post(client, questions[which])
            if response.status_code != 200 or json.loads(response.content) != expected[which]:
                wrong.append(response.content)
        connection.close()

    threads = [threading.Thread(target=ask, args=(number,)) for number in range(THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []
