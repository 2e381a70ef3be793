"""Pages on which the organisation keeps its own data, and the public opening hours."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.forms import ModelForm
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_POST, require_safe

from onthaal.core import clock
from onthaal.core.dutch import day_in_words
from onthaal.core.numbers import whole
from onthaal.organisation import actions, feed, house_style, opening
from onthaal.organisation.forms import (
    ClosingDayForm,
    DepartmentForm,
    ExceptionForm,
    HouseStyleForm,
    LocationForm,
    MemberForm,
    TeamForm,
    UnitForm,
    WeekForm,
)
from onthaal.organisation.models import (
    AdministrativeUnit,
    ClosingDay,
    Department,
    Location,
    OpeningException,
    Team,
)
from onthaal.organisation.opening import in_hours
from onthaal.organisation.rules import public_holidays
from onthaal.organisation.stranded import LeavesStranded
from onthaal.people.access import StaffRequest, role_required
from onthaal.people.models import Role

administrator = role_required(Role.ADMINISTRATOR)


def _page(request: HttpRequest, template: str, status: int = 200, **context: Any) -> HttpResponse:
    return render(request, f"organisation/{template}.html", context, status=status)


@require_safe
def opening_hours(request: HttpRequest) -> HttpResponse:
    """For everybody: when every location is open this week, the usual week and what differs."""
    today = clock.today()
    time = timezone.localtime(clock.now()).time()
    places = []
    for location in Location.objects.prefetch_related("opening_hours"):
        coming = opening.days(location, today, 90)
        places.append(
            {
                "location": location,
                "days": coming[:7],
                "week": location.opening_hours.all(),
                "special": [day for day in coming if day.differs],
                "notices": opening.notices(coming[: opening.AHEAD]),
                "open_now": opening.open_now(coming[0], time),
            }
        )
    return _page(request, "opening_hours", places=places, today=today)


@require_safe
@cache_control(public=True, max_age=3600)
def opening_feed(request: HttpRequest) -> HttpResponse:
    """The hours as a calendar: of every location, or with ``?plaats=`` of one."""
    locations = Location.objects.all()
    name = "Openingsuren"
    if "plaats" in request.GET:
        one = get_object_or_404(locations, pk=whole(request.GET["plaats"]) or 0)
        locations, name = locations.filter(pk=one.pk), f"Openingsuren {one.name}"
    answer = HttpResponse(feed.calendar(locations, name), content_type="text/calendar")
    answer["Content-Disposition"] = 'inline; filename="openingsuren.ics"'
    return answer


@require_safe
@cache_control(public=True, max_age=31536000, immutable=True)
def style_sheet(request: HttpRequest) -> HttpResponse:
    """The municipality's colours as CSS custom properties; the address changes with them."""
    return HttpResponse(house_style.css(), content_type="text/css; charset=utf-8")


@require_safe
@cache_control(public=True, max_age=86400)
def logo(request: HttpRequest) -> FileResponse:
    """The municipality's own logo, if it has one."""
    style = house_style.current()
    if not style.logo:
        raise Http404
    response = FileResponse(style.logo.open())
    response["Content-Security-Policy"] = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
    response["X-Content-Type-Options"] = "nosniff"
    return response


@require_safe
@administrator
def organisation(request: StaffRequest) -> HttpResponse:
    return _page(
        request,
        "organisation",
        units=AdministrativeUnit.objects.order_by("kind", "name"),
        departments=Department.objects.select_related("unit").prefetch_related(
            "teams__memberships__user"
        ),
        locations=Location.objects.all(),
    )


_WHAT_A_UNIT_IS = (
    "Een bestuur is een rechtspersoon: de gemeente, en apart daarvan het OCMW. Diensten en "
    "locaties horen bij een bestuur."
)


def _form_page(
    request: HttpRequest, form: ModelForm[Any], new: str, button: str, *, intro: str = ""
) -> HttpResponse:
    """The page of one form: ``new`` stands above it as long as there is nothing yet."""
    subject = form.instance if form.instance.pk else None
    words = {"new": new, "button": button, "intro": intro}
    return _page(request, "form", 422 if form.errors else 200, form=form, subject=subject, **words)


@administrator
def unit(request: StaffRequest, pk: int | None = None) -> HttpResponse:
    subject = get_object_or_404(AdministrativeUnit, pk=pk) if pk else None
    form = UnitForm(request.POST or None, instance=subject)
    if request.method == "POST" and form.is_valid():
        actions.save_unit(unit=form.save(commit=False), by=request.user)
        messages.success(request, "Het bestuur is bewaard.")
        return redirect("organisation")
    return _form_page(request, form, "Nieuw bestuur", "Bestuur bewaren", intro=_WHAT_A_UNIT_IS)


