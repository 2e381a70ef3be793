"""Lists, the page of one complaint, intake, settings and the yearly report."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from onthaal.complaints import figures, forms, history, letters, rules, selection
from onthaal.complaints.actions import conversion, handling, regulations
from onthaal.complaints.actions.submission import submit
from onthaal.complaints.models import Absence, Complaint, Letter, Regulation, is_coordinator
from onthaal.complaints.views.finding import confidential, find, only_coordinators
from onthaal.complaints.views.paper import letter_response
from onthaal.core import clock
from onthaal.core.changes import CannotChange
from onthaal.core.dutch import day_in_words
from onthaal.issues.models import Issue
from onthaal.organisation import house_style
from onthaal.people.access import StaffRequest, staff_required
from onthaal.people.models import Role
from onthaal.timeline.actions import record_now, selection_data
from onthaal.timeline.models import Event
from onthaal.ui.spreadsheets import spreadsheet

PAGE = 50
_ORDER = {"afgesloten": ("-closed_on", "-pk"), "alles": ("-received_on", "-pk")}
page = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
@staff_required
def complaint_list(request: StaffRequest) -> HttpResponse:
    is_drill_down = "tab" not in request.GET and bool(request.GET)
    tab = request.GET.get("tab", "alles" if is_drill_down else "beslissen")
    if tab == "beslissen" and "tab" not in request.GET and not is_coordinator(request.user):
        tab = "mijn"
    everything = selection.visible(request.user)
    rows = selection.filtered(everything, request.GET.dict())
    rows = selection.of_tab(rows, tab, request.user).distinct()
    order = _ORDER.get(tab, ("rule_by", "pk"))
    rows = rows.select_related("team", "handler", "complainant").order_by(*order)
    today = clock.today()
    found = Paginator(rows, PAGE).get_page(request.GET.get("pagina"))
    return confidential(
        render(
            request,
            "complaints/staff/list.html",
            {
                "page": found,
                "rows": [(each, (today - each.due_on).days) for each in found],
                "tab": tab,
                "tabs": selection.tabs(everything, request.user, tab),
                "text": request.GET.get("q", ""),
                "is_filtered": any(key not in ("tab", "pagina") for key in request.GET),
                "is_coordinator": is_coordinator(request.user),
                "may_enter": _may_enter(request),
                "query": request.GET.urlencode(),
            },
        )
    )


@require_safe
@staff_required
def export(request: StaffRequest, kind: str) -> HttpResponse:
    """The list as a file, without who complained or what was written; kept in the timeline."""
    only_coordinators(request)
    if kind not in ("csv", "xlsx"):
        raise Http404
    rows = selection.filtered(selection.visible(request.user), request.GET.dict())
    if tab := request.GET.get("tab"):
        rows = selection.of_tab(rows, tab, request.user).distinct()
    record_now(
        "complaint.exported",
        request.user,
        by=request.user,
        data={**selection_data(request.GET), "kind": kind},
    )
    lines: list[list[object]] = [
        [
            "Nummer",
            "Binnengekomen",
            "Hoe",
            "Team",
            "Proces",
            "Stand",
            "Grond",
            "Uitspraak",
            "Opgelost",
            "Normen",
            "Termijn",
            "Afgesloten",
        ]
    ]
    lines += [
        [
            each.reference,
            f"{each.received_on:%d/%m/%Y}",
            each.get_channel_display(),
            each.team.name if each.team else "",
            each.process.name if each.process else "",
            each.get_state_display(),
            each.get_ground_display(),
            each.get_ruling_display(),
            each.get_degree_display(),
            ", ".join(each.norm_labels),
            f"{each.due_on:%d/%m/%Y}",
            f"{each.closed_on:%d/%m/%Y}" if each.closed_on else "",
        ]
        for each in rows.select_related("team", "process").order_by("received_on", "pk")
    ]
    return confidential(spreadsheet(lines, kind, f"klachten-{clock.today():%Y-%m-%d}"))


@require_safe
@staff_required
def detail(request: StaffRequest, reference: str) -> HttpResponse:
    return _detail(request, reference, "complaints/staff/detail.html", "Klacht")


@require_safe
@staff_required
def print_page(request: StaffRequest, reference: str) -> HttpResponse:
    return _detail(request, reference, "complaints/staff/print.html", "Afdruk")


def _detail(request: StaffRequest, reference: str, template: str, title: str) -> HttpResponse:
    complaint = find(request, reference, page=title)
    may_change = Complaint.objects.handled_by(request.user).filter(pk=complaint.pk).exists()
    events = list(Event.objects.about(complaint).select_related("actor"))
    readings = [event for event in events if event.kind == "complaint.read"]
    today = clock.today()
    regulation = complaint.regulation
    return confidential(
        render(
            request,
            template,
            {
                "complaint": complaint,
                "may_change": may_change,
                "is_coordinator": is_coordinator(request.user),
                "days_late": (today - complaint.due_on).days if complaint.is_open else 0,
                "facts_too_old": rules.too_old(
                    complaint.facts_on, complaint.received_on, regulation.oldest_facts_days
                ),
                "history": history.lines(
                    event for event in events if event.kind != "complaint.read"
                ),
                "readings": history.lines(reversed(readings[-30:])),
                "steps": complaint.steps.select_related("made_by"),
                "advice": complaint.advice.select_related("adviser"),
                "my_advice": complaint.advice.filter(
                    adviser=request.user, answered_at=None, expires_on__gte=today
                ).first(),
                "measures": complaint.measures.all(),
                "letters": complaint.letters.all(),
                "printed_at": clock.now(),
            },
        )
    )


@require_safe
@staff_required
def letter(request: StaffRequest, reference: str, pk: int) -> HttpResponse:
    complaint = find(request, reference, page="Brief")
    found = get_object_or_404(Letter, pk=pk, complaint=complaint)
    return confidential(letter_response(request, found))


@page
@staff_required
def intake(request: StaffRequest) -> HttpResponse:
    if not _may_enter(request):
        raise PermissionDenied
    carried = request.POST.dict() if request.POST.get("doe") == "overnemen" else None
    is_sent = request.method == "POST" and carried is None
    form = forms.IntakeForm(request.POST if is_sent else None, carried=carried)
    status = 200
    if is_sent:
        status = 422
        if form.is_valid():
            try:
                complaint = submit(submission=form.submission(), by=request.user)
            except CannotChange as refusal:
                refusal.add_to(form)
            else:
                messages.success(
                    request,
                    f"De klacht is bewaard. Geef dit nummer aan de klager: {complaint.reference}. "
                    f"Ten laatste op {day_in_words(complaint.admissible_by)} volgt een antwoord.",
                )
                return redirect("complaint-list")
    return confidential(
        render(request, "complaints/staff/intake.html", {"form": form}, status=status)
    )


@page
@staff_required
def from_issue(request: StaffRequest, reference: str) -> HttpResponse:
    """A melding that is a klacht: for whoever may see the melding."""
    issue = get_object_or_404(Issue.objects.visible_to(request.user).open(), reference=reference)
    form = forms.FromIssueForm(request.POST if request.method == "POST" else None)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                conversion.from_issue(
                    issue,
                    team=form.cleaned_data["team"],
                    process=form.cleaned_data["process"],
                    by=request.user,
                )
            except CannotChange as refusal:
                form.add_error(None, str(refusal))
            else:
                messages.success(request, "De klachtencoördinator behandelt dit verder.")
                return redirect("issue-list")
    return render(
        request,
        "complaints/staff/from_issue.html",
        {"form": form, "issue": issue},
        status=status,
    )


@page
@staff_required
def absences(request: StaffRequest) -> HttpResponse:
    """The own days away."""
    form = forms.AbsenceForm(request.POST if request.method == "POST" else None)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                handling.add_absence(person=request.user, by=request.user, **form.cleaned_data)
            except CannotChange as refusal:
                refusal.add_to(form)
            else:
                messages.success(request, "Uw afwezigheid is bewaard.")
                return redirect("complaint-absences")
    mine = Absence.objects.filter(person=request.user, last_on__gte=clock.today())
    return render(
        request,
        "complaints/staff/absences.html",
        {"form": form, "absences": mine},
        status=status,
    )


@require_POST
@staff_required
def absence_removal(request: StaffRequest, pk: int) -> HttpResponse:
    absence = get_object_or_404(Absence, pk=pk, person=request.user)
    handling.remove_absence(absence=absence, by=request.user)
    messages.success(request, "De afwezigheid is gewist.")
    return redirect("complaint-absences")


@page
@staff_required
def regulation(request: StaffRequest) -> HttpResponse:
    """The versions of the regulation, and a new one."""
    only_coordinators(request)
    newest = Regulation.objects.first()
    start = (
        {}
        if newest is None
        else {name: getattr(newest, name) for name in forms.RegulationForm.Meta.fields[1:]}
    )
    form = forms.RegulationForm(request.POST if request.method == "POST" else None, initial=start)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                regulations.save_regulation(regulation=form.instance, by=request.user)
            except CannotChange as refusal:
                form.add_error(None, str(refusal))
            else:
                messages.success(request, "De nieuwe versie is bewaard.")
                return redirect("complaint-regulation")
    return render(
        request,
        "complaints/staff/regulation.html",
        {"form": form, "versions": Regulation.objects.all()},
        status=status,
    )


@require_safe
@staff_required
def yearly(request: StaffRequest, year: int | None = None, kind: str = "") -> HttpResponse:
    """The yearly report: coordinators see the cases behind it, others the public version."""
    this_year = clock.today().year
    year = year or this_year
    if not 2000 <= year <= this_year or kind not in ("", "pdf", "xlsx", "csv"):
        raise Http404
    inside = is_coordinator(request.user) and request.GET.get("versie") != "openbaar"
    if not (inside or request.user.has_role(Role.MANAGER, Role.COMPLAINTS)):
        raise PermissionDenied
    report = figures.yearly(year, request.user if inside else None)
    context = {
        "report": report,
        "years": range(this_year, this_year - 5, -1),
        "inside": inside,
        "is_coordinator": is_coordinator(request.user),
        "look": house_style.current(),
        "today": clock.today(),
        "version": "" if inside else "?versie=openbaar",
    }
    name = f"klachtenverslag-{year}"
    if kind == "pdf":
        file = letters.as_pdf(render_to_string("complaints/yearly_pdf.html", context))
        if file is None:
            messages.info(request, "Hier kan geen PDF gemaakt worden. Druk deze pagina af.")
            return redirect("complaint-yearly-of", year)
        response = HttpResponse(file, content_type="application/pdf")
        response["Content-Disposition"] = f'attachment; filename="{name}.pdf"'
        return confidential(response)
    if kind:
        return confidential(spreadsheet(report.spreadsheet(), kind, name))
    return confidential(render(request, "complaints/staff/yearly.html", context))


def _may_enter(request: StaffRequest) -> bool:
    return is_coordinator(request.user) or request.user.has_role(Role.DESK)
