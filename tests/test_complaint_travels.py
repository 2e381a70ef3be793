"""A klacht about a team travels from a real mailbox to the letter with the ruling, over the end of
the year, and the team finds it nowhere.

Greta writes a mail. Fatma at the desk makes a klacht of it, coordinator Nora admits it and gives it
to Eva of team Groen, who hears her, asks advice, takes more time and rules. Bram, Joris and Wout
work in team Wegen, which the klacht is about; Lies administers and is in that team too.
"""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse

from onthaal.api.actions import keys
from onthaal.api.models import Scope
from onthaal.complaints.models import Complaint, Regulation
from onthaal.complaints.states import State
from onthaal.complaints.tests.conftest import hall  # noqa: F401 -- the small town hall
from onthaal.complaints.tests.test_secrecy import own_routes, routes
from onthaal.intake.actions.fetching import fetch
from onthaal.intake.models import IncomingMail
from onthaal.intake.tests.conftest import letter
from onthaal.intake.tests.test_mailbox import dovecot, mailbox, server  # noqa: F401 -- fixtures
from onthaal.issues.tests.staff.conftest import on  # noqa: F401 -- sets the clock
from onthaal.organisation.models import ClosingDay, TeamMembership
from onthaal.outbox import actions as outbox
from onthaal.outbox.models import Message
from onthaal.outbox.tests.smtp import Mailbox

WORDS = "De ploeg reed mijn haagje omver en lachte mij uit."
SECRETS = ("haagje", "Greta Vanhoof", "greta@example.be")
TEAM = ("bram", "joris", "wout", "lies")


@pytest.fixture
def post(settings):
    """A real mail server for what we send."""
    box = Mailbox()
    box.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", box.port, 5
    yield box
    box.stop()


@pytest.fixture
def works(hall):  # noqa: F811
    """``works("nora")`` is her browser, in which forms are opened and filled in."""

    class Browser(Client):
        def fill(self, name, *arguments, **fields):
            address = reverse(name, args=arguments)
            form = self.get(address).context["form"]
            known = {each: form[each].value() or "" for each in form.fields}
            answer = self.post(address, {**known, **fields}, follow=True)
            assert answer.status_code == 200, answer.content.decode()
            return answer

    def start(who):
        browser = Browser()
        browser.force_login(getattr(hall, who))
        return browser

    return start


@dovecot
def test_from_a_mail_to_the_ruling(mailbox, post, works, hall, on):  # noqa: F811
    # this town's terms end on a working day, and its doors are closed on 4 January
    Regulation.objects.update(moves_to_working_day=True)
    ClosingDay.objects.create(day=dt.date(2027, 1, 4), name="Brugdag")

    fetch.func()  # the mailbox, whose clock is today's, is known
    on("2026-12-22 09:00")
    mail = letter(WORDS, sender="Greta Vanhoof <greta@example.be>", subject="Klacht over uw ploeg")
    mailbox.receive(mail.as_bytes())
    assert fetch.func() == 1
    came = IncomingMail.objects.get()
    works("fatma").fill("mail-into-complaint", came.pk, team=hall.wegen.pk)
    complaint = Complaint.objects.get()
    # ten days after 22 December is New Year's Day, then a weekend, then the closing day
    assert complaint.admissible_by == dt.date(2027, 1, 5)
    # 45 days after it is Friday 5 February
    assert complaint.rule_by == dt.date(2027, 2, 5)

    on("2026-12-28 10:00")
    nora = works("nora")
    nora.fill("complaint-admissibility", complaint.reference, admissible="ja")
    # somebody of the team cannot be chosen, whatever the form says
    refused = nora.post(
        reverse("complaint-assign", args=[complaint.reference]),
        {"handler": hall.bram.pk, "version": Complaint.objects.get().version},
    )
    assert refused.status_code == 422
    nora.fill("complaint-assign", complaint.reference, handler=hall.eva.pk)

    on("2027-01-14 14:00")
    eva = works("eva")
    ref = complaint.reference
    eva.fill(
        "complaint-hearing", ref, on="2027-01-14", text="Zij vertelde het.", present="Greta, Eva"
    )
    eva.fill("complaint-advice", ref, adviser=hall.fatma.pk, question="Wat hoorde u aan de balie?")
    on("2027-02-04 09:00")
    eva = works("eva")
    eva.fill("complaint-extension", ref, reason="Wij wachten op een getuige.")
    complaint.refresh_from_db()
    # 45 more days after 5 February is Monday 22 March
    assert complaint.rule_by == dt.date(2027, 3, 22)
    on("2027-02-18 16:00")
    eva = works("eva")
    eva.fill(
        "complaint-ruling",
        ref,
        ruling="founded",
        norms=["equality", "reasons"],
        degree="full",
        text="Wij planten een nieuwe haag.",
    )
    complaint.refresh_from_db()
    assert complaint.state == State.RULED

    on("2027-02-18 16:05")
    outbox.sweep.call()
    ruling = [mail for mail in post.mails if mail["To"].endswith("<greta@example.be>")][-1]
    [file] = ruling.iter_attachments()
    assert file.get_filename() == f"ruling-{ref}.pdf"
    assert file.get_content_type() == "application/pdf"
    assert file.get_content().startswith(b"%PDF-")
    assert "ombudsdienst" in ruling.get_body(("plain",)).get_content()

    the_team_finds_nothing(complaint, came, works)
    # also when Eva joins the team: the klacht leaves her at once
    TeamMembership.objects.create(team=hall.wegen, user=hall.eva)
    assert eva.get(reverse("complaint-detail", args=[ref])).status_code == 404