@administrator
def department(request: StaffRequest, pk: int | None = None) -> HttpResponse:
    subject = get_object_or_404(Department, pk=pk) if pk else None
    form = DepartmentForm(request.POST or None, instance=subject)
    if request.method == "POST" and form.is_valid():
        actions.save_department(department=form.save(commit=False), by=request.user)
        messages.success(request, "De dienst is bewaard.")
        return redirect("organisation")
    return _form_page(request, form, "Nieuwe dienst", "Dienst bewaren")


@administrator
def team(request: StaffRequest, pk: int | None = None) -> HttpResponse:
    subject = get_object_or_404(Team, pk=pk) if pk else None
    form = TeamForm(request.POST or None, instance=subject)
    if request.method == "POST" and form.is_valid():
        try:
            saved = actions.save_team(team=form.save(commit=False), by=request.user)
        except actions.StillInUse as refusal:
            for reason in refusal.reasons:
                form.add_error("is_active", reason)
        else:
            messages.success(request, "Het team is bewaard.")
            return redirect("organisation-team", saved.pk)
    return _page(
        request,
        "team",
        422 if form.errors else 200,
        form=form,
        subject=subject,
        members=_members_of(subject),
        member_form=MemberForm(team=subject) if subject else None,
    )


def _members_of(team: Team | None) -> Any:
    return team.members.order_by("name") if team else []


@administrator
def team_members(request: StaffRequest, pk: int) -> HttpResponse:
    # who asks again for the address of a form with errors gets the page that the form is on
    if request.method != "POST":
        return redirect("organisation-team", pk)
    subject = get_object_or_404(Team, pk=pk)
    form = MemberForm(request.POST, team=subject)
    if not form.is_valid():
        return _page(
            request,
            "team",
            422,
            form=TeamForm(instance=subject),
            subject=subject,
            members=_members_of(subject),
            member_form=form,
        )
    actions.add_member(team=subject, user=form.cleaned_data["user"], by=request.user)
    messages.success(request, f"{form.cleaned_data['user']} zit nu in team {subject}.")
    return redirect("organisation-team", pk)


@require_POST
@administrator
def team_membership_end(request: StaffRequest, pk: int, user_pk: int) -> HttpResponse:
    subject = get_object_or_404(Team, pk=pk)
    member = get_object_or_404(subject.members, pk=user_pk)
    actions.remove_member(team=subject, user=member, by=request.user)
    messages.success(request, f"{member} zit niet meer in team {subject}.")
    return redirect("organisation-team", pk)


@administrator
def location(request: StaffRequest, pk: int | None = None) -> HttpResponse:
    subject = get_object_or_404(Location, pk=pk) if pk else None
    form = LocationForm(request.POST or None, instance=subject)
    if request.method == "POST" and form.is_valid():
        saved = actions.save_location(location=form.save(commit=False), by=request.user)
        messages.success(request, "De locatie is bewaard.")
        return redirect("organisation-week", saved.pk)
    return _form_page(request, form, "Nieuwe locatie", "Locatie bewaren")


@administrator
def week(request: StaffRequest, pk: int) -> HttpResponse:
    subject = get_object_or_404(Location, pk=pk)
    form = WeekForm(request.POST or None, location=subject)
    if request.method == "POST" and form.is_valid():
        try:
            actions.set_week(
                location=subject, periods=form.periods(), by=request.user, anyway=_seen(request)
            )
        except LeavesStranded as hit:
            return _week_page(request, subject, form, ExceptionForm(), hit=hit, at="week")
        messages.success(request, _saved(request, "De openingsuren zijn bewaard."))
        return redirect("organisation-week", pk)
    return _week_page(request, subject, form, ExceptionForm())


@administrator
def exceptions(request: StaffRequest, pk: int) -> HttpResponse:
    if request.method != "POST":
        return redirect("organisation-week", pk)
    subject = get_object_or_404(Location, pk=pk)
    form = ExceptionForm(request.POST)
    if not form.is_valid():
        return _week_page(request, subject, WeekForm(location=subject), form)
    exception = form.save(commit=False)
    exception.location = subject
    try:
        actions.add_exception(exception=exception, by=request.user, anyway=_seen(request))
    except actions.DayIsTaken as refusal:
        form.add_error("day", _taken(refusal.present))
        return _week_page(request, subject, WeekForm(location=subject), form)
    except LeavesStranded as hit:
        week = WeekForm(location=subject)
        return _week_page(request, subject, week, form, hit=hit, at="exception")
    messages.success(request, _saved(request, "De afwijking is bewaard."))
    return redirect("organisation-week", pk)


