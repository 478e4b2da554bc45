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
