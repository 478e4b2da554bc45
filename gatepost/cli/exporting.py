"""``gatepost policy export``: a policy as a document to read, to work on, or to load again.

$ gatepost policy export my-school --to pdf policy.pdf
"""

from __future__ import annotations

import sys
from pathlib import Path

import click

from gatepost.cli.packs import load, load_texts
from gatepost.cli.status import FAILED
from gatepost.printing import PrintingError, edition_docx, edition_pdf, pack_zip


@click.command()
@click.argument("pack")
@click.option(
    "--to", "form", type=click.Choice(["pdf", "docx", "pack"]), required=True, help="pack is a zip of the folder."
)
@click.argument("out", type=click.Path(dir_okay=False, writable=True, path_type=Path))
def export(*, pack: str, form: str, out: Path) -> None:
    """Write PACK to OUT: as a PDF, as a Word document, or as a folder in a zip that loads again to the same hash."""
    edition = load(pack)
    try:
        made = {
            "pdf": lambda: edition_pdf(edition),
            "docx": lambda: edition_docx(edition),
            "pack": lambda: pack_zip(load_texts(pack)),
        }[form]()
        out.write_bytes(made)
    except (PrintingError, OSError) as error:
        click.echo(str(error), err=True)
        sys.exit(FAILED)
    click.echo(f"{edition.title}, edition of {edition.label}: {len(made):,} bytes.\n{edition.sha256}")
