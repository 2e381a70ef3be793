"""Passing meldingen on to other parties, and looking after what is on its way."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from onthaal.api import outward
from onthaal.api.actions import parties
from onthaal.api.actions import transmissions as sending
from onthaal.api.forms.parties import NumberForm, PartyForm, PassOnForm
from onthaal.api.models import ExternalParty, Transmission
from onthaal.api.views.links import administrator
from onthaal.core.changes import CannotChange
from onthaal.core.secrecy import Unreadable
from onthaal.integrations.open311 import outbound
from onthaal.integrations.open311.client import Refused
from onthaal.issues.models import Issue
from onthaal.issues.views.staff.changing import change_page
from onthaal.people.access import StaffRequest, staff_required

PER_PAGE = 50


@require_http_methods(["GET", "HEAD", "POST"])
@administrator
def party(request: StaffRequest, pk: int | None = None) -> HttpResponse:
    """One party: where its service is, and what it calls our subjects."""
    row = get_object_or_404(ExternalParty, pk=pk) if pk else None
    form = PartyForm(request.POST or None, instance=row)
    if request.method == "POST" and form.is_valid():
        kept = parties.keep(
            form.save(commit=False),
            key=form.cleaned_data["key"],
            codes=form.codes(),
            by=request.user,
        )
        messages.success(request, f"{kept} is bewaard. Probeer de koppeling nu uit.")
        return redirect("external-party", kept.pk)
    return render(
        request,
        "api/party.html",
        {"form": form, "party": get_object_or_404(ExternalParty, pk=pk) if pk else None},
        status=422 if form.errors else 200,
    )


@require_POST
@administrator
def trial(request: StaffRequest, pk: int) -> HttpResponse:
    """Ask the service what can be reported there, and compare with our codes."""
    row = get_object_or_404(ExternalParty, pk=pk)
    try:
        theirs = parties.service(row).services()
    except (outbound.Unreachable, outbound.NotAllowed, Refused) as error:
        messages.error(request, f"De koppeling werkt niet: {error}.")
    except Unreadable:
        messages.error(request, "De sleutel is niet meer leesbaar. Vul hem opnieuw in.")
    else:
        codes = row.mappings.values_list("service_code", flat=True)
        unknown = [code for code in codes if code not in theirs]
        messages.success(request, f"De koppeling werkt. Hun codes: {', '.join(theirs) or 'geen'}.")
        if unknown:
            messages.warning(request, f"Deze codes kennen zij niet: {', '.join(unknown)}.")
    return redirect("external-party", pk)


@require_safe
@administrator
def transmissions(request: StaffRequest) -> HttpResponse:
    """What needs a person first, then everything that went out."""
    everything = Transmission.objects.select_related("party", "issue")
    page = Paginator(everything, PER_PAGE).get_page(request.GET.get("pagina"))
    problems = outward.problems().select_related("party", "issue")[:PER_PAGE]
    return render(request, "api/transmissions.html", {"problems": problems, "page": page})


@require_http_methods(["GET", "HEAD", "POST"])
@administrator
def transmission(request: StaffRequest, pk: int) -> HttpResponse:
    """One transmission; a person who found it at the other side fills in its number."""
    row = get_object_or_404(Transmission.objects.select_related("party", "issue"), pk=pk)
    form = NumberForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            sending.settle(row, number=form.cleaned_data["number"], by=request.user)
        except CannotChange as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "Het nummer is bewaard. Wij volgen de melding vanaf nu.")
            return redirect("transmission", pk)
    return render(
        request,
        "api/transmission.html",
        {
            "row": row,
            "form": form,
            "may_open": Issue.objects.visible_to(request.user).filter(pk=row.issue_id).exists(),
            "is_stuck": row.state in sending.STUCK,
            "may_settle": row.state in sending.SETTLED_BY_HAND,
        },
        status=422 if form.errors else 200,
    )


@require_POST
@administrator
def repetition(request: StaffRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(Transmission.objects.select_related("party"), pk=pk)
    try:
        sending.retry(row, by=request.user)
    except CannotChange as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, "De melding wordt opnieuw verzonden.")
    return redirect("transmission", pk)


@staff_required
def passing_on(request: StaffRequest, reference: str) -> HttpResponse:
    """Send this melding to another party."""

    def act(issue: Issue, form: PassOnForm) -> None:
        sending.send(
            issue,
            party=form.cleaned_data["party"],
            text=form.cleaned_data["text"],
            by=request.user,
            expected_version=form.cleaned_data["version"],
        )

    return change_page(
        request,
        reference,
        PassOnForm,
        act,
        done="De melding gaat naar de andere instantie. De termijn staat stil; haar nieuws komt in "
        "de tijdlijn.",
        title="Doorsturen via Open311",
        button="Doorsturen",
    )
