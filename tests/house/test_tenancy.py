"""Do two schools in one database never see each other: in every table, and in every read that takes a viewer?

A read that is new needs a line in READS, or this fails: call it with the given school's head as the viewer and the given
school's ids. It is then asked for its own school, where something has to come, and by the other school's head, to whom
nothing of this one may.
"""

import inspect
import pkgutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from importlib import import_module

import pytest
from django.apps import apps
from django.conf import LazySettings
from django.db.models import ForeignKey, Model, QuerySet

import gatepost
from gatepost.accounts import groups as accounts_groups
from gatepost.accounts import queries as accounts
from gatepost.accounts.groups import Chosen
from gatepost.agreements import queries as agreements
from gatepost.agreements.importing import queries as documents
from gatepost.campaigns import figures, glance, lists, outlook, planning
from gatepost.campaigns import queries as campaigns
from gatepost.campaigns.models import Campaign
from gatepost.decisions import facts
from gatepost.decisions import queries as decisions
from gatepost.enquiries import channels
from gatepost.enquiries import queries as enquiries
from gatepost.enquiries.models import Enquiry
from gatepost.enquiries.routing import handled_by, held_by, stood_in_by
from gatepost.grants import adjustments, held, letters
from gatepost.grants import queries as grants
from gatepost.people import chosen, declaring, directory, file, history, mine
from gatepost.people import queries as people
from gatepost.people.models import Person, Pupil, School
from gatepost.people.viewer import NOBODY, Viewer
from gatepost.policy import Situation, default_pack
from gatepost.premises import queries as premises
from gatepost.restrictions import letters as notices
from gatepost.restrictions import queries as restrictions
from gatepost.roster import queries as rosters
from gatepost.selfreports import queries as self_reports
from gatepost.selfreports.access import receives
from gatepost.signoff import copies, declined, keeping, leavers, quiz, seeing_paper
from gatepost.signoff import queries as signoff
from tests.tenants import AT, DAY, FAR, WEEKS, Half

READERS_WITHOUT_ROWS = ("web", "cli", "config", "demo", "policy", "kernel", "questions", "documents", "printing")
ANSWERS = ("may_", "sees_")
"""What these answer is about the viewer alone."""
Read = Callable[[Viewer, Half], object]
WANTED = directory.Wanted()
PUBLISHED = Situation(("staff",), "publish", {}, frozenset({"school-name"}))

