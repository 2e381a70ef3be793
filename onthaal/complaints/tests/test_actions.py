import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from onthaal.complaints import retention
from onthaal.complaints.actions import deciding, handling, investigating, reminders
from onthaal.complaints.actions.regulations import save_regulation
from onthaal.complaints.actions.submission import Contact
from onthaal.complaints.models import Absence, Complaint, Regulation, StepKind
from onthaal.complaints.states import Degree, Ground, Norm, Ruling, State
from onthaal.core import clock
from onthaal.core.changes import CannotChange, ChangedMeanwhile
from onthaal.organisation.actions import add_member, remove_member
from onthaal.outbox.models import Message
from onthaal.people.actions import persons
from onthaal.timeline.models import Event

pytestmark = pytest.mark.django_db


def mails(address, template=None):
    rows = Message.objects.filter(to_address=address)
    return rows.filter(template=template) if template else rows


@pytest.fixture
def investigated(complain, hall):
    complaint = complain()
    deciding.admit(complaint, by=hall.nora)
    return handling.assign(complaint, handler=hall.eva, deputy=hall.fatma, by=hall.nora)


def test_an_complains_and_reads_both_dates(complain, hall):
    complaint = complain(received_on=dt.date(2026, 11, 23))
    assert complaint.admissible_by == dt.date(2026, 12, 3)
    assert complaint.rule_by == dt.date(2027, 1, 7)
    mail = mails("an@example.be").get()
    assert "donderdag 3 december" in mail.body_text
    assert "7 januari" in mail.body_text
    assert complaint.letters.get().kind == "acknowledgement"


def test_the_coordinator_hears_it_but_not_the_one_of_the_team_itself(complain, hall):
    complain()
    assert mails(hall.nora.email, "complaint_new").count() == 1
    assert not mails(hall.wout.email).exists()
    assert "haagje" not in mails(hall.nora.email).get().body_text


def test_without_a_coordinator_outside_the_team_an_administrator_elsewhere_hears_it(complain, hall):
    hall.nora.roles = ["administrator"]
    hall.nora.save()
    complaint = complain()
    mail = mails(hall.nora.email).get()
    assert mail.template == "complaint_no_coordinator"
    assert complaint.reference not in mail.body_text + mail.subject
    assert not mails(hall.lies.email).exists()


def test_a_complaint_stays_on_the_regulation_of_its_day(complain, hall):
    newer = Regulation(valid_from=dt.date(2026, 6, 1), ruling_days=30)
    save_regulation(regulation=newer, by=hall.nora)
    old = complain(received_on=dt.date(2026, 5, 31))
    new = complain(received_on=dt.date(2026, 6, 1))
    assert (old.rule_by - old.received_on).days == 45
    assert (new.rule_by - new.received_on).days == 30
    newer.ruling_days = 60
    with pytest.raises(CannotChange, match="nieuwe versie"):
        save_regulation(regulation=newer, by=hall.nora)


def test_from_complaint_to_ruling_with_second_line_in_letter_and_mail(investigated, hall):
    assert investigated.state == State.INVESTIGATION
    ruled = deciding.rule(
        investigated,
        ruling=Ruling.PARTLY,
        norms=[Norm.TREATMENT, Norm.PRACTICE],
        degree=Degree.FULL,
        text="De haag wordt vervangen. Onze excuses.",
        by=hall.eva,
    )
    letter = ruled.letters.get(kind="ruling")
    mail = mails("an@example.be", "complaint_ruled").get()
    for text in (letter.body, mail.body_text):
        assert "gedeeltelijk gegrond" in text
        assert "Onze excuses" in text
        assert "ombudsdienst" in text
    assert "correcte bejegening" in letter.body
    measure = investigating.promise_measure(
        ruled, what="Ploeg krijgt opleiding", owner="Wegen", by_on=clock.today(), by=hall.eva
    )
    investigating.finish_measure(measure, by=hall.eva)
    assert ruled.measures.get().done_on == clock.today()


def test_a_founded_complaint_names_a_norm(investigated, hall):
    with pytest.raises(CannotChange, match="ombudsnorm"):
        deciding.rule(
            investigated, ruling=Ruling.FOUNDED, norms=[], degree="full", text="Ja", by=hall.eva
        )


