"""Are contradictions found from the answers, however the rules are cut, and nothing else?"""

from pathlib import Path

import pytest

from gatepost.policy import Edition, analyse, default_pack, diff, load_pack
from gatepost.policy.schema import HATS
from tests.unit.policy.asking import changed_pack, copy_of_pack

Found = tuple[str, str, str, str | bool]

THREE: list[Found] = [
    ("conduct.working-hours", "conduct.school-computers", "device", "school-computer"),
    ("conduct.working-hours", "conduct.phones-off", "device", "own-phone"),
    ("conduct.5", "conduct.6", "person.is", "pupil"),
]

TEAM = ("staff", "governor", "volunteer")


def contradictions(edition: Edition) -> list[Found]:
    """The contradictions, without their examples."""
    return [(found.clause, found.against, found.fact, found.value) for found in analyse(edition).contradictions]


def test_default_pack_has_exactly_three_contradictions() -> None:
    """Each with the people it concerns, and an example that shows it."""
    found = analyse(default_pack())
    assert contradictions(default_pack()) == THREE
    assert {contradiction.hats for contradiction in found.contradictions} == {TEAM}
    for contradiction in found.contradictions:
        fact, value = contradiction.fact, contradiction.value
        assert contradiction.example.known[fact] == value


SCHOOL_COMPUTERS = 'when { context.service_kind == "social-networking" && context.device == "school-computer" };'
WORKING_HOURS_KINDS = '["social-networking", "blog"].contains(context.service_kind)'


@pytest.mark.parametrize(
    ("old", "new"),
    [
        # The permission of conduct.working-hours, cut by kind of site.
        (
            f"{WORKING_HOURS_KINDS} &&",
            (
                'context.service_kind == "blog" &&\n'
                '  (context.when == "working-hours" || ["school-equipment", "school-computer"].contains(context.device))\n}\n'
                'unless { context.permissions.contains("on-behalf-of-school") && context.purpose == "for-the-school" };\n\n'
                '@clause("conduct.working-hours")\n@modality("must-not")\n'
                'forbid (principal in Hats::"school-team", action == Action::"visit-social-media", resource)\n'
                'when {\n  context.service_kind == "social-networking" &&'
            ),
        ),
        # The same clause, cut by when and with what.
        (
            '(context.when == "working-hours" || ["school-equipment", "school-computer"].contains(context.device))',
            (
                'context.when == "working-hours"\n}\n'
                'unless { context.permissions.contains("on-behalf-of-school") && context.purpose == "for-the-school" };\n\n'
                '@clause("conduct.working-hours")\n@modality("must-not")\n'
                'forbid (principal in Hats::"school-team", action == Action::"visit-social-media", resource)\n'
                f"when {{\n  {WORKING_HOURS_KINDS} && "
                '["school-equipment", "school-computer"].contains(context.device)'
            ),
        ),
        # The clause that stands against it, cut by time of day.
        (
            SCHOOL_COMPUTERS,
            (
                'when { context.service_kind == "social-networking" && context.device == "school-computer" &&'
                ' context.when == "break" };\n\n@clause("conduct.school-computers")\n@modality("must-not")\n'
                'forbid (principal in Hats::"everyone", action == Action::"visit-social-media", resource)\n'
                'when { context.service_kind == "social-networking" && context.device == "school-computer" &&'
                ' context.when != "break" };'
            ),
        ),
    ],
    ids=["by kind of site", "by time and device", "what stands against it"],
)
def test_contradictions_do_not_depend_on_how_rules_are_cut(tmp_path: Path, old: str, new: str) -> None:
    """The same clauses in other rules contradict each other in the same way; no answer changes."""
    cut = changed_pack(tmp_path, rules_cedar=(old, new))
    assert contradictions(cut) == THREE
    assert diff(default_pack(), cut).answers == ()


def test_contradiction_that_is_mended_is_gone(tmp_path: Path) -> None:
    """School computers for posting on behalf of the school: two contradictions are left."""
    mended = changed_pack(
        tmp_path,
        rules_cedar=(
            SCHOOL_COMPUTERS,
            SCHOOL_COMPUTERS.rstrip(";") + "\nunless { "
            'context.permissions.contains("on-behalf-of-school") && context.purpose == "for-the-school" };',
        ),
    )
    assert contradictions(mended) == THREE[1:]


def test_new_contradiction_is_found(tmp_path: Path) -> None:
    """A photo pass that can never be used at an event."""
    broken = changed_pack(
        tmp_path,
        rules_cedar=(
            '@clause("parents.1")',
            (
                '@clause("parents.3")\n@modality("must-not")\n'
                'forbid (principal == Hat::"parent", action == Action::"take-photos", resource)\n'
                'when { context.where == "at-event" };\n\n@clause("parents.1")'
            ),
        ),
    )
    assert ("parents.photo-pass", "parents.3", "where", "at-event") in contradictions(broken)
    assert len(contradictions(broken)) == 4


def test_interpretations_stand_beside_the_contradictions() -> None:
    """Those that the pack marks, clause by clause."""
    marked = {clause for reading in analyse(default_pack()).interpretations for clause in reading.clauses}
    assert marked == {"conduct.2", "conduct.5", "conduct.6", "conduct.7", "disclosures.from-child"}


def test_silence_is_listed_per_hat() -> None:
    """The document says nothing to parents about pupils' profiles, and something to the team about every act."""
    silent = analyse(default_pack()).silent
    assert silent["parent"] == ("befriend", "interact-online", "view-profile", "carry-phone-on")
    assert all(silent[hat] == () for hat in TEAM)
    assert set(silent) == set(HATS)


