"""``gatepost policy``: is this pack right, what does it say, what does a change change, does it contradict itself?

$ gatepost policy check my-school
$ gatepost policy diff primary-school my-school
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from textwrap import indent

import click

from gatepost.cli.exporting import export
from gatepost.cli.importing import import_
from gatepost.cli.packs import load
from gatepost.cli.status import BAD_INPUT, FAILED
from gatepost.policy import Edition, analyse, coverage, diff, failing_scenarios, words
from gatepost.policy.analysis import Analysis, Contradiction
from gatepost.policy.coverage import Covered
from gatepost.policy.errors import shown
from gatepost.policy.model import Clause
from gatepost.policy.schema import GIVEN_AT_ONCE, can_be_carried_out

_pack = click.argument("pack", required=False)
_json_flag = click.option("--json", "as_json", is_flag=True, help="Print JSON.")


@click.group()
def policy() -> None:
    """Check, show, compare and analyse policies.

    PACK is a folder; left out, it is the pack that Gatepost ships.
    """


policy.add_command(import_)
policy.add_command(export)


@policy.command()
@_pack
def check(*, pack: str | None) -> None:
    """Load PACK, ask its scenarios, look for gaps. Status 2: it cannot be loaded; 1: it is not right yet."""
    edition = load(pack)
    wrong = list(_complaints(edition))
    for line in wrong:
        click.echo(line, err=True)
    if wrong:
        click.echo(edition.sha256)
        sys.exit(FAILED)
    click.echo(
        f"{edition.title}, edition of {edition.label}: {len(edition.clauses)} clauses, "
        f"{sum(not rule.twin_of for rule in edition.rules)} rules, {len(edition.scenarios)} scenarios, all as expected.\n"
        f"{edition.sha256}"
    )


def _complaints(edition: Edition) -> Iterable[str]:
    for failed in failing_scenarios(edition):
        scenario, answer = failed.scenario, failed.answer
        expected = f"{scenario.verdict} by {', '.join(scenario.clauses) or 'no clause'}"
        got = f"{answer.verdict} by {', '.join(answer.clauses) or 'no clause'}"
        differing = f"expected {expected}, the rules say {got}"
        if scenario.needs != answer.needs:
            differing += f"; expected needs {_needs(scenario.needs)}, the rules say {_needs(answer.needs)}"
        yield f"scenarios.toml: “{scenario.id}”: {differing}."
    for grant in edition.grants.values():
        if not can_be_carried_out(grant.form, grant.decided_by):
            one_of = " or ".join(GIVEN_AT_ONCE[grant.form])
            yield f"grants.toml: “{grant.id}” ({grant.form}) is given in one step: decided_by is {one_of}, alone."
    for row in coverage(edition):
        if row.untried:
            yield f"scenarios.toml: no scenario shows what the rules of “{row.clause}” do."
        if row.gap:
            yield f"pack.toml: “{row.clause}” has no rule, permission, outcome or procedure, and no reason (judged)."


def _needs(needs: tuple[tuple[str, ...], ...]) -> str:
    return " or ".join(" + ".join(names) for names in needs) or "none"


@policy.command()
@_pack
@click.option("--clause", metavar="ID", help="Only this clause, with all that is known of it.")
def show(*, pack: str | None, clause: str | None) -> None:
    """Print the policy for reading."""
    edition = load(pack)
    if clause is None:
        _show_document(edition)
    elif clause in edition.clauses:
        _show_clause(edition, edition.clauses[clause])
    else:
        click.echo(f"There is no clause {shown(clause)}. Clauses: {', '.join(edition.clauses)}.", err=True)
        sys.exit(BAD_INPUT)


def _show_document(edition: Edition) -> None:
    click.secho(edition.title, bold=True)
    click.echo(edition.audience)
    for section in edition.sections:
        click.secho(f"\n{section.title}", bold=True)
        for clause in section.clauses:
            click.echo(f"\n  {clause.title} ({clause.id})")
            click.echo(_indented(clause.wording))
    click.echo(f"\nApproved: {edition.approved or 'not yet'}.")
    click.echo(f"Signed: {edition.signed_by or '____________ (not signed yet)'}")
    click.echo(f"Review: {edition.review or 'not said'}.")
    click.echo(f"Edition of {edition.label}, {edition.sha256}")


def _show_clause(edition: Edition, clause: Clause) -> None:
    click.secho(f"{clause.title} ({clause.id})", bold=True)
    click.echo(_indented(clause.wording))
    click.echo(f"\nIn plain words: {clause.plain}")
    click.echo(f"Binds: {words.listed([words.HATS[hat] for hat in clause.binds])}.")
    click.echo(f"How it speaks: {clause.modality}.")
    click.echo(f"What lifts it: {clause.lifted or 'nothing'}")
    if clause.judged:
        click.echo(f"For a person to judge: {clause.judged}")
    for reading in edition.interpretations_of(clause.id):
        click.echo(f"Interpretation: {reading.text}")
    for scenario in edition.scenarios_for(clause.id):
        click.echo(f"  - {scenario.title} {words.VERDICTS[scenario.verdict]}.")


def _indented(text: str) -> str:
    """The wording as it is written: its lines are short, and its lists stay lists."""
    return indent(text, "    ")


@policy.command("diff")
@click.argument("old")
@click.argument("new")
@_json_flag
def diff_(*, old: str, new: str, as_json: bool) -> None:
    """Which answers change from OLD to NEW, for whom, with an example each."""
    difference = diff(load(old), load(new))
    if as_json:
        _print_json(difference.to_dict())
        return
    if not difference:
        click.echo("Nothing changes.")
    for change in difference.answers:
        was, now = words.VERDICTS[change.old], words.VERDICTS[change.new]
        cases = f"{change.count} case{'s' if change.count > 1 else ''}"
        what = f"{was} → {now}" if was != now else f"{was}, for another reason or with another permission"
        click.echo(f"{words.HATS[change.hat]}: {words.ACTS[change.act]}: {what} ({cases})")
        click.echo(f"    for example {json.dumps(change.example.to_dict())}")
    for part in (
        "added",
        "removed",
        "reworded",
        "changed",
        "grants",
        "outcomes",
        "interpretations",
        "procedures",
        "about",
    ):
        if names := getattr(difference, part):
            click.echo(f"{part}: {', '.join(names)}")


@policy.command("analyse")
@_pack
@_json_flag
def analyse_(*, pack: str | None, as_json: bool) -> None:
    """Contradictions, interpretations, silences, and rules that never decide."""
    edition = load(pack)
    with click.progressbar(length=1, label="Walking every situation", file=sys.stderr) as bar:

        def progress(done: int, of: int) -> None:
            bar.length = of
            bar.update(done - bar.pos)

        found = analyse(edition, progress)
    if as_json:
        _print_json(found.to_dict())
    else:
        _show_analysis(edition, found)


def _show_analysis(edition: Edition, found: Analysis) -> None:
    click.secho(f"Contradictions: {len(found.contradictions)}", bold=True)
    for contradiction in found.contradictions:
        click.echo(f"  - {_told(edition, contradiction)}")
    click.secho(f"Interpretations: {len(found.interpretations)}", bold=True)
    for reading in found.interpretations:
        click.echo(f"  - {reading.title} ({', '.join(reading.clauses)})")
    click.secho("The policy says nothing", bold=True)
    for hat, acts in found.silent.items():
        if acts:
            click.echo(f"  - to {words.HATS[hat]} about: {'; '.join(words.ACTS[act] for act in acts)}")
    click.secho("Rules and exceptions that never decide", bold=True)
    click.echo(f"  {', '.join(found.idle_rules) or 'none'}")
    click.secho("Permissions that never change an answer", bold=True)
    click.echo(f"  {', '.join(found.idle_grants) or 'none'}")
    click.echo(f"{found.situations} situations walked, permissions and restrictions beside.")


def _told(edition: Edition, found: Contradiction) -> str:
    named = [
        words.VALUES["permissions"][name] if name in edition.grants else words.QUESTIONS[name]
        for name in found.exception
    ]
    where = f" ({words.QUESTIONS[found.fact]} {words.VALUES[found.fact][found.value]})" if found.fact else ""
    excepted = words.listed(named or ["always"])
    return f"{found.clause} makes an exception ({excepted}), {found.against} forbids it all the same{where}."


@policy.command("coverage")
@_pack
@_json_flag
def coverage_(*, pack: str | None, as_json: bool) -> None:
    """What stands behind each clause. Status 1 when a clause has nothing."""
    rows = coverage(load(pack))
    if as_json:
        _print_json([row.to_dict() for row in rows])
    else:
        for row in rows:
            click.echo(f"{row.clause}: {_behind(row)}")
    if any(row.gap for row in rows):
        sys.exit(FAILED)


def _behind(row: Covered) -> str:
    parts = [
        f"{len(ids)} {name if len(ids) > 1 else name.removesuffix('s')}"
        for name, ids in (
            ("rules", row.rules),
            ("permissions", row.grants),
            ("outcomes", row.outcomes),
            ("procedures", row.procedures),
            ("scenarios", row.scenarios),
        )
        if ids
    ]
    if row.judged:
        parts.append(f"for a person to judge: {row.judged}")
    return "; ".join(parts) if not row.gap else "GAP: nothing stands behind this clause"


def _print_json(data: object) -> None:
    click.echo(json.dumps(data, ensure_ascii=False, indent=2))
