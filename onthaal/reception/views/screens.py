"""The register of screens: which devices hang where, with their address."""

from __future__ import annotations

import datetime as dt

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from onthaal.core import clock
from onthaal.core.links import absolute
from onthaal.organisation.models import Location
from onthaal.people.access import StaffRequest, role_required
from onthaal.people.models import Role
from onthaal.reception import promises
from onthaal.reception.actions import screens as actions
from onthaal.reception.forms.screens import NewScreenForm, ScreenForm
from onthaal.reception.models import Screen
from onthaal.reception.views.codes import qr

keepers = role_required(Role.ADMINISTRATOR, Role.MANAGER)
KEPT_OVER = dt.timedelta(weeks=8)


def _address(screen: Screen) -> str:
    return reverse("kiosk" if screen.is_kiosk else "display", args=[screen.key])


@require_safe
@keepers
def screens(request: StaffRequest) -> HttpResponse:
    rows = [
        (screen, _address(screen), actions.is_silent(screen))
        for screen in Screen.objects.select_related("location")
    ]
    told = promises.since(clock.now() - KEPT_OVER)
    return render(request, "reception/screens/list.html", {"rows": rows, "told": told})


@keepers
def new(request: StaffRequest) -> HttpResponse:
    if not Location.objects.exists():
        return render(request, "reception/settings/no_location.html")
    form = NewScreenForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        made = actions.keep(screen=form.save(commit=False), counters=[], by=request.user)
        messages.success(request, f"{made} is gemaakt. Open het adres op het toestel.")
        return redirect("reception-screen", pk=made.pk)
    return render(
        request, "reception/screens/new.html", {"form": form}, status=422 if form.errors else 200
    )


@keepers
def screen(request: StaffRequest, pk: int) -> HttpResponse:
    ours = get_object_or_404(Screen.objects.select_related("location"), pk=pk)
    form = ScreenForm(request.POST if request.method == "POST" else None, instance=ours)
    if request.method == "POST" and form.is_valid():
        actions.keep(
            screen=form.save(commit=False),
            counters=form.cleaned_data.get("counters", []),
            by=request.user,
        )
        messages.success(request, "Bewaard. Het scherm past zich vanzelf aan.")
        return redirect("reception-screen", pk=pk)
    address = _address(ours)
    context = {
        "form": form,
        "screen": ours,
        "address": address,
        "whole_address": absolute(address),
        "code": qr(address, label="QR-code met het adres van dit scherm"),
        "is_silent": actions.is_silent(ours),
    }
    return render(
        request, "reception/screens/screen.html", context, status=422 if form.errors else 200
    )


@require_POST
@keepers
def new_key(request: StaffRequest, pk: int) -> HttpResponse:
    ours = get_object_or_404(Screen, pk=pk)
    actions.new_key(screen=ours, by=request.user)
    messages.success(
        request, "Het oude adres werkt niet meer. Open het nieuwe adres op het toestel."
    )
    return redirect("reception-screen", pk=pk)


@require_POST
@keepers
def removal(request: StaffRequest, pk: int) -> HttpResponse:
    ours = get_object_or_404(Screen, pk=pk)
    actions.remove(screen=ours, by=request.user)
    messages.success(request, f"{ours} is weg. Het adres werkt niet meer.")
    return redirect("reception-screens")