READS: dict[str, Read] = {
    "accounts.groups.sort_out": lambda by, _of: accounts_groups.sort_out(by, Chosen("hat", "staff"), at=AT),
    "accounts.groups.group": lambda by, of: accounts_groups.group(by, Chosen("class", f"{of.word} 4"), at=AT),
    "accounts.groups.sort_people": lambda by, _of: accounts_groups.sort_people(
        by, list(people.with_roles(people.visible_to(by)).prefetch_related("delegations")), Chosen("nobody-in"), at=AT
    ),
    "accounts.queries.standing": lambda by, of: accounts.standing(by, of.teacher, at=AT) and of.word,
    "accounts.queries.list_unreached": lambda by, _of: accounts.list_unreached(by),
    "accounts.queries.list_heads": lambda by, _of: accounts.list_heads(replace(by, person_id="another"), on=DAY),
    "agreements.queries.visible_to": lambda by, _of: agreements.visible_to(by),
    "agreements.queries.list_visible": lambda by, _of: agreements.list_visible(by, on=DAY),
    "agreements.queries.get_visible": lambda by, of: agreements.get_visible(by, of.edition, on=DAY),
    "agreements.queries.get_standing": lambda by, of: agreements.get_standing(by, of.edition, on=DAY),
    "agreements.queries.get_beginning": lambda by, of: agreements.get_beginning(by, of.edition, on=DAY) and of.word,
    "agreements.queries.get_policy": lambda by, of: agreements.get_policy(by, of.edition),
    "agreements.queries.get_files": lambda by, of: agreements.get_files(by, of.edition),
    "agreements.queries.list_reviews": lambda by, of: agreements.list_reviews(by, of.edition),
    "agreements.queries.list_rulings": lambda by, _of: agreements.list_rulings(by, on=DAY),
    "agreements.queries.list_steps": lambda by, of: agreements.list_steps(by, of.edition) and of.word,
    "agreements.importing.queries.visible_to": lambda by, _of: documents.visible_to(by, at=AT),
    "agreements.importing.queries.list_visible": lambda by, _of: documents.list_visible(by, at=AT),
    "agreements.importing.queries.get_visible": lambda by, of: documents.get_visible(by, of.document, at=AT),
    "campaigns.queries.visible_to": lambda by, _of: campaigns.visible_to(by),
    "campaigns.queries.list_visible": lambda by, _of: campaigns.list_visible(by, on=DAY),
    "campaigns.queries.get_visible": lambda by, of: campaigns.get_visible(by, of.campaign, on=DAY),
    "campaigns.figures.figures": lambda by, of: figures.figures(by, of.campaign, on=DAY) and of.word,
    "campaigns.glance.running": lambda by, _of: glance.running(by, on=FAR),
    "campaigns.lists.find": lambda by, of: lists.find(by, of.begun, lists.Wanted(), on=FAR),
    "campaigns.lists.list_all": lambda by, of: lists.list_all(by, of.begun, lists.Wanted(), on=FAR),
    "campaigns.outlook.outlook": lambda by, of: outlook.outlook(by, of.campaign, at=AT) and of.word,
    "campaigns.outlook.forecast": lambda by, of: (
        outlook.forecast(by, Campaign.objects.get(id=of.campaign), at=AT) and of.word
    ),
    "campaigns.planning.visible_to": lambda by, _of: planning.visible_to(by),
    "decisions.facts.facts_about": lambda by, _of: facts.facts_about(by, PUBLISHED, policy=default_pack(), at=AT),
    "decisions.facts.facts_about_each": lambda by, _of: facts.facts_about_each(
        by, (PUBLISHED,), policy=default_pack(), at=AT
    ),
    "decisions.queries.visible_to": lambda by, _of: decisions.visible_to(by),
    "decisions.queries.asked": lambda by, _of: decisions.asked(by, weeks=WEEKS, on=DAY),
    "decisions.queries.has_earlier": lambda by, of: decisions.has_earlier(by, weeks=WEEKS.after) and of.word,
    "grants.held.in_force": lambda by, _of: held.in_force(by, on=DAY, policy=default_pack()),
    "grants.held.given_to": lambda by, _of: held.given_to(by, on=DAY, policy=default_pack()),
    "grants.adjustments.list_adjustments": lambda by, of: adjustments.list_adjustments(
        replace(by, person_id="another", duties=by.duties & {"chair"}), Person.objects.get(id=of.head.person_id), on=DAY
    ),
    "grants.letters.letter_of": lambda by, of: letters.letter_of(by, of.given, on=DAY) and of.word,
    "grants.letters.get_letter": lambda by, of: letters.get_letter(by, of.given, on=DAY),
    "grants.queries.visible_to": lambda by, _of: grants.visible_to(by, on=DAY),
    "grants.queries.get_visible": lambda by, of: grants.get_visible(by, of.permission, on=DAY),
    "grants.queries.list_own": lambda by, _of: grants.list_own(by, on=DAY),
    "grants.queries.list_waiting": lambda by, _of: grants.list_waiting(by, on=DAY),
    "grants.queries.list_lacking": lambda by, _of: grants.list_lacking(by, on=DAY),
    "grants.queries.list_pending": lambda by, _of: grants.list_pending(
        replace(by, duties=by.duties & {"head"}), on=DAY
    ),
    "grants.queries.list_in_force": lambda by, _of: grants.list_in_force(by, on=DAY),
    "grants.queries.list_expiring": lambda by, _of: grants.list_expiring(by, on=DAY),
    "grants.queries.list_others": lambda by, _of: grants.list_others(by, on=DAY),
    "enquiries.channels.get_channels": lambda by, of: channels.get_channels(by).phone and of.word,
    "enquiries.queries.visible_to": lambda by, _of: enquiries.visible_to(by, on=DAY),
    "enquiries.queries.list_own": lambda by, _of: enquiries.list_own(by, on=DAY),
    "enquiries.queries.list_answered": lambda by, _of: enquiries.list_answered(by, on=DAY, since=DAY),
    "enquiries.queries.list_waiting": lambda by, _of: enquiries.list_waiting(by, on=DAY),
    "enquiries.queries.list_settled": lambda by, _of: enquiries.list_settled(by, on=DAY),
    "enquiries.queries.get_visible": lambda by, of: enquiries.get_visible(by, of.enquiry, at=AT, on=DAY),
    "enquiries.queries.parts_of": lambda by, of: (
        enquiries.parts_of(by, Enquiry.objects.get(id=of.enquiry), handled_by(by, on=DAY)) and of.word
    ),
    "selfreports.queries.visible_to": lambda by, _of: self_reports.visible_to(by, on=DAY),
    "selfreports.queries.received_by": lambda by, _of: self_reports.received_by(by, on=DAY),
    "selfreports.queries.list_answered": lambda by, of: of.word * bool(self_reports.list_answered(by, on=DAY)),
    "selfreports.queries.list_own": lambda by, _of: self_reports.list_own(by, on=DAY),
    "selfreports.queries.list_received": lambda by, _of: self_reports.list_received(by, on=DAY),
    "selfreports.queries.get_visible": lambda by, of: self_reports.get_visible(by, of.self_report, on=DAY),
    "selfreports.queries.addressee": lambda by, of: (
        of.word * bool(self_reports.addressee(replace(by, person_id="another", duties=frozenset()), on=DAY))
    ),
    "selfreports.queries.addressees": lambda by, _of: self_reports.addressees(
        replace(by, person_id="another", duties=frozenset()), on=DAY
    ),
    "selfreports.access.receives": lambda by, of: of.word * bool(receives(by)),
    "enquiries.routing.handled_by": lambda by, of: of.word * ("office" in handled_by(by, on=DAY)),
    "enquiries.routing.held_by": lambda by, of: of.word * ("head" in held_by(by)),
    "enquiries.routing.stood_in_by": lambda by, of: of.word * ("clerk" in stood_in_by(by, on=DAY)),
    "people.chosen.get_person": lambda by, of: chosen.get_person(by, of.teacher),
    "people.chosen.get_pupil": lambda by, of: chosen.get_pupil(by, of.pupil, on=DAY),
    "people.chosen.get_restriction": lambda by, of: chosen.get_restriction(
        by, Pupil.objects.get(id=of.pupil), of.restriction
    ),
    "people.chosen.get_school": lambda by, _of: chosen.get_school(by),
    "people.declaring.find_own": lambda by, of: declaring.find_own(by, of.declaration),
    "people.directory.find_people": lambda by, _of: directory.find_people(by, WANTED, on=DAY),
    "people.directory.find_pupils": lambda by, _of: directory.find_pupils(by, WANTED, on=DAY),
    "people.directory.list_classes": lambda by, _of: directory.list_classes(by, on=DAY),
    "people.file.get_file": lambda by, of: file.get_file(by, of.teacher, on=DAY),
    "people.file.get_pupil_file": lambda by, of: file.get_pupil_file(by, of.pupil, on=DAY),
    "people.file.list_declarations": lambda by, of: file.list_declarations(by, of.teacher, on=DAY),
    "people.file.merged_into": lambda by, of: file.merged_into(by, of.merged),
    "people.history.list_history": lambda by, of: history.list_history(by, of.teacher),
    "people.mine.get_mine": lambda by, _of: mine.get_mine(by, on=DAY),
    "people.mine.has_adjustment": lambda by, of: mine.has_adjustment(by, on=DAY) and of.word,
    "people.mine.my_declarations": lambda by, _of: mine.my_declarations(by, on=DAY),
    "people.queries.count_wearing": lambda by, of: of.word * people.count_wearing(by, ["staff"], on=DAY),
    "people.queries.get_school": lambda by, _of: people.get_school(by),
    "people.queries.get_school_id": lambda by, _of: people.get_school_id(by),
    "people.queries.get_school_name": lambda by, _of: people.get_school_name(by),
    "people.queries.get_visible": lambda by, of: people.get_visible(by, of.teacher, on=DAY),
    "people.queries.list_visible": lambda by, _of: people.list_visible(by, on=DAY),
    "people.queries.pupils_visible_to": lambda by, _of: people.pupils_visible_to(by, on=DAY),
    "people.queries.visible_to": lambda by, _of: people.visible_to(by),
    "premises.queries.visible_to": lambda by, _of: premises.visible_to(by),
    "premises.queries.messages_visible_to": lambda by, _of: premises.messages_visible_to(by),
    "premises.queries.areas_visible_to": lambda by, _of: premises.areas_visible_to(by),
    "premises.queries.list_held": lambda by, _of: premises.list_held(by, at=AT),
    "premises.queries.list_given_back": lambda by, _of: premises.list_given_back(by, at=AT),
    "premises.queries.list_own": lambda by, _of: premises.list_own(by, at=AT),
    "premises.queries.get_held": lambda by, of: premises.get_held(by, of.phone, at=AT),
    "premises.queries.list_messages": lambda by, of: premises.list_messages(by, of.phone),
    "premises.queries.holds_urgent_call": lambda by, of: of.word * premises.holds_urgent_call(by, at=AT),
    "premises.queries.areas_now": lambda by, _of: premises.areas_now(by, at=AT),
    "premises.queries.get_area": lambda by, of: premises.get_area(by, of.area, at=AT),
    "restrictions.queries.visible_to": lambda by, _of: restrictions.visible_to(by, on=DAY),
    "restrictions.queries.list_visible": lambda by, _of: restrictions.list_visible(by, on=DAY),
    "restrictions.queries.list_open": lambda by, _of: restrictions.list_open(by, on=DAY),
    "restrictions.queries.list_own_open": lambda by, _of: restrictions.list_own_open(by, on=DAY),
    "restrictions.queries.get_visible": lambda by, of: restrictions.get_visible(by, of.notice, on=DAY),
    "restrictions.queries.own_to": lambda by, _of: restrictions.own_to(by),
    "restrictions.queries.list_own": lambda by, _of: restrictions.list_own(by, on=DAY),
    "restrictions.queries.get_own": lambda by, of: restrictions.get_own(by, of.own_notice, on=DAY),
    "restrictions.queries.list_in_force": lambda by, _of: restrictions.list_in_force(by, on=DAY),
    "restrictions.queries.get_subject": lambda by, of: restrictions.get_subject(by, of.teacher, on=DAY),
    "restrictions.queries.can_restrict": lambda by, of: restrictions.can_restrict(by, of.teacher, on=DAY) and of.word,
    "restrictions.queries.list_heads": lambda by, _of: restrictions.list_heads(
        replace(by, person_id="another"), on=DAY
    ),
    "restrictions.letters.get_letter": lambda by, of: notices.get_letter(by, of.notice, 0, on=DAY),
    "roster.queries.visible_to": lambda by, _of: rosters.visible_to(by),
    "roster.queries.list_visible": lambda by, _of: rosters.list_visible(by),
    "roster.queries.get_visible": lambda by, of: rosters.get_visible(by, of.roster),
    "roster.queries.get_lines": lambda by, of: rosters.get_lines(by, of.roster, "new"),
    "roster.queries.list_last_imported": lambda by, _of: rosters.name_people(by, list(rosters.list_last_imported(by))),
    "roster.queries.count_ticked": lambda by, of: of.word * rosters.count_ticked(by, of.roster),
    "roster.queries.name_people": lambda by, of: rosters.name_people(by, [of.teacher]),
    "roster.queries.can_undo": lambda by, of: rosters.can_undo(by, of.roster, at=AT) and of.word,
    "roster.queries.what_undoing_keeps": lambda by, of: (
        of.word * rosters.what_undoing_keeps(by, of.roster, at=AT).count
    ),
    "signoff.copies.get_copy": lambda by, of: copies.get_copy(by, of.sign_off, on=DAY),
    "signoff.declined.list_declined": lambda by, _of: declined.list_declined(by, on=FAR),
    "signoff.queries.dealt_with_visible_to": lambda by, _of: signoff.dealt_with_visible_to(by),
    "signoff.leavers.list_of_leaver": lambda by, of: leavers.list_of_leaver(by, of.teacher, on=DAY - timedelta(days=1)),
    "signoff.keeping.list_told": lambda by, of: of.word * len(keeping.list_told(by)),
    "signoff.seeing_paper.scans_visible_to": lambda by, _of: seeing_paper.scans_visible_to(by),
    "signoff.seeing_paper.get_scan": lambda by, of: seeing_paper.get_scan(by, of.on_paper),
    "signoff.seeing_paper.list_paper": lambda by, of: seeing_paper.list_paper(by, of.teacher),
    "signoff.seeing_paper.list_done": lambda by, of: seeing_paper.list_done(by, of.head.person_id) and of.word,
    "signoff.seeing_paper.count_recorded": lambda by, of: of.word * seeing_paper.count_recorded(by, on=DAY),
    "signoff.seeing_paper.get_paper": lambda by, of: seeing_paper.get_paper(by, of.on_paper),
    "signoff.queries.mistakes_visible_to": lambda by, _of: signoff.mistakes_visible_to(by),
    "signoff.queries.list_mistakes": lambda by, of: of.word * len(signoff.list_mistakes(by)),
    "signoff.queries.visible_to": lambda by, _of: signoff.visible_to(by),
    "signoff.queries.list_own": lambda by, of: (signoff.list_own(by), signoff.list_own(by, to=of.edition)),
    "signoff.queries.get_own": lambda by, of: signoff.get_own(by, of.sign_off),
    "signoff.queries.answers_to": lambda by, of: signoff.answers_to(by, of.edition),
    "signoff.queries.list_answers_to": lambda by, of: [
        signoff.list_answers_to(by, of.edition, of_one_entry=alone) for alone in (True, False)
    ],
    "signoff.queries.questions_visible_to": lambda by, _of: signoff.questions_visible_to(by),
    "signoff.queries.links_visible_to": lambda by, _of: signoff.links_visible_to(by),
    "signoff.queries.did_questions_as": lambda by, of: signoff.did_questions_as(by, of.edition) and of.word,
    "signoff.quiz.quiz_left": lambda by, of: quiz.quiz_left(by, f"not {of.edition}", on=DAY).wanted * of.word,
    "signoff.queries.last_agreed": lambda by, _of: signoff.last_agreed(by, but=""),
    "signoff.quiz.own_quiz": lambda by, of: quiz.own_quiz(by, on=DAY).wanted * of.word,
}
"""Every read, by name. One that gives only a number or a yes gives the asked school's word for it."""
OF_ONES_OWN = {
    "premises.queries.holds_urgent_call",
    "people.queries.count_wearing",
    "decisions.queries.has_earlier",
    "people.mine.has_adjustment",
    "signoff.keeping.list_told",
    "signoff.queries.list_mistakes",
    "signoff.seeing_paper.count_recorded",
    "signoff.quiz.own_quiz",
    "signoff.quiz.quiz_left",
    "enquiries.channels.get_channels",
    "enquiries.routing.handled_by",
    "enquiries.routing.held_by",
    "enquiries.routing.stood_in_by",
    "selfreports.access.receives",
    "selfreports.queries.list_answered",
    "selfreports.queries.addressee",
}
"""Reads that take no id and give a number or a yes: the other head gets that of their own school."""

