"""The municipality's own texts for what it sends elsewhere."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from onthaal.intake import signposts as texts
from onthaal.intake.actions.signposts import restore_signpost, save_signpost
from onthaal.intake.doors import Elsewhere
from onthaal.intake.forms.staff import SignpostForm
from onthaal.people.access import StaffRequest, role_required
from onthaal.people.models import Role

editor = role_required(Role.EDITOR)


@require_safe
@editor
def signpost_list(request: StaffRequest) -> HttpResponse:
    return render(request, "intake/staff/signposts.html", {"signposts": texts.shown()})


@require_http_methods(["GET", "HEAD", "POST"])
@editor
def signpost(request: StaffRequest, kind: str) -> HttpResponse:
    post = texts.shown([_kind(kind)])[0]
    form = SignpostForm(
        request.POST if request.method == "POST" else None,
        initial={"text": post.text, "phone": post.phone, "email": post.email, "link": post.link},
    )
    if request.method == "POST" and form.is_valid():
        save_signpost(post.kind, **form.cleaned_data, by=request.user)
        messages.success(request, "De tekst is bewaard. Inwoners zien hem meteen.")
        return redirect("signpost-list")
    return render(
        request,
        "intake/staff/signpost.html",
        {"form": form, "post": post},
        status=422 if form.errors else 200,
    )


@require_POST
@editor
def signpost_restore(request: StaffRequest, kind: str) -> HttpResponse:
    restore_signpost(_kind(kind), by=request.user)
    messages.success(request, "De standaardtekst geldt weer.")
    return redirect("signpost-list")


def _kind(kind: str) -> Elsewhere:
    if kind not in Elsewhere.values:
        raise Http404
    return Elsewhere(kind)
