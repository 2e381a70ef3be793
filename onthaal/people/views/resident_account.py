"""Residents keep their own account: details, address, sessions, data."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from onthaal.core import clock, rate_limits
from onthaal.core.rate_limits import DAY, HOUR, Limited, limited
from onthaal.people import entrance, personal_data
from onthaal.people.access import ResidentRequest, resident_required
from onthaal.people.actions import codes, persons, residents
from onthaal.people.forms.residents import CodeForm, DetailsForm, EraseMyAccountForm, NewEmailForm
from onthaal.people.models import LoginCode, Purpose, User
from onthaal.people.views.resident_entrance import refused_words

_PENDING = "new_email_code"


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@resident_required
def details(request: ResidentRequest) -> HttpResponse:
    """Name and telephone number, and the way to everything else about the account."""
    form = DetailsForm(request.POST or None, instance=User.objects.get(pk=request.user.pk))
    if request.method == "POST" and form.is_valid():
        residents.change_details(request.user, **form.cleaned_data)
        messages.success(request, "Uw gegevens zijn bewaard.")
        return redirect("people-my-details")
    return render(
        request, "people/my_details.html", {"form": form}, status=422 if form.errors else 200
    )


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@resident_required
@limited("nieuw-adres", per_hour=30)
def new_email(request: ResidentRequest) -> HttpResponse:
    """Ask a new address and mail it a code."""
    form = NewEmailForm(request.POST or None, user=request.user)
    if request.method == "POST" and form.is_valid():
        try:
            _send(request, form.cleaned_data["email"])
        except Limited as refusal:
            return rate_limits.too_many(request, refusal.until)
        return redirect("people-my-new-email-code")
    return render(
        request, "people/my_new_email.html", {"form": form}, status=422 if form.errors else 200
    )


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@resident_required
@limited("nieuw-adres-code", per_hour=60)
def new_email_code(request: ResidentRequest) -> HttpResponse:
    """Take in the code that was mailed to the new address."""
    pending = _pending(request)
    if pending is None:
        return redirect("people-my-new-email")
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            proof = codes.redeem(pending, form.cleaned_data["code"])
            residents.change_email(request.user, proof)
        except codes.CodeRefused as refusal:
            form.add_error("code", refused_words(refusal))
        except residents.AddressTaken:
            form.add_error(
                None,
                "Dit e-mailadres hoort al bij een ander account. Meld u af en meld u met dat "
                "adres aan.",
            )
        else:
            request.session.pop(_PENDING, None)
            messages.success(request, "Uw e-mailadres is gewijzigd.")
            return redirect("people-my-details")
    return render(
        request,
        "people/my_new_email_code.html",
        {"form": form, "email": pending.email},
        status=422 if form.errors else 200,
    )


@require_POST
@resident_required
@limited("nieuw-adres", per_hour=30)
def new_email_new_code(request: ResidentRequest) -> HttpResponse:
    """Send another code to the new address."""
    if pending := _pending(request):
        try:
            _send(request, pending.email, pending)
        except Limited as refusal:
            return rate_limits.too_many(request, refusal.until)
        messages.success(request, "We hebben een nieuwe code gestuurd. De vorige werkt niet meer.")
    return redirect("people-my-new-email-code")


@require_POST
@resident_required
def log_out_everywhere(request: ResidentRequest) -> HttpResponse:
    """End every other session; this device stays logged in."""
    user = residents.end_all_sessions(request.user)
    update_session_auth_hash(request, user)
    messages.success(request, "U bent afgemeld op al uw andere toestellen.")
    return redirect("people-my-details")


@never_cache
@require_http_methods(["GET", "HEAD"])
@resident_required
@limited("eigen-gegevens", per_hour=10, methods=("GET",))
def download(request: ResidentRequest) -> HttpResponse:
    """Everything that we hold about this resident, as a zip."""
    who = persons.person(request.user.email)
    return zip_answer(persons.export(who, by=request.user, reason="Zelf gevraagd"))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@resident_required
def erase(request: ResidentRequest) -> HttpResponse:
    """Say what is erased and what is kept, and erase after confirmation."""
    who = persons.person(request.user.email)
    form = EraseMyAccountForm(request.POST or None, user=request.user)
    if request.method == "POST" and form.is_valid():
        persons.erase(who, by=request.user, reason="Zelf gevraagd")
        entrance.leave(request)
        messages.success(request, "Uw account en uw gegevens zijn gewist.")
        return redirect("/")
    context = {"form": form, "holders": list(reversed(personal_data.holders()))}
    return render(request, "people/my_erasure.html", context, status=422 if form.errors else 200)


def zip_answer(content: bytes) -> HttpResponse:
    """A zip of somebody's data, not to be kept by any cache."""
    return HttpResponse(
        content,
        content_type="application/zip",
        headers={
            "Content-Disposition": f'attachment; filename="gegevens-{clock.today():%Y-%m-%d}.zip"'
        },
    )


def _send(request: ResidentRequest, email: str, instead_of: LoginCode | None = None) -> None:
    rate_limits.count("aanmelden-adres/uur", email, limit=6, period=HOUR)
    rate_limits.count("aanmelden-adres/dag", email, limit=20, period=DAY)
    code = codes.send_code(email=email, user=request.user, instead_of=instead_of)
    request.session[_PENDING] = code.pk


def _pending(request: ResidentRequest) -> LoginCode | None:
    pk = request.session.get(_PENDING)
    if not pk:
        return None
    mine = LoginCode.objects.filter(purpose=Purpose.NEW_EMAIL, user=request.user)
    return mine.filter(pk=pk).first()
