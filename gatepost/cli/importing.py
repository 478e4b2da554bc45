"""``gatepost policy import``: what would Gatepost make of a school's own document?

$ gatepost policy import our-policy.docx --json > proposal.json
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click

from gatepost.cli.packs import load, pack_option
from gatepost.cli.status import BAD_INPUT
from gatepost.documents import DocumentRefused, Proposal, confidence, propose, read_safely
from gatepost.documents.bounds import LARGEST
from gatepost.policy import Edition

SHOWN = 90
"""Characters of a sentence in the summary."""


@click.command("import")
@click.argument("document")
@pack_option
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def import_(*, document: str, pack: str | None, as_json: bool) -> None:
    """Read DOCUMENT (.docx, .pdf, .txt, .md) and propose a clause of the pack for each sentence. Changes nothing."""
    edition = load(pack)
    try:
        found = _proposed(Path(document), edition)
    except DocumentRefused as refused:
        click.echo(str(refused), err=True)
        sys.exit(BAD_INPUT)
    if as_json:
        click.echo(json.dumps(found.to_dict(), ensure_ascii=False, indent=2))
    else:
        _show(found, edition)


def _proposed(path: Path, edition: Edition) -> Proposal:
    data = _bytes(path)
    with click.progressbar(length=1, label="Reading the document", file=sys.stderr) as bar:

        def progress(done: int, of: int) -> None:
            bar.length = of
            bar.update(done - bar.pos)

        document = read_safely(path.name, data, progress)
    return propose(path.name, document, edition)


def _bytes(path: Path) -> bytes:
    right = "Name a .docx, .pdf, .txt or .md file."
    try:
        if not path.is_file():
            raise DocumentRefused("not-found", "There is no such file.", right)
        with path.open("rb") as file:
            return file.read(LARGEST + 1)
    except (OSError, ValueError):
        raise DocumentRefused("not-found", "This file cannot be opened.", right) from None


def _show(found: Proposal, edition: Edition) -> None:
    for place, sentence in enumerate(found.sentences):
        match = found.matches.get(place)
        if match is None:
            click.secho(_short(sentence.text), bold=True)
            continue
        sure = confidence(match)
        clause = ", ".join(match.clauses) or "for a person to judge"
        mark = "?" if sure == "likely" else ""
        click.echo(
            f"  {sentence.number + ' ' if sentence.number else ''}{_short(sentence.text)}\n      -> {clause}{mark}"
        )
    click.echo()
    for clause in found.off:
        click.echo(f"Not in the document: {clause} ({edition.clauses[clause].title})")
    if found.document.without_text:
        click.echo(f"Pages without text: {', '.join(map(str, found.document.without_text))}")
    counts = found.to_dict()["counts"]
    click.echo(
        f"{counts['sentences']} sentences; {counts['matched']} of {counts['compared']} matched, "
        f"{counts['judge']} for a person to judge; {counts['clauses_off']} of {len(found.clauses)} clauses are not in it."
    )


def _short(text: str) -> str:
    return text if len(text) <= SHOWN else text[: SHOWN - 1].rstrip() + "\u2026"
