"""How the commands find a pack: the one named, or the one that Gatepost ships.

$ gatepost policy show my-school
"""

from __future__ import annotations

import sys
from pathlib import Path

import click

from gatepost.cli.status import BAD_INPUT
from gatepost.policy import Edition, PackError, default_pack, load_pack
from gatepost.policy.pack import DEFAULT

pack_option = click.option("--pack", metavar="FOLDER", help="The pack to ask; without it, the one that Gatepost ships.")


def load(folder: str | None) -> Edition:
    """The edition in ``folder``, or the default one. Ends with status 2 and one line when it cannot be loaded.

    The name of a pack that Gatepost ships stands for it, unless there is such a folder here.
    """
    try:
        if folder is None or (folder == DEFAULT and not Path(folder).exists()):
            return default_pack()
        return load_pack(Path(folder))
    except PackError as error:
        click.echo(str(error), err=True)
        sys.exit(BAD_INPUT)
