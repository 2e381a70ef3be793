"""The template tags that every page may use (a builtin library: no ``{% load %}`` needed)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django import template
from django.forms import BaseForm, BoundField, CheckboxInput, Field
from django.http import HttpRequest
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from onthaal.core import clock
from onthaal.core.dutch import SHORT_MONTHS, WEEKDAYS, day_in_words, moment_in_words
from onthaal.ui import bundles, house_style
from onthaal.ui.charts import BarChart, LineChart, Series
from onthaal.ui.forms import first_control

register = template.Library()


@register.simple_tag
def icon(name: str, label: str = "") -> SafeString:
    """``{% icon "lamp" %}`` – decoration; with a second word it is an image with that name."""
    sprite = bundles.address("icons.svg")
    if label:
        return format_html(
            '<svg class="icon" role="img" aria-label="{}"><use href="{}#{}"></use></svg>',
            label,
            sprite,
            name,
        )
    return format_html(
        '<svg class="icon" aria-hidden="true"><use href="{}#{}"></use></svg>', sprite, name
    )


@register.simple_tag
def script(name: str) -> SafeString:
    """``{% script "pages/report" %}`` – a module from assets/js, at the end of block scripts."""
    chunks = format_html_join(
        "", '<link rel="modulepreload" href="{}">', ((url,) for url in bundles.chunks(name))
    )
    address = bundles.address(f"{name}.js")
    return format_html('{}<script type="module" src="{}"></script>', chunks, address)


@register.simple_tag
def preload_font() -> SafeString:
    """Ask for our own font before the stylesheet does; nothing when the house style has another."""
    if house_style.current().font != house_style.Look.font:
        return SafeString("")
    return format_html_join(
        "",
        '<link rel="preload" as="font" type="font/woff2" crossorigin href="{}">',
        ((bundles.address(name),) for name in bundles.fonts()),
    )


@register.simple_tag
def stylesheet(name: str) -> SafeString:
    """``{% stylesheet "map" %}`` – a stylesheet from assets/css, in block styles."""
    return format_html('<link rel="stylesheet" href="{}">', bundles.address(f"{name}.css"))


@register.simple_tag
def field(bound: BoundField, **attrs: Any) -> SafeString:
    """``{% field form.email autocomplete="email" %}`` – the whole field; extra words become
    attributes of the input (``_`` is written ``-``)."""
    if attrs:
        widget = bound.field.widget
        widget.attrs = {**widget.attrs, **{k.replace("_", "-"): v for k, v in attrs.items()}}
    return bound.as_field_group()


@register.inclusion_tag("ui/error_summary.html")
def error_summary(*forms: BaseForm | None) -> dict[str, Any]:
    """``{% error_summary form other_form %}`` – what is wrong, with links to the fields."""
    found: list[tuple[str, str]] = []
    for form in forms:
        if form is None or not form.is_bound:
            continue
        found += [("", str(error)) for error in form.non_field_errors()]
        for name, errors in form.errors.items():
            if name in form.fields:
                target = first_control(form[name])
                found += [(target, _in_summary(form[name], str(error))) for error in errors]
    return {"found": found}


def _in_summary(bound: BoundField, error: str) -> str:
    """The general message of an empty field says nothing away from it: then it names the field."""
    if error == Field.default_error_messages["required"]:
        return f"{bound.label}: {error[:1].lower()}{error[1:]}"
    return error


@register.filter
def is_staff_page(request: HttpRequest) -> bool:
    """Whether a member of staff is at work on this page."""
    user = getattr(request, "user", None)  # an error may come before we know who it is
    return request.path.startswith("/balie/") and bool(getattr(user, "is_staff", False))


@register.filter
def error_base(request: HttpRequest) -> str:
    """The page that an error page extends: that of the place where somebody is."""
    return "ui/staff.html" if is_staff_page(request) else "ui/narrow.html"


@register.filter
def own_home(request: HttpRequest) -> str:
    return "/balie/" if is_staff_page(request) else "/"


@register.filter
def is_checkbox(bound: BoundField) -> bool:
    return isinstance(bound.field.widget, CheckboxInput)


_TONES = {
    "new": "new",
    "reopened": "new",
    "in_progress": "busy",
    "planned": "busy",
    "waiting_reporter": "waiting",
    "waiting_third_party": "waiting",
    "resolved": "done",
    "queued": "waiting",
    "sending": "busy",
    "sent": "done",
    "failed": "danger",
    "bounced": "danger",
}


@register.simple_tag
def status_label(code: str, words: str) -> SafeString:
    """``{% status_label issue.status issue.get_status_display %}`` – colour and words."""
    return format_html(
        '<span class="status status--{}">{}</span>', _TONES.get(str(code), "stopped"), words
    )


@register.simple_tag
def avatar(user: Any) -> SafeString:
    """The initials of a member of staff in a circle, with the name for who cannot see it."""
    return format_html(
        '<span class="avatar avatar--{}" title="{}"><span aria-hidden="true">{}</span>'
        '<span class="visually-hidden">{}</span></span>',
        user.pk % 4 + 1,
        user,
        user.initials,
        user,
    )


@register.filter
def day(value: dt.date | dt.datetime | None) -> str:
    """woensdag 25 november"""
    return day_in_words(value) if value else ""


@register.filter
def moment(value: dt.datetime | None) -> str:
    """woensdag 25 november om 9.42 uur"""
    return moment_in_words(value) if value else ""


@register.filter
def short_day(value: dt.date | dt.datetime | None) -> str:
    """wo 25 nov, with the year when it is not this one"""
    if value is None:
        return ""
    on = timezone.localdate(value) if isinstance(value, dt.datetime) else value
    year = "" if on.year == clock.today().year else f" {on.year}"
    return f"{WEEKDAYS[on.weekday()][:2]} {on.day} {SHORT_MONTHS[on.month - 1]}{year}"


@register.filter
def near_day(value: dt.date | dt.datetime | None) -> str:
    """vandaag, morgen, gisteren, else wo 25 nov"""
    if value is None:
        return ""
    on = timezone.localdate(value) if isinstance(value, dt.datetime) else value
    words = {0: "vandaag", 1: "morgen", -1: "gisteren"}.get((on - clock.today()).days)
    return words or short_day(on)


@register.filter
def hour(value: dt.datetime | dt.time | None) -> str:
    """9.42 uur, in Belgian time"""
    if value is None:
        return ""
    local = timezone.localtime(value) if isinstance(value, dt.datetime) else value
    return f"{local.hour}.{local.minute:02} uur"


@register.filter
def number(value: float | None, decimals: int = 0) -> str:
    """1234.5 → 1.234,5 in the way of Flanders; nothing → –"""
    if value is None:
        return "–"
    text = f"{value:,.{decimals}f}"
    return text.replace(",", " ").replace(".", ",").replace(" ", ".")


@register.filter
def plain(value: float | None) -> str:
    """As many decimals as there are, at most two: 2 → 2, 1.25 → 1,25; nothing → –"""
    if value is None:
        return "–"
    decimals = next((n for n in (0, 1) if round(value, n) == round(value, 2)), 2)
    return number(value, decimals)


@register.filter
def percentage(value: float | None) -> str:
    """0.873 → 87 %"""
    return "–" if value is None else f"{value * 100:.0f} %"


@register.simple_tag(takes_context=True)
def query(context: template.Context, **changes: Any) -> str:
    """The query string of this page with changes; ``None`` or "" drops a key."""
    params = context["request"].GET.copy()
    for key, value in changes.items():
        if value in (None, ""):
            params.pop(key, None)
        else:
            params[key] = value
    return f"?{params.urlencode()}"


@register.inclusion_tag("ui/bar_chart.html")
def bar_chart(
    label: str,
    labels: Sequence[str],
    *series: Any,
    width: int = 640,
    height: int = 200,
    every: int = 1,
    head: str = "",
    table: bool = True,
) -> dict[str, Any]:
    """``{% bar_chart "zin" labels "binnengekomen" values "opgelost" values2 head="Week" %}``"""
    pairs = zip(series[::2], series[1::2], strict=True)
    return {
        "label": label,
        "chart": BarChart(
            list(labels),
            [Series(str(name), list(values)) for name, values in pairs],
            width,
            height,
            every,
        ),
        "head": head,
        "table": table,
    }


@register.inclusion_tag("ui/line_chart.html")
def line_chart(
    label: str,
    labels: Sequence[str],
    *series: Any,
    width: int = 640,
    height: int = 220,
    every: int = 1,
    head: str = "",
    goal: float | None = None,
) -> dict[str, Any]:
    """``{% line_chart "zin" labels "mediaan" values head="Maand" goal=2 %}`` – ``goal`` is a
    dotted line; a value that is None leaves a gap."""
    pairs = zip(series[::2], series[1::2], strict=True)
    lines = [Series(str(name), list(values)) for name, values in pairs]
    chart = LineChart(list(labels), lines, width, height, every, goal)
    return {"label": label, "chart": chart, "head": head}


@register.inclusion_tag("ui/pagination.html", takes_context=True)
def pagination(
    context: template.Context, previous: str | None, next: str | None, label: str = "Bladeren"
) -> dict[str, Any]:
    """``{% pagination page.previous page.next %}`` – for keyset pages: the parameters are
    ``voor`` and ``na``. Nothing when there is only one page."""
    return {
        "previous": query(context, voor=previous, na=None) if previous else "",
        "next": query(context, na=next, voor=None) if next else "",
        "label": label,
    }


@register.simple_tag
def hidden_query(params: Any, *but: str) -> SafeString:
    """The query parameters as hidden inputs, except those named."""
    return format_html_join(
        "",
        '<input type="hidden" name="{}" value="{}">',
        ((key, value) for key, values in params.lists() if key not in but for value in values),
    )
