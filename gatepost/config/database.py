"""Which database does a DATABASE_URL mean?

>>> parse_database_url("postgresql://gatepost:secret@db.school.example:5433/gatepost").host
'db.school.example'
>>> parse_database_url("sqlite:////srv/gatepost/gatepost.sqlite3").name
'/srv/gatepost/gatepost.sqlite3'
"""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

SECONDS_TO_WAIT_FOR_A_WRITER = 20
"""How long a write waits for its turn before it gives up; far above the slowest seen with 32 writers at once."""
SECONDS_TO_KEEP_A_CONNECTION = 60
"""Each thread of a worker keeps one, so PostgreSQL gives five of its hundred to a worker (`cli/serve.py`)."""
SQLITE_START = (
    "PRAGMA journal_mode=WAL;"  # readers do not wait for a writer
    "PRAGMA synchronous=FULL;"  # what was confirmed survives a power cut
    "PRAGMA foreign_keys=ON;"
    "PRAGMA secure_delete=ON;"  # what was removed is overwritten
)


@dataclass(frozen=True, slots=True)
class Database:
    """One database; `name` is a path for SQLite."""

    engine: str
    name: str
    host: str = ""
    port: str = ""
    user: str = ""
    password: str = field(default="", repr=False)
    options: tuple[tuple[str, str], ...] = ()

    @property
    def is_sqlite(self) -> bool:
        """Whether this is a file on this computer."""
        return self.engine == "sqlite3"


def parse_database_url(url: str) -> Database:
    """Return the database that a URL names; raise ValueError if it names none."""
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        return _sqlite(url)
    if parts.scheme in {"postgresql", "postgres"}:
        name = unquote(parts.path.removeprefix("/"))
        if not name or "/" in name:
            raise ValueError("the URL names no database")
        return Database(
            engine="postgresql",
            name=name,
            host=unquote(parts.hostname or ""),
            port=str(parts.port or ""),
            user=unquote(parts.username or ""),
            password=unquote(parts.password or ""),
            options=tuple(parse_qsl(parts.query, strict_parsing=bool(parts.query))),
        )
    raise ValueError("sqlite or postgresql is needed")


def _sqlite(url: str) -> Database:
    path = unquote(url.removeprefix("sqlite:///"))
    if path == url or not path or path == ":memory:":
        raise ValueError("sqlite:/// and the path of a file is needed")
    return Database(engine="sqlite3", name=str(Path(path).absolute()))


def django_database(database: Database) -> dict[str, Any]:
    """Return the entry for Django's DATABASES."""
    common: dict[str, Any] = {"ENGINE": f"django.db.backends.{database.engine}", "NAME": database.name}
    if database.is_sqlite:
        options: dict[str, Any] = {
            "transaction_mode": "IMMEDIATE",  # a transaction that reads first can never fail half-way for want of the lock
            "timeout": SECONDS_TO_WAIT_FOR_A_WRITER,
            "init_command": SQLITE_START,
        }
        return common | {"OPTIONS": options}
    options = {"options": f"-c lock_timeout={SECONDS_TO_WAIT_FOR_A_WRITER}s", **dict(database.options)}
    return common | {
        "HOST": database.host,
        "PORT": database.port,
        "USER": database.user,
        "PASSWORD": database.password,
        "OPTIONS": options,
        "CONN_MAX_AGE": SECONDS_TO_KEEP_A_CONNECTION,
        "CONN_HEALTH_CHECKS": True,
    }
