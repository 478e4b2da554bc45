"""Does Gatepost refuse to start on a missing, misspelt or senseless variable, and say what to type?

Asked of the real command, as somebody would type it.
"""

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from gatepost.config.database import parse_database_url
from gatepost.config.env import Environment, variable_name

KEY = "f0e1d2c3b4a5968778695a4b3c2d1e0f-and-this-is-not-a-real-key"
REAL = {"GATEPOST_SECRET_KEY": KEY, "GATEPOST_ALLOWED_HOSTS": "policy.school.example"}
DEMO = {"GATEPOST_DEMO": "yes"}


def start(tmp_path: Path, variables: dict[str, str], *words: str) -> subprocess.CompletedProcess[str]:
    """Run `gatepost` with these variables and no others of ours."""
    plain = {name: value for name, value in os.environ.items() if not name.startswith("GATEPOST_")}
    for name in ("DATABASE_URL", "DJANGO_SETTINGS_MODULE", "DJANGO_ALLOW_ASYNC_UNSAFE"):
        plain.pop(name, None)
    folder = {"GATEPOST_DATA_DIR": str(tmp_path / "data")}
    command = [sys.executable, "-W", "error", "-m", "gatepost.cli.main", *(words or ("manage", "check"))]
    return subprocess.run(
        command, env=plain | folder | variables, text=True, capture_output=True, check=False, timeout=60
    )


