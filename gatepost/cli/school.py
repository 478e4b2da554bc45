"""How does a real school begin, and who is helped in where no school may?

With its head, the chair of its governors and their clerk, who let everybody else in:

    $ gatepost school open "Fernleigh School" --head "Ruth Adeyemi <ruth@fernleigh.example>" \
        --chair "Gareth Pryce <gareth@fernleigh.example>" --clerk "Sally Hargrave <sally@fernleigh.example>"
"""

import sys
from email.utils import parseaddr

import click

from gatepost.cli.django_setup import load_django, readable_database
from gatepost.cli.status import BAD_INPUT
from gatepost.kernel.errors import Refused

WHO = "NAME <ADDRESS>"


@click.group()
def school() -> None:
    """Open a school in this installation."""


@school.command("open")
@click.argument("name")
@click.option("--head", required=True, metavar=WHO, help="The head teacher.")
@click.option("--chair", required=True, metavar=WHO, help="The chair of governors.")
@click.option("--clerk", metavar=WHO, help="The clerk to the governors.")
def open_school(name: str, head: str, chair: str, clerk: str | None) -> None:
    """Open the school NAME, and invite its first people."""
    load_django()
    from gatepost.accounts.first_people import First, open_with  # noqa: PLC0415  # needs Django loaded
    from gatepost.kernel.clock import now  # noqa: PLC0415  # the same
    from gatepost.people.states import Duty  # noqa: PLC0415  # the same

    written = {Duty.HEAD: head, Duty.CHAIR: chair, Duty.CLERK: clerk}
    first = tuple(First(duty, *_parted(words)) for duty, words in written.items() if words)
    try:
        with readable_database():
            invited = open_with(name=name, first=first, at=now())
    except Refused as refused:
        click.echo(f"Nothing was changed. {refused.sentence}", err=True)
        sys.exit(BAD_INPUT)
    click.echo(
        f"{name} is open. Each of these has an invitation by mail, which opens here too, once and for two weeks:"
    )
    for one, path in invited:
        click.echo(f"  {one.name}, {one.duty.label}: {path}")


@school.command("help-in")
@click.argument("address")
def help_in(address: str) -> None:
    """Take away the second step of whoever signs in with ADDRESS, where no school may: make sure who asks you."""
    load_django()
    from gatepost.accounts.services import reset_for  # noqa: PLC0415  # needs Django loaded
    from gatepost.kernel.clock import now  # noqa: PLC0415  # the same

    try:
        with readable_database():
            reset_for(address=address, at=now())
    except Refused as refused:
        click.echo(f"Nothing was changed. {refused.sentence}", err=True)
        sys.exit(BAD_INPUT)
    click.echo("Their second step and password are gone, their sessions are over, and a mail tells them.")


def _parted(words: str) -> tuple[str, str]:
    name, address = parseaddr(words)
    if name and "@" in address:
        return name, address
    click.echo(
        f"{words!r} is not a name and an address. Type for example: 'Ruth Adeyemi <ruth@school.example>'", err=True
    )
    sys.exit(BAD_INPUT)
