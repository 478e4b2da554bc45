"""How is done what a page does not wait for: mail, imports, what is due?

By one command beside the server, on the same computer and with the same environment. It may be stopped and started at any
moment: a task that it was at is found and run again.

    $ gatepost work
"""

import os

import click

from gatepost.cli.django_setup import load_django, readable_database


@click.command()
@click.option("--beside-server", is_flag=True, hidden=True, help="Stop when whoever started it is gone.")
def work(beside_server: bool) -> None:  # noqa: FBT001  # click hands a flag over like this
    """Send mail and do what is due, until it is stopped."""
    parent = os.getppid()
    load_django()
    from gatepost.mail.worker import TaskWorker, rescue  # noqa: PLC0415  # needs Django loaded

    with readable_database():
        rescue()
    TaskWorker().run_forever(stop=lambda: beside_server and os.getppid() != parent)
