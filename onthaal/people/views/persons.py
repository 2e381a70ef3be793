"""Administrators answer residents who ask what we hold about them. Every look is logged.

The address stays out of the address bar, and with it out of logs and histories: it is posted
once and then kept in the session.
"""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from onthaal.people import personal_data
from onthaal.people.access import StaffRequest, role_required
from onthaal.people.actions import persons
from onthaal.people.forms.administration import ErasePersonForm, PersonForm
from onthaal.people.models import PersonalDataAccess, Role
from onthaal.people.views.resident_account import zip_answer

_WHO = "personal_data_of"
administrator = role_required(Role.ADMINISTRATOR)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@administrator
def search(request: StaffRequest) -> HttpResponse:
    """Ask for whom, and show who looked at whom before."""
    form = PersonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        request.session[_WHO] = form.cleaned_data["email"]
        return redirect("people-person")
    log = PersonalDataAccess.objects.select_related("by")[:30]
    return render(
        request,
        "people/personal_data.html",
        {"form": form, "log": log},
        status=422 if form.errors else 200,
    )


@never_cache
@require_http_methods(["GET", "HEAD"])
@administrator
def person(request: StaffRequest) -> HttpResponse:
    """What every app holds about one person."""
    if _WHO not in request.session:
        return redirect("people-personal-data")
    who = persons.person(request.session[_WHO])
    context = {"who": who, "held": persons.look_up(who, by=request.user)}
    return render(request, "people/person.html", context)


@require_POST
@administrator
def export(request: StaffRequest) -> HttpResponse:
    """Everything about this person as a zip to hand over."""
    if _WHO not in request.session:
        return redirect("people-personal-data")
    who = persons.person(request.session[_WHO])
    return zip_answer(persons.export(who, by=request.user))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@administrator
def erasure(request: StaffRequest) -> HttpResponse:
    """Erase everything about this person, after a reason and typing the address."""
    if _WHO not in request.session:
        return redirect("people-personal-data")
    who = persons.person(request.session[_WHO])
    form = ErasePersonForm(request.POST or None, email=who.email)
    if request.method == "POST" and form.is_valid():
        counts = persons.erase(who, by=request.user, reason=form.cleaned_data["reason"])
        request.session.pop(_WHO)
        messages.success(request, f"De gegevens zijn gewist ({sum(counts.values())} onderdelen).")
        return redirect("people-personal-data")
    context = {"who": who, "form": form, "holders": list(reversed(personal_data.holders()))}
    return render(
        request, "people/person_erasure.html", context, status=422 if form.errors else 200
    )
