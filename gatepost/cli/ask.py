"""``gatepost ask``: one question to the policy, from a program or from a person.

    $ echo '{"hats": ["parent"], "act": "take-photos"}' | gatepost ask --json
    {"verdict": "with-permission", ...}

With ``--lines`` each line of the input is a question and each line of the output its answer, or its error, in the same place.
Without either it asks a person, question by question, and only those that matter.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any, BinaryIO

import click

from gatepost.cli.packs import load, pack_option
from gatepost.cli.status import BAD_INPUT
from gatepost.policy import Answer, Edition, Situation, SituationError, decide, words
from gatepost.policy.schema import ACTS, FACTS, HATS, LISTS
from gatepost.policy.situation import LONGEST


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Read one situation as JSON, print the answer as JSON.")
@click.option("--lines", is_flag=True, help="Read one situation a line, print one answer a line.")
@pack_option
def ask(*, as_json: bool, lines: bool, pack: str | None) -> None:
    """Ask the policy "May I …?".

    Exit status 2 says that a question did not fit; with --lines the others are answered all the same.
    """
    edition = load(pack)
    if lines:
        sys.exit(_answer_lines(edition, _input()))
    elif as_json:
        _answer_one(edition, _input())
    else:
        _ask_a_person(edition)


def _input() -> BinaryIO:
    if sys.stdin is None:
        click.echo("gatepost ask: there is no standard input to read a question from.", err=True)
        sys.exit(BAD_INPUT)
    return sys.stdin.buffer


def _answer_one(edition: Edition, source: BinaryIO) -> None:
    try:
        answer = decide(edition, _situation(source.read(LONGEST + 1)))
    except SituationError as error:
        click.echo(f"gatepost ask: {f'{error.key}: ' if error.key else ''}{error}", err=True)
        sys.exit(BAD_INPUT)
    click.echo(_json(answer.to_dict()))


def _answer_lines(edition: Edition, source: BinaryIO) -> int:
    status = 0
    for line in _lines(source):
        try:
            result = decide(edition, _situation(line)).to_dict()
        except SituationError as error:
            result, status = {"error": error.to_dict()}, BAD_INPUT
        click.echo(_json(result))
    return status


def _lines(source: BinaryIO) -> Iterator[bytes]:
    """Each line, cut off where it is longer than any question: what is cut off is read past, never kept."""
    while line := source.readline(LONGEST + 2):
        rest = line
        while rest and not rest.endswith(b"\n") and len(rest) > LONGEST:
            rest = source.readline(LONGEST + 2)
        yield line.rstrip(b"\r\n")


def _situation(data: bytes) -> Situation:
    if len(data) > LONGEST:
        raise SituationError("too-large", "", f"A situation has at most {LONGEST} bytes.")
    try:
        return Situation.from_json(data.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise SituationError("malformed", "", "This is not UTF-8.") from None


def _json(data: dict[str, Any]) -> str:
    return json.dumps(data, ensure_ascii=False)


def _ask_a_person(edition: Edition) -> None:
    click.echo(f"{edition.title}, edition of {edition.label}. Press Ctrl-C to stop.\n")
    situation = _first_questions()
    not_known: set[str] = set()
    answer = decide(edition, situation)
    while open_facts := [fact for fact in answer.depends_on if fact not in not_known]:
        fact = open_facts[0]
        values = FACTS[fact].values
        chosen = _choose(words.QUESTIONS[fact], [words.VALUES[fact][value] for value in values], optional=True)
        if chosen is None:
            not_known.add(fact)
            continue
        situation = situation.knowing(fact, values[chosen])
        answer = decide(edition, situation)
    _print_answer(_ask_about_lists(edition, answer))


def _ask_about_lists(edition: Edition, answer: Answer) -> Answer:
    """Ask about lost rights and about permissions, each only where it could turn the answer."""
    situation = answer.situation
    lost = _held(edition, situation, "restrictions", lambda names: replace(situation, restrictions=names))
    situation = replace(situation, restrictions=lost)
    held = _held(edition, situation, "permissions", lambda names: replace(situation, permissions=names))
    return decide(edition, replace(situation, permissions=held))


def _held(
    edition: Edition, situation: Situation, key: str, having: Callable[[frozenset[str]], Situation]
) -> frozenset[str]:
    values = [value for value in LISTS[key] if value in _mentioned(edition, situation, key)]
    if decide(edition, having(frozenset(values))).verdict == decide(edition, situation).verdict:
        return frozenset()
    chosen = _choose_several(words.QUESTIONS[key], [words.VALUES[key][value] for value in values])
    return frozenset(values[place] for place in chosen)


def _mentioned(edition: Edition, situation: Situation, key: str) -> frozenset[str]:
    return frozenset().union(*(edition.engine.mentioned(hat, situation.act, key) for hat in situation.hats))


def _first_questions() -> Situation:
    hats = [HATS[place] for place in _choose_several(words.QUESTIONS["hats"], list(words.HATS.values()), least=1)]
    act = tuple(ACTS)[_choose(words.QUESTIONS["act"], [words.ACTS[act] for act in ACTS]) or 0]
    situation = Situation(tuple(hats), act)
    if not ACTS[act].content:
        return situation
    chosen = _choose_several(words.QUESTIONS["content"], [words.VALUES["content"][value] for value in LISTS["content"]])
    return replace(situation, content=frozenset(LISTS["content"][place] for place in chosen))


def _choose(question: str, choices: list[str], *, optional: bool = False) -> int | None:
    """The place of the choice, from 0; None for "I don't know" where that is an answer."""
    _print_choices(question, choices)
    if optional:
        click.echo("  0  I don't know")
    chosen: int = click.prompt("Number", type=click.IntRange(0 if optional else 1, len(choices)))
    click.echo()
    return chosen - 1 if chosen else None


def _choose_several(question: str, choices: list[str], *, least: int = 0) -> list[int]:
    _print_choices(question, choices)
    hint = "Numbers, with commas" if least else "Numbers, with commas; nothing for none of these"
    while True:
        typed: str = click.prompt(hint, type=str, default=None if least else "0", show_default=False)
        parts = [part.strip() for part in typed.replace(" ", ",").split(",") if part.strip()]
        places = [int(part) - 1 for part in parts if part.isascii() and part.isdigit() and len(part) < _DIGITS]
        if len(places) == len(parts) and all(-1 <= place < len(choices) for place in places):
            chosen = sorted({place for place in places if place >= 0})
            if len(chosen) >= least:
                click.echo()
                return chosen
        click.echo(f"Please type numbers from 1 to {len(choices)}, such as 1,2.")


def _print_choices(question: str, choices: list[str]) -> None:
    click.secho(question, bold=True)
    for number, choice in enumerate(choices, start=1):
        click.echo(f"  {number}  {choice}")


_DIGITS = 4
"""No list of choices is so long that its numbers have as many digits."""

_COLOURS = {"may": "green", "with-permission": "yellow", "please-dont": "yellow", "must-not": "red"}


def _print_answer(answer: Answer) -> None:
    edition = answer.edition
    click.secho(answer.headline, bold=True, fg=_COLOURS.get(answer.verdict))
    click.echo(_wrapped(answer.why))
    for name in answer.clauses:
        clause = edition.clauses[name]
        click.echo(f"\n{clause.title} ({name})")
        click.echo(_wrapped(clause.wording))
    _print_list("What would change this", answer.would_change)
    _print_list("This rests on a reading of the policy", [reading.text for reading in answer.interpretations])
    _print_list("What the law says, apart from the policy", [f"{note.text} ({note.source})" for note in answer.law])
    click.echo(f"\nEdition of {edition.label}, {edition.sha256[:12]}.")


def _print_list(heading: str, lines: tuple[str, ...] | list[str]) -> None:
    if lines:
        click.echo(f"\n{heading}:")
        for line in lines:
            click.echo(click.wrap_text(line, width=78, initial_indent="  - ", subsequent_indent="    "))


def _wrapped(text: str) -> str:
    return str(click.wrap_text(text, width=78, initial_indent="  ", subsequent_indent="  ", preserve_paragraphs=True))
