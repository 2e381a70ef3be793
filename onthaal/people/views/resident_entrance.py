"""Residents log in: an address, a code by mail, done. An account is made at the first use."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from onthaal.core import rate_limits
from onthaal.core.rate_limits import DAY, HOUR, Limited, limited
from onthaal.integrations.acm_idm.configuration import RESIDENTS
from onthaal.people import entrance, oidc, rules
from onthaal.people.actions import codes, residents
from onthaal.people.forms.residents import CodeForm, EmailForm
from onthaal.people.models import LoginCode, Purpose

_PENDING = "login_code"

REFUSALS = {
    rules.CodeProblem.WRONG: "Deze code klopt niet. Kijk ze na in de laatste mail die u kreeg.",
    rules.CodeProblem.EXPIRED: "Deze code is vervallen. Vraag hieronder een nieuwe code.",
    rules.CodeProblem.USED: "Deze code is al gebruikt. Vraag hieronder een nieuwe code.",
    rules.CodeProblem.TRIED_TOO_OFTEN: "U probeerde deze code te vaak. Vraag hieronder een nieuwe "
    "code.",
}


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@limited("aanmelden", per_hour=30, per_day=150)
def log_in(request: HttpRequest) -> HttpResponse:
    """Ask an address and mail it a code; says the same whether it has an account or not."""
    wanted = request.POST.get("next") or request.GET.get("next", "")
    onward = entrance.safe_way(request, wanted, settings.LOGIN_REDIRECT_URL)
    if request.user.is_authenticated and not request.user.is_staff:
        return redirect(onward)
    form = EmailForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            return _send(request, form.cleaned_data["email"], onward)
        except Limited as refusal:
            return rate_limits.too_many(request, refusal.until)
    context = {
        "form": form,
        "next": wanted,
        "providers": oidc.providers_for(RESIDENTS),
        "asked_by_provider": oidc.is_waiting(request),
    }
    return _page(request, "people/log_in.html", context, form)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@limited("aanmelden-code", per_hour=120)
def log_in_code(request: HttpRequest) -> HttpResponse:
    """Take the code in."""
    pending = _pending(request)
    if pending is None:
        messages.info(request, "Vul uw e-mailadres opnieuw in. Dan sturen we u een code.")
        return redirect("people-log-in")
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            proof = codes.redeem(pending, form.cleaned_data["code"])
        except codes.CodeRefused as refusal:
            form.add_error("code", refused_words(refusal))
        else:
            return _let_in(request, proof)
    return _page(request, "people/log_in_code.html", {"form": form, "email": pending.email}, form)


@require_POST
@limited("aanmelden", per_hour=30, per_day=150)
def log_in_new_code(request: HttpRequest) -> HttpResponse:
    """Send another code to the same address; the earlier one stops working."""
    pending = _pending(request)
    if pending is None:
        return redirect("people-log-in")
    try:
        answer = _send(request, pending.email, request.session[_PENDING]["next"], pending)
    except Limited as refusal:
        return rate_limits.too_many(request, refusal.until)
    messages.success(request, "We hebben een nieuwe code gestuurd. De vorige werkt niet meer.")
    return answer


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@limited("afmelden", per_hour=300)
def log_out(request: HttpRequest) -> HttpResponse:
    """Log out whoever is logged in; a GET asks first."""
    if request.method != "POST" and request.user.is_authenticated:
        return render(request, "people/log_out.html")
    was_staff = request.user.is_authenticated and request.user.is_staff
    entrance.leave(request)
    messages.success(request, "U bent afgemeld.")
    return redirect("account_login" if was_staff else "/")


def refused_words(refusal: codes.CodeRefused) -> str:
    """Why a code was refused, and how often one may still try."""
    words = REFUSALS[refusal.problem]
    if refusal.problem is rules.CodeProblem.WRONG:
        left = refusal.tries_left
        words += f" U kunt nog {left} keer proberen."
    return words


def _send(
    request: HttpRequest, email: str, onward: str, instead_of: LoginCode | None = None
) -> HttpResponse:
    # a mailbox must not be flooded by somebody who fills in the address of another
    rate_limits.count("aanmelden-adres/uur", email, limit=6, period=HOUR)
    rate_limits.count("aanmelden-adres/dag", email, limit=20, period=DAY)
    code = codes.send_code(email=email, instead_of=instead_of)
    request.session[_PENDING] = {"code": code.pk, "next": onward}
    return redirect("people-log-in-code")


def _pending(request: HttpRequest) -> LoginCode | None:
    pk = request.session.get(_PENDING, {}).get("code")
    return LoginCode.objects.filter(pk=pk, purpose=Purpose.LOGIN).first() if pk else None


def _let_in(request: HttpRequest, proof: LoginCode) -> HttpResponse:
    onward: str = request.session.pop(_PENDING)["next"]
    user = residents.resident(proof.email)
    if not user.is_active:
        return render(request, "people/blocked.html", status=403)
    oidc.attach_waiting(request, user)
    entrance.enter(request, user, method="code")
    return redirect(onward)


def _page(request: HttpRequest, template: str, context: dict[str, Any], form: Any) -> HttpResponse:
    context["log_in_url"] = reverse("people-log-in")
    return render(request, template, context, status=422 if form.errors else 200)
