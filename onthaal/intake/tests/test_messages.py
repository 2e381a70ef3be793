"""Somebody lets something know, and somebody answers."""

from __future__ import annotations

import threading
import uuid

import pytest
from django.db import connection
from django.urls import reverse

from onthaal.intake.actions import handling
from onthaal.intake.actions.handling import CannotChange
from onthaal.intake.actions.submission import Submission, submit
from onthaal.intake.doors import Elsewhere
from onthaal.intake.models import Kind, Signpost, State, Suggestion
from onthaal.issues.models import Issue
from onthaal.outbox.models import Message
from onthaal.timeline.models import Event

pytestmark = pytest.mark.django_db
LONG = "Zet meer banken 🌳 op de markt. " * 300


def describe(client, text="De straatlamp is kapot.", **more):
    return client.post(reverse("front-door"), {"text": text, **more})


# ------------------------------------------------------------------------------ residents


def test_the_front_door_proposes_and_leaves_every_door_open(client, town):
    page = describe(client)
    assert "Dit lijkt ons een melding" in page.text
    assert "op straat" in page.text
    assert "Straatverlichting" in page.text
    for target in (reverse("report"), reverse("message-form", args=["suggestie"])):
        assert f'formaction="{target}"' in page.text


def test_an_empty_text_is_told(client, town):
    page = describe(client, text=" ")
    assert page.status_code == 422
    assert "Schrijf wat u ons wilt laten weten." in page.text


def test_what_is_for_others_is_sent_there_first(client, town):
    page = describe(client, text="Ik wil beroep aantekenen tegen de weigering van mijn vergunning.")
    assert "binnen 30 dagen" in page.text
    assert "Wilt u het toch aan ons laten weten?" in page.text


def test_the_municipality_has_its_own_signpost(client, town):
    Signpost.objects.create(
        kind=Elsewhere.PERSONAL_DATA, text="Schrijf onze DPO.", email="dpo@lindeveld.example"
    )
    page = describe(client, text="Verwijder al mijn gegevens.")
    assert "Schrijf onze DPO." in page.text
    assert "mailto:dpo@lindeveld.example" in page.text


def test_a_text_can_be_changed_without_losing_what_was_chosen(client, town):
    page = describe(client, wish="suggestion", doe="aanpassen")
    assert page.status_code == 200
    assert "De straatlamp is kapot." in page.text
    assert 'value="suggestion"' in page.text
    assert "checked" in page.text


def test_the_text_is_carried_over_to_the_form_of_a_melding(client, ground, town):
    page = client.post(
        reverse("report"),
        {"key": uuid.uuid4(), "description": LONG, "category": "lamp", "doe": "overnemen"},
    )
    assert page.status_code == 200
    assert "Zet meer banken 🌳" in page.text
    assert "error-summary" not in page.text
    assert Issue.objects.count() == 0


@pytest.mark.parametrize("kind", list(Kind))
def test_a_message_goes_from_text_to_number_and_mail(client, town, kind):
    form = reverse("message-form", args=[kind.slug])
    carried = client.post(form, {"text": LONG, "doe": "overnemen"})
    assert carried.status_code == 200
    assert "Zet meer banken 🌳" in carried.text
    key = carried.context["form"]["key"].value()
    sent = {"key": key, "text": LONG, "email": "An@Voorbeeld.be", "name": "An"}
    thanks = client.post(form, sent, follow=True)
    suggestion = Suggestion.objects.get()
    assert suggestion.reference in thanks.text
    assert (suggestion.kind, suggestion.text) == (kind, LONG.strip())
    mail = Message.objects.get()
    assert mail.to_address == "an@voorbeeld.be"
    assert suggestion.reference in mail.subject
    assert suggestion.status_path in mail.body_text
    # the same page once more is the same message
    client.post(form, sent)
    assert Suggestion.objects.count() == Message.objects.count() == 1


def test_going_back_and_writing_something_else_is_another_message(message):
    key = uuid.uuid4()
    message("Meer banken", key=key)
    message("Meer bomen", key=key)
    message("Meer bomen", key=key)
    assert Suggestion.objects.count() == 2


def test_a_question_needs_somewhere_to_send_the_answer(client, town):
    form = reverse("message-form", args=["vraag"])
    page = client.post(form, {"key": uuid.uuid4(), "text": "Wanneer is het park open?"})
    assert page.status_code == 422
    assert "Wanneer is het park open?" in page.text
    call_me = {"key": uuid.uuid4(), "text": "Wanneer is het park open?", "phone": "0470 00 00 00"}
    assert client.post(form, call_me).status_code == 302


