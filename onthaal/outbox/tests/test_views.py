"""Lies watches the mail and words it; Bram may not."""

import re

import pytest

from onthaal.outbox import actions, bounces
from onthaal.outbox.models import MailTemplate, Message, State
from onthaal.people.models import Role, User

pytestmark = pytest.mark.django_db
CONTEXT = {
    "nummer": "LV-7K3M-92XQ",
    "onderwerp": "Put",
    "plaats": "Kerkstraat 1",
    "link": "https://x.example/",
    "verwacht": "morgen",
}


@pytest.fixture
def lies(client):
    user = User.objects.create_user(
        "lies@lindeveld.example", name="Lies", is_staff=True, roles=[Role.ADMINISTRATOR]
    )
    client.force_login(user)
    return user


@pytest.fixture
def message(db):
    return actions.queue_mail("issue_received", to="an@voorbeeld.example", context=CONTEXT)


def words(response):
    return response.content.decode()


def test_bram_has_no_business_here(client, message):
    bram = User.objects.create_user("bram@lindeveld.example", is_staff=True)
    client.force_login(bram)
    for path in ("berichten/", f"berichten/{message.pk}/", "mailteksten/"):
        assert client.get(f"/balie/beheer/{path}").status_code == 403


def test_a_failed_mail_goes_again_to_the_corrected_address(client, lies, message):
    Message.objects.update(state=State.FAILED, error="550 bestaat niet")
    page = client.get("/balie/beheer/berichten/", {"toestand": "fout"})
    assert "550 bestaat niet" in words(page)
    url = f"/balie/beheer/berichten/{message.pk}/"
    wrong = client.post(f"{url}verzending/", {"to": "geen adres"})
    assert wrong.status_code == 422
    client.post(f"{url}verzending/", {"to": "an.goed@voorbeeld.example"})
    message.refresh_from_db()
    assert (message.state, message.to_address) == (State.QUEUED, "an.goed@voorbeeld.example")


def test_a_waiting_mail_can_be_stopped_and_a_sent_one_not(client, lies, message):
    url = f"/balie/beheer/berichten/{message.pk}/einde/"
    client.post(url)
    message.refresh_from_db()
    assert message.state == State.CANCELLED
    assert "Alleen een bericht dat nog wacht" in words(client.post(url, follow=True))


def test_own_wording_is_previewed_stored_and_used(client, lies):
    url = "/balie/beheer/mailteksten/issue_received/"
    mine = {"subject": "Dank u ({nummer})", "body": "Wij kijken ernaar.\n\n[Knop: Volg]({link})"}
    shown = client.post(url, {**mine, "voorbeeld": "1"})
    assert "Dank u (LV-7K3M-92XQ)" in words(shown)
    assert not MailTemplate.objects.exists()
    client.post(url, mine)
    mail = actions.queue_mail("issue_received", to="an@voorbeeld.example", context=CONTEXT)
    assert mail.subject == "Dank u (LV-7K3M-92XQ)"
    client.post(f"{url}standaard/")
    assert actions.wording("issue_received")[0].startswith("Wij hebben uw melding")


def test_two_editors_at_once_do_not_overwrite_each_other_unnoticed(client, lies):
    url = "/balie/beheer/mailteksten/issue_received/"
    first = {"subject": "Van Lies ({nummer})", "body": "Dank u.", "seen": ""}
    second = {"subject": "Van Hilde ({nummer})", "body": "Bedankt!", "seen": ""}
    assert client.post(url, first).status_code == 302
    page = client.post(url, second)
    assert page.status_code == 422
    assert "veranderde deze tekst terwijl u bezig was" in words(page)
    assert "Van Hilde ({nummer})" in words(page)
    assert actions.wording("issue_received")[0] == "Van Lies ({nummer})"
    seen = re.search(r'name="seen" value="(\d+)"', words(page))[1]
    assert client.post(url, {**second, "seen": seen}).status_code == 302
    assert actions.wording("issue_received")[0] == "Van Hilde ({nummer})"


def test_an_older_wording_can_be_taken_up_again(client, lies):
    url = "/balie/beheer/mailteksten/issue_received/"
    client.post(url, {"subject": "Eerst ({nummer})", "body": "Een.", "seen": ""})
    older = MailTemplate.objects.get()
    client.post(url, {"subject": "Toen ({nummer})", "body": "Twee.", "seen": str(older.pk)})
    page = words(client.get(f"{url}?tekst={older.pk}"))
    assert 'value="Eerst ({nummer})"' in page
    for other in ("999999", "²"):
        assert client.get(f"{url}?tekst={other}").status_code == 200


def test_an_unknown_code_is_refused_with_the_list(client, lies):
    page = client.post(
        "/balie/beheer/mailteksten/issue_received/", {"subject": "Dag {naam}", "body": "x"}
    )
    assert page.status_code == 422
    assert "{naam} bestaat niet in deze mail" in words(page)
    assert "{nummer}" in words(page)


def test_every_mail_can_be_opened_and_tried(client, lies):
    from onthaal.outbox import wordings

    for template in wordings.all_templates():
        assert client.get(f"/balie/beheer/mailteksten/{template.key}/").status_code == 200
    client.post("/balie/beheer/mailteksten/issue_received/proef/")
    assert Message.objects.get().to_address == "lies@lindeveld.example"


REPORT = """From: MAILER-DAEMON@mail.example
Content-Type: multipart/report; report-type=delivery-status; boundary="B"

--B
Content-Type: text/plain

Onbestelbaar.
--B
Content-Type: message/delivery-status

Reporting-MTA: dns; mail.example

Final-Recipient: rfc822; an@voorbeeld.example
Action: {action}
Status: 5.1.1
Diagnostic-Code: smtp; 550 5.1.1 User unknown
--B
Content-Type: text/rfc822-headers

Message-ID: {id}
To: an@voorbeeld.example
--B--
"""


def test_a_mail_that_comes_back_is_marked(message):
    report = bounces.read(REPORT.format(action="failed", id=message.message_id).encode())
    assert actions.bounced(report.message_id, report.diagnosis) == message
    message.refresh_from_db()
    assert message.state == State.BOUNCED
    assert "User unknown" in message.error


def test_delays_and_ordinary_mail_are_no_bounces(message):
    assert not bounces.read(REPORT.format(action="delayed", id="<x@y>").encode()).is_final
    assert bounces.read(b"Subject: hallo\n\nDag") is None