def the_team_finds_nothing(complaint, came, works):
    """Pages, search, export, figures and what they are made of, mails, the mailbox, the APIs."""
    attached = [message.pk for message in Message.objects.about(complaint)]
    places = [
        *(address for _, address in own_routes(complaint)),
        *(reverse("message", args=[pk]) for pk in attached),
        came.get_absolute_url(),
        reverse("mail-source", args=[came.pk]),
        reverse("mail-list") + "?tab=klaar",
        "/balie/",
        "/balie/zoeken/?q=haag",
        "/balie/meldingen/?tab=alles",
        "/balie/verbeteren/",
        "/balie/beheer/berichten/?toestand=verzonden",
        f"/balie/klachten/jaarverslag/{complaint.received_on.year}/",
        *open_routes(),
    ]
    for who in TEAM:
        browser = works(who)
        for place in places:
            answer = browser.get(place)
            told = (answer.getvalue() if answer.streaming else answer.content).decode(
                errors="replace"
            )
            for secret in (*SECRETS, complaint.reference):
                assert secret not in told, (who, place)
    with_key(complaint, works("lies"))
    assert complaint.reference in works("nora").get(reverse("complaint-list") + "?tab=alles").text


def open_routes():
    """Every page of staff that needs no number in its address."""
    return [
        reverse(name)
        for pattern, name in routes()
        if pattern.startswith("balie/") and "<" not in pattern and "?P" not in pattern
    ]


def with_key(complaint, browser):
    """A key with every right, made by an administrator of the team."""
    lies = browser.get("/balie/").wsgi_request.user
    _, secret = keys.make(
        name="Alles", scopes=list(Scope), per_minute=1000, expires_on=None, acts_for=lies, by=lies
    )
    headers = {"Authorization": f"Bearer {secret}"}
    for place in (
        "/api/v1/meldingen",
        f"/api/v1/meldingen/{complaint.reference}",
        f"/api/v1/meldingen/{complaint.reference}/melder",
        "/api/v1/werkopdrachten",
        f"/open311/v2/requests.json?api_key={secret}",
        f"/open311/v2/requests/{complaint.reference}.json?api_key={secret}",
        f"/open311/v2/servicerequestupdates.json?api_key={secret}",
    ):
        told = Client().get(place, headers=headers).content.decode()
        for hidden in SECRETS:
            assert hidden not in told, place
        assert f'"{complaint.reference}"' not in told, place
