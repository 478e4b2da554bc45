"""How is done what a page does not wait for: mail, imports, what is due?

By one command beside the server, on the same computer and with the same environment. It may be stopped and started at any
moment: a task that it was at is found and run again.

    $ gatepost work
"""

import signal

import click

from gatepost.cli.django_setup import load_django, readable_database
from gatepost.kernel.processes import end_with


@click.command()
@click.option(
    "--beside-server", type=int, metavar="PID", hidden=True, help="Stop when the process that started this is gone."
)
def work(beside_server: int | None) -> None:
    """Send mail and do what is due, until it is stopped."""
    if beside_server:
        end_with(beside_server, signal.SIGTERM)
    load_django()
    from gatepost.mail.worker import TaskWorker, rescue  # noqa: PLC0415  # needs Django loaded

    with readable_database():
        rescue()
    TaskWorker().run_forever()