def test_an_inadmissible_complaint_has_a_ground_and_reasons(complain, hall):
    complaint = deciding.refuse(
        complain(), ground=Ground.TOO_OLD, reason="Het is van 2019.", by=hall.nora
    )
    assert complaint.state == State.INADMISSIBLE
    assert "de feiten zijn te oud" in mails("an@example.be", "complaint_refused").get().body_text
    with pytest.raises(IntegrityError), transaction.atomic():
        Complaint.objects.filter(pk=complaint.pk).update(ground="")


def test_anonymous_as_the_regulation_says(complain, hall):
    complaint = complain(contact=Contact())
    with pytest.raises(CannotChange, match="anonieme"):
        deciding.admit(complaint, by=hall.nora)
    Regulation.objects.update(anonymous_allowed=True)
    deciding.admit(complaint, by=hall.nora)
    assert not mails("an@example.be").exists()


def test_extending_once_and_in_time(investigated, hall, monkeypatch):
    before = investigated.rule_by
    extended = deciding.extend(investigated, reason="De expert is ziek.", by=hall.eva)
    assert (extended.rule_by - before).days == 45
    with pytest.raises(CannotChange, match="één keer"):
        deciding.extend(investigated, reason="Nog eens.", by=hall.eva)


def test_nobody_of_the_team_complained_about_handles_it(complain, hall):
    complaint = complain()
    for about, people in (
        ("handler", {"handler": hall.bram, "deputy": None}),
        ("deputy", {"handler": hall.eva, "deputy": hall.joris}),
    ):
        with pytest.raises(CannotChange, match="hoort bij team") as refusal:
            handling.assign(complaint, by=hall.nora, **people)
        assert refusal.value.about == about
    with pytest.raises(CannotChange, match="hoort bij team"):
        investigating.ask_advice(complaint, adviser=hall.bram, question="?", by=hall.nora)


def test_the_database_refuses_such_a_handler_too(complain, hall):
    complaint = complain()
    for field in ("handler", "deputy"):
        with pytest.raises(IntegrityError), transaction.atomic():
            Complaint.objects.filter(pk=complaint.pk).update(**{field: hall.bram})


def test_eva_joins_the_team_and_loses_the_complaint(investigated, hall):
    add_member(team=hall.wegen, user=hall.eva, by=hall.lies)
    assert not Complaint.objects.visible_to(hall.eva).exists()
    event = Event.objects.get(kind="team.member_added")
    handling.drop_newcomer(event.pk)
    investigated.refresh_from_db()
    assert investigated.handler is None
    assert investigated.deputy == hall.fatma
    assert Event.objects.about(investigated).filter(kind="complaint.handler_dropped").exists()
    assert mails(hall.nora.email, "complaint_needs_handler").count() == 1


def test_handler_and_deputy_both_join_the_team(investigated, hall):
    for user in (hall.eva, hall.fatma):
        add_member(team=hall.wegen, user=user, by=hall.lies)
    for event in Event.objects.filter(kind="team.member_added"):
        handling.drop_newcomer(event.pk)
    investigated.refresh_from_db()
    assert (investigated.handler, investigated.deputy) == (None, None)
    assert mails(hall.nora.email, "complaint_needs_handler").count() == 1


def test_who_left_before_the_job_ran_keeps_the_complaint(investigated, hall):
    add_member(team=hall.wegen, user=hall.eva, by=hall.lies)
    remove_member(team=hall.wegen, user=hall.eva, by=hall.lies)
    handling.drop_newcomer(Event.objects.get(kind="team.member_added").pk)
    investigated.refresh_from_db()
    assert investigated.handler == hall.eva


def test_the_complaint_turns_out_to_be_about_the_handlers_team(investigated, hall):
    handling.set_subject(investigated, team=hall.groen, process=None, by=hall.nora)
    investigated.refresh_from_db()
    assert investigated.handler is None
    assert not Complaint.objects.visible_to(hall.eva).exists()


def test_who_may_see_it(investigated, hall):
    def sees(user):
        return Complaint.objects.visible_to(user).exists()

    assert sees(hall.nora)
    assert sees(hall.eva)
    assert sees(hall.fatma)
    for user in (hall.bram, hall.joris, hall.lies, hall.wout):
        assert not sees(user), user


