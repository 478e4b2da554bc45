"""What do people and the log get when even the page for errors cannot be made as usual?

Asked of the real application, in processes of their own, with the variables of a real installation.
"""

import subprocess
import sys
from pathlib import Path

from tests.house.test_environment import REAL, start
from tests.house.test_logs import SAID
from tests.house.test_serving import free_port

PLAIN = REAL | {"GATEPOST_HTTPS": "no"}
ASK = """
import io, sys
from gatepost.config import wsgi
{before}
def started(status, headers):
    print(status)
environ = {{
    "REQUEST_METHOD": "GET", "PATH_INFO": "/", "QUERY_STRING": "", "SERVER_NAME": "x", "SERVER_PORT": "80",
    "HTTP_HOST": "policy.school.example", "SERVER_PROTOCOL": "HTTP/1.1", "wsgi.url_scheme": "http",
    "wsgi.input": io.BytesIO(), "wsgi.errors": sys.stderr,
}}
print(b"".join(wsgi.application(environ, started)).decode())
"""
FAILS = f"""
def fails(environ, start_response):
    raise ValueError("{SAID}")
wsgi._django = fails
"""


def ask(tmp_path: Path, before: str = "") -> subprocess.CompletedProcess[str]:
    """Ask the application for its first page."""
    assert start(tmp_path, PLAIN, "manage", "migrate").returncode == 0
    code = ASK.format(before=before)
    return subprocess.run(
        [sys.executable, "-c", code],
        env=PLAIN | {"GATEPOST_DATA_DIR": str(tmp_path / "data")},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


def test_serve_without_static_files_is_refused_with_what_to_type(tmp_path: Path) -> None:
    """Every page would be an error."""
    variables = PLAIN | {"GATEPOST_PORT": str(free_port())}
    assert start(tmp_path, variables, "manage", "migrate").returncode == 0
    for words in (("serve",), ("manage", "collectstatic", "--no-input"), ("serve",)):
        if words == ("serve",):
            result = start(tmp_path, variables, *words)
            assert (result.returncode, len(result.stderr.splitlines())) == (2, 1)
            assert "gatepost serve --prepare" in result.stderr
        else:
            assert start(tmp_path, variables, *words).returncode == 0
            manifest = tmp_path / "data" / "static" / "staticfiles.json"
            manifest.write_text(manifest.read_text().replace("web/gatepost.css", "web/older.css"))


def test_page_for_errors_needs_no_static_files(tmp_path: Path) -> None:
    """Under another server than ours nobody looked before; what to do in an emergency is said all the same."""
    result = ask(tmp_path)
    assert result.stdout.startswith("500 Internal Server Error")
    assert "Something went wrong" in result.stdout
    assert "ring 999" in result.stdout
    assert "ValueError" in result.stderr
    assert "manifest entry" not in result.stderr


def test_what_escapes_everything_is_logged_without_its_message(tmp_path: Path) -> None:
    """And whoever asked gets a sentence, not an empty page."""
    result = ask(tmp_path, FAILS)
    assert result.stdout.startswith("500 Internal Server Error")
    assert "Something went wrong" in result.stdout
    assert "ValueError" in result.stderr
    assert SAID not in result.stderr
