"""How does a command get Django ready, or say why it cannot?

Commands that need the database call `load_django()` first; a refusal by the environment becomes one paragraph and
exit status 2, never a traceback.

    $ gatepost audit verify
    GATEPOST_SECRET_KEY is missing: ...
"""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import click

from gatepost.cli.status import BAD_INPUT
from gatepost.kernel.errors import ConfigurationRefused
from gatepost.kernel.files import for_this_user_alone


def load_django() -> None:
    """Load the settings and the rooms; exit with BAD_INPUT if the environment is refused.

    Every file that is made from here on is for this user alone.
    """
    for_this_user_alone()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gatepost.config.settings")
    import django  # noqa: PLC0415  # loading it is what this function is for: other commands must not pay for it

    try:
        django.setup()
    except ConfigurationRefused as refused:
        click.echo(refused.sentence, err=True)
        sys.exit(BAD_INPUT)


@contextmanager
def readable_database() -> Iterator[None]:
    """Turn a database that is not there, or not Gatepost's, into one sentence and BAD_INPUT."""
    from django.db import DatabaseError  # noqa: PLC0415  # needs Django loaded

    try:
        yield
    except DatabaseError:
        click.echo(
            "The database cannot be used. Are GATEPOST_DATA_DIR and DATABASE_URL right? "
            "A new database needs: gatepost manage migrate",
            err=True,
        )
        sys.exit(BAD_INPUT)
