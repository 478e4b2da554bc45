"""How does the invented school get in?

$ gatepost demo load
The invented school is there.
"""

import sys

import click

from gatepost.cli.django_setup import load_django, readable_database
from gatepost.cli.status import BAD_INPUT


@click.group()
def demo() -> None:
    """Load the invented school."""


@demo.command()
def load() -> None:
    """Load the invented school, unless there is a school already."""
    load_django()
    from django.conf import settings  # noqa: PLC0415  # needs Django loaded

    from gatepost.demo import services  # noqa: PLC0415  # needs Django loaded

    if not settings.DEMO:
        click.echo("Only a demo has an invented school. Type: GATEPOST_DEMO=yes gatepost demo load", err=True)
        sys.exit(BAD_INPUT)
    with readable_database():
        loaded = services.load(with_a_day=True)
    click.echo("The invented school is there." if loaded else "There is a school already; nothing was changed.")
