"""The pages on which one thing about an issue changes. Each makes one domain call."""

from __future__ import annotations

import copy
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from onthaal.issues import mails, places
from onthaal.issues.actions import assignment, enquiries, lifecycle, merging, notes, splitting
from onthaal.issues.actions.lifecycle import CannotChange, Change
from onthaal.issues.actions.locking import ChangedMeanwhile
from onthaal.issues.actions.submission import Place
from onthaal.issues.forms.staff import detail as forms
from onthaal.issues.models import Issue, Status
from onthaal.issues.nearby import near_for_staff
from onthaal.issues.views.staff.changing import change_page, find
from onthaal.issues.warnings import personal_signs
from onthaal.people.access import StaffRequest, staff_required
from onthaal.territory import lookup, map_source


@staff_required
def status(request: StaffRequest, reference: str) -> HttpResponse:
    def act(issue: Issue, data: dict[str, Any]) -> None:
        lifecycle.change_status(
            issue,
            change=Change(
                to=Status(data["to"]),
                text=data["text"],
                note=data["note"],
                reason=data["reason"],
                forwarded_to=data["forwarded_to"],
                expected_on=data["expected_on"],
            ),
            by=request.user,
            expected_version=data["version"],
        )

    def context(issue: Issue, form: Any) -> dict[str, Any]:
        chosen = request.GET.get("standaardtekst", "")
        if chosen.isdigit() and not form.is_bound:
            text = forms.standard_texts(issue).filter(pk=chosen).first()
            if text:
                form.initial["text"] = text.text
                if text.status and text.status in dict(form.fields["to"].choices):
                    form.initial["to"] = text.status
        shown = None
        if "voorbeeld" in request.POST and form.is_valid():
            shown = mails.status_preview(
                _as_if(issue, form.cleaned_data), form.cleaned_data["text"]
            )
        return {"texts": forms.standard_texts(issue), "preview": shown}

    return change_page(
        request,
        reference,
        forms.StatusForm,
        act,
        done="De status is veranderd.",
        template="status",
        context=context,
    )


def _as_if(issue: Issue, data: dict[str, Any]) -> Issue:
    """A copy of the issue as it would be after the change, never stored."""
    imagined = copy.copy(issue)
    imagined.status = data["to"]
    imagined.reason, imagined.forwarded_to = data["reason"], data["forwarded_to"]
    imagined.expected_on = data["expected_on"] or issue.expected_on
    return imagined


@staff_required
def assigning(request: StaffRequest, reference: str) -> HttpResponse:
    def act(issue: Issue, data: dict[str, Any]) -> None:
        assignment.assign(
            issue,
            team=data["team"],
            handler=data["handler"],
            by=request.user,
            note=data["note"],
            expected_version=data["version"],
        )

    return change_page(
        request,
        reference,
        forms.AssignmentForm,
        act,
        done="De melding is toegewezen.",
        title="Toewijzen",
        button="Melding toewijzen",
    )


@require_POST
@staff_required
def taking(request: StaffRequest, reference: str) -> HttpResponse:
    """“Neem op”: this member of staff handles it from now on."""
    issue = find(request, reference)
    version = request.POST.get("version", "")
    try:
        assignment.assign(
            issue,
            team=issue.team,
            handler=request.user,
            by=request.user,
            expected_version=int(version) if version.isdigit() else None,
        )
    except ChangedMeanwhile as conflict:
        taken_by = conflict.issue.handler
        messages.error(
            request,
            f"{taken_by} nam deze melding net op."
            if taken_by
            else "Deze melding is net veranderd. Kijk ze even na.",
        )
    except CannotChange as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, f"U behandelt nu melding {reference}.")
    return redirect("issue-detail", reference)


@staff_required
def category(request: StaffRequest, reference: str) -> HttpResponse:
    def act(issue: Issue, data: dict[str, Any]) -> None:
        assignment.recategorise(
            issue,
            category=data["category"],
            by=request.user,
            note=data["note"],
            expected_version=data["version"],
        )

    return change_page(
        request,
        reference,
        forms.RecategoriseForm,
        act,
        done="Het onderwerp is veranderd.",
        title="Ander onderwerp",
        button="Onderwerp bewaren",
    )


@staff_required
def place(request: StaffRequest, reference: str) -> HttpResponse:
    def act(issue: Issue, data: dict[str, Any]) -> None:
        assignment.move(
            issue,
            place=_place(issue, data),
            by=request.user,
            note=data["note"],
            expected_version=data["version"],
        )

    return change_page(
        request,
        reference,
        forms.PlaceForm,
        act,
        done="De plaats is veranderd.",
        template="place",
        context=lambda issue, form: {"map": map_source.current(), **_centre(issue)},
    )


def _place(issue: Issue, data: dict[str, Any]) -> Place:
    """Where the form points: the moved pin, else the changed address."""
    point = (data["lat"], data["lon"])
    moved = None not in point and point != (issue.lat, issue.lon)
    lat, lon = point if moved else (None, None)
    if not moved and data["address"] == issue.place:
        lat, lon = issue.lat, issue.lon
    located = places.locate(data["address"], lat=lat, lon=lon, note=data["place_note"])
    if located.verdict == places.Verdict.OUTSIDE:
        raise CannotChange("Deze plaats ligt buiten de gemeente.")
    return located.place


