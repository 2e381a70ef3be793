"""Writing: the editor, and the second pair of eyes."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from onthaal.catalogue import checks, document, rules
from onthaal.catalogue.actions import drafts, products
from onthaal.catalogue.actions.locking import CannotDo, ChangedMeanwhile
from onthaal.catalogue.document import Invalid, Problem
from onthaal.catalogue.forms import editor
from onthaal.catalogue.forms.products import ApproveForm, SendBackForm
from onthaal.catalogue.models import ProductVersion, VersionState, form_of_address
from onthaal.catalogue.views.product_list import editors
from onthaal.catalogue.views.product_record import find
from onthaal.core.dutch import moment_in_words
from onthaal.core.numbers import whole
from onthaal.people.access import StaffRequest


@require_POST
@editors
def start(request: StaffRequest, pk: int) -> HttpResponse:
    """Begin a draft from what is published, or go to the one that is open."""
    try:
        drafts.start(product=find(pk), by=request.user)
    except CannotDo as refusal:
        messages.warning(request, str(refusal))
        return redirect("product-record", pk)
    return redirect("product-edit", pk)


@editors
def edit(request: StaffRequest, pk: int) -> HttpResponse:
    """All texts of the draft. Buttons that change rows send the page round without saving."""
    product = find(pk)
    version = products.open_version(product)
    if version is None:
        return redirect("product-record", pk)
    if version.state != VersionState.DRAFT:
        messages.warning(
            request, "Deze tekst ligt ter nazicht. Stuur ze eerst terug om erin te schrijven."
        )
        return redirect("product-review", pk)
    form = form_of_address()
    if request.method != "POST":
        typed = editor.from_content(version.content, form)
        return _page(request, version, typed, note=version.note, edition=version.edition)
    typed = editor.from_post(request.POST)
    note = " ".join(request.POST.get("note", "").split())[:250]
    edition = whole(request.POST.get("edition", "")) or 0
    deed = request.POST.get("doe", "")
    if deed == "je-voorstel":
        made = editor.propose_informal(typed)
        messages.info(request, f"{made} voorstellen in de je-vorm. Lees ze na voor u bewaart.")
        return _page(request, version, typed, note=note, edition=edition)
    if deed == "neem-over":
        made = editor.take_other_form(typed)
        messages.info(request, f"{made} teksten overgenomen. Lees ze na voor u bewaart.")
        return _page(request, version, typed, note=note, edition=edition)
    if deed.partition(":")[0] in ("erbij", "weg", "op", "neer"):
        target = editor.act(typed, deed)
        return _page(request, version, typed, note=note, edition=edition, target=target)
    content = editor.to_content(typed, version.content, form)
    try:
        kept = drafts.keep(
            version=version, content=content, by=request.user, expected_edition=edition, note=note
        )
    except Invalid as wrong:
        return _page(
            request, version, typed, note=note, edition=edition, problems=wrong.problems, status=422
        )
    except CannotDo as refusal:
        problem = [Problem("", str(refusal))]
        return _page(
            request, version, typed, note=note, edition=edition, problems=problem, status=422
        )
    except ChangedMeanwhile as conflict:
        return _conflict(request, version, typed, note, conflict.current)
    if deed == "nazicht":
        return _submit(request, kept)
    if deed == "voorbeeld":
        return redirect("product-preview", pk)
    messages.success(request, "De tekst is bewaard.")
    return redirect("product-edit", pk)


def _submit(request: StaffRequest, version: ProductVersion) -> HttpResponse:
    try:
        drafts.submit(version=version, by=request.user, expected_edition=version.edition)
    except CannotDo as refusal:
        typed = editor.from_content(version.content, form_of_address())
        return _page(
            request,
            version,
            typed,
            note=version.note,
            edition=version.edition,
            problems=[Problem("", str(refusal)), *refusal.problems],
            status=422,
        )
    messages.success(request, "De tekst ligt klaar voor een collega die ze nakijkt.")
    return redirect("product-record", version.product_id)


def _conflict(
    request: StaffRequest, version: ProductVersion, typed: editor.Typed, note: str, fresh: Any
) -> HttpResponse:
    """A colleague saved meanwhile: what was typed stays, with what the colleague changed."""
    now = ProductVersion.objects.get(pk=fresh.pk)
    try:
        mine = document.normalise(editor.to_content(typed, now.content, form_of_address()))
        differing = rules.differences(now.content, mine)
    except Invalid:
        differing = []
    problem = Problem(
        "",
        "Een collega bewaarde intussen ook. Wat u typte, staat hier nog. Bekijk hieronder wat "
        "verschilt en bewaar opnieuw: dan geldt uw tekst.",
    )
    return _page(
        request,
        now,
        typed,
        note=note,
        edition=now.edition,
        problems=[problem],
        differing=differing,
        status=409,
    )


def _page(
    request: StaffRequest,
    version: ProductVersion,
    typed: editor.Typed,
    *,
    note: str,
    edition: int,
    problems: list[Problem] | None = None,
    differing: list[rules.Difference] | None = None,
    target: str = "",
    status: int = 200,
) -> HttpResponse:
    form = form_of_address()
    found = problems or []
    return render(
        request,
        "catalogue/staff/edit.html",
        {
            "product": version.product,
            "version": version,
            "sections": editor.sections(typed, found, form),
            "found": editor.found_errors(typed, found),
            "differing": differing or [],
            "only_in_other_form": len(editor.only_in_other_form(typed)),
            "target": target,
            "note": note,
            "edition": edition,
            "form_of_address": form,
            "reading": checks.look(version.product, version.content, form).reading,
        },
        status=status,
    )


@editors
def review(request: StaffRequest, pk: int) -> HttpResponse:
    """The second pair of eyes: what differs, and approve it or send it back."""
    product = find(pk)
    version = products.open_version(product)
    if version is None or version.state != VersionState.REVIEW:
        messages.info(request, "Er ligt geen tekst van dit product ter nazicht.")
        return redirect("product-record", pk)
    approve = ApproveForm(prefix="goed", initial={"edition": version.edition})
    back = SendBackForm(prefix="terug", initial={"edition": version.edition})
    status = 200
    if request.method == "POST":
        status = 422
        deed = request.POST.get("doe")
        if deed == "goedkeuren":
            approve = ApproveForm(request.POST, prefix="goed")
            done = approve.is_valid() and _approve(request, version, approve)
        else:
            back = SendBackForm(request.POST, prefix="terug")
            done = back.is_valid() and _send_back(request, version, back)
        if done:
            return redirect("product-record", pk)
    published = product.published.content if product.published else {}
    form = form_of_address()
    return render(
        request,
        "catalogue/staff/review.html",
        {
            "product": product,
            "version": version,
            "is_mine": version.writers.filter(pk=request.user.pk).exists(),
            "writers": version.writers.all(),
            "is_first": product.published_id is None,
            "differences": rules.differences(published, version.content),
            "checks": checks.look(product, version.content, form),
            "approve": approve,
            "back": back,
        },
        status=status,
    )


def _approve(request: StaffRequest, version: ProductVersion, form: ApproveForm) -> bool:
    moment = form.cleaned_data["moment"]
    try:
        drafts.approve(
            version=version,
            by=request.user,
            at=moment,
            expected_edition=form.cleaned_data["edition"],
        )
    except CannotDo as refusal:
        for words in [str(refusal), *map(str, refusal.problems)]:
            form.add_error(None, words)
        return False
    except ChangedMeanwhile:
        form.add_error(None, "De tekst veranderde intussen. Laad de pagina opnieuw en kijk na.")
        return False
    if moment:
        messages.success(request, f"Goedgekeurd. Verschijnt {moment_in_words(moment)}.")
    else:
        messages.success(request, "Goedgekeurd en gepubliceerd.")
    return True


def _send_back(request: StaffRequest, version: ProductVersion, form: SendBackForm) -> bool:
    try:
        drafts.send_back(
            version=version,
            why=form.cleaned_data["why"],
            by=request.user,
            expected_edition=form.cleaned_data["edition"],
        )
    except CannotDo as refusal:
        form.add_error(None, str(refusal))
        return False
    except ChangedMeanwhile:
        form.add_error(None, "De tekst veranderde intussen. Laad de pagina opnieuw en kijk na.")
        return False
    messages.success(request, "De tekst is teruggestuurd.")
    return True


@require_POST
@editors
def discard(request: StaffRequest, pk: int) -> HttpResponse:
    """Throw the draft away; what is published stays."""
    version = get_object_or_404(
        ProductVersion.objects.filter(product_id=pk, state=VersionState.DRAFT)
    )
    try:
        drafts.discard(
            version=version,
            by=request.user,
            expected_edition=whole(request.POST.get("edition", "")) or 0,
        )
    except CannotDo as refusal:
        messages.warning(request, str(refusal))
    except ChangedMeanwhile:
        messages.warning(request, "Een collega schreef er intussen in. Kijk eerst na.")
    else:
        messages.success(request, "Het ontwerp is weg. Wat gepubliceerd is, blijft staan.")
    return redirect("product-record", pk)
