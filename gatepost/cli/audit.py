"""Is the record whole, and where does it end?

    $ gatepost audit verify
    oddenbrook: 41 entries, whole.
    $ gatepost audit head
    oddenbrook 41:5f0c...

`verify` ends with status 0 for a whole record, 1 for one that was tampered with, 2 for a head that makes no sense.
"""

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from gatepost.cli.django_setup import load_django, readable_database
from gatepost.cli.status import BAD_INPUT

if TYPE_CHECKING:
    from gatepost.audit.head import Head
    from gatepost.audit.verify import Report

TAMPERED = 1
"""Exit status for a record that is not whole."""
STEP_OF_PROGRESS = 20_000
"""Entries between two signs of life, about a second."""


@click.group()
def audit() -> None:
    """Verify the record, or print its head for the minutes."""


@audit.command()
@click.option("--head", "typed", metavar="FILE|NUMBER:HASH", help="A head kept elsewhere: a copy, or from the minutes.")
@click.option("--school", help="The id of one school, where there are several.")
def verify(typed: str | None, school: str | None) -> None:
    """Tell whether anything in the record was changed, removed, reordered, inserted or cut off."""
    load_django()
    with readable_database():
        reports = _reports(typed, school)
    if not reports:
        click.echo("There is no record yet.")
    for report in reports:
        _show(report)
    sys.exit(0 if all(report.whole for report in reports) else TAMPERED)


@audit.command()
@click.option("--keep", is_flag=True, help="Also write it to the file of heads, after a restored backup for instance.")
def head(keep: bool) -> None:  # noqa: FBT001  # click hands a flag over like this
    """Print where each school's record ends, for the minutes."""
    load_django()
    from django.conf import settings  # noqa: PLC0415  # needs Django loaded

    from gatepost.audit import head as heads  # noqa: PLC0415  # needs Django loaded
    from gatepost.audit import outside, queries  # noqa: PLC0415  # needs Django loaded

    with readable_database():
        try:
            ends = queries.heads()
        except queries.RecordUnreadable as refused:
            _stop(refused.sentence)
        outside.put_on_disk()  # others see an entry some milliseconds before it is there to stay
    if not ends:
        click.echo("There is no record yet.")
    for end in ends.values():
        click.echo(f"{end.school} {end.sequence}:{end.hash}")
    if keep:
        try:
            heads.replace_all(settings.AUDIT_HEAD_FILE, ends)
        except heads.HeadLeft as refused:
            _stop(refused.sentence)
        except OSError as refused:
            _stop(f"The head cannot be kept: {refused.strerror}.")


def _reports(typed: str | None, school: str | None) -> "list[Report]":
    """Verify what was asked for: every school that the database, or the head, knows of, unless one was named."""
    from gatepost.audit import queries  # noqa: PLC0415  # needs Django loaded
    from gatepost.people.queries import list_school_ids  # noqa: PLC0415  # the same

    there = list_school_ids()
    known = {*queries.schools(), *there}  # before the heads: of a school that comes meanwhile nothing is asked
    outside = _outside_heads(typed, school, known)
    known |= outside.keys()
    if school is not None and school not in known:
        _stop(f"No school {school} has a record.")
    names = sorted(known) if school is None else [school]
    reports = [_verify_one(name, outside.get(name), expected=name in there) for name in names]
    return [*reports, *(_strays() if school is None else [])]


def _outside_heads(typed: str | None, school: str | None, known: set[str]) -> "Mapping[str, Head]":
    """Return the heads to compare with, by school; exit with BAD_INPUT if they make no sense."""
    from django.conf import settings  # noqa: PLC0415  # needs Django loaded

    from gatepost.audit import head as heads  # noqa: PLC0415  # needs Django loaded

    try:
        if typed is None:
            return heads.read(settings.AUDIT_HEAD_FILE)
        if Path(typed).exists():
            return heads.read(Path(typed))
        name = school or _only_school(known)
        return {name: heads.parse_typed(name, typed)}
    except heads.HeadUnreadable as refused:
        _stop(refused.sentence)
    except OSError as refused:
        _stop(f"The head cannot be read: {refused.strerror}.")


def _only_school(known: set[str]) -> str:
    if len(known) != 1:
        _stop(f"There are {len(known)} schools. Say which: --school ID")
    return next(iter(known))


def _strays() -> "list[Report]":
    """Return a report on what stands in the record under what is no school's id, none if nothing does."""
    from gatepost.audit import queries  # noqa: PLC0415  # needs Django loaded
    from gatepost.audit.verify import Kind, Report  # noqa: PLC0415  # needs Django loaded

    if not queries.has_strays():
        return []
    report = Report("(no school)")
    report.add(Kind.INSERTED, "Something stands in the record under what is no school's id; it was never written.")
    return [report]


def _verify_one(school: str, outside: "Head | None", *, expected: bool) -> "Report":
    from gatepost.audit.verify import verify_school  # noqa: PLC0415  # needs Django loaded

    def progress(done: int) -> None:
        if done % STEP_OF_PROGRESS == 0:
            click.echo(f"{school}: {done} entries read", err=True)

    return verify_school(school, outside=outside, expected=expected, progress=progress)


def _show(report: "Report") -> None:
    entries = f"{report.entries} {'entry' if report.entries == 1 else 'entries'}"
    click.echo(f"{report.school}: {entries}, {'whole' if report.whole else 'NOT whole'}.")
    for finding in report.findings:
        click.echo(f"  {finding.sentence}")
    if report.found > len(report.findings):
        click.echo(f"  … and {report.found - len(report.findings)} more.")
    for note in report.notes:
        click.echo(f"  Note: {note}")


def _stop(sentence: str) -> NoReturn:
    click.echo(sentence, err=True)
    sys.exit(BAD_INPUT)
