"""What somebody wrote, without the mail that it answers."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onthaal.intake.quotes import own_text

OURS = "Wij hebben nog een vraag over uw melding.\nWelk nummer staat op de paal?"
MARKED = "\n".join(f"> {line}" for line in OURS.splitlines())

HEADERS = {
    "Gmail": "Op ma 23 nov 2026 om 10:12 schreef Gemeente Lindeveld <\npost@lindeveld.example>:\n\n"
    + MARKED,
    "Gmail, one line": "Op ma 23 nov. 2026 om 10:12 schreef Gemeente <post@lindeveld.example>:\n"
    + MARKED,
    "Apple Mail": "Op 23 nov 2026, om 10:12 heeft Gemeente Lindeveld <post@lindeveld.example> het "
    "volgende geschreven:\n\n" + MARKED,
    "iPhone": "Op 23 nov 2026 om 10:12 heeft Gemeente <post@lindeveld.example> het volgende "
    "geschreven:\n\n\ufeff" + OURS,
    "Thunderbird": "Op 23-11-2026 om 10:12 schreef Gemeente Lindeveld:\n" + MARKED,
    "Yahoo": "Op maandag 23 november 2026 om 10:12:03 CET, Gemeente <post@lindeveld.example> "
    "schreef: \n\n" + OURS,
    "Outlook": "________________________________\nVan: Gemeente <post@lindeveld.example>\n"
    "Verzonden: maandag 23 november 2026 10:12\nAan: An Peeters <an@voorbeeld.be>\n"
    "Onderwerp: Wij hebben een vraag\n\n" + OURS,
    "Outlook, bold": "*Van:* Gemeente Lindeveld <post@lindeveld.example>\n"
    "*Verzonden:* maandag 23 november 2026 10:12\n*Aan:* An\n*Onderwerp:* Vraag\n\n" + OURS,
    "Outlook in English": "From: Gemeente <post@lindeveld.example>\nSent: Monday, November 23"
    "\nTo: An\nSubject: Vraag\n\n" + OURS,
    "Outlook 2010": "-----Oorspronkelijk bericht-----\nVan: Gemeente [mailto:post@voorbeeld.be]"
    "\nVerzonden: maandag 23 november 2026 10:12\n\n" + OURS,
    "Telenet webmail": '----- Oorspronkelijk bericht -----\nVan: "Gemeente" '
    '<post@lindeveld.example>\nAan: "an" <an@telenet.be>\nVerzonden: Maandag 23 november 2026 '
    "10:12:00\nOnderwerp: Vraag\n\n" + OURS,
    "Telenet webmail, new": "Op 23/11/2026 10:12 CET schreef Gemeente <post@lindeveld.example>:\n"
    " \n \n" + OURS,
    "KPN webmail": "----Origineel Bericht----\nVan : post@lindeveld.example\nDatum : 23/11/2026 - "
    "10:12 (CE)\nAan : an@kpn.nl\nOnderwerp : Vraag\n\n" + OURS,
    "name first": "Gemeente Lindeveld schreef op 23/11/2026 10:12:\n" + MARKED,
    "only marks": MARKED,
}


@pytest.mark.parametrize("header", HEADERS.values(), ids=HEADERS.keys())
def test_the_answered_mail_is_left_out(header):
    assert (
        own_text(f"Het is paal 17.\n\nGroeten\nAn\n\n{header}\n")
        == "Het is paal 17.\n\nGroeten\nAn"
    )


@pytest.mark.parametrize(
    "signature",
    [
        "Verzonden vanaf mijn iPhone",
        "Verzonden vanaf mijn Galaxy",
        "Verstuurd vanaf mijn iPad",
        "Verzonden vanuit Outlook voor Android<https://aka.ms/AAb9ysg>",
        "Outlook voor iOS downloaden<https://aka.ms/o0ukef>",
        "Download Outlook voor Android",
        "Verzonden met Proton Mail-beveiligde e-mail.",
        "Sent from my iPhone",
        "-- \nAn Peeters\nKerkstraat 14\n0470 00 00 00",
    ],
)
def test_signatures_of_telephones_are_left_out(signature):
    assert own_text(f"Het is paal 17.\n\n{signature}\n\n{HEADERS['iPhone']}") == "Het is paal 17."


def test_answers_between_the_lines_stay_with_what_they_answer():
    text = "> Welk nummer staat op de paal?\nNummer 17.\n> En brandt ze overdag?\nNee."
    assert own_text(text) == text


def test_an_answer_under_the_quote_is_found():
    text = f"Op 23-11-2026 om 10:12 schreef Gemeente:\n{MARKED}\n\nHet is paal 17.\nAn"
    assert own_text(text) == "Het is paal 17.\nAn"


def test_a_forwarded_mail_stays_whole():
    text = "Van: Jan\nVerzonden: maandag 23 november 2026\nAan: An\n\nDe lamp is stuk."
    assert own_text(text) == text


@pytest.mark.parametrize(
    "text",
    [
        "Op 12 november om 14 uur was ik aan het loket. De bediende schreef mij in.",
        "Van: het station tot aan de kerk is het donker.",
        "De man schreef: kom morgen terug.",
        "Op de markt ligt een put.\nVan het plein tot de school ook.",
    ],
)
def test_ordinary_sentences_are_no_header(text):
    assert own_text(text) == text


@given(st.text(max_size=300))
@settings(deadline=None, max_examples=200)
def test_something_always_remains(text):
    assert bool(own_text(text)) == bool(text.strip())


@given(st.text(alphabet="ab .\n", min_size=1, max_size=80), st.sampled_from(sorted(HEADERS)))
@settings(deadline=None, max_examples=100)
def test_what_was_written_is_never_lost(text, client):
    if text.strip():
        assert own_text(f"{text}\n\n{HEADERS[client]}").split() == text.split()
