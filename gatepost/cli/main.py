"""What happens when somebody types ``gatepost``?

The first word chooses a command, and only that command's module is imported: asking the policy never pays for
loading Django. The table below is the one place where a command is made known; its help line stands here too, so
that ``gatepost --help`` imports nothing either.

    $ gatepost ask --json < situation.json
    $ gatepost audit verify
"""

from dataclasses import dataclass
from importlib import import_module

import click


@dataclass(frozen=True, slots=True)
class Entry:
    """Where a command lives (``module:attribute``) and its one line of help."""

    target: str
    help: str

    def load(self) -> click.Command:
        """Import the command's module and return the command."""
        module, _, attribute = self.target.partition(":")
        command: click.Command = getattr(import_module(module), attribute)
        return command


COMMANDS = {
    "ask": Entry("gatepost.cli.ask:ask", "Ask the policy one question."),
    "policy": Entry("gatepost.cli.policy:policy", "Check, show, compare and analyse policies."),
    "audit": Entry("gatepost.cli.audit:audit", "Verify the record, or print its head for the minutes."),
    "agreements": Entry("gatepost.cli.agreements:agreements", "Verify what people signed."),
    "school": Entry("gatepost.cli.school:school", "Open a school, with its head, chair and clerk."),
    "demo": Entry("gatepost.cli.demo:demo", "Load the invented school."),
    "serve": Entry("gatepost.cli.serve:serve", "Serve Gatepost to browsers."),
    "work": Entry("gatepost.cli.work:work", "Send mail and do what is due, beside the server."),
    "mail": Entry("gatepost.cli.mail:mail", "Take back mail that could not be delivered."),
    "manage": Entry("gatepost.cli.manage:manage", "Run one of Django's own commands, migrate for instance."),
}


class LazyGroup(click.Group):
    """A group whose commands are imported when they are used."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  # click asks like this
        """Return every command's name, in the order of the table."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002  # the same
        """Return the command of that name, or None if there is none."""
        entry = COMMANDS.get(cmd_name)
        return entry.load() if entry else None

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002  # the same
        """Write the list of commands without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, entry.help) for name, entry in COMMANDS.items()])


@click.command(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="gatepost")
def main() -> None:
    """Gatepost: a school's social-media policy as running software."""


if __name__ == "__main__":
    main()
