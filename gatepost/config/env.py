"""What did the person who runs Gatepost decide, in the environment?

One typed reading of every variable, once, at the start. A variable that is missing, misspelt or nonsense stops the
start with one paragraph that says what to type; the values of secrets are never repeated. `docs/reference/environment.md`
is generated from this file.

    $ GATEPOST_PORT=eighty gatepost serve
    GATEPOST_PORT does not make sense: a whole number from 1 to 65535 is needed. Type for example: GATEPOST_PORT=8000
"""

import difflib
import os
import re
import secrets
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from ipaddress import ip_address
from pathlib import Path
from typing import Annotated, Any, cast
from uuid import UUID

from pydantic import AfterValidator, BeforeValidator, Field, ValidationError
from pydantic.fields import FieldInfo
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from gatepost.config.database import Database, parse_database_url
from gatepost.config.mail import MailServer, checked_address, checked_url, parse_mail_url
from gatepost.kernel.errors import ConfigurationRefused
from gatepost.kernel.files import EVERYBODY_ELSE

PREFIX = "GATEPOST_"
SHORTEST_SECRET = 50
"""Characters; what Django's own deployment check asks for."""
FEWEST_DIFFERENT = 8
"""Characters; random hexadecimal of that length has all sixteen, a key held down has one."""
ALMOST_THE_SAME = 0.8
"""Of two names: one letter wrong is above, the common prefix alone is below."""
TOGETHER = (
    ("mail_url", "mail_from"),
    ("google_client_id", "google_client_secret", "google_domain"),
    ("microsoft_client_id", "microsoft_client_secret", "microsoft_tenant"),
)
"""Where the first is set, the others have to be."""
LOCAL_HOSTS = ("localhost", "127.0.0.1", "[::1]")
HOST_NAME = re.compile(r"(\.?[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*|\[[0-9A-Fa-f:]+\])\Z")
SECRET_FILE = "secret-key"  # noqa: S105  # a file name
ONLY_THE_OWNER_ENTERS = 0o700


def _secret(value: str) -> str:
    if value and (len(value) < SHORTEST_SECRET or len(set(value)) < FEWEST_DIFFERENT):
        raise ValueError(f"at least {SHORTEST_SECRET} characters, chosen at random, are needed")
    return value


def _hosts(value: str) -> str:
    hosts = split_hosts(value)
    if value and not hosts:
        raise ValueError("at least one host name is needed")
    for host in hosts:
        if not HOST_NAME.match(host):
            raise ValueError("host names are needed, with commas between them, without port, path or star")
    return value


def split_hosts(value: str) -> tuple[str, ...]:
    """Return the names in a list with commas."""
    return tuple(host.strip() for host in value.split(",") if host.strip())


def _database(value: str) -> str:
    if value:
        parse_database_url(value)
    return value


def _tenant(value: str) -> str:
    return str(UUID(value)) if value else value


def _named(value: object) -> object:
    if isinstance(value, str) and not value.strip():
        raise ValueError("a name is needed")
    return value


def _folder(value: Path) -> Path:
    try:
        if value.exists() and not value.is_dir():
            raise ValueError("a folder is needed, and this is a file")
    except OSError as refused:
        raise ValueError("this cannot be reached") from refused
    return value.absolute()


def _file(value: Path | None) -> Path | None:
    try:
        if value is not None and (value.is_dir() or not value.parent.is_dir()):
            raise ValueError("the name of a file is needed, in a folder that is there")
    except OSError as refused:
        raise ValueError("this cannot be reached") from refused
    return value and value.absolute()


def _address(value: str) -> str:
    return str(ip_address(value))


def setting(
    meaning: str,
    *,
    example: str,
    needs: str = "yes or no is needed",
    default: Any,  # of the variable's own type
    **more: Any,  # what pydantic's Field takes
) -> Any:  # what pydantic's Field gives
    """Describe one variable: what it means, what to type, what a value has to be."""
    extra: dict[str, Any] = {"needs": needs}
    return Field(default, description=meaning, examples=[example], json_schema_extra=extra, **more)