@pytest.mark.parametrize(
    ("variables", "name", "says"),
    [
        ({}, "GATEPOST_SECRET_KEY", "is missing"),
        ({"GATEPOST_SECRET_KEY": KEY}, "GATEPOST_ALLOWED_HOSTS", "is missing"),
        (REAL | {"GATEPOST_SECRET_KEY": "short"}, "GATEPOST_SECRET_KEY", "characters"),
        (REAL | {"GATEPOST_SECRET_KEY": "a" * 64}, "GATEPOST_SECRET_KEY", "at random"),
        (REAL | {"GATEPOST_ALLOWED_HOSTS": "*"}, "GATEPOST_ALLOWED_HOSTS", "host names"),
        (REAL | {"GATEPOST_ALLOWED_HOSTS": "https://school.example/"}, "GATEPOST_ALLOWED_HOSTS", "host names"),
        (DEMO | {"GATEPOST_PORT": "eighty"}, "GATEPOST_PORT", "whole number"),
        (DEMO | {"GATEPOST_PORT": "0"}, "GATEPOST_PORT", "65535"),
        (DEMO | {"GATEPOST_PORT": "65536"}, "GATEPOST_PORT", "65535"),
        (DEMO | {"GATEPOST_WORKERS": "-1"}, "GATEPOST_WORKERS", "whole number"),
        (DEMO | {"GATEPOST_MAIL_URL": "mail.school.example"}, "GATEPOST_MAIL_URL", "smtp://USER"),
        (DEMO | {"GATEPOST_MAIL_URL": "smtp://user@mail.school.example"}, "GATEPOST_MAIL_URL", "smtp://USER"),
        (DEMO | {"GATEPOST_MAIL_URL": "smtp-plain://mail.school.example"}, "GATEPOST_MAIL_URL", "on this computer"),
        (DEMO | {"GATEPOST_MAIL_URL": "smtps://mail.school.example"}, "GATEPOST_MAIL_FROM", "is missing"),
        (DEMO | {"GATEPOST_GOOGLE_CLIENT_ID": "x"}, "GATEPOST_GOOGLE_CLIENT_SECRET", "is missing"),
        (DEMO | {"GATEPOST_MICROSOFT_TENANT": "common"}, "GATEPOST_MICROSOFT_TENANT", "tenant's id"),
        (DEMO | {"GATEPOST_MAIL_FROM": "the school"}, "GATEPOST_MAIL_FROM", "e-mail address"),
        (DEMO | {"GATEPOST_LISTEN_ON": "everywhere"}, "GATEPOST_LISTEN_ON", "IP address"),
        ({"GATEPOST_DEMO": "perhaps"}, "GATEPOST_DEMO", "yes or no"),
        (DEMO | {"DATABASE_URL": "mysql://x/y"}, "DATABASE_URL", "postgresql://"),
        (DEMO | {"DATABASE_URL": "postgresql://user:hush@host/"}, "DATABASE_URL", "postgresql://"),
        (DEMO | {"DATABASE_URL": "postgresql://user:hush@host:port/x"}, "DATABASE_URL", "postgresql://"),
        (DEMO | {"DATABASE_URL": "sqlite://:memory:"}, "DATABASE_URL", "sqlite:///"),
        (DEMO | {"GATEPOST_DATA_DIR": "/dev/null"}, "GATEPOST_DATA_DIR", "folder"),
        (DEMO | {"GATEPOST_AUDIT_HEAD_FILE": "/"}, "GATEPOST_AUDIT_HEAD_FILE", "name of a file"),
        (REAL | {"GATEPOST_ALLOWED_HOSTS": ","}, "GATEPOST_ALLOWED_HOSTS", "host names"),
        (DEMO | {"GATEPOST_ALLOWED_HOSTS": " , "}, "GATEPOST_ALLOWED_HOSTS", "host names"),
        (DEMO | {"GATEPOST_DATA_DIR": ""}, "GATEPOST_DATA_DIR", "folder"),
        (DEMO | {"GATEPOST_DATA_DIR": "/etc/passwd/x"}, "GATEPOST_DATA_DIR", "cannot be made"),
        (DEMO | {"GATEPOST_DATA_DIR": "/proc/nope"}, "GATEPOST_DATA_DIR", "cannot be made"),
        (REAL | {"GATEPOST_DATA_DIR": "/proc/nope"}, "GATEPOST_DATA_DIR", "cannot be made"),
        (DEMO | {"GATEPOST_DATA_DIR": "x" * 5000}, "GATEPOST_DATA_DIR", "folder"),
        (DEMO | {"GATEPOST_AUDIT_HEAD_FILE": ""}, "GATEPOST_AUDIT_HEAD_FILE", "name of a file"),
        (DEMO | {"GATEPOST_AUDIT_HEAD_FILE": "/no-such-disk/head"}, "GATEPOST_AUDIT_HEAD_FILE", "folder that is there"),
        (DEMO | {"gatepost_port": "eighty"}, "gatepost_port", "Did you mean GATEPOST_PORT?"),
        (DEMO | {"database_url": "sqlite:////x"}, "database_url", "Did you mean DATABASE_URL?"),
        (DEMO | {"GATEPOST_DATABASE_URL": "x"}, "GATEPOST_DATABASE_URL", "Did you mean DATABASE_URL?"),
        (REAL | {"GATEPOST_DEBUG": "yes"}, "GATEPOST_DEBUG", "GATEPOST_DEBUG=no"),
        (DEMO | {"GATEPOST_DEBUG": "yes", "GATEPOST_LISTEN_ON": "192.0.2.1"}, "GATEPOST_DEBUG", "GATEPOST_DEBUG=no"),
        (DEMO | {"GATEPOST_SECRT_KEY": KEY}, "GATEPOST_SECRT_KEY", "Did you mean GATEPOST_SECRET_KEY?"),
        (DEMO | {"GATEPOST_QQQQQQ": "1"}, "GATEPOST_QQQQQQ", "The variables are"),
    ],
)
def test_senseless_environment_is_refused_with_what_to_type(
    tmp_path: Path, variables: dict[str, str], name: str, says: str
) -> None:
    """Exit status 2, one paragraph, the variable's name, no traceback, no secret."""
    result = start(tmp_path, variables)
    assert result.returncode == 2
    assert result.stdout == ""
    assert result.stderr.startswith(f"{name} ")
    assert says in result.stderr
    assert "Traceback" not in result.stderr
    assert "\n\n" not in result.stderr
    assert "hush" not in result.stderr
    assert KEY not in result.stderr


@pytest.mark.parametrize("variables", [REAL, DEMO, DEMO | {"GATEPOST_DEBUG": "yes"}])
def test_sensible_environment_starts(tmp_path: Path, variables: dict[str, str]) -> None:
    """A real installation and a demo."""
    result = start(tmp_path, variables)
    assert (result.returncode, result.stderr) == (0, "")


