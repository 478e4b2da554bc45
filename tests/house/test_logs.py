"""Do logs keep to themselves what somebody typed?"""

import logging
import subprocess
import sys

import pytest
from django.test import Client

from gatepost.config.logs import PrivateFormatter

SAID = "what-nobody-else-may-read"


def test_logged_exception_has_its_place_and_not_its_message() -> None:
    """Messages quote what was typed."""
    with pytest.raises(ValueError, match=SAID) as caught:
        int(SAID)
    trouble = (caught.type, caught.value, caught.tb)
    record = logging.LogRecord("x", logging.ERROR, __file__, 1, "It failed.", None, trouble)
    text = PrivateFormatter("{message}", style="{").format(record)
    assert SAID not in text
    assert "ValueError" in text
    assert "test_logs.py" in text


def logged(message: str) -> str:
    """Return a message as the log has it."""
    record = logging.LogRecord("x", logging.WARNING, __file__, 1, message, None, None)
    return PrivateFormatter("{levelname} {message}", style="{").format(record)


def test_logged_message_is_one_line_that_is_not_endless() -> None:
    """Whoever asks for an address chooses what stands in it."""
    assert logged("Not Found: /a\nERROR all is lost\x1b[2J") == r"WARNING Not Found: /a\nERROR all is lost\x1b[2J"
    assert logged("/é\u2028x") == r"WARNING /é\u2028x"
    assert len(logged("/" + "x" * 50_000)) < 600


def test_invitation_and_link_to_sign_are_not_in_the_log() -> None:
    """Its address opens it: whoever reads the log may be quicker than whoever was invited."""
    assert logged("GET /invitation/k7qm4xtd9rwe2hp0/ 200") == "WARNING GET /invitation/…/ 200"
    assert logged("Gone: /invitation/k7qm4xtd9rwe2hp0") == "WARNING Gone: /invitation/…"
    assert logged("POST /to-sign/k7qm4xtd9rwe2hp0_-x/ 302") == "WARNING POST /to-sign/…/ 302"


def test_server_logs_as_privately_as_everything_else() -> None:
    """It has loggers of its own, which print exceptions with their messages unless told otherwise."""
    code = """
import logging
from granian.log import LogLevels, configure_logging
from gatepost.config.logs import PrivateFormatter, server_logging
configure_logging(LogLevels.warning, server_logging())
for name in ("_granian", "granian.access", "django", "gatepost", None):
    handlers = logging.getLogger(name).handlers
    assert handlers and all(isinstance(one.formatter, PrivateFormatter) for one in handlers), name
logging.getLogger("granian.access").info("%(path)s", {"path": "/a\\nb"})
"""
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, timeout=60)
    assert (result.returncode, result.stdout, result.stderr) == (0, "/a\\nb\n", "")


@pytest.mark.django_db
def test_warning_about_a_page_that_is_not_there_has_no_query(client: Client, caplog: pytest.LogCaptureFixture) -> None:
    """A query string may hold a name or a token."""
    client.get(f"/no-such-page?name={SAID}")
    assert "/no-such-page" in caplog.text
    assert SAID not in caplog.text


@pytest.mark.parametrize("words", [["--help"], ["ask", "--help"], ["policy", "--help"], ["--version"]])
def test_commands_about_the_policy_load_neither_django_nor_a_server(words: list[str]) -> None:
    """Asking takes a tenth of a second, not a second."""
    code = f"""
import sys
from gatepost.cli.main import main
main({words!r}, standalone_mode=False)
sys.exit(sorted({{"django", "granian", "pydantic"}} & set(sys.modules)) or 0)
"""
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, timeout=60)
    assert result.returncode == 0, result.stderr
