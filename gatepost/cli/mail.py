"""What does a mail server hand over, and how does a technician see that it works?

A letter that came back, on standard input; where the mail server, or a program that fetches mail, starts it is told in
docs/how-to/mail.md. It answers nothing to whoever wrote: that would come back in turn.

    $ gatepost mail bounced < letter
    $ gatepost mail count
    2026-07-03  a mail of ours that was not delivered  2
"""

import sys
from datetime import timedelta

import click

from gatepost.cli.django_setup import load_django, readable_database
from gatepost.cli.status import TRY_LATER

DAYS = 30


@click.group()
def mail() -> None:
    """Take back mail that could not be delivered."""


@mail.command()
def bounced() -> None:
    """Take one letter from standard input: what a mail server returned, or whatever else came."""
    load_django()
    from django.db import DatabaseError  # noqa: PLC0415  # needs Django loaded

    from gatepost.kernel.clock import now  # noqa: PLC0415  # the same
    from gatepost.mail.bounces import take_back  # noqa: PLC0415  # the same
    from gatepost.mail.returned import LARGEST  # noqa: PLC0415  # the same

    raw = sys.stdin.buffer.read(LARGEST + 1)
    while sys.stdin.buffer.read(
        LARGEST
    ):  # a mail server takes a letter that is not read to its end for one to bring again
        pass
    try:
        take_back(raw, at=now())
    except DatabaseError:
        click.echo("The database cannot be used now. Bring this letter again later.", err=True)
        sys.exit(TRY_LATER)


@mail.command()
def count() -> None:
    """Print how many letters came back in the last 30 days, by day and by what they were."""
    load_django()
    from django.utils.timezone import localdate  # noqa: PLC0415  # needs Django loaded

    from gatepost.kernel.clock import now  # noqa: PLC0415  # needs Django loaded
    from gatepost.mail.queries import came_back  # noqa: PLC0415  # the same

    with readable_database():
        counted = came_back(since=localdate(now()) - timedelta(days=DAYS))
    for day, verdict, number in counted:
        click.echo(f"{day}  {verdict.label}  {number}")
    if not counted:
        click.echo("Nothing came back.")