def test_a_text_that_is_too_long_is_kept_and_told(client, town):
    form = reverse("message-form", args=["compliment"])
    page = client.post(form, {"key": uuid.uuid4(), "text": "x" * 10_001})
    assert page.status_code == 422
    assert "x" * 10_001 in page.text


def test_too_many_messages_from_one_address_are_stopped(client, town, monkeypatch):
    codes = {describe(client).status_code for _ in range(125)}
    assert codes == {200, 429}


def test_a_secret_page_needs_its_secret(client, message):
    suggestion = message()
    assert client.get(suggestion.status_path).status_code == 200
    wrong = suggestion.status_path.replace(suggestion.secret, "x" * 22)
    assert client.get(wrong).status_code == 404


def test_the_writer_adds_something_once(client, message):
    suggestion = message()
    data = {"key": uuid.uuid4(), "text": "En een boom erbij 🌳"}
    for _ in range(2):
        assert client.post(suggestion.status_path, data).status_code == 302
    assert client.get(suggestion.status_path).text.count("En een boom erbij 🌳") == 1
    suggestion.refresh_from_db()
    assert suggestion.news_at


def test_an_finds_her_messages_in_her_profile(client, message, town):
    mine, other = message("Meer banken 🌳"), message("Meer bomen", email="karim@voorbeeld.be")
    client.force_login(town.an)
    page = client.get(reverse("my-home")).text
    assert "Meer banken 🌳" in page
    assert mine.status_path in page
    assert other.text not in page


def test_paper_forms_open(client, town):
    assert "Formulier" in client.get(reverse("paper")).text
    for slug in ("melding", "klacht"):
        assert "In te vullen door de balie" in client.get(reverse("paper-form", args=[slug])).text
    assert client.get(reverse("paper-form", args=["suggestie"])).status_code == 404


@pytest.mark.django_db(transaction=True)
def test_the_same_message_from_two_connections_at_once_is_one(town):
    key, start = uuid.uuid4(), threading.Barrier(2)

    def send():
        start.wait()
        try:
            submit(submission=Submission(key=key, kind=Kind.QUESTION, text="Hoe laat?"))
        finally:
            connection.close()

    both = [threading.Thread(target=send) for _ in range(2)]
    for one in both:
        one.start()
    for one in both:
        one.join()
    assert Suggestion.objects.count() == 1


# ---------------------------------------------------------------------------------- staff


def test_fatma_answers_and_an_reads_it(client, message, fatma):
    suggestion = message()
    client.force_login(fatma)
    assert suggestion.reference in client.get(reverse("suggestion-list")).text
    answer = reverse("suggestion-answer", args=[suggestion.reference])
    assert client.post(answer, {"text": ""}).status_code == 422
    assert client.post(answer, {"text": "Een mooi idee."}).status_code == 302
    suggestion.refresh_from_db()
    assert suggestion.state == State.ANSWERED
    assert "Een mooi idee." in Message.objects.latest("pk").body_text
    client.logout()
    assert "Een mooi idee." in client.get(suggestion.status_path).text


def test_eva_of_groen_sees_only_what_her_team_has(client, message, town, fatma):
    suggestion = message()
    page = reverse("suggestion-detail", args=[suggestion.reference])
    client.force_login(town.eva)
    assert client.get(page).status_code == 404
    handling.assign(suggestion, team=town.groen, by=fatma)
    assert client.get(page).status_code == 200
    client.force_login(town.bram)
    assert client.get(page).status_code == 404


def test_a_suggestie_becomes_a_melding_and_an_is_told(client, ground, message, town, fatma):
    suggestion = message("De lamp aan de markt brandt niet.")
    client.force_login(fatma)
    page = reverse("suggestion-into-issue", args=[suggestion.reference])
    form = client.get(page).context["form"]
    data = {name: form[name].value() or "" for name in form.fields if name != "photos"}
    assert data["description"] == suggestion.text
    assert data["category"] == town.lamp.pk
    data |= {"address": "Kerkstraat 14", "tell": "De ploeg kijkt ernaar."}
    assert client.post(page, data).status_code == 302
    issue = Issue.objects.get()
    suggestion.refresh_from_db()
    assert (suggestion.state, suggestion.became_reference) == (State.MOVED, issue.reference)
    assert issue.channel == "web"
    told = Message.objects.filter(template="suggestion_became").get()
    assert issue.reference in told.subject
    assert "De ploeg kijkt ernaar." in told.body_text
    assert Event.objects.about(suggestion).filter(kind="suggestion.became", actor=fatma).exists()
    client.logout()
    assert issue.status_path in client.get(suggestion.status_path).text
    # not twice
    client.force_login(fatma)
    assert client.post(page, {**data, "key": uuid.uuid4()}).status_code == 422
    assert Issue.objects.count() == 1


