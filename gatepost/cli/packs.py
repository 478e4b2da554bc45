"""How the commands find a pack: the one named, or the one that Gatepost ships.

$ gatepost policy show my-school
"""

from __future__ import annotations

import sys
from pathlib import Path

import click

from gatepost.cli.status import BAD_INPUT
from gatepost.policy import Edition, PackError, PackFiles, default_files, default_pack, load_pack, read_files
from gatepost.policy.pack import DEFAULT

pack_option = click.option("--pack", metavar="FOLDER", help="The pack to ask; without it, the one that Gatepost ships.")


def load_texts(folder: str | None) -> PackFiles:
    """The files of a pack that ``load`` has loaded."""
    return default_files() if _is_shipped(folder) else read_files(Path(str(folder)))


def _is_shipped(folder: str | None) -> bool:
    return folder is None or (folder == DEFAULT and not Path(folder).exists())


def load(folder: str | None) -> Edition:
    """The edition in ``folder``, or the default one. Ends with status 2 and one line when it cannot be loaded.

    The name of a pack that Gatepost ships stands for it, unless there is such a folder here.
    """
    try:
        return default_pack() if _is_shipped(folder) else load_pack(Path(str(folder)))
    except PackError as error:
        click.echo(str(error), err=True)
        sys.exit(BAD_INPUT)
