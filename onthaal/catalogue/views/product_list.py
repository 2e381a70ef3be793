"""The products of the town hall, as colleagues find and count them."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe

from onthaal.catalogue import codes, overview, selection
from onthaal.catalogue.actions import products
from onthaal.catalogue.forms.products import NewProductForm
from onthaal.catalogue.models import Access, Channel, Concept, LinkCheck, Office
from onthaal.core import clock
from onthaal.core.numbers import whole
from onthaal.organisation.models import Team
from onthaal.people.access import StaffRequest, role_required, staff_required
from onthaal.people.models import Role
from onthaal.timeline.actions import record_now
from onthaal.ui.spreadsheets import spreadsheet

PER_PAGE = 50
editors = role_required(Role.EDITOR, Role.MANAGER)


def may_edit(request: StaffRequest) -> bool:
    return request.user.has_role(Role.EDITOR, Role.MANAGER)


@require_safe
@staff_required
def product_list(request: StaffRequest) -> HttpResponse:
    chosen = selection.parse(request.GET)
    number = request.GET.get("pagina", "1")
    page = Paginator(selection.products(chosen), PER_PAGE).get_page(number)
    htmx: Any = request.htmx  # type: ignore[attr-defined]  # set by its middleware
    part = bool(htmx) and not htmx.boosted and not htmx.history_restore_request
    counts = selection.counts()
    context = {
        "selection": chosen,
        "page": page,
        "rows": [(product, selection.state_of(product)) for product in page],
        "tabs": [(key, label, counts[key]) for key, label in selection.TABS.items()],
        "may_edit": may_edit(request),
        "themes": codes.THEMES,
    }
    if not part:
        context |= {
            "teams": Team.objects.active(),
            "channels": Channel.choices,
            "accesses": Access.choices,
            "offices": Office.choices,
        }
    name = "results" if part else "list"
    response = render(request, f"catalogue/staff/{name}.html", context)
    # one address, two answers: a cache must not give the part to who asks for the page
    patch_vary_headers(response, ["HX-Request"])
    return response


@require_safe
@staff_required
def export(request: StaffRequest, kind: str) -> HttpResponse:
    """The selection as a file; who exported it is kept."""
    if kind not in ("xlsx", "csv"):
        raise Http404
    chosen = selection.parse(request.GET)
    record_now(
        "products.exported",
        request.user,
        by=request.user,
        data={"query": request.GET.urlencode()[:500], "kind": kind},
    )
    rows = overview.rows(selection.products(chosen).prefetch_related("skills"))
    return spreadsheet(rows, kind, f"producten-{clock.today():%Y-%m-%d}")


@editors
def new(request: StaffRequest) -> HttpResponse:
    """A new product, empty or from the concept in ``?concept=``."""
    concept = None
    if wanted := request.GET.get("concept", ""):
        known = Concept.objects.filter(newest__isnull=False)
        concept = get_object_or_404(known, pk=whole(wanted) or 0)
    form = NewProductForm(request.POST or None, initial={"concept": concept})
    if request.method == "POST" and form.is_valid():
        version = products.begin(
            name=form.cleaned_data["name"],
            concept=form.cleaned_data["concept"],
            by=request.user,
        )
        return redirect("product-edit", version.product_id)
    return render(
        request,
        "catalogue/staff/new.html",
        {"form": form, "concept": concept},
        status=422 if form.errors else 200,
    )


@require_safe
@staff_required
def links(request: StaffRequest) -> HttpResponse:
    """Every address that does not work, with the products in which it stands."""
    rows = LinkCheck.objects.prefetch_related("products")
    broken = rows.filter(broken_since__isnull=False).order_by("broken_since", "url")
    return render(
        request,
        "catalogue/staff/links.html",
        {
            "broken": broken,
            "may_edit": may_edit(request),
            "unasked": rows.filter(works=None, checked_at__isnull=False).order_by("url"),
            "total": rows.count(),
            "last": rows.order_by("-checked_at").exclude(checked_at=None).first(),
        },
    )