def test_a_compliment_can_be_closed_without_an_answer(client, message, fatma):
    suggestion = message("Prachtig werk!", kind=Kind.COMPLIMENT)
    before = Message.objects.count()
    client.force_login(fatma)
    page = reverse("suggestion-closing", args=[suggestion.reference])
    assert client.post(page, {"note": "Voorgelezen op de ploegvergadering"}).status_code == 302
    suggestion.refresh_from_db()
    assert suggestion.state == State.CLOSED
    assert Message.objects.count() == before
    assert not Suggestion.objects.waiting().exists()


def test_nothing_can_be_answered_twice_over_after_it_moved(message, fatma):
    suggestion = message()
    Suggestion.objects.filter(pk=suggestion.pk).update(
        state=State.MOVED, became_type="issues.issue", became_id=1
    )
    for act in (
        lambda: handling.answer(suggestion, text="x", by=fatma),
        lambda: handling.close(suggestion, note="", by=fatma),
        lambda: handling.add_remark(suggestion, text="x", key=uuid.uuid4()),
    ):
        with pytest.raises(CannotChange):
            act()


def test_the_desk_gets_the_same_proposal_and_goes_to_the_right_form(client, town, fatma):
    client.force_login(fatma)
    entry = reverse("entry")
    assert client.get(entry).status_code == 200
    page = client.post(entry, {"channel": "paper", "text": "De straatlamp is kapot."})
    assert "Dit lijkt melding" in page.text
    intake = client.post(
        reverse("issue-intake"),
        {
            "doe": "overnemen",
            "description": "De straatlamp is kapot.",
            "channel": "letter",
            "category": town.lamp.pk,
        },
    )
    assert intake.status_code == 200
    assert "De straatlamp is kapot." in intake.text
    assert "error-summary" not in intake.text
    new = client.post(
        f"{reverse('new-message')}?channel=paper",
        {"doe": "overnemen", "kind": "question", "text": "Hoe laat?", "channel": "paper"},
    )
    assert new.context["form"]["kind"].value() == "question"
    assert new.context["form"]["channel"].value() == "paper"
    data = {"key": uuid.uuid4(), "kind": "question", "channel": "paper", "text": "Hoe laat?"}
    assert client.post(reverse("new-message"), data).status_code == 302
    suggestion = Suggestion.objects.get()
    assert (suggestion.channel, suggestion.submitter) == ("paper", fatma)


def test_lies_writes_a_signpost_and_takes_it_back(client, lies):
    client.force_login(lies)
    page = reverse("signpost", args=["whistleblowing"])
    data = {"text": "Bel het meldpunt.", "phone": "014 00 00 01", "email": "", "link": "geen"}
    assert client.post(page, data).status_code == 422
    assert client.post(page, {**data, "link": ""}).status_code == 302
    assert Signpost.objects.get().changed_by == lies
    assert "Eigen tekst" in client.get(reverse("signpost-list")).text
    client.post(reverse("signpost-restore", args=["whistleblowing"]))
    assert not Signpost.objects.exists()
    assert client.get(reverse("signpost", args=["iets"])).status_code == 404


def test_the_list_asks_as_much_for_three_as_for_thirty(
    client, message, fatma, django_assert_max_num_queries
):
    client.force_login(fatma)
    for number in range(30):
        message(f"Idee {number}")
    with django_assert_max_num_queries(16):
        client.get(reverse("suggestion-list"))


# ------------------------------------------------------------------------- personal data


def test_an_can_have_everything_and_have_it_erased(message, fatma, town):
    from onthaal.intake import retention
    from onthaal.people.personal_data import Person

    suggestion = message()
    handling.answer(suggestion, text="Dank u, An.", by=fatma)
    who = Person("an@voorbeeld.be", resident=town.an)
    (record,) = retention.export(who)
    assert "Zet meer banken op de markt." in record.fields.values()
    assert retention.erase(who) == 1
    suggestion.refresh_from_db()
    assert (suggestion.text, suggestion.email, suggestion.answer) == ("(gewist)", "", "")
    texts = Event.objects.about(suggestion).values_list("public_text", flat=True)
    assert set(texts) == {""}
