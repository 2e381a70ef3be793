"""One request, whole, and everything that a member of staff can do with it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from onthaal.cases import history, rules
from onthaal.cases.actions import asking, assigning, moving
from onthaal.cases.actions.standing import visited
from onthaal.cases.forms import staff as forms
from onthaal.cases.models import Case
from onthaal.cases.views.changing import change_page, find
from onthaal.cases.views.files import form_key, given
from onthaal.catalogue import flow, step_list
from onthaal.core import clock
from onthaal.core.changes import CannotChange, ChangedMeanwhile
from onthaal.outbox.models import Message
from onthaal.people.access import StaffRequest, staff_required
from onthaal.timeline.models import Event

SHOWN = 6


@require_safe
@staff_required
def detail(request: StaffRequest, reference: str) -> HttpResponse:
    """Everything about the request on one page. Opening it takes the mark "nieuws" off."""
    case = find(request, reference)
    news_at = case.news_at
    assigning.read(case, by=request.user)
    lines = case.process_version.lines()
    steps = step_list.shown(lines)
    passages = list(case.passages.select_related("step", "team", "handler"))
    way = set(flow.usual_way(lines, case.step.key))
    been = set(visited(case))
    return render(
        request,
        "cases/staff/detail.html",
        {
            "case": case,
            "news_at": news_at,
            "days_late": case.days_late(clock.today()),
            "step": next(step for step in steps if step.line.key == case.step.key),
            "steps": [(step, _standing(step.line.key, case, been, way)) for step in steps],
            "passages": passages,
            "progress": rules.progress(
                lines, [each.step.key for each in passages], is_closed=not case.is_open
            ),
            "questions": list(case.questions.all()),
            "case_files": list(case.files.select_related("step", "added_by", "removed_by")),
            "waiting_for": case.questions.filter(answered_at=None, dropped_at=None).first(),
            "history": history.lines(Event.objects.about(case).select_related("actor"))[::-1],
            "may_take": case.is_open
            and case.handler_id != request.user.pk
            and case.team.memberships.filter(user=request.user).exists(),
            "can_go_back": bool(case.is_open and moving.earlier(case)),
            "sent_mails": list(Message.objects.about(case).defer("body_html", "body_text")[:SHOWN]),
            "others": list(
                Case.objects.visible_to(request.user)
                .of_resident(case.email)
                .exclude(pk=case.pk)
                .select_related("product")
                .order_by("-opened_at")[:SHOWN]
            )
            if case.email
            else [],
        },
    )


def _standing(key: str, case: Case, been: set[str], way: set[str]) -> str:
    if case.is_open and key == case.step.key:
        return "now"
    if key in been:
        return "done"
    return "next" if case.is_open and key in way else "aside"


@require_POST
@staff_required
def take(request: StaffRequest, reference: str) -> HttpResponse:
    case = find(request, reference)
    form = forms.CaseForm(request.POST, row=case, user=request.user)
    try:
        if form.is_valid():
            assigning.take(case, by=request.user, expected_version=form.cleaned_data["version"])
            messages.success(request, "U behandelt deze aanvraag.")
    except ChangedMeanwhile:
        messages.warning(request, "Een collega veranderde deze aanvraag net. Kijk ze even na.")
    except CannotChange as refusal:
        messages.warning(request, str(refusal))
    return redirect("case", reference)


@staff_required
def advance(request: StaffRequest, reference: str) -> HttpResponse:
    def act(case: Case, form: forms.AdvanceForm) -> None:
        data = form.cleaned_data
        moving.advance(
            case,
            by=request.user,
            answer=data.get("answer", ""),
            text=data["text"],
            note=data["note"],
            expected_version=data["version"],
        )

    return change_page(
        request,
        reference,
        forms.AdvanceForm,
        act,
        done="De aanvraag staat een stap verder.",
        title="Stap afwerken",
        button="Stap afwerken",
    )


@staff_required
def send_back(request: StaffRequest, reference: str) -> HttpResponse:
    def act(case: Case, form: forms.SendBackForm) -> None:
        data = form.cleaned_data
        moving.send_back(
            case,
            to=data["to"],
            why=data["why"],
            by=request.user,
            expected_version=data["version"],
        )

    return change_page(
        request,
        reference,
        forms.SendBackForm,
        act,
        done="De aanvraag is teruggestuurd.",
        title="Terugsturen",
        button="Terugsturen",
    )


@staff_required
def question(request: StaffRequest, reference: str) -> HttpResponse:
    def act(case: Case, form: forms.QuestionForm) -> None:
        asking.ask(
            case,
            text=form.cleaned_data["text"],
            by=request.user,
            expected_version=form.cleaned_data["version"],
        )

    return change_page(
        request,
        reference,
        forms.QuestionForm,
        act,
        done="De vraag is onderweg. De termijn staat stil tot er antwoord is.",
        title="Vraag aan de inwoner",
        button="Vraag versturen",
    )


@staff_required
def given_answer(request: StaffRequest, reference: str) -> HttpResponse:
    # a key of its own: what the resident is still choosing on the other page is not ours
    key = form_key(request)
    with_files = given(request, key)
    with_files.pop("data", None)

    def act(case: Case, form: forms.GivenAnswerForm) -> None:
        try:
            asking.answer(
                case, text=form.cleaned_data["text"], by=request.user, enclosed=form.enclosed
            )
        except asking.NothingAsked:
            raise CannotChange("Er is al geantwoord, of de aanvraag ging verder.") from None

    return change_page(
        request,
        reference,
        forms.GivenAnswerForm,
        act,
        done="Het antwoord is genoteerd.",
        title="Antwoord noteren",
        button="Antwoord bewaren",
        template="cases/staff/given_answer.html",
        initial={"key": key},
        more=with_files,
    )


@staff_required
def closing(request: StaffRequest, reference: str) -> HttpResponse:
    def act(case: Case, form: forms.CloseForm) -> None:
        data = form.cleaned_data
        moving.close(
            case,
            granted=data["result"] == "ja",
            text=data["text"],
            note=data["note"],
            by=request.user,
            expected_version=data["version"],
        )

    return change_page(
        request,
        reference,
        forms.CloseForm,
        act,
        done="De aanvraag is afgesloten.",
        title="Afsluiten",
        button="Aanvraag afsluiten",
        intro="De aanvraag eindigt hier, ook als er nog stappen zijn.",
    )


@staff_required
def assignment(request: StaffRequest, reference: str) -> HttpResponse:
    def act(case: Case, form: forms.AssignForm) -> None:
        data = form.cleaned_data
        assigning.assign(
            case,
            team=data["team"],
            handler=data["handler"],
            note=data["note"],
            by=request.user,
            expected_version=data["version"],
        )

    return change_page(
        request,
        reference,
        forms.AssignForm,
        act,
        done="De aanvraag is toegewezen.",
        title="Toewijzen",
        button="Toewijzen",
    )


@staff_required
def note(request: StaffRequest, reference: str) -> HttpResponse:
    def act(case: Case, form: forms.NoteForm) -> None:
        assigning.note(case, text=form.cleaned_data["text"], by=request.user)

    return change_page(
        request,
        reference,
        forms.NoteForm,
        act,
        done="De notitie is bewaard.",
        title="Notitie",
        button="Notitie bewaren",
    )


@staff_required
def contact(request: StaffRequest, reference: str) -> HttpResponse:
    def act(case: Case, form: forms.ContactForm) -> None:
        data = form.cleaned_data
        assigning.correct(
            case,
            name=data["name"],
            email=data["email"],
            phone=data["phone"],
            address=data["address"],
            by=request.user,
            expected_version=data["version"],
        )

    return change_page(
        request,
        reference,
        forms.ContactForm,
        act,
        done="De gegevens zijn verbeterd.",
        title="Gegevens verbeteren",
        button="Gegevens bewaren",
    )


@staff_required
def reopening(request: StaffRequest, reference: str) -> HttpResponse:
    def act(case: Case, form: forms.ReopenForm) -> None:
        moving.reopen(
            case,
            why=form.cleaned_data["why"],
            by=request.user,
            expected_version=form.cleaned_data["version"],
        )

    return change_page(
        request,
        reference,
        forms.ReopenForm,
        act,
        done="De aanvraag is weer open.",
        title="Heropenen",
        button="Aanvraag heropenen",
    )
