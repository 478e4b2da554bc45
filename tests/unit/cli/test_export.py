"""Does ``gatepost policy export`` write what it was asked for?"""

import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner

from gatepost.cli.main import main
from gatepost.policy import default_pack, load_pack

BEGINS = {"pdf": b"%PDF", "docx": b"PK", "pack": b"PK"}


@pytest.mark.parametrize("form", BEGINS)
def test_export_writes_the_form_and_says_which_edition_it_is(tmp_path: Path, form: str) -> None:
    """The hash is on the screen, to compare."""
    out = tmp_path / "out"
    result = CliRunner().invoke(main, ["policy", "export", "primary-school", "--to", form, str(out)])
    assert result.exit_code == 0, result.output
    assert default_pack().sha256 in result.output
    assert out.read_bytes().startswith(BEGINS[form])


def test_exported_pack_loads_again_to_the_same_hash(tmp_path: Path) -> None:
    """As a folder, the way a pack is."""
    out = tmp_path / "out.zip"
    CliRunner().invoke(main, ["policy", "export", "primary-school", "--to", "pack", str(out)])
    with zipfile.ZipFile(out) as archive:
        archive.extractall(tmp_path)
    assert load_pack(tmp_path / "policy").sha256 == default_pack().sha256


def test_export_of_a_bad_pack_is_refused_with_one_line(tmp_path: Path) -> None:
    """Nothing is written."""
    out = tmp_path / "out.pdf"
    result = CliRunner().invoke(main, ["policy", "export", str(tmp_path), "--to", "pdf", str(out)])
    assert result.exit_code == 2
    assert not out.exists()


def test_export_to_where_nothing_can_be_written_says_so(tmp_path: Path) -> None:
    """In words, with no traceback."""
    result = CliRunner().invoke(
        main, ["policy", "export", "primary-school", "--to", "pdf", str(tmp_path / "no" / "x.pdf")]
    )
    assert result.exit_code == 1
    assert "Traceback" not in result.output
