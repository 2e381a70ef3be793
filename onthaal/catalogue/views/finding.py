"""Editors see what residents look for and think, and make it easier to find."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from onthaal.catalogue import readership
from onthaal.catalogue.actions import finding as actions
from onthaal.catalogue.actions.pages import AddressTaken, move
from onthaal.catalogue.finding.standard_words import STANDARD
from onthaal.catalogue.finding.words import plain
from onthaal.catalogue.forms.finding import AddressForm, SynonymForm, WordGroupForm
from onthaal.catalogue.models import PageOpinion, Product, WordGroup
from onthaal.people.access import StaffRequest, role_required
from onthaal.people.models import Role
from onthaal.ui.spreadsheets import harmless

keeper = role_required(Role.EDITOR, Role.MANAGER)
PERIODS = {"30": "30 dagen", "90": "3 maanden", "365": "een jaar"}
MOST_SHOWN = 200


@require_safe
@keeper
def sought_words(request: StaffRequest) -> HttpResponse:
    """What residents look for, and what they do not find."""
    days = request.GET.get("dagen") if request.GET.get("dagen") in PERIODS else "90"
    only = request.GET.get("toon") != "alles"
    rows = readership.sought(int(days or 90), only_without_result=only)
    if "csv" in request.GET:
        answer = HttpResponse(content_type="text/csv; charset=utf-8")
        answer["Content-Disposition"] = 'attachment; filename="zoekwoorden.csv"'
        answer.write("\ufeff")
        writer = csv.writer(answer, delimiter=";")
        writer.writerow(["Woorden", "Gezocht", "Niets gevonden"])
        writer.writerows(
            [harmless(str(row["words"])), row["total"], row["without"]] for row in rows
        )
        return answer
    return render(
        request,
        "catalogue/staff/sought_words.html",
        {
            "rows": rows[:MOST_SHOWN],
            "days": days,
            "only": only,
            "periods": PERIODS,
            "least": readership.LEAST_TIMES,
        },
    )


@keeper
def synonym(request: StaffRequest) -> HttpResponse:
    """One product gets one word more."""
    form = SynonymForm(request.POST or None, initial={"word": request.GET.get("woord", "")[:80]})
    if request.method == "POST" and form.is_valid():
        product, word = form.cleaned_data["product"], form.cleaned_data["word"]
        try:
            actions.add_synonym(product=product, word=word, by=request.user)
        except actions.AlreadySaid:
            form.add_error("word", f"“{product}” heet al zo. Kies een ander woord.")
        else:
            messages.success(request, f"Wie “{word}” zoekt, vindt nu “{product}”.")
            return redirect("product-sought-words")
    return render(
        request,
        "catalogue/staff/synonym.html",
        {"form": form},
        status=422 if form.errors else 200,
    )


@dataclass(frozen=True)
class _Row:
    """A group in the register: ours, or of the municipality."""

    words: tuple[str, ...]
    url: str
    is_active: bool = True
    is_own: bool = True


@require_safe
@keeper
def word_groups(request: StaffRequest) -> HttpResponse:
    stored = list(WordGroup.objects.all())
    replaced = {row.standard for row in stored if row.standard}
    rows = [
        _Row(tuple(row.words), reverse("product-word-group", args=[row.pk]), row.is_active)
        for row in stored
    ] + [
        _Row(words, f"{reverse('product-word-group-new')}?{urlencode({'lijst': key})}", True, False)
        for key, words in STANDARD.items()
        if key not in replaced
    ]
    rows.sort(key=lambda row: (not row.is_own, [word.lower() for word in row.words]))
    text = request.GET.get("q", "").strip()
    wanted = plain(text)
    shown = [row for row in rows if any(wanted in plain(word) for word in row.words)]
    return render(
        request,
        "catalogue/staff/word_groups.html",
        {"rows": shown if wanted else rows, "text": text},
    )


@keeper
def word_group(request: StaffRequest, pk: int | None = None) -> HttpResponse:
    """One group; of our own list the municipality makes its own version."""
    standard = request.GET.get("lijst", "") if pk is None else ""
    if standard and standard not in STANDARD:
        raise Http404
    row = (
        get_object_or_404(WordGroup, pk=pk)
        if pk
        else WordGroup(words=list(STANDARD.get(standard, ())), standard=standard)
    )
    form = WordGroupForm(
        request.POST or None,
        initial={"words": "\n".join(row.words), "is_active": row.is_active},
    )
    if request.method == "POST" and form.is_valid():
        try:
            actions.save_word_group(group=form.group(row), by=request.user)
        except actions.TooFewWords:
            form.add_error("words", "Schrijf minstens twee woorden die hetzelfde betekenen.")
        except actions.StandardGroupTaken:
            form.add_error(
                None, "Een collega heeft deze groep net ook veranderd. Open de lijst opnieuw."
            )
        else:
            messages.success(request, "De woorden zijn bewaard. Zoeken houdt er nu rekening mee.")
            return redirect("product-word-groups")
    return render(
        request,
        "catalogue/staff/word_group.html",
        {"form": form, "group": row, "standard": bool(row.standard)},
        status=422 if form.errors else 200,
    )


@require_POST
@keeper
def word_group_end(request: StaffRequest, pk: int) -> HttpResponse:
    actions.remove_word_group(group=get_object_or_404(WordGroup, pk=pk), by=request.user)
    messages.success(request, "De groep is verwijderd.")
    return redirect("product-word-groups")


@require_safe
@keeper
def opinions(request: StaffRequest) -> HttpResponse:
    """Of which products the page is unclear to residents."""
    return render(request, "catalogue/staff/opinions.html", {"products": readership.judged()})


@require_safe
@keeper
def product_opinions(request: StaffRequest, slug: str) -> HttpResponse:
    product = get_object_or_404(Product, slug=slug)
    found = PageOpinion.objects.filter(product=product)
    return render(
        request,
        "catalogue/staff/product_opinions.html",
        {
            "product": product,
            "clear": found.filter(is_clear=True).count(),
            "unclear": found.filter(is_clear=False).count(),
            "said": found.exclude(why="")[:100],
        },
    )


@keeper
def product_address(request: StaffRequest, slug: str) -> HttpResponse:
    """Another web address for a product; the old one keeps working."""
    product = get_object_or_404(Product, slug=slug)
    form = AddressForm(request.POST or None, initial={"slug": product.slug})
    if request.method == "POST" and form.is_valid():
        try:
            moved = move(product=product, slug=form.cleaned_data["slug"], by=request.user)
        except AddressTaken:
            form.add_error("slug", "Een ander product heeft of had dit adres. Kies een ander.")
        else:
            messages.success(request, "Het adres is veranderd. Het oude leidt er nu naartoe.")
            return redirect("product-address", moved.slug)
    return render(
        request,
        "catalogue/staff/product_address.html",
        {"form": form, "product": product, "former": product.former_slugs.order_by("slug")},
        status=422 if form.errors else 200,
    )