def test_rule_that_never_decides_is_found(tmp_path: Path) -> None:
    """A phone cannot be a school computer: such a rule speaks of nothing; neither does its exception."""
    added = changed_pack(
        tmp_path,
        rules_cedar=(
            '@clause("parents.1")',
            (
                '@clause("parents.3")\n@modality("must-not")\n'
                'forbid (principal == Hat::"parent", action == Action::"use-phone", resource)\n'
                'when { context.where == "hall" && context.where == "office" }\n'
                'unless { context.permissions.contains("urgent-call") };\n\n@clause("parents.1")'
            ),
        ),
    )
    assert analyse(default_pack()).idle_rules == ()
    assert analyse(added).idle_rules == ("parents.3#1", "parents.3#1/unless-1")


def test_grant_that_never_changes_an_answer_is_found(tmp_path: Path) -> None:
    """A pass that no rule asks for any longer."""
    without = changed_pack(
        tmp_path,
        rules_cedar=('unless { context.permissions.contains("photo-pass") };', ";"),
        scenarios_toml=("", ""),
    )
    assert analyse(default_pack()).idle_grants == ()
    assert analyse(without).idle_grants == ("photo-pass",)


def test_progress_reaches_the_end() -> None:
    """Long work says how far it is."""
    seen: list[tuple[int, int]] = []
    total = analyse(default_pack(), lambda done, of: seen.append((done, of))).situations
    assert seen[-1] == (total, total)
    assert seen == sorted(seen)


def test_diff_of_a_pack_with_itself_is_empty() -> None:
    """Nothing changes, and the difference says so."""
    difference = diff(default_pack(), default_pack())
    assert not difference
    assert not any(difference.to_dict().values())


def test_diff_says_whose_answers_change_with_an_example(tmp_path: Path) -> None:
    """The hall becomes a place for phones at break: the team's answers change, the parents' do not."""
    new = changed_pack(
        tmp_path,
        rules_cedar=(
            'when { context.when == "break" }\nunless { ["staff-room",',
            'when { context.when == "break" }\nunless { ["hall", "staff-room",',
        ),
    )
    difference = diff(default_pack(), new)
    assert difference.hats == TEAM
    assert [(change.hat, change.act, change.old, change.new) for change in difference.answers] == [
        (hat, "use-phone", "must-not", "may") for hat in TEAM
    ]
    for change in difference.answers:
        assert (change.example.known["when"], change.example.known["where"]) == ("break", "hall")


def test_diff_names_reworded_clauses_whose_answers_stay(tmp_path: Path) -> None:
    """A change of words alone is not hidden: no answer changes, and whom the clause binds has to read it."""
    difference = diff(
        default_pack(), changed_pack(tmp_path, policy_md=("Keeping children safe", "Keeping pupils safe"))
    )
    assert (difference.reworded, difference.answers) == (("principle.safeguarding",), ())
    assert difference.hats == HATS


@pytest.mark.parametrize(
    ("file", "old", "new", "part", "hats"),
    [
        ("pack.toml", 'binds = ["staff", "governor"]', 'binds = ["staff", "volunteer"]', "changed", TEAM),
        ("pack.toml", 'review = "As required"', 'review = "Each July"', "about", ()),
        ("pack.toml", 'hats = ["governor", "volunteer"]', 'hats = ["governor"]', "interpretations", ()),
        ("procedures.toml", "Refer it there.", "Do nothing.", "procedures", ()),
        ("outcomes.toml", 'title = "Treated as', 'title = "Seen as', "outcomes", ("staff",)),
        ("grants.toml", 'at_most = "one event"', 'at_most = "one term"', "grants", ("parent",)),
    ],
)
def test_diff_hides_no_change_of_duties(
    tmp_path: Path, file: str, old: str, new: str, part: str, hats: tuple[str, ...]
) -> None:
    """Whatever is changed is named, and those whose duties it is."""
    folder = copy_of_pack(tmp_path)
    path = folder / file
    path.write_text(path.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")
    difference = diff(default_pack(), load_pack(folder))
    assert difference
    assert getattr(difference, part)
    assert difference.hats == hats


def _with_rule(tmp_path: Path, rule: str) -> Edition:
    return changed_pack(tmp_path, rules_cedar=('@clause("parents.1")', f'{rule}\n\n@clause("parents.1")'))


def test_ban_on_one_kind_of_site_is_named_by_that_kind(tmp_path: Path) -> None:
    """A clause that forbids all blogs takes the permission away for blogs, and for nothing else."""
    broken = _with_rule(
        tmp_path,
        '@clause("conduct.8")\n@modality("must-not")\n'
        'forbid (principal in Hats::"school-team", action == Action::"visit-social-media", resource)\n'
        'when { context.service_kind == "blog" };',
    )
    assert ("conduct.working-hours", "conduct.8", "service_kind", "blog") in contradictions(broken)


def test_rule_on_three_contents_at_once_is_not_idle(tmp_path: Path) -> None:
    """Contents are walked in pairs, and as far as a rule looks."""
    three = _with_rule(
        tmp_path,
        '@clause("parents.3")\n@modality("must-not")\n'
        'forbid (principal == Hat::"parent", action == Action::"publish", resource)\n'
        'when { context.content.containsAll(["disrepute", "security", "confidential"]) };',
    )
    assert analyse(three).idle_rules == ()
