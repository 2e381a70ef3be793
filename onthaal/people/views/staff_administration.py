"""Administrators keep the accounts of staff."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from onthaal.people import figures, panels
from onthaal.people.access import StaffRequest, role_required
from onthaal.people.actions import staff
from onthaal.people.forms.administration import InviteForm, StaffFilterForm, StaffForm
from onthaal.people.models import Role, User

PER_PAGE = 50
LAST_ADMINISTRATOR = "Dit is de laatste beheerder. Maak eerst iemand anders beheerder."

administrator = role_required(Role.ADMINISTRATOR)


@require_safe
@administrator
def staff_list(request: StaffRequest) -> HttpResponse:
    """Everybody who works with Onthaal, with search and filters."""
    form = StaffFilterForm(request.GET)
    form.is_valid()
    wanted = form.cleaned_data
    found = figures.staff_list(
        search=wanted.get("q", "").strip(),
        role=wanted.get("rol", ""),
        access=wanted.get("toegang", ""),
    )
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("pagina"))
    users = list(page.object_list)
    steps = figures.second_steps(users)
    extra = [panel.describe([user.pk for user in users]) for panel in panels.panels()]
    rows = [
        figures.Row(user, steps.get(user.pk, ""), [texts.get(user.pk, "") for texts in extra])
        for user in users
    ]
    context = {
        "form": form,
        "page": page,
        "rows": rows,
        "panels": panels.panels(),
        "filtered": any(wanted.get(name) for name in ("q", "rol", "toegang")),
    }
    return render(request, "people/staff_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@administrator
def invitation(request: StaffRequest) -> HttpResponse:
    """Invite somebody by mail."""
    form = InviteForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            user = staff.invite(**form.cleaned_data, by=request.user)
        except staff.AddressTaken:
            form.add_error("email", "Er is al een medewerker met dit e-mailadres.")
        else:
            messages.success(request, f"We hebben {user} uitgenodigd per mail.")
            return redirect("people-staff-member", user.pk)
    return render(
        request, "people/invitation.html", {"form": form}, status=422 if form.errors else 200
    )


@require_http_methods(["GET", "HEAD", "POST"])
@administrator
def member(request: StaffRequest, pk: int) -> HttpResponse:
    """One member of staff: details, roles, access."""
    user = _member(pk)
    form = StaffForm(request.POST or None, instance=_member(pk))
    if request.method == "POST" and form.is_valid():
        try:
            staff.change(user, **form.cleaned_data, by=request.user)
        except staff.LastAdministrator:
            form.add_error("roles", LAST_ADMINISTRATOR)
        else:
            messages.success(request, "De gegevens zijn bewaard.")
            return redirect("people-staff-member", pk)
    return _page(request, user, form, status=422 if form.errors else 200)


@require_POST
@administrator
def renewed_invitation(request: StaffRequest, pk: int) -> HttpResponse:
    """Mail the link to choose a password again."""
    user = _member(pk)
    if user.is_active and not user.has_usable_password():
        staff.send_invitation(user, by=request.user)
        messages.success(request, f"We hebben {user} een nieuwe link gemaild.")
    return redirect("people-staff-member", pk)


@require_http_methods(["GET", "HEAD", "POST"])
@administrator
def access_end(request: StaffRequest, pk: int) -> HttpResponse:
    """Take away the access, after a question."""
    user = _member(pk)
    if request.method == "POST":
        try:
            staff.deactivate(user, by=request.user)
        except staff.LastAdministrator:
            messages.error(request, LAST_ADMINISTRATOR)
        else:
            messages.success(request, f"{user} heeft geen toegang meer en is overal afgemeld.")
        return redirect("people-staff-member", pk)
    return render(request, "people/access_end.html", {"member": user})


@require_POST
@administrator
def access_again(request: StaffRequest, pk: int) -> HttpResponse:
    """Give the access back."""
    user = staff.reactivate(_member(pk), by=request.user)
    messages.success(request, f"{user} heeft opnieuw toegang, met dezelfde rollen als vroeger.")
    return redirect("people-staff-member", pk)


@require_http_methods(["GET", "HEAD", "POST"])
@administrator
def second_step_reset(request: StaffRequest, pk: int) -> HttpResponse:
    """Remove app and passkeys of somebody who lost the telephone, after a question."""
    user = _member(pk)
    if request.method == "POST":
        staff.reset_second_factor(user, by=request.user)
        messages.success(request, f"De tweede stap van {user} is gewist.")
        return redirect("people-staff-member", pk)
    return render(request, "people/second_step_reset.html", {"member": user})


def _member(pk: int) -> User:
    return get_object_or_404(User.objects.staff(), pk=pk)


def _page(request: StaffRequest, user: User, form: Any, status: int) -> HttpResponse:
    context = {
        "member": user,
        "form": form,
        "second_steps": figures.second_steps([user]).get(user.pk, ""),
        "invited": not user.has_usable_password() and user.last_login is None,
        "panels": [
            (panel.label, panel.describe([user.pk]).get(user.pk, ""), *panel.link(user))
            for panel in panels.panels()
        ],
    }
    return render(request, "people/staff_member.html", context, status=status)