NAMES_ITS_SCHOOL_BY_TEXT = {
    "audit.AuditEntry": "the record has no foreign keys, so that nothing erased elsewhere tears a hole in it",
    "audit.AuditChain": "the same",
    "audit.AuditFollower": "the same",
    "mail.Message": "mail stands below people, and what was sent outlives whom it was sent to",
}
OF_NO_SCHOOL = {
    "people.Account": "somebody signs in to several schools with one; which, their persons say",
    "gatepost_accounts.Session": "the same: it is an account's, and most are nobody's",
    "mail.ReturnedCount": "letters that came back are counted before anybody knows whose they are",
}
"""Tables of the whole installation, and why."""


def rooms() -> Iterator[str]:
    """Yield the modules that may read rows."""
    for module in pkgutil.walk_packages(gatepost.__path__, "gatepost."):
        room = module.name.split(".")[1]
        if room not in READERS_WITHOUT_ROWS and ".migrations" not in module.name:
            yield module.name


def reads() -> Iterator[str]:
    """Yield the name of every function that takes a viewer first and gives more than an answer about them."""
    for name in rooms():
        for called, function in inspect.getmembers(import_module(name), inspect.isfunction):
            if function.__module__ != name or called.startswith(("_", *ANSWERS)):
                continue
            first = next(iter(inspect.signature(function).parameters.values()), None)
            if first is not None and first.annotation in (Viewer, "Viewer") and first.name == "viewer":
                yield f"{name.removeprefix('gatepost.')}.{called}"


