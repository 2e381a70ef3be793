import pytest

from onthaal.issues.templatetags.linked import linked


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ("Ga naar meldpuntwegen.be.", '<a href="https://meldpuntwegen.be">meldpuntwegen.be</a>.'),
        ("https://www.fluvius.be/nl/lamp, dus", 'href="https://www.fluvius.be/nl/lamp">'),
        ("Bel 078 35 35 00 meteen", '<a href="tel:078353500">078 35 35 00</a>'),
        ("Bel 014/12.34.56", '<a href="tel:014123456">'),
        ("Bel +32 470 12 34 56", '<a href="tel:+32470123456">'),
        ("Bel 112.", '<a href="tel:112">112</a>.'),
        ("Een\n\ntwee\ndrie", "<p>Een</p><p>twee<br>drie</p>"),
    ],
)
def test_what_can_be_clicked_is_a_link(text, made):
    assert made in linked(text)


@pytest.mark.parametrize(
    "text",
    ["an@voorbeeld.be", "nummer 1124", "artikel 3.2", "Kerkstraat 112", "<b>vet</b>", "2450"],
)
def test_the_rest_is_only_text(text):
    assert "<a" not in linked(text)
    assert "<b>" not in linked(text)


def test_it_opens_no_door_for_markup():
    made = linked('https://x.be/"onmouseover="alert(1) <script>')
    assert '"onmouseover' not in made
    assert "<script>" not in made