def _taken(present: OpeningException) -> str:
    """What is there already on that day, and what to do."""
    day = day_in_words(present.day)
    if not (present.opens_at and present.closes_at):
        return f"Op {day} bent u al gesloten. Verwijder die afwijking eerst als u toch open bent."
    hours = f"van {in_hours(present.opens_at)} tot {in_hours(present.closes_at)} uur"
    return (
        f"Op {day} bent u al open {hours}. Kies uren die daar niet mee overlappen, of verwijder "
        "die afwijking eerst."
    )


def _week_page(
    request: HttpRequest,
    subject: Location,
    form: WeekForm,
    exception_form: ExceptionForm,
    *,
    hit: LeavesStranded | None = None,
    at: str = "",
    removing: OpeningException | None = None,
) -> HttpResponse:
    """``hit`` are the promises that a change would break, ``at`` which of the changes it was."""
    return _page(
        request,
        "week",
        422 if form.errors or exception_form.errors or hit else 200,
        subject=subject,
        form=form,
        exception_form=exception_form,
        exceptions=subject.opening_exceptions.filter(day__gte=clock.today()),
        preview=opening.days(subject, clock.today(), 14),
        hit=hit,
        at=at,
        removing=removing,
    )


def _seen(request: HttpRequest) -> bool:
    """Whether the administrator saw what the change does to what was promised."""
    return "gezien" in request.POST


def _saved(request: HttpRequest, words: str) -> str:
    if not _seen(request):
        return words
    return (
        f"{words} De collega’s van het onthaal zien bij Afspraken wie een ander moment nodig heeft."
    )


@administrator
def exception_end(request: StaffRequest, pk: int) -> HttpResponse:
    exception = get_object_or_404(OpeningException, pk=pk)
    subject = exception.location
    if request.method != "POST":
        return redirect("organisation-week", subject.pk)
    try:
        actions.remove_exception(exception=exception, by=request.user, anyway=_seen(request))
    except LeavesStranded as hit:
        again = get_object_or_404(OpeningException, pk=pk)
        form = WeekForm(location=subject)
        return _week_page(request, subject, form, ExceptionForm(), hit=hit, removing=again)
    messages.success(request, _saved(request, "De afwijking is verwijderd."))
    return redirect("organisation-week", subject.pk)


@administrator
def closing_days(request: StaffRequest) -> HttpResponse:
    form = ClosingDayForm(request.POST or None)
    hit: LeavesStranded | None = None
    if request.method == "POST" and form.is_valid():
        try:
            actions.add_closing_day(
                closing_day=form.save(commit=False), by=request.user, anyway=_seen(request)
            )
        except LeavesStranded as problem:
            hit = problem
        else:
            messages.success(request, _saved(request, "De sluitingsdag is bewaard."))
            return redirect("organisation-closing-days")
    today = clock.today()
    return _page(
        request,
        "closing_days",
        422 if form.errors or hit else 200,
        form=form,
        hit=hit,
        closing_days=ClosingDay.objects.filter(day__gte=today),
        holidays=sorted(
            day
            for year in (today.year, today.year + 1)
            for day in public_holidays(year)
            if day >= today
        ),
    )


@require_POST
@administrator
def closing_day_end(request: StaffRequest, pk: int) -> HttpResponse:
    actions.remove_closing_day(closing_day=get_object_or_404(ClosingDay, pk=pk), by=request.user)
    messages.success(request, "De sluitingsdag is verwijderd.")
    return redirect("organisation-closing-days")


@administrator
def house_style_page(request: StaffRequest) -> HttpResponse:
    form = HouseStyleForm(
        request.POST or None, request.FILES or None, instance=house_style.stored()
    )
    if request.method == "POST" and form.is_valid() and "voorbeeld" not in request.POST:
        actions.save_house_style(style=form.save(commit=False), by=request.user)
        messages.success(request, "De huisstijl is bewaard en overal zichtbaar.")
        return redirect("organisation-house-style")
    return _page(
        request,
        "house_style",
        422 if form.errors else 200,
        form=form,
        contrasts=house_style.contrasts(form.instance),
    )
