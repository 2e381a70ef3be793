"""Pages about the running program itself."""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from onthaal.operations import trial_mail


@require_safe
def trial_mailbox(request: HttpRequest) -> HttpResponse:
    """Every mail that Onthaal sent while trying out. Does not exist in production."""
    if settings.PRODUCTION:
        raise Http404
    return render(request, "operations/trial_mailbox.html", {"mails": trial_mail.mails()})


@require_safe
def trial_mail_page(request: HttpRequest, key: str) -> HttpResponse:
    """One mail as its receiver reads it, with working links."""
    mail = None if settings.PRODUCTION else trial_mail.mail(key)
    if mail is None:
        raise Http404
    return render(request, "operations/trial_mail.html", {"mail": mail})


@require_safe
def trial_mail_html(request: HttpRequest, key: str) -> HttpResponse:
    """The HTML form of one mail. A sandbox: nothing in it can run or reach the site."""
    mail = None if settings.PRODUCTION else trial_mail.mail(key)
    if mail is None:
        raise Http404
    response = HttpResponse(mail.html)
    response["Content-Security-Policy"] = (
        "default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:; "
        "sandbox allow-top-navigation-by-user-activation allow-popups"
    )
    return response
