"""Are the files of a pack the pack, wherever they are kept?"""

from pathlib import Path

import pytest

from gatepost.policy import PackError, default_files, default_pack, load_files, load_pack, read_files
from gatepost.policy.files import FILES
from gatepost.policy.pack import DEFAULT, PACKS
from tests.unit.policy.asking import copy_of_pack


def test_files_of_a_folder_load_as_the_folder_does() -> None:
    """The texts are all that a folder is."""
    files = read_files(PACKS / DEFAULT)
    assert tuple(files) == FILES
    assert load_files(files) == load_pack(PACKS / DEFAULT) == default_pack()


def test_line_ends_and_file_order_do_not_change_the_hash() -> None:
    """How files are laid out is no part of what they say."""
    turned = {name: text.replace("\n", "\r\n") for name, text in sorted(default_files().items())}
    assert load_files(turned).sha256 == default_pack().sha256


@pytest.mark.parametrize("name", FILES)
def test_missing_file_is_refused(name: str) -> None:
    """Each of the seven is needed."""
    rest = {other: text for other, text in default_files().items() if other != name}
    with pytest.raises(PackError, match=r"is missing\. A pack has all of its seven files"):
        load_files(rest)


def test_file_more_is_refused_because_the_hash_would_not_know_of_it() -> None:
    """What is not read is not kept either."""
    with pytest.raises(PackError, match=r"notes\.txt: This is no file of a pack"):
        load_files({**default_files(), "notes.txt": "The staff room is cold."})


@pytest.mark.parametrize("character", ["\x00", "\x1b", "\ud800"])
def test_character_that_no_policy_holds_is_refused_with_its_line(character: str) -> None:
    """Control characters, and halves of characters that no database takes."""
    files = dict(default_files())
    files["policy.md"] = files["policy.md"].replace("Nobody blogs", f"Nobody{character}blogs")
    line = files["policy.md"].partition(character)[0].count("\n") + 1
    with pytest.raises(PackError, match="control character") as caught:
        load_files(files)
    assert (caught.value.file, caught.value.line) == ("policy.md", line)


def test_file_too_large_is_refused_before_it_is_read_closely() -> None:
    """The limit is that of a folder."""
    with pytest.raises(PackError, match=r"scenarios\.toml: This file has 300,000 bytes"):
        load_files({**default_files(), "scenarios.toml": "#" * 300_000})


def test_pack_in_a_folder_is_refused_as_its_files_are(tmp_path: Path) -> None:
    """The words of a refusal do not depend on where the files are."""
    changed = ("Nobody blogs", "### Nobody blogs")
    folder = copy_of_pack(tmp_path, policy_md=changed)
    with pytest.raises(PackError) as of_folder:
        load_pack(folder)
    with pytest.raises(PackError) as of_files:
        load_files(read_files(folder))
    assert str(of_folder.value) == str(of_files.value)
