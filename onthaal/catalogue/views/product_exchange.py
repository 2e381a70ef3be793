"""Bringing catalogues and concepts in, and looking after what goes out."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from onthaal.catalogue import stream
from onthaal.catalogue.actions import importing, snapshots
from onthaal.catalogue.actions import settings as setting
from onthaal.catalogue.actions.fetching import fetch_concepts
from onthaal.catalogue.forms.products import SettingsForm, UploadForm
from onthaal.catalogue.models import (
    CatalogueSettings,
    Concept,
    FeedPosition,
    ImportRun,
    InstanceSnapshot,
    Product,
)
from onthaal.catalogue.views.product_list import editors
from onthaal.core.numbers import whole
from onthaal.core.uploads import left_out
from onthaal.people.access import StaffRequest

PER_PAGE = 50


@editors
def imports(request: StaffRequest) -> HttpResponse:
    """Choose a file; what was read before stands below."""
    form = UploadForm()
    if request.method == "POST":
        form = UploadForm(request.POST, request.FILES, left_out=left_out(request, "file"))
        if form.is_valid():
            file = form.cleaned_data["file"]
            try:
                run = importing.prepare(data=file.read(), file_name=file.name, by=request.user)
            except importing.Unreadable as refusal:
                form.add_error("file", str(refusal))
            else:
                return redirect("product-import", run.pk)
    return render(
        request,
        "catalogue/staff/imports.html",
        {
            "form": form,
            "runs": ImportRun.objects.select_related("made_by").defer("items")[:20],
        },
        status=422 if form.errors else 200,
    )


@editors
def import_run(request: StaffRequest, pk: int) -> HttpResponse:
    """What would happen, product by product; and once it is done, what did."""
    run = get_object_or_404(ImportRun, pk=pk)
    is_empty = False
    if request.method == "POST":
        chosen = {
            number for value in request.POST.getlist("kies") if (number := whole(value)) is not None
        }
        try:
            done = importing.apply(run=run, by=request.user, chosen=chosen)
        except importing.NothingChosen:
            is_empty = True
        else:
            messages.success(request, "De invoer is klaar.")
            return redirect("product-import", done.pk)
    items = [{"place": place, **item} for place, item in enumerate(run.items)]
    counts = {
        status: sum(item["status"] == status for item in items)
        for status in ("new", "changed", "same", "refused")
    }
    return render(
        request,
        "catalogue/staff/import_run.html",
        {
            "run": run,
            "items": items,
            "counts": counts,
            "open": counts["new"] + counts["changed"],
            "is_empty": is_empty,
        },
        status=422 if is_empty else 200,
    )


@require_safe
@editors
def concept_list(request: StaffRequest) -> HttpResponse:
    """The concepts that we know; each can become a product."""
    text = " ".join(request.GET.get("q", "").split())[:200]
    rows = Concept.objects.filter(newest__isnull=False).select_related("newest")
    if text:
        rows = rows.filter(Q(name__icontains=text) | Q(product_number__iexact=text) | Q(uri=text))
    page = Paginator(rows.order_by("archived", "name"), PER_PAGE).get_page(
        request.GET.get("pagina", "1")
    )
    linked: dict[str, list[Product]] = {}
    for product in Product.objects.filter(concept_uri__in=[each.uri for each in page]):
        linked.setdefault(product.concept_uri, []).append(product)
    return render(
        request,
        "catalogue/staff/concepts.html",
        {
            "page": page,
            "rows": [(concept, linked.get(concept.uri, [])) for concept in page],
            "text": text,
            "address": settings.IPDC_URL,
            "position": FeedPosition.objects.filter(address=settings.IPDC_URL).first(),
        },
    )


@require_POST
@editors
def concept_fetch(request: StaffRequest) -> HttpResponse:
    """Ask the IPDC now instead of tonight."""
    if settings.IPDC_URL:
        fetch_concepts.enqueue()
        messages.success(request, "Wij vragen de IPDC wat er nieuw is. Dat kan even duren.")
    return redirect("product-concepts")


@editors
def exchange(request: StaffRequest) -> HttpResponse:
    """What other systems get from us, and what is needed for it."""
    current = CatalogueSettings.objects.first() or CatalogueSettings(pk=1)
    form = SettingsForm(request.POST if request.method == "POST" else None, instance=current)
    if request.method == "POST" and form.is_valid():
        setting.save_settings(
            form=form.cleaned_data["form"], area=form.cleaned_data["area"], by=request.user
        )
        messages.success(request, "Bewaard.")
        return redirect("product-exchange")
    return render(
        request,
        "catalogue/staff/exchange.html",
        {
            "form": form,
            "publisher": snapshots.publisher_of(None),
            "behind": snapshots.behind(),
            "total": InstanceSnapshot.objects.count(),
            "stream": stream.page_address(0),
            "stream_apart": stream.page_address(0, apart=True),
            "apart": stream.APART,
            "context": stream.context_address(),
        },
        status=422 if form.errors else 200,
    )


@require_POST
@editors
def catch_up(request: StaffRequest) -> HttpResponse:
    added = snapshots.catch_up()
    messages.success(request, f"{added} toegevoegd aan de uitwisseling.")
    return redirect("product-exchange")
