"""Joris writes a process out step by step, publishes it and compares; Bram reads along."""

from __future__ import annotations

from io import BytesIO

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse

from onthaal.catalogue import flow
from onthaal.catalogue.actions import process_versions as actions
from onthaal.catalogue.bpmn.export import as_bpmn
from onthaal.catalogue.flow import END, REFUSED, Answer, Kind, Line
from onthaal.catalogue.models import Process, ProcessVersion, Step, StepsState
from onthaal.catalogue.tests.lists import SPEELSTRAAT
from onthaal.core import uploads
from onthaal.organisation.models import AdministrativeUnit, Department, Team
from onthaal.people.models import Role, User

pytestmark = pytest.mark.django_db


def staff(name, *roles):
    return User.objects.create_user(
        f"{name.lower()}@lindeveld.example", name=name, is_staff=True, roles=list(roles)
    )


@pytest.fixture
def joris():
    return staff("Joris", Role.MANAGER)


@pytest.fixture
def bram():
    return staff("Bram", Role.HANDLER)


@pytest.fixture
def process():
    return Process.objects.create(name="Speelstraat aanvragen", slug="speelstraat")


@pytest.fixture
def published(process, joris):
    return actions.write_out(process=process, lines=SPEELSTRAAT, note="Begin", by=joris)


@pytest.fixture
def desk(client, joris):
    client.force_login(joris)
    return client


STEP = {
    "name": "Kijkt na",
    "kind": "staff",
    "role": "Frontoffice",
    "norm_days": "2",
    "edition": "1",
}


def keys(process):
    return [line.key for line in ProcessVersion.objects.draft_of(process).lines()]


def test_a_process_is_written_out_and_published(desk, process):
    assert desk.post(reverse("process-draft-start", args=["speelstraat"])).status_code == 302
    new = reverse("process-step-new", args=["speelstraat"])
    assert desk.post(new, STEP).status_code == 302
    answer = desk.post(
        new + "?na=begin", STEP | {"name": "Vraagt aan", "kind": "resident", "edition": "2"}
    )
    assert answer.status_code == 302
    assert keys(process) == ["vraagt-aan", "kijkt-na"]
    page = desk.get(reverse("process-publication", args=["speelstraat"])).text
    assert "Versie 1 publiceren" in page
    desk.post(
        reverse("process-publication", args=["speelstraat"]), {"edition": "3", "note": "Eerste"}
    )
    version = ProcessVersion.objects.get()
    assert (version.state, version.number, version.note) == (StepsState.PUBLISHED, 1, "Eerste")
    assert "Kijkt na" in desk.get(reverse("process-steps", args=["speelstraat"])).text


def test_a_draft_without_steps_yet_can_be_looked_at(desk, process, published, joris):
    draft = actions.start_draft(process=process, by=joris)
    actions.replace_draft(process=process, lines=[], by=joris, label="Leeg")
    for name, *more in (
        ("process-draft",),
        ("process-version", draft.number),
        ("process-diagram", draft.number),
        ("process-publication",),
        ("process-step-new",),
    ):
        assert desk.get(reverse(name, args=["speelstraat", *more])).status_code == 200, name
    compared = reverse("process-comparison", args=["speelstraat"])
    assert desk.get(f"{compared}?van=1&naar={draft.number}").status_code == 200


def test_a_drawing_with_more_answers_than_we_offer_keeps_them(desk, process, joris):
    answers = tuple(Answer(f"Bij {n}", END if n % 2 else REFUSED) for n in range(1, 10))
    line = Line("wie", "Wie?", Kind.DECISION, "Loket", question="Wie?", answers=answers)
    actions.replace_draft(process=process, lines=[line], by=joris, label="Ingelezen")
    url = reverse("process-step", args=["speelstraat", "wie"])
    form = desk.get(url).context["form"]
    typed = {name: form[name].value() or "" for name in form.fields}
    assert desk.post(url, typed | {"minutes": "15"}).status_code == 302
    (kept,) = ProcessVersion.objects.draft_of(process).lines()
    assert (kept.minutes, kept.answers) == (15, answers)


def test_a_step_without_a_role_comes_back_with_everything_typed(desk, process, joris):
    actions.start_draft(process=process, by=joris)
    answer = desk.post(
        reverse("process-step-new", args=["speelstraat"]), STEP | {"role": "", "system": "e-loket"}
    )
    assert answer.status_code == 422
    assert "Vul in wie dit doet." in answer.text
    assert "e-loket" in answer.text


