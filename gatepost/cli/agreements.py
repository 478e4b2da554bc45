"""Does everything that people signed still name the words that they signed?

    $ gatepost agreements verify
    oddenbrook: 212 answers to the policy: each fits its edition's words and the record.
    Names and reasons are those that were typed.

Ends with status 0 if all matches, 1 if something does not. It trusts the record; whether that is whole says
``gatepost audit verify``.
"""

import json
import sys
from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from gatepost.cli.django_setup import load_django, readable_database
from gatepost.cli.status import BAD_INPUT, FAILED

if TYPE_CHECKING:
    from gatepost.signoff.verify import Report

MOST_SHOWN = 20
"""Findings that are written out for people; ``--json`` has all."""


@click.group()
def agreements() -> None:
    """Verify what people signed."""


@agreements.command()
@click.option("--school", help="The id of one school, where there are several.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object instead of sentences.")
def verify(*, school: str | None, as_json: bool) -> None:
    """Compare every answer to the policy with its edition's words, hashed anew, and with the record."""
    load_django()
    from gatepost.people.queries import list_school_ids  # noqa: PLC0415  # needs Django loaded
    from gatepost.signoff.verify import verify_school  # noqa: PLC0415  # the same

    with readable_database():
        known = list_school_ids()
        if school is not None and school not in known:
            click.echo(f"There is no school {school}.", err=True)
            sys.exit(BAD_INPUT)
        reports = [verify_school(each) for each in known if school in (None, each)]
    if as_json:
        click.echo(json.dumps({"schools": [{**asdict(report), "whole": report.whole} for report in reports]}, indent=1))
    else:
        _show(reports)
    sys.exit(0 if all(report.whole for report in reports) else FAILED)


def _show(reports: "list[Report]") -> None:
    if not reports:
        click.echo("There is no school yet.")
    for report in reports:
        answers = f"{report.sign_offs} {'answer' if report.sign_offs == 1 else 'answers'} to the policy"
        each = "each" if report.whole else "NOT each"
        click.echo(f"{report.school}: {answers}: {each} fits its edition's words and the record.")
        for finding in report.findings[:MOST_SHOWN]:
            click.echo(f"  {finding.sign_off or 'The record'}: {finding.sentence}")
        if len(report.findings) > MOST_SHOWN:
            click.echo(f"  … and {len(report.findings) - MOST_SHOWN} more.")
    older = sum(report.without_mark for report in reports)
    if older:
        are = "an answer" if older == 1 else f"{older} answers"
        click.echo(
            f"Of {are} from before Gatepost kept a mark of them, name and reason as typed are not in the record."
        )
    elif reports and all(report.whole for report in reports):
        click.echo("Names and reasons are those that were typed.")