class Environment(BaseSettings):
    """Every variable that Gatepost reads."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, frozen=True, extra="forbid", populate_by_name=True)

    demo: bool = setting(
        "Run with an invented school: people sign in by choosing who they are. Never for a real school.",
        example="yes",
        default=False,
    )
    debug: bool = setting(
        "Show a developer the inside of an error. Refused where anybody else could reach it: only with names and an "
        "address of this computer.",
        example="yes",
        default=False,
    )
    https: bool | None = setting(
        "Whether browsers reach Gatepost over HTTPS only; yes unless this is a demo or debug run.",
        example="yes",
        default=None,
    )
    secret_key: Annotated[str, AfterValidator(_secret)] = setting(
        "Signs sessions and forms. Required, except in a demo, which makes one and keeps it in the data folder.",
        example='"$(openssl rand -hex 32)"',
        needs=f"at least {SHORTEST_SECRET} characters, chosen at random, are needed",
        default="",
        repr=False,
    )
    allowed_hosts: Annotated[str, NoDecode, AfterValidator(_hosts)] = setting(
        "The names under which browsers may reach Gatepost, with commas. Required, except in a demo (this computer).",
        example="policy.school.example",
        needs="host names are needed, with commas between them, without port, path or star",
        default="",
    )
    data_dir: Annotated[Path, BeforeValidator(_named), AfterValidator(_folder)] = setting(
        "The folder for everything that Gatepost keeps: the database, if it is SQLite, and collected static files.",
        example="/srv/gatepost",
        needs="a folder is needed",
        default=Path("var"),
    )
    database_url: Annotated[str, AfterValidator(_database)] = setting(
        "Which database; without it, a SQLite file in the data folder. A pooler before PostgreSQL has to keep each session's "
        "prepared statements.",
        example="postgresql://gatepost@localhost/gatepost",
        needs="sqlite:///PATH or postgresql://USER:PASSWORD@HOST:PORT/NAME is needed",
        default="",
        repr=False,
        validation_alias="DATABASE_URL",
    )
    audit_head_file: Annotated[Path | None, BeforeValidator(_named), AfterValidator(_file)] = setting(
        "The file that keeps the head of the record outside the database; better on another disk than the database. "
        "Without it, audit-head in the data folder. Its folder has to be there: Gatepost does not make it, since a disk "
        "that is missing must be noticed. Whoever changes this moves the file.",
        example="/mnt/other/gatepost-audit-head",
        needs="the name of a file is needed, in a folder that is there",
        default=None,
    )
    mail_url: Annotated[str, AfterValidator(checked_url)] = setting(
        "The server that takes the school's mail. smtp insists on STARTTLS, smtps speaks TLS from the first byte, smtp-plain "
        "is for a server on this computer. Without it mail is put into the folder outbox in the data folder, and nobody "
        "gets it: parents could not sign in.",
        example="smtp://gatepost:PASSWORD@mail.school.example:587",
        needs="smtp://USER:PASSWORD@HOST:PORT, smtps://… or, on this computer, smtp-plain://… is needed",
        default="",
        repr=False,
    )
    mail_from: Annotated[str, AfterValidator(checked_address)] = setting(
        "The address that mail comes from. Required with GATEPOST_MAIL_URL.",
        example="gatepost@school.example",
        needs="an e-mail address is needed",
        default="",
    )
    mail_return: Annotated[str, AfterValidator(checked_address)] = setting(
        "The address to which mail servers send back what they could not deliver; without it, GATEPOST_MAIL_FROM. Let what "
        "comes there be given to `gatepost mail bounced`, and the office sees whom a mail did not reach (docs/how-to/mail.md).",
        example="gatepost-return@school.example",
        needs="an e-mail address is needed",
        default="",
    )
    google_client_id: str = setting(
        "Lets the school's people sign in with Google Workspace; made in Google's console.",
        example="1234.apps.googleusercontent.com",
        needs="a client's id is needed",
        default="",
    )
    google_client_secret: str = setting(
        "Its secret. Required with GATEPOST_GOOGLE_CLIENT_ID.",
        example="SECRET",
        needs="a secret is needed",
        default="",
        repr=False,
    )
    google_domain: str = setting(
        "The school's own domain at Google: nobody of another one gets in. Required with GATEPOST_GOOGLE_CLIENT_ID.",
        example="school.example",
        needs="a domain is needed",
        default="",
    )
    microsoft_client_id: str = setting(
        "Lets the school's people sign in with Microsoft 365; made in Microsoft's console.",
        example="00000000-1111-2222-3333-444444444444",
        needs="an application's id is needed",
        default="",
    )
    microsoft_client_secret: str = setting(
        "Its secret. Required with GATEPOST_MICROSOFT_CLIENT_ID.",
        example="SECRET",
        needs="a secret is needed",
        default="",
        repr=False,
    )
    microsoft_tenant: Annotated[str, AfterValidator(_tenant)] = setting(
        "The school's own tenant, by its id: nobody of another one gets in. Required with GATEPOST_MICROSOFT_CLIENT_ID.",
        example="55555555-6666-7777-8888-999999999999",
        needs="a tenant's id (not common, not organizations) is needed",
        default="",
    )
    listen_on: Annotated[str, AfterValidator(_address)] = setting(
        "The address to serve on; this computer's own unless a proxy on another one asks.",
        example="127.0.0.1",
        needs="an IP address is needed",
        default="127.0.0.1",
    )
    port: int = setting(
        "The port to serve on.",
        example="8000",
        needs="a whole number from 1 to 65535 is needed",
        default=8000,
        ge=1,
        le=65535,
    )
    workers: int = setting(
        "How many processes serve requests at once.",
        example="2",
        needs="a whole number from 1 to 64 is needed",
        default=2,
        ge=1,
        le=64,
    )

    @property
    def database(self) -> Database:
        """The database to use, parsed."""
        return parse_database_url(self.database_url or f"sqlite:///{self.data_dir / 'gatepost.sqlite3'}")

    @property
    def hosts(self) -> tuple[str, ...]:
        """The names that are served; this computer's own in a demo."""
        return split_hosts(self.allowed_hosts) or LOCAL_HOSTS

    @property
    def is_for_others(self) -> bool:
        """Whether browsers on other computers may ask, by name or by address."""
        return not set(self.hosts) <= set(LOCAL_HOSTS) or not ip_address(self.listen_on).is_loopback

    @property
    def https_only(self) -> bool:
        """Whether cookies are for HTTPS only and browsers are told to stay there."""
        return not (self.demo or self.debug) if self.https is None else self.https

    @property
    def mail_server(self) -> MailServer | None:
        """Where mail is sent to; None if it goes to a folder."""
        return parse_mail_url(self.mail_url) if self.mail_url else None

    @property
    def public_url(self) -> str:
        """Where browsers find Gatepost, without a slash at the end: what links in mails begin with."""
        host = self.hosts[0].removeprefix(".")
        return f"https://{host}" if self.https_only else f"http://{host}:{self.port}"

    @property
    def head_file(self) -> Path:
        """Where the head of the record is kept outside the database."""
        return self.audit_head_file or self.data_dir / "audit-head"