@pytest.fixture
def halves(db: None, settings: LazySettings) -> tuple[Half, Half]:
    """Two schools, made alike."""
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}
    return Half.new("Quayle"), Half.new("Thornby")


def test_every_read_that_takes_a_viewer_is_tried_with_two_schools() -> None:
    """A new one needs a line in READS; one that went, none."""
    found = set(reads())
    without_a_line, gone = sorted(found - set(READS)), sorted(set(READS) - found)
    assert (without_a_line, gone) == ([], [])


def test_no_read_tells_one_school_of_another(halves: tuple[Half, Half]) -> None:
    """Each gives its own head something, and another school's head nothing of it; nobody gets anything."""
    here, there = halves
    for name, read in READS.items():
        assert here.marks_in(read(here.head, here)), f"{name} gives its own school nothing: the line proves nothing"
        assert not here.marks_in(read(there.head, there)), f"{name} tells one school of another"
        if name not in OF_ONES_OWN:
            assert not here.marks_in(read(there.head, here)), f"{name} opens another school's id"
        assert not here.marks_in(read(NOBODY, here)), f"{name} tells nobody something"


def test_marks_are_found_wherever_they_are(halves: tuple[Half, Half]) -> None:
    """A search that finds nothing would prove nothing."""
    here, there = halves
    for value in (
        here.head,
        [here.teacher],
        {"x": (here.pupil,)},
        "Ada Quayle",
        School.objects.filter(name="Quayle School"),
    ):
        assert here.marks_in(value)
        assert not there.marks_in(value)
    assert isinstance(people.visible_to(here.head), QuerySet)


def tables() -> list[type[Model]]:
    """Return every table of ours."""
    return [
        model
        for config in apps.get_app_configs()
        if config.name.startswith("gatepost.")
        for model in config.get_models()
    ]


def reaches_school(model: type[Model], seen: frozenset[type[Model]] = frozenset()) -> bool:
    """Tell whether a row leads to its school by foreign keys."""
    if model is School:
        return True
    pointers = [field for field in model._meta.concrete_fields if isinstance(field, ForeignKey)]
    ahead = [field.related_model for field in pointers if field.related_model not in seen]
    return any(reaches_school(target, seen | {model}) for target in ahead)


@pytest.mark.parametrize("model", tables(), ids=lambda model: model._meta.label)
def test_every_row_leads_to_a_school(model: type[Model]) -> None:
    """Or the table says why not."""
    label = model._meta.label
    if label in NAMES_ITS_SCHOOL_BY_TEXT:
        assert "school" in {field.name for field in model._meta.concrete_fields}
        return
    assert reaches_school(model) != (label in OF_NO_SCHOOL)
