"""Every page that a link leads to is accessible and no wider than the screen.

A stranger, a resident and a member of staff with every role start at their first pages and go
where the links go, one address per route; so a page that is added tomorrow is looked at, too.
"""

from __future__ import annotations

import datetime as dt
import re
from html import unescape
from urllib.parse import urljoin, urlsplit

import pytest
from django.test import Client
from django.urls import Resolver404, resolve, reverse

from onthaal.core import clock
from onthaal.issues.models import Enquiry, EnquiryKind, Follower, Issue, Survey
from onthaal.lindeveld.seed import fill
from onthaal.people.models import Role, User
from tests.test_access_walk import ROUTES

pytestmark = pytest.mark.django_db(transaction=True)
WIDTHS = (320, 390, 1280)
LINK = re.compile(r"<a\b[^>]*?\bhref=\"([^\"#]+)", re.IGNORECASE)
ADDRESS = "an@voorbeeld.be"
OURS = (None, "localhost", "127.0.0.1", "testserver")


@pytest.fixture
def issue(settings, live_server):
    settings.PUBLIC_URL = live_server.url
    fill(issues=60, seed=3, today=clock.today(), with_photos=True)
    issue = Issue.objects.exclude(reporter=None).open().order_by("pk").first()
    issue.reporter.email = ADDRESS
    issue.reporter.save()
    return issue


def from_mails(issue):
    """Pages that one reaches from a mail only."""
    follower = Follower.objects.create(issue=issue, email="karim@voorbeeld.be")
    enquiry = Enquiry.objects.create(
        issue=issue,
        kind=EnquiryKind.OUTSIDER,
        recipient_email="meldingen@fluvius.example",
        text="Kunt u komen?",
        expires_at=clock.now() + dt.timedelta(days=3),
    )
    yield reverse("issue-status", args=[issue.secret])
    yield reverse("report-thanks", args=[issue.secret])
    yield reverse("follower", args=[follower.secret])
    yield reverse("enquiry", args=[enquiry.secret])
    yield reverse("survey", args=[Survey.objects.first().secret])


def can_be_reached(client, starts):
    """One address of every route that links lead to, by the route's name."""
    waiting, asked, found = list(starts), set(), {}
    while waiting:
        url = waiting.pop(0)
        try:
            name = resolve(urlsplit(url).path).url_name
        except Resolver404:
            continue
        if name in asked:
            continue
        asked.add(name)
        answer = client.get(url)
        if answer.status_code == 302:
            waiting.append(answer.headers["Location"])
        elif answer.status_code == 200 and is_page(answer, text := answer.getvalue()):
            found[name] = url
            links = LINK.findall(text.decode())
            waiting += [own for link in links if (own := own_path(urljoin(url, unescape(link))))]
    return found


def is_page(answer, body):
    """A whole page of ours: no part of one, no file, no mail as its receiver sees it."""
    in_a_frame = "sandbox" in answer.headers.get("Content-Security-Policy", "")
    return body[:15].lower() == b"<!doctype html>" and not in_a_frame


def own_path(url):
    """The path and query of an address of ours, else nothing."""
    parts = urlsplit(url)
    if parts.scheme not in ("", "http", "https") or parts.hostname not in OURS:
        return ""
    return parts.path + (f"?{parts.query}" if parts.query else "")


def used_at(url):
    """Where a page is used most: axe takes seconds a page, and names and colours are the same at
    every width. The journeys ask it of staff on a telephone and of residents on a wide screen."""
    return WIDTHS[-1] if url.startswith("/balie/") else WIDTHS[0]


def test_every_page_is_accessible(page, live_server, log_in, issue, axe, too_wide):
    everything = User.objects.create_user(
        "lies@lindeveld.example", name="Lies J.", is_staff=True, roles=[role.value for role in Role]
    )
    an = User.objects.create_user(ADDRESS, name="An Peeters")
    starts = [
        *(reverse(route.name) for route in ROUTES if not route.parameters),
        *from_mails(issue),
        reverse("issue-detail", args=[issue.reference]),
    ]
    looked_at, faults = set(), []
    for who in (None, an, everything):
        client = Client()
        if who:
            client.force_login(who)
            log_in(who)
        for name, url in can_be_reached(client, starts).items():
            if name in looked_at:
                continue
            looked_at.add(name)
            page.goto(live_server.url + url)
            for width in WIDTHS:
                page.set_viewport_size({"width": width, "height": 900})
                found = [f"too wide: {one}" for one in too_wide(page)[:1]]
                if width == used_at(url):
                    found += axe(page)
                faults += [f"{name} {url} at {width}: {each}" for each in found]
    assert not faults, "\n".join(faults)
    assert len(looked_at) > 90
