"""The waiting list, for an earlier moment or for any."""

from __future__ import annotations

import datetime as dt

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from onthaal.appointments import availability, words
from onthaal.appointments.actions import waiting
from onthaal.appointments.actions.booking import CannotChange, Taken, TooMany
from onthaal.appointments.actions.waiting import NothingOffered, TooManyWishes
from onthaal.appointments.forms.waiting import EarlierForm, WaitingForm
from onthaal.appointments.models import BookingPolicy, Kind, WaitingWish
from onthaal.appointments.places import places_for
from onthaal.appointments.selection import Selection
from onthaal.appointments.views.citizen.own import can_change
from onthaal.appointments.views.citizen.secret import find
from onthaal.core import clock
from onthaal.core.dutch import moment_in_words
from onthaal.core.rate_limits import limited
from onthaal.core.secret_pages import secret_page

USUAL = dt.timedelta(days=21)


@limited("wachtlijst", per_hour=20)
@require_http_methods(["GET", "HEAD", "POST"])
def waiting_list(request: HttpRequest) -> HttpResponse:
    """Stand on the list for what was chosen."""
    asked_for = Selection.read(request.GET)
    chosen = asked_for.settled(places_for(asked_for.by_appointment))
    # at whose home is only asked with an appointment
    if not chosen.items or chosen.place is None or chosen.kind == Kind.HOME:
        return redirect("appointment-new")
    policy = BookingPolicy.objects.of(chosen.place)
    today = clock.today()
    latest = today + dt.timedelta(days=availability.horizon(policy) - 1)
    form = WaitingForm(
        request.POST or None, latest=latest, initial={"until": min(today + USUAL, latest)}
    )
    if request.method == "POST" and form.is_valid():
        try:
            waiting.wish_any(
                location=chosen.place,
                items=chosen.by_appointment,
                kind=chosen.kind,
                **form.cleaned_data,
            )
        except TooManyWishes:
            form.add_error(
                "email",
                "U staat al drie keer op de wachtlijst. Stop er eerst een, met de link in de mail.",
            )
        else:
            return redirect("appointment-waiting-asked")
    return render(
        request,
        "appointments/citizen/waiting_list.html",
        {"form": form, "chosen": chosen},
        status=422 if form.errors else 200,
    )


@require_safe
def asked(request: HttpRequest) -> HttpResponse:
    """Look in the mail. The link is only there: so nobody puts another's address on the list."""
    return render(request, "appointments/citizen/waiting_asked.html")


@secret_page
@limited("wachtlijst", per_hour=40)
@require_http_methods(["GET", "HEAD", "POST"])
def earlier(request: HttpRequest, secret: str) -> HttpResponse:
    """Ask for an earlier moment for an appointment."""
    row = find(secret)
    if not can_change(row):
        return redirect("appointment", secret)
    known = WaitingWish.objects.waiting().filter(appointment=row).first()
    latest = timezone.localdate(row.starts_at)
    initial = {"until": known.until if known else latest, "part_of_day": "any"}
    if known:
        initial["part_of_day"] = known.part_of_day
    form = EarlierForm(request.POST or None, latest=latest, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            wish = waiting.wish_earlier(appointment=row, **form.cleaned_data)
        except CannotChange as problem:
            form.add_error(None, str(problem))
        else:
            messages.success(
                request, "U krijgt een mail zodra er een vroeger moment vrijkomt dat past."
            )
            return redirect("waiting-wish", wish.secret)
    return render(
        request,
        "appointments/citizen/earlier.html",
        {"form": form, "appointment": row, "products": words.products(row), "known": known},
        status=422 if form.errors else 200,
    )


@secret_page
@limited("wachtlijst-antwoord", per_hour=60)
@require_http_methods(["GET", "HEAD", "POST"])
def wish_page(request: HttpRequest, secret: str) -> HttpResponse:
    """How it stands; yes or no to an offer; stop."""
    wish = (
        WaitingWish.objects.filter(secret=secret)
        .select_related("appointment", "location", "offer")
        .first()
    )
    if wish is None:
        raise Http404
    if request.method != "POST":
        return _wish(request, wish)
    answer = request.POST.get("antwoord", "")
    try:
        if answer == "ja":
            made = waiting.accept(wish=wish)
            messages.success(request, "Het moment is van u.")
            return redirect("appointment", made.secret)
        if answer == "nee":
            waiting.decline(wish=wish)
            messages.success(request, "Goed, wij zoeken verder voor u.")
        elif answer == "bevestig":
            waiting.prove(wish=wish)
            messages.success(request, "U staat op de wachtlijst.")
        elif answer == "stop":
            waiting.withdraw(wish=wish)
            messages.success(request, "U staat niet meer op de wachtlijst.")
    except WaitingWish.DoesNotExist:
        # erased since this page was asked
        raise Http404 from None
    except TooMany as refusal:
        messages.warning(
            request,
            f"Op uw adres staan al {refusal.most} afspraken. Annuleer er eerst een, en zeg dan "
            f"opnieuw ja. Het moment blijft voor u vrij tot {_until(wish)}.",
        )
    except Taken:
        messages.warning(
            request,
            "Dit moment is intussen weg: het uur om te antwoorden was voorbij. "
            "U blijft op de wachtlijst staan.",
        )
    except NothingOffered:
        messages.warning(request, "Er staat nu geen moment voor u open.")
    except CannotChange as problem:
        messages.warning(request, str(problem))
    return redirect("waiting-wish", secret)


def _wish(request: HttpRequest, wish: WaitingWish) -> HttpResponse:
    return render(
        request,
        "appointments/citizen/waiting_wish.html",
        {"wish": wish, "products": words.wished(wish), "had_none": wish.items.exists()},
    )


def _until(wish: WaitingWish) -> str:
    return moment_in_words(wish.offered_until) if wish.offered_until else "straks"
