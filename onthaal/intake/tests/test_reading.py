"""Mails as they come: broken, foreign, without text, with everything attached."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onthaal.intake.html_text import words
from onthaal.intake.reading import fingerprint, read
from onthaal.intake.tests.conftest import letter


def raw(body: bytes, *headers: str) -> bytes:
    lines = ["From: An <an@voorbeeld.be>", "Subject: Lamp", *headers]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


@pytest.mark.parametrize(
    ("charset", "body"),
    [
        ("utf-8", "Café € 5 – één".encode()),
        ("iso-8859-1", "Café één".encode("latin-1")),
        ("windows-1252", "Café € 5 – één".encode("cp1252")),
        # says one thing and is another
        ("iso-8859-1", "Café € 5 – één".encode("cp1252")),
        ("us-ascii", "Café één".encode()),
        ("utf-8", "Café één".encode("cp1252")),
        ("x-nooit-van-gehoord", "Café één".encode()),
    ],
)
def test_letters_come_out_as_they_were_meant(charset, body):
    text = read(raw(body, f"Content-Type: text/plain; charset={charset}")).text
    assert text.startswith("Café")
    assert text.endswith("één")


def test_subject_and_name_are_decoded():
    mail = read(
        b"From: =?iso-8859-1?Q?Andr=E9_Claes?= <Andre@Voorbeeld.be>\r\n"
        b"Subject: =?utf-8?B?VmVycm9lc3TigKYg?= =?utf-8?Q?put=20=F0=9F=95=B3?=\r\n\r\nx"
    )
    assert (mail.sender_name, mail.sender_email) == ("André Claes", "andre@voorbeeld.be")
    assert mail.subject == "Verroest… put 🕳"


def test_a_mail_of_only_html_becomes_words():
    html = (
        "<html><head><title>weg</title><style>p{color:red}</style></head><body>"
        "<p>De <b>lamp</b> is stuk.</p><script>alert(1)</script><ul><li>een</li><li>twee</li></ul>"
        '<span style="display:none">verborgen</span>'
        '<p>Zie <a href="https://voorbeeld.be/lamp">hier</a><img src="https://volg.example/x"></p>'
        "<blockquote>Op 23 nov schreef u</blockquote></body></html>"
    )
    mail = read(raw(html.encode(), "Content-Type: text/html; charset=utf-8"))
    assert mail.text == (
        "De lamp is stuk.\n\n- een\n- twee\nZie hier (https://voorbeeld.be/lamp)\n\n"
        "> Op 23 nov schreef u"
    )
    assert mail.own_text == (
        "De lamp is stuk.\n\n- een\n- twee\nZie hier (https://voorbeeld.be/lamp)"
    )


def test_plain_text_goes_before_html():
    mail = letter("Het is paal 17.")
    mail.add_alternative("<p>Het is <b>paal</b> 17.</p>", subtype="html")
    assert read(mail.as_bytes()).text.strip() == "Het is paal 17."


def test_attachments_are_found_and_logos_left_out(photo_file):
    mail = letter()
    mail.add_attachment(photo_file().read(), maintype="image", subtype="jpeg", filename="put.jpg")
    mail.add_attachment(b"%PDF-1.7 x", maintype="application", subtype="pdf", filename="../b.pdf")
    mail.add_attachment(
        b"\x89PNG\r\n\x1a\nlogo", maintype="image", subtype="png", cid="<logo>", filename="logo.png"
    )
    mail.add_attachment(letter("binnenin"))
    assert [file.name for file in read(mail.as_bytes()).files] == [
        "put.jpg",
        "b.pdf",
        "doorgestuurde mail.eml",
    ]


@pytest.mark.parametrize(
    "headers",
    [
        {"Auto_Submitted": "auto-replied"},
        {"Precedence": "bulk"},
        {"X_Auto_Response_Suppress": "All"},
        {"X_Autoreply": "yes"},
        {"List_Unsubscribe": "<https://nieuwsbrief.example>"},
        {"Return_Path": "<>"},
    ],
    ids=lambda headers: next(iter(headers)),
)
def test_machines_are_recognised(headers):
    assert read(letter(**headers).as_bytes()).is_automatic


def test_people_are_no_machines():
    assert not read(
        letter(Auto_Submitted="no", Return_Path="<an@voorbeeld.be>").as_bytes()
    ).is_automatic


def test_the_same_mail_has_the_same_fingerprint():
    one = letter(message_id="<1@voorbeeld.be>")
    again = letter(message_id="<1@voorbeeld.be>", Received="from elsewhere")
    other = letter(message_id="<1@voorbeeld.be>", subject="Iets anders")
    assert fingerprint(one.as_bytes()) == fingerprint(again.as_bytes())
    assert fingerprint(one.as_bytes()) != fingerprint(other.as_bytes())


@given(st.binary(max_size=600))
@settings(deadline=None, max_examples=200)
def test_whatever_arrives_can_be_read(noise):
    mail = read(noise)
    assert "\0" not in mail.text + mail.subject + mail.sender_name
    mail.text.encode()
    fingerprint(noise)


@given(st.text(max_size=300))
@settings(deadline=None, max_examples=200)
def test_whatever_html_is_sent_becomes_text(html):
    assert "<script" not in words(f"<p>{html}</p><script>x</script>").lower() or "<script" in html


@given(
    st.lists(
        st.sampled_from(
            ["<p>", "</p>", "<blockquote>", "</div>", "<a href=x>", "<br>", "x", "<style>"]
        )
    ),
)
@settings(deadline=None)
def test_unbalanced_html_does_no_harm(pieces):
    assert isinstance(words("".join(pieces)), str)
