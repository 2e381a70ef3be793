"""A resident asks for a product, and follows the request behind the secret link."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from onthaal.cases import history, mine, rules
from onthaal.cases.actions import asking, filing, moving, opening
from onthaal.cases.actions.standing import visited
from onthaal.cases.forms.resident import AnswerForm, RequestForm, WithdrawalForm, start_values
from onthaal.cases.models import Case
from onthaal.cases.views.files import form_key, given
from onthaal.catalogue.models import ProcessVersion, Product
from onthaal.core.changes import CannotChange
from onthaal.core.rate_limits import limited
from onthaal.core.secret_pages import secret_page, withdrawal_page
from onthaal.people.access import ResidentRequest, resident_required

page = require_http_methods(["GET", "HEAD", "POST"])


@limited("aanvraag", per_hour=60)
@page
def new(request: HttpRequest, slug: str) -> HttpResponse:
    """The form; it exists for products that are offered online and have published steps."""
    product = get_object_or_404(Product.objects.published().select_related("process"), slug=slug)
    if not product.exists_today:
        # its page says when
        return redirect(product)
    if not opening.may_ask_online(product):
        raise Http404
    version = ProcessVersion.objects.published().filter(process=product.process_id).first()
    lines = version.lines() if version else ()
    needed = rules.documents_in(lines, rules.first_steps(lines)) if lines else []
    key = form_key(request)
    form = RequestForm(
        **given(request, key),
        needed=list(dict.fromkeys([*needed, *product.bring])),
        initial={"key": key, **start_values(request.user)},
    )
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                case = opening.open_case(asked=form.asked(product), enclosed=form.enclosed)
            except CannotChange as refusal:
                form.add_error(None, str(refusal))
            else:
                return redirect("case-thanks", case.secret)
        form.drafts = filing.keep(form.enclosed)
    ahead = rules.progress(lines, rules.first_steps(lines), is_closed=False) if lines else None
    response = render(
        request,
        "cases/citizen/new.html",
        {"product": product, "form": form, "ahead": ahead},
        status=status,
    )
    response["Cache-Control"] = "private, no-cache"
    return response


@secret_page
@require_safe
def thanks(request: HttpRequest, secret: str) -> HttpResponse:
    case = _find(secret)
    return render(
        request,
        "cases/citizen/thanks.html",
        {"case": case, "progress": _progress(case), "files_count": case.files.count()},
    )


@secret_page
@require_safe
def status(request: HttpRequest, secret: str) -> HttpResponse:
    case = _find(secret)
    key = filing.answer_key(case)
    return _page(request, case, _answer_form(case, form_key=key, drafts=filing.drafts(key)))


@secret_page
@limited("aanvraag-antwoord", per_hour=40)
@page
def answer(request: HttpRequest, secret: str) -> HttpResponse:
    case = _find(secret)
    if request.method != "POST":
        return redirect("case-status", secret)
    form = _answer_form(case, **given(request, filing.answer_key(case)))
    if form.is_valid():
        try:
            asking.answer(case, text=form.cleaned_data["text"], enclosed=form.enclosed)
        except asking.NothingAsked:
            words = "Wij wachten niet meer op een antwoord. Kopieer uw tekst als u ze nodig hebt."
            if form.enclosed:
                words += " De bestanden die u net koos, zijn niet bewaard."
            form.add_error(None, words)
            return _page(request, _find(secret), form, status=422)
        except CannotChange as refusal:
            refusal.add_to(form)
        else:
            messages.success(request, "Bedankt. Wij gaan verder met uw aanvraag.")
            return redirect("case-status", secret)
    form.drafts = filing.keep(form.enclosed)
    return _page(request, _find(secret), form, status=422)


@secret_page
@limited("aanvraag-intrekking", per_hour=20)
@page
def withdrawal(request: HttpRequest, secret: str) -> HttpResponse:
    case = _find(secret)
    return withdrawal_page(
        request,
        WithdrawalForm,
        lambda why: moving.withdraw(case, why=why),
        template="cases/citizen/withdrawal.html",
        context={"case": case},
        back=reverse("case-status", args=[secret]),
        done="Uw aanvraag is ingetrokken.",
        too_late="Deze aanvraag was al afgesloten.",
    )


@require_safe
@resident_required
def my_cases(request: ResidentRequest) -> HttpResponse:
    return render(
        request, "cases/citizen/my_cases.html", {"cases": list(mine.asked_by(request.user)[:200])}
    )


def _find(secret: str) -> Case:
    return get_object_or_404(
        Case.objects.select_related("product", "process_version", "step", "team__department"),
        secret=secret,
    )


def _progress(case: Case) -> rules.Progress:
    return rules.progress(case.process_version.lines(), visited(case), is_closed=not case.is_open)


def _answer_form(case: Case, **kwargs: Any) -> AnswerForm:
    needed = rules.documents_in(case.process_version.lines(), [case.step.key])
    return AnswerForm(needed=needed, **kwargs)


def _page(request: HttpRequest, case: Case, form: AnswerForm, status: int = 200) -> HttpResponse:
    question = case.questions.filter(answered_at=None, dropped_at=None).first()
    files = list(case.files.for_resident())
    return render(
        request,
        "cases/citizen/status.html",
        {
            "case": case,
            "form": form,
            "question": question if case.is_open else None,
            "progress": _progress(case),
            "story": history.for_resident(case),
            "our_files": [each for each in files if each.is_ours],
            "own_files": [each for each in files if not each.is_ours],
        },
        status=status,
    )