def test_advice_opens_one_complaint_for_as_long_as_it_lasts(complain, hall, monkeypatch):
    asked, other = complain(), complain()
    request = investigating.ask_advice(asked, adviser=hall.eva, question="Mag dit?", by=hall.nora)
    assert list(Complaint.objects.visible_to(hall.eva)) == [asked]
    assert not Complaint.objects.handled_by(hall.eva).exists()
    investigating.give_advice(request, answer="Ja.", by=hall.eva)
    later = request.expires_on + dt.timedelta(days=1)
    monkeypatch.setattr(clock, "today", lambda: later)
    assert not Complaint.objects.visible_to(hall.eva).exists()
    assert Complaint.objects.visible_to(hall.nora).filter(pk=other.pk).exists()


def test_reminders_go_to_the_deputy_while_the_handler_is_away(investigated, hall, monkeypatch):
    near = investigated.rule_by - dt.timedelta(days=5)
    Absence.objects.create(person=hall.eva, first_on=near, last_on=near)
    monkeypatch.setattr(clock, "today", lambda: near)
    reminders.remind.call()
    reminders.remind.call()
    assert mails(hall.fatma.email, "complaint_near").count() == 1
    assert not mails(hall.eva.email, "complaint_near").exists()
    monkeypatch.setattr(clock, "today", lambda: investigated.rule_by + dt.timedelta(days=1))
    reminders.remind.call()
    assert mails(hall.eva.email, "complaint_late").count() == 1


def test_two_people_at_once_do_not_overwrite_each_other(investigated, hall):
    seen = investigated.version
    investigating.add_step(
        investigated, kind=StepKind.NOTE, text="Gebeld.", by=hall.eva, version=seen
    )
    with pytest.raises(ChangedMeanwhile):
        deciding.extend(investigated, reason="Meer tijd.", by=hall.nora, version=seen)


def test_mediation_says_how_it_ended(investigated, hall):
    with pytest.raises(CannotChange, match="afliep"):
        investigating.add_step(
            investigated, kind=StepKind.MEDIATION, text="Samen gezeten.", by=hall.eva
        )


def test_erasing_a_person_keeps_the_figures(investigated, hall):
    deciding.rule(
        investigated, ruling=Ruling.UNFOUNDED, norms=[], degree="", text="Neen.", by=hall.eva
    )
    secret = investigated.secret
    persons.erase(persons.person("an@example.be"), by=hall.lies, reason="gevraagd")
    complaint = Complaint.objects.get()
    assert complaint.complainant is None
    assert (complaint.description, complaint.reason) == ("", "")
    assert complaint.secret != secret
    assert complaint.ruling == Ruling.UNFOUNDED
    assert not Event.objects.about(complaint).exclude(public_text="").exists()


def test_retention_erases_old_complaints_also_when_the_handler_joined_the_team(investigated, hall):
    deciding.rule(
        investigated, ruling=Ruling.UNFOUNDED, norms=[], degree="", text="Neen.", by=hall.eva
    )
    add_member(team=hall.wegen, user=hall.eva, by=hall.lies)
    assert retention.closed_with_text(clock.now()).count() == 0
    later = clock.now() + dt.timedelta(days=2)
    ids = list(retention.closed_with_text(later).values_list("pk", flat=True))
    retention.erase_complaints(ids)
    complaint = Complaint.objects.get()
    assert complaint.description == ""
    assert not complaint.letters.exists()
    assert not retention.closed_with_text(later).exists()


def test_own_data_are_for_an_and_not_for_the_team(complain, hall):
    complaint = complain()
    who = persons.person("an@example.be")
    shown = persons.look_up(who, by=hall.lies)
    assert complaint.reference not in repr(shown)
    assert "haagje" not in repr(shown)
    seen_by_nora = persons.look_up(who, by=hall.nora)
    assert "haagje" in repr(seen_by_nora)


def test_withdrawing_ends_it(complain, hall):
    complaint = deciding.withdraw(complain(), why="Het is al opgelost.")
    assert complaint.state == State.WITHDRAWN
    with pytest.raises(CannotChange):
        deciding.admit(complaint, by=hall.nora)