def variable_name(field: str) -> str:
    """Return the name in the environment of one of Environment's fields."""
    alias = Environment.model_fields[field].validation_alias
    return alias if isinstance(alias, str) else PREFIX + field.upper()


def load() -> Environment:
    """Read the environment; raise ConfigurationRefused with what to type."""
    _refuse_misspelt(os.environ)
    try:
        environment = Environment()
    except ValidationError as refused:
        field = str(refused.errors()[0]["loc"][0])
        raise _refusal(_field_named(field), "does not make sense") from None
    if not environment.demo:
        _refuse_missing(environment)
    for first, *others in TOGETHER:
        for field in others if getattr(environment, first) else ():
            if not getattr(environment, field):
                raise _refusal(field, "is missing")
    if environment.debug and environment.is_for_others:
        raise ConfigurationRefused(
            "debug-for-others",
            "GATEPOST_DEBUG shows the inside of errors to whoever asks, and GATEPOST_ALLOWED_HOSTS or GATEPOST_LISTEN_ON "
            "lets other computers ask. Type for example: GATEPOST_DEBUG=no",
        )
    return environment


def make_data_folder(environment: Environment) -> Path:
    """Return the data folder, made for its owner alone unless it is there; raise ConfigurationRefused if it cannot be."""
    try:
        environment.data_dir.mkdir(mode=ONLY_THE_OWNER_ENTERS, parents=True, exist_ok=True)
    except OSError:
        raise _refusal("data_dir", "names a folder that cannot be made") from None
    return environment.data_dir


def secret_key(environment: Environment) -> str:
    """Return the key, making and keeping one for a demo that was given none."""
    if environment.secret_key:
        return environment.secret_key
    path = make_data_folder(environment) / SECRET_FILE
    try:
        if not path.exists():
            _make_secret(path)
        if path.stat().st_mode & EVERYBODY_ELSE:
            raise ConfigurationRefused("secret-file", f"{path} can be read by others. Type: chmod 600 {path}")
        key = _secret(path.read_text(encoding="ascii"))
    except (OSError, ValueError):
        key = ""
    if not key:
        raise ConfigurationRefused("secret-file", f"{path} holds no key. Remove it, and a new one is made.")
    return key


def _make_secret(path: Path) -> None:
    """Put a new key in place in one step; of two who do so at once, the first one's stays."""
    descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=path.name + ".")
    try:
        with os.fdopen(descriptor, "w", encoding="ascii") as file:
            file.write(secrets.token_hex(SHORTEST_SECRET))
        with suppress(FileExistsError):
            path.hardlink_to(name)
    finally:
        Path(name).unlink()


def _refuse_missing(environment: Environment) -> None:
    for field in ("secret_key", "allowed_hosts"):
        if not getattr(environment, field):
            raise _refusal(field, "is missing")


def _refuse_misspelt(names: Mapping[str, str]) -> None:
    known = [variable_name(field) for field in Environment.model_fields]
    for name in sorted(names):
        large = name.upper()
        if name in known or not (large in known or large.startswith(PREFIX)):
            continue
        without_prefix = [one for one in known if one == large.removeprefix(PREFIX)]
        near = without_prefix or difflib.get_close_matches(large, known, n=1, cutoff=ALMOST_THE_SAME)
        hint = f"Did you mean {near[0]}?" if near else f"The variables are: {', '.join(known)}."
        raise ConfigurationRefused("unknown-variable", f"{name} is not a variable that Gatepost reads. {hint}")


def _refusal(field: str, what: str) -> ConfigurationRefused:
    info: FieldInfo = Environment.model_fields[field]
    name = variable_name(field)
    needs = cast("dict[str, str]", info.json_schema_extra)["needs"]
    example = (info.examples or [""])[0]
    return ConfigurationRefused(
        "bad-environment", f"{name} {what}: {needs}. Type for example: {name}={example}\n{info.description}"
    )


def _field_named(location: str) -> str:
    return next(field for field in Environment.model_fields if location in (field, variable_name(field)))