def _centre(issue: Issue) -> dict[str, Any]:
    town = lookup.territory()
    lat, lon = issue.lat, issue.lon
    if lat is None or lon is None:
        lat, lon = (town.centre_lat, town.centre_lon) if town else (51.0, 4.5)
    return {"centre_lat": lat, "centre_lon": lon}


@staff_required
def expected_date(request: StaffRequest, reference: str) -> HttpResponse:
    def act(issue: Issue, data: dict[str, Any]) -> None:
        assignment.expect(
            issue,
            on=data["expected_on"],
            why=data["why"],
            by=request.user,
            expected_version=data["version"],
        )

    return change_page(
        request,
        reference,
        forms.ExpectedDateForm,
        act,
        done="De verwachte datum is veranderd en de melder krijgt bericht.",
        title="Andere verwachte datum",
        button="Datum bewaren",
    )


@staff_required
def question(request: StaffRequest, reference: str) -> HttpResponse:
    def act(issue: Issue, data: dict[str, Any]) -> None:
        enquiries.ask_reporter(
            issue, text=data["text"], by=request.user, expected_version=data["version"]
        )

    return change_page(
        request,
        reference,
        forms.ReporterQuestionForm,
        act,
        done="De vraag is onderweg. De termijn staat stil tot er antwoord is.",
        title="Vraag aan de melder",
        button="Vraag versturen",
    )


@staff_required
def outsider(request: StaffRequest, reference: str) -> HttpResponse:
    def act(issue: Issue, data: dict[str, Any]) -> None:
        enquiries.ask_outsider(
            issue,
            name=data["name"],
            email=data["email"],
            text=data["text"],
            by=request.user,
            expected_version=data["version"],
        )

    return change_page(
        request,
        reference,
        forms.OutsiderForm,
        act,
        done="De andere partij krijgt een mail met een link om te antwoorden.",
        title="Doorsturen naar een andere partij",
        button="Doorsturen",
    )


@staff_required
def merge(request: StaffRequest, reference: str) -> HttpResponse:
    def act(issue: Issue, data: dict[str, Any]) -> None:
        merging.merge(
            issue,
            original=data["original"],
            by=request.user,
            text=data["text"],
            note=data["note"],
            expected_version=data["version"],
        )

    return change_page(
        request,
        reference,
        forms.MergeForm,
        act,
        done="De meldingen zijn samengevoegd. De melder volgt nu de eerste melding.",
        template="merge",
        context=lambda issue, form: {"nearby": near_for_staff(issue, request.user, 300)[:10]},
    )


@staff_required
def split(request: StaffRequest, reference: str) -> HttpResponse:
    def act(issue: Issue, data: dict[str, Any]) -> None:
        splitting.split(
            issue, parts=data["parts"], by=request.user, expected_version=data["version"]
        )

    return change_page(
        request,
        reference,
        forms.SplitForm,
        act,
        done="De delen zijn gemaakt en verdeeld over de teams.",
        template="split",
    )


@staff_required
def note(request: StaffRequest, reference: str) -> HttpResponse:
    return change_page(
        request,
        reference,
        forms.NoteForm,
        lambda issue, data: notes.add_note(issue, text=data["text"], by=request.user),
        done="De notitie is bewaard.",
        title="Notitie",
        button="Notitie bewaren",
    )


@staff_required
def call(request: StaffRequest, reference: str) -> HttpResponse:
    return change_page(
        request,
        reference,
        forms.CallForm,
        lambda issue, data: notes.note_call(
            issue, reached=data["reached"] == "ja", text=data["text"], by=request.user
        ),
        done="Het gesprek is genoteerd.",
        title="Telefoongesprek",
        button="Gesprek bewaren",
    )


@staff_required
def title(request: StaffRequest, reference: str) -> HttpResponse:
    return change_page(
        request,
        reference,
        forms.TitleForm,
        lambda issue, data: notes.retitle(
            issue, title=data["title"], by=request.user, expected_version=data["version"]
        ),
        done="De titel is veranderd.",
        title="Titel",
        button="Titel bewaren",
    )


@staff_required
def release(request: StaffRequest, reference: str) -> HttpResponse:
    def act(issue: Issue, data: dict[str, Any]) -> None:
        notes.release(
            issue,
            title=data["title"],
            text=data["text"],
            photos=data.get("photos", []),
            by=request.user,
            expected_version=data["version"],
        )

    def context(issue: Issue, form: Any) -> dict[str, Any]:
        words = f"{form['title'].value()}\n{form['text'].value()}"
        return {"signs": personal_signs(words), "photos": issue.photos.all()}

    return change_page(
        request,
        reference,
        forms.ReleaseForm,
        act,
        done="Iedereen kan de tekst nu lezen.",
        template="release",
        context=context,
    )


@require_POST
@staff_required
def release_end(request: StaffRequest, reference: str) -> HttpResponse:
    notes.take_back(find(request, reference), by=request.user)
    messages.success(request, "De tekst en de foto’s zijn niet meer openbaar.")
    return redirect("issue-detail", reference)
