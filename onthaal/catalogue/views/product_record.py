"""One product for colleagues: its text, how it is served, its versions, what deserves a look."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from onthaal.catalogue import checks, rules, standing
from onthaal.catalogue.actions import concepts, drafts, products, snapshots
from onthaal.catalogue.actions.locking import CannotDo, ChangedMeanwhile
from onthaal.catalogue.forms.products import ArchiveForm, OperationsForm
from onthaal.catalogue.history import lines
from onthaal.catalogue.models import Channel, Product, ProductVersion, form_of_address
from onthaal.catalogue.shown import shown
from onthaal.catalogue.views import citizen
from onthaal.catalogue.views.product_list import editors, may_edit
from onthaal.core.numbers import whole
from onthaal.people.access import StaffRequest, staff_required
from onthaal.timeline.models import Event


def find(pk: int) -> Product:
    return get_object_or_404(
        Product.objects.select_related("published", "owner", "process", "seen_snapshot"), pk=pk
    )


def _version(request: StaffRequest, product: Product) -> ProductVersion | None:
    """The version that was asked for, or else what is being written, or else what is published."""
    if (wanted := whole(request.GET.get("versie", ""))) is not None:
        return get_object_or_404(product.versions, number=wanted)
    return products.open_version(product) or product.published


def _context(request: StaffRequest, product: Product, tab: str) -> dict[str, Any]:
    opened = products.open_version(product)
    mine = bool(opened and opened.writers.filter(pk=request.user.pk).exists())
    return {
        "product": product,
        "tab": tab,
        "open_version": opened,
        "may_edit": may_edit(request),
        "is_mine": mine,
    }


@require_safe
@staff_required
def record(request: StaffRequest, pk: int) -> HttpResponse:
    product = find(pk)
    version = _version(request, product)
    form = form_of_address()
    return render(
        request,
        "catalogue/staff/record.html",
        {
            **_context(request, product, "tekst"),
            "version": version,
            "parts": shown(version.content, form) if version else [],
        },
    )


@staff_required
def service(request: StaffRequest, pk: int) -> HttpResponse:
    """How it is served here; every colleague reads it, editors and managers change it."""
    product = find(pk)
    context = _context(request, product, "dienstverlening")
    if not may_edit(request):
        labels = dict(Channel.choices)
        context["channels"] = [labels.get(each, each) for each in product.channels]
        return render(request, "catalogue/staff/service.html", context)
    form = OperationsForm(request.POST if request.method == "POST" else None, instance=product)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                products.save_operations(
                    product=product,
                    values={name: form.cleaned_data[name] for name in products.OPERATIONAL},
                    skills=form.cleaned_data["skills"],
                    by=request.user,
                    expected_edition=form.cleaned_data["edition"],
                )
            except ChangedMeanwhile as conflict:
                status = 409
                form = _again(form, conflict.current)
            else:
                messages.success(request, "De dienstverlening is bewaard.")
                return redirect("product-service", pk)
    # a form writes what was typed into its product: the head shows what is kept
    context["product"] = find(pk)
    return render(request, "catalogue/staff/service.html", {**context, "form": form}, status=status)


def _again(form: OperationsForm, fresh: Any) -> OperationsForm:
    """The same typed words on top of what a colleague changed."""
    data: Any = form.data
    data = data.copy()
    data["edition"] = str(fresh.edition)
    again = OperationsForm(data, instance=find(fresh.pk))
    again.is_valid()
    again.add_error(
        None, "Een collega veranderde dit intussen. Kijk na wat u invulde en bewaar opnieuw."
    )
    return again


@require_safe
@staff_required
def versions(request: StaffRequest, pk: int) -> HttpResponse:
    """Every version and event; with ``?van=`` and ``?tot=`` what differs between two."""
    product = find(pk)
    rows = list(product.versions.select_related("author", "reviewer").order_by("-number"))
    by_number = {str(row.number): row for row in rows}
    newer = by_number.get(request.GET.get("tot", ""), rows[0] if rows else None)
    older = by_number.get(request.GET.get("van", ""))
    if older is None and newer is not None:
        older = next((row for row in rows if row.number < newer.number), None)
    return render(
        request,
        "catalogue/staff/versions.html",
        {
            **_context(request, product, "versies"),
            "rows": rows,
            "older": older,
            "newer": newer,
            "differences": rules.differences(older.content, newer.content)
            if older and newer
            else [],
            "history": lines(Event.objects.about(product).select_related("actor")),
        },
    )


@require_safe
@staff_required
def check(request: StaffRequest, pk: int) -> HttpResponse:
    """What is missing, what is hard to read, which links broke, whether it can be exported."""
    product = find(pk)
    version = _version(request, product)
    content = version.content if version else {}
    publisher = snapshots.publisher_of(product)
    return render(
        request,
        "catalogue/staff/check.html",
        {
            **_context(request, product, "controles"),
            "version": version,
            "checks": checks.look(product, content, form_of_address()),
            "publisher": publisher,
            "snapshot": product.snapshots.order_by("-generated_at").first(),
        },
    )


@require_safe
@staff_required
def preview(request: StaffRequest, pk: int) -> HttpResponse:
    """The page as a resident will see it."""
    product = find(pk)
    version = _version(request, product)
    if version is not None:
        # only in memory: nothing of this is saved
        product.published = version
        drafts.fill_columns(product, version.content)
    return render(
        request,
        "catalogue/staff/preview.html",
        {**citizen.about(request, product), "is_preview": True, "version": version},
    )


@editors
def archiving(request: StaffRequest, pk: int) -> HttpResponse:
    product = find(pk)
    form = ArchiveForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            products.archive(product=product, why=form.cleaned_data["why"], by=request.user)
        except CannotDo as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "Het product is gearchiveerd. Inwoners zien het niet meer.")
            return redirect("product-record", pk)
    return render(
        request,
        "catalogue/staff/archive.html",
        {"product": product, "form": form, "standing": standing.lines(product)},
        status=422 if form.errors else 200,
    )


@require_POST
@editors
def restoring(request: StaffRequest, pk: int) -> HttpResponse:
    try:
        products.restore(product=find(pk), by=request.user)
    except CannotDo as refusal:
        messages.warning(request, str(refusal))
    else:
        messages.success(request, "Het product is terug.")
    return redirect("product-record", pk)


@staff_required
def concept(request: StaffRequest, pk: int) -> HttpResponse:
    """What changed in the concept, beside what we say; every colleague reads it.

    Editors and managers take over a field, or are done with it.
    """
    product = find(pk)
    if request.method == "POST":
        if not may_edit(request):
            raise PermissionDenied
        deed, name = request.POST.get("doe", ""), request.POST.get("veld", "")
        try:
            if deed == "gezien":
                concepts.mark_seen(
                    product=product,
                    snapshot_id=whole(request.POST.get("momentopname", "")) or 0,
                    by=request.user,
                )
                messages.success(request, "Vergeleken. Het product staat niet meer in de lijst.")
                return redirect("product-record", pk)
            concepts.take_over(product=product, name=name, by=request.user)
            messages.success(request, "Het veld staat in het ontwerp.")
        except ChangedMeanwhile:
            messages.warning(request, "Het concept veranderde nog eens. Kijk opnieuw.")
        except CannotDo as refusal:
            messages.warning(request, str(refusal))
        return redirect("product-concept", pk)
    found, compared = concepts.compare(product)
    opened = products.open_version(product)
    return render(
        request,
        "catalogue/staff/concept.html",
        {
            **_context(request, product, "concept"),
            "concept": found,
            "compared": compared,
            "is_writable": concepts.is_writable(opened),
        },
    )