def test_a_decision_asks_for_its_question_and_answers(desk, process, joris):
    actions.start_draft(process=process, by=joris)
    url = reverse("process-step-new", args=["speelstraat"])
    answer = desk.post(url, STEP | {"kind": "decision"})
    assert answer.status_code == 422
    assert "Schrijf de vraag" in answer.text
    assert "minstens twee antwoorden" in answer.text
    good = STEP | {
        "kind": "decision",
        "question": "Goed?",
        "answer_1": "Ja",
        "answer_2": "Nee",
        "to_2": "geweigerd",
    }
    assert desk.post(url, good).status_code == 302
    (line,) = ProcessVersion.objects.draft_of(process).lines()
    assert [(a.text, a.next) for a in line.answers] == [("Ja", "einde"), ("Nee", "geweigerd")]


def test_a_removed_step_can_be_brought_back(desk, process, published, joris):
    draft = actions.start_draft(process=process, by=joris)
    before = keys(process)
    desk.post(
        reverse("process-step-order", args=["speelstraat", "advies", "weg"]),
        {"edition": draft.edition},
    )
    assert "advies" not in keys(process)
    page = desk.get(reverse("process-draft", args=["speelstraat"])).text
    assert "Ongedaan maken" in page
    draft.refresh_from_db()
    desk.post(reverse("process-draft-undo", args=["speelstraat"]), {"edition": draft.edition})
    assert keys(process) == before


@pytest.mark.parametrize(("verb", "place"), [("omhoog", 3), ("omlaag", 5), ("kopie", 4)])
def test_a_step_moves_and_is_copied(desk, process, published, joris, verb, place):
    draft = actions.start_draft(process=process, by=joris)
    assert keys(process).index("advies") == 4
    desk.post(
        reverse("process-step-order", args=["speelstraat", "advies", verb]),
        {"edition": draft.edition},
    )
    assert keys(process).index("advies") == place


def test_two_editors_do_not_overwrite_each_other(desk, process, published, joris):
    actions.start_draft(process=process, by=joris)
    url = reverse("process-step", args=["speelstraat", "brief"])
    assert desk.post(url, STEP | {"name": "Stuurt de brief"}).status_code == 302
    answer = desk.post(url, STEP | {"name": "Mailt de brief"})
    assert answer.status_code == 409
    assert "Mailt de brief" in answer.text
    names = [line.name for line in ProcessVersion.objects.draft_of(process).lines()]
    assert "Stuurt de brief" in names


def test_what_is_not_finished_is_not_published(desk, process, joris):
    draft = actions.start_draft(process=process, by=joris)
    answer = desk.post(
        reverse("process-publication", args=["speelstraat"]), {"edition": draft.edition}
    )
    assert answer.status_code == 422
    assert "Er staat nog geen stap in de lijst." in answer.text
    assert ProcessVersion.objects.get().is_draft


def test_the_database_guards_published_steps(process, published):
    step = Step.objects.first()
    for deed in (
        lambda: Step.objects.filter(pk=step.pk).update(name="Anders"),
        lambda: step.delete(),
        lambda: Step.objects.create(version=published, order=99, key="extra", name="Extra"),
    ):
        with pytest.raises(DatabaseError, match="never change"), transaction.atomic():
            deed()
    assert published.lines() == flow.tidied(SPEELSTRAAT)


def test_a_new_version_replaces_the_old_one_and_both_can_be_compared(
    desk, process, published, joris
):
    actions.write_out(process=process, lines=flow.removed(SPEELSTRAAT, "advies"), by=joris)
    states = dict(process.versions.values_list("number", "state"))
    assert states == {1: StepsState.REPLACED, 2: StepsState.PUBLISHED}
    page = desk.get(reverse("process-comparison", args=["speelstraat"])).text
    assert "Wacht op het advies van de politie" in page
    assert "was stap 5" in page
    odd = desk.get(reverse("process-comparison", args=["speelstraat"]), {"van": "²", "naar": "x"})
    assert odd.status_code == 200
    old = desk.get(reverse("process-version", args=["speelstraat", 1])).text
    assert "Dit is een oude versie" in old


def test_the_register_and_the_history_tell_of_versions(desk, process, published, joris):
    actions.start_draft(process=process, by=joris)
    page = desk.get(reverse("processes")).text
    assert "versie 1" in page
    assert "ontwerp van versie 2" in page
    history = desk.get(reverse("process", args=["speelstraat"])).text
    assert "Versie 1 van de stappen gepubliceerd (6 stappen)" in history
    assert "Ontwerp van versie 2 begonnen" in history