def test_real_installation_passes_djangos_deployment_check(tmp_path: Path) -> None:
    """HTTPS, cookies, headers, key: as Django's own checklist wants them."""
    result = start(tmp_path, REAL, "manage", "check", "--deploy", "--fail-level", "WARNING")
    assert result.returncode == 0, result.stderr


def test_demo_keeps_its_own_secret_where_only_the_owner_reads(tmp_path: Path) -> None:
    """Made once, kept, and not for others to read."""
    start(tmp_path, DEMO)
    path = tmp_path / "data" / "secret-key"
    first = path.read_text()
    start(tmp_path, DEMO)
    assert path.read_text() == first
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


@pytest.mark.parametrize("kept", [b"", b"short", b"a" * 100, "é".encode() * 100, b"\xff" * 100])
def test_demo_with_a_file_that_holds_no_key_is_refused(tmp_path: Path, kept: bytes) -> None:
    """The disk was full once, or somebody wrote into it: one sentence that names the file, and no new key over it."""
    path = tmp_path / "data" / "secret-key"
    path.parent.mkdir()
    path.write_bytes(kept)
    path.chmod(0o600)
    result = start(tmp_path, DEMO)
    assert (result.returncode, len(result.stderr.splitlines())) == (2, 1)
    assert f"{path} holds no key" in result.stderr
    assert path.read_bytes() == kept


def test_demo_with_a_key_that_others_can_read_is_refused(tmp_path: Path) -> None:
    """Whoever reads it can be anybody."""
    start(tmp_path, DEMO)
    path = tmp_path / "data" / "secret-key"
    path.chmod(0o644)
    result = start(tmp_path, DEMO)
    assert (result.returncode, result.stderr) == (2, f"{path} can be read by others. Type: chmod 600 {path}\n")


def test_whatever_is_made_is_for_its_owner_alone(tmp_path: Path) -> None:
    """The folder, the database, the head, static files; whatever the shell's own mask is."""
    before = os.umask(0)
    try:
        for words in (("manage", "migrate"), ("manage", "collectstatic", "--no-input"), ("demo", "load")):
            assert start(tmp_path, DEMO, *words).returncode == 0
    finally:
        os.umask(before)
    made = [tmp_path / "data", *(tmp_path / "data").rglob("*")]
    assert {"secret-key", "gatepost.sqlite3", "audit-head", "audit-head.lock"} <= {path.name for path in made}
    assert [path for path in made if path.stat().st_mode & 0o077] == []


def test_command_without_a_database_says_what_to_do(tmp_path: Path) -> None:
    """No traceback for whoever forgot to migrate, or stands in the wrong folder."""
    result = start(tmp_path, DEMO, "audit", "verify")
    assert result.returncode == 2
    assert "gatepost manage migrate" in result.stderr
    assert "Traceback" not in result.stderr


def test_invented_school_is_refused_outside_a_demo(tmp_path: Path) -> None:
    """Nobody's real database gets people whom anybody can be."""
    result = start(tmp_path, REAL, "demo", "load")
    assert result.returncode == 2
    assert "GATEPOST_DEMO" in result.stderr


def test_asking_the_policy_reads_no_environment(tmp_path: Path) -> None:
    """Only what needs the database needs the variables."""
    assert start(tmp_path, {"GATEPOST_PORT": "eighty"}, "--help").returncode == 0


def test_every_variable_says_what_it_means_and_what_to_type() -> None:
    """The refusal and the reference are made of it."""
    for name, info in Environment.model_fields.items():
        assert info.description, name
        assert info.examples, name
        assert variable_name(name).isupper()


def test_secrets_do_not_show_in_a_printed_environment() -> None:
    """A stray repr in a log gives nothing away."""
    shown = repr(Environment(secret_key=KEY, database_url="postgresql://user:hush@host/name"))
    assert KEY not in shown
    assert "hush" not in shown
    assert "hush" not in repr(parse_database_url("postgresql://user:hush@host/name"))


def test_database_address_is_taken_apart() -> None:
    """Escapes are undone, options are passed on."""
    database = parse_database_url("postgresql://us%40er:p%2Fw@db.example:5433/name?sslmode=require")
    assert (database.user, database.password, database.host, database.port) == ("us@er", "p/w", "db.example", "5433")
    assert (database.name, database.options) == ("name", (("sslmode", "require"),))
