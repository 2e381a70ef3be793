"""Whoever belongs to the team complained about finds nothing, wherever they look."""

import pytest
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from onthaal.complaints.actions import deciding, handling, investigating
from onthaal.complaints.models import StepKind
from onthaal.outbox.models import Message

NEEDLES = ("haagje omver", "An Peeters", "an@example.be")


@pytest.fixture
def known(complain, hall):
    """A complaint about Wegen with everything in it that could leak."""
    complaint = complain()
    deciding.admit(complaint, by=hall.nora)
    handling.assign(complaint, handler=hall.eva, deputy=None, by=hall.nora)
    investigating.add_step(complaint, kind=StepKind.NOTE, text="haagje omver", by=hall.eva)
    investigating.add_remark(complaint, text="Het haagje omver is nu dood.")
    complaint.refresh_from_db()
    return complaint


def routes(patterns=None, prefix=""):
    for each in patterns or get_resolver().url_patterns:
        if isinstance(each, URLResolver):
            yield from routes(each.url_patterns, prefix + str(each.pattern))
        elif isinstance(each, URLPattern) and each.name:
            yield prefix + str(each.pattern), each.name


def own_routes(complaint):
    letter = complaint.letters.first()
    values = {
        "reference": complaint.reference,
        "pk": letter.pk,
        "kind": "csv",
        "year": complaint.received_on.year,
    }
    for pattern, name in routes():
        if name.startswith("complaint-") and pattern.startswith("balie/"):
            wanted = [key for key in values if f":{key}>" in pattern]
            yield name, reverse(name, kwargs={key: values[key] for key in wanted})


WHO = ("bram", "joris", "lies", "wout")


@pytest.mark.parametrize("who", WHO)
def test_every_page_of_complaints(client, known, hall, who):
    client.force_login(getattr(hall, who))
    for name, address in own_routes(known):
        for query in ("", "?tab=alles", f"?q={known.reference}", "?q=haagje", "?q=Peeters"):
            answer = client.get(address + query)
            body = (
                answer.getvalue().decode(errors="replace")
                if answer.streaming
                else (answer.content.decode(errors="replace"))
            )
            body = body.replace(f'value="{known.reference}"', "")
            for needle in (*NEEDLES, known.reference):
                assert needle not in body, (name, query, needle)
            if known.reference in address:
                assert answer.status_code in (404, 405), name


@pytest.mark.parametrize("who", WHO)
def test_every_other_place_that_lists_things(client, known, hall, who):
    client.force_login(getattr(hall, who))
    message = Message.objects.filter(about_type="complaints.complaint").first()
    # address → what was typed in it and so comes back
    places = {
        "/balie/": "",
        f"/balie/zoeken/?q={known.reference}": known.reference,
        "/balie/zoeken/?q=haagje+omver": "haagje omver",
        "/balie/zoeken/?q=An+Peeters": "An Peeters",
        "/balie/meldingen/?tab=alles": "",
        "/balie/cijfers/meldingen/": "",
        "/balie/verbeteren/": "",
        "/balie/beheer/persoonsgegevens/": "",
        "/balie/beheer/berichten/?toestand=wacht": "",
        "/balie/beheer/berichten/?toestand=verzonden": "",
        "/balie/beheer/berichten/?q=an@example.be": "an@example.be",
        reverse("message", args=[message.pk]): "",
    }
    for place, typed in places.items():
        body = client.get(place).content.decode()
        for needle in {*NEEDLES, known.reference} - {typed}:
            assert needle not in body, (place, needle)
    assert client.get(reverse("message", args=[message.pk])).status_code in (403, 404)


def test_the_eyes_of_a_coordinator_find_it_in_the_same_places(client, known, hall):
    """Otherwise the two tests above would prove nothing."""
    client.force_login(hall.nora)
    for name, address in own_routes(known):
        if name in ("complaint-list", "complaint-export", "complaint-detail", "complaint-print"):
            body = client.get(f"{address}?tab=alles").content.decode()
            assert known.reference in body, name
    hall.nora.roles = ["complaints", "editor"]
    hall.nora.save()
    message = Message.objects.filter(about_type="complaints.complaint").first()
    assert known.reference in client.get(reverse("message", args=[message.pk])).content.decode()


def test_forms_refuse_the_team_as_well(client, known, hall):
    client.force_login(hall.joris)
    for name, address in own_routes(known):
        if known.reference in address:
            assert client.post(address, {"text": "x"}).status_code in (404, 405), name