def test_a_draft_is_thrown_away_after_a_question(desk, process, published, joris):
    draft = actions.start_draft(process=process, by=joris)
    url = reverse("process-draft-removal", args=["speelstraat"])
    assert "Wilt u dit ontwerp weggooien?" in desk.get(url).text
    desk.post(url, {"edition": draft.edition})
    assert list(ProcessVersion.objects.values_list("number", flat=True)) == [1]


def test_colleagues_read_what_is_published_and_not_the_draft(
    client, bram, process, published, joris
):
    actions.start_draft(process=process, by=joris)
    client.force_login(bram)
    assert client.get(reverse("process-steps", args=["speelstraat"])).status_code == 200
    assert client.get(reverse("process-diagram", args=["speelstraat", 1])).status_code == 200
    assert client.get(reverse("process-version", args=["speelstraat", 2])).status_code == 404
    assert client.get(reverse("process-draft", args=["speelstraat"])).status_code == 403
    started = client.post(reverse("process-draft-start", args=["speelstraat"]))
    assert started.status_code == 403


def test_the_list_travels_as_bpmn_and_excel(desk, process, published):
    file = desk.get(reverse("process-export", args=["speelstraat", 1, "bpmn"]))
    assert file["Content-Disposition"] == 'attachment; filename="speelstraat-versie-1.bpmn"'
    sheet = desk.get(reverse("process-export", args=["speelstraat", 1, "xlsx"]))
    assert sheet.content[:2] == b"PK"
    table = desk.get(reverse("process-export", args=["speelstraat", 1, "csv"])).text
    assert "Kijkt de aanvraag na" in table

    url = reverse("process-import", args=["speelstraat"])
    look = desk.post(url, {"file": upload(file.content)})
    assert "Alles uit het bestand is overgenomen." in look.text
    assert ProcessVersion.objects.count() == 1
    desk.post(url, {"kept": look.context["keep"]["kept"].value()})
    draft = ProcessVersion.objects.draft_of(process)
    assert draft.lines() == published.lines()


def upload(content, name="schema.bpmn"):
    file = BytesIO(content)
    file.name = name
    return file


def test_a_broken_file_says_what_to_do(desk, process):
    url = reverse("process-import", args=["speelstraat"])
    answer = desk.post(url, {"file": upload(b"<bpmn:definitions>")})
    assert answer.status_code == 422
    assert "geen goede XML" in answer.text


def test_a_norm_that_is_too_long_is_said_in_plain_words(desk, process, joris):
    actions.start_draft(process=process, by=joris)
    url = reverse("process-step-new", args=["speelstraat"])
    answer = desk.post(url, STEP | {"norm_days": "99999", "minutes": "-1"})
    assert "Een norm is 0 tot 1000 werkdagen." in answer.text
    assert "De werktijd is 0 tot 4800 minuten." in answer.text


def test_a_file_that_was_too_large_to_arrive_is_told_so(desk, process, monkeypatch):
    monkeypatch.setattr(uploads, "MAX_FILE", 2000)
    url = reverse("process-import", args=["speelstraat"])
    answer = desk.post(url, {"file": upload(b"<a>" + b"x" * 9000 + b"</a>")})
    assert answer.status_code == 422
    assert "groter dan 2 MB. Splits het diagram." in answer.text


def test_a_preview_of_another_process_is_not_taken(desk, process, published):
    other = Process.objects.create(name="Ander proces", slug="ander")
    look = desk.post(
        reverse("process-import", args=["speelstraat"]),
        {"file": upload(as_bpmn(published.lines(), name="X", slug="x"))},
    )
    desk.post(
        reverse("process-import", args=["ander"]),
        {"kept": look.context["keep"]["kept"].value()},
    )
    assert not other.versions.exists()


def test_teams_come_back_by_their_name(process, joris):
    unit = AdministrativeUnit.objects.create(kind="gemeente", name="Lindeveld")
    department = Department.objects.create(unit=unit, name="Burgerzaken")
    team = Team.objects.create(department=department, name="Burgerzaken")
    lines = [flow.Line("a", "Doet", role="Wie", team="Burgerzaken"), *SPEELSTRAAT]
    version = actions.write_out(process=process, lines=lines, by=joris)
    assert version.steps.get(key="a").team == team
    assert version.lines()[0].team == "Burgerzaken"
