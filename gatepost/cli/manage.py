"""How does one run Django's own commands?

$ gatepost manage migrate
"""

import click

from gatepost.cli.django_setup import load_django


@click.command(context_settings={"ignore_unknown_options": True, "help_option_names": []}, add_help_option=False)
@click.argument("words", nargs=-1, type=click.UNPROCESSED)
def manage(words: tuple[str, ...]) -> None:
    """Run one of Django's own commands."""
    load_django()
    from django.core.management import execute_from_command_line  # noqa: PLC0415  # needs Django loaded

    execute_from_command_line(["gatepost manage", *words])
