"""From the u-form to the je-form, and only where that is certain.

The verb stays as it is after its subject (u komt, je komt) and loses its ending before it (komt u,
kom je). Whether a word before "u" is such a verb is never guessed: a word that is on no list
raises Unclear, and the sentence is written differently or the word gets its place.
"""

from __future__ import annotations

import re

# the verb before its subject: what it becomes with "je"
TURNED = {
    "bent": "ben",
    "hebt": "heb",
    "kunt": "kun",
    "wilt": "wil",
    "zult": "zul",
    "mag": "mag",
    "moet": "moet",
    "gaat": "ga",
    "doet": "doe",
    "vindt": "vind",
    "wordt": "word",
    "krijgt": "krijg",
    "komt": "kom",
    "vraagt": "vraag",
    "brengt": "breng",
    "betaalt": "betaal",
    "kiest": "kies",
    "neemt": "neem",
    "maakt": "maak",
    "verhuist": "verhuis",
    "woont": "woon",
    "leest": "lees",
    "verliest": "verlies",
    "ontvangt": "ontvang",
    "tekent": "teken",
    "spreekt": "spreek",
    "weet": "weet",
    "schrijft": "schrijf",
    "zet": "zet",
    "geeft": "geef",
    "haalt": "haal",
    "ziet": "zie",
    "meldt": "meld",
    "boekt": "boek",
    "reist": "reis",
    "start": "start",
    "huurt": "huur",
    "werkt": "werk",
    "rijdt": "rijd",
    "trouwt": "trouw",
    "bouwt": "bouw",
    "plaatst": "plaats",
    "bezorgt": "bezorg",
    "legt": "leg",
    "laat": "laat",
    "begint": "begin",
    "stuurt": "stuur",
    "blijft": "blijf",
    "vertrekt": "vertrek",
    "vernieuwt": "vernieuw",
    "ruilt": "ruil",
    "leert": "leer",
    "toont": "toon",
    "stopt": "stop",
    "houdt": "houd",
    "rekent": "reken",
    "parkeert": "parkeer",
    "verkoopt": "verkoop",
    "isoleert": "isoleer",
    "splitst": "splits",
    "koopt": "koop",
    "organiseert": "organiseer",
    "spaart": "spaar",
    "zoekt": "zoek",
    "registreert": "registreer",
    "zorgt": "zorg",
    "verwarmt": "verwarm",
    "opent": "open",
}
# After these the word before "u" keeps its form: small words, verbs in the past, nouns ("welk
# document u zoekt"), and verbs of which "u" is never the subject here ("de medewerker helpt u").
KEPT = frozenset(
    """aan als bij dan dat die door en erna het hoe hoelang hoeveel in maar met na naar
    nadat of om omdat op over sinds tegen terwijl tot totdat uit vanaf via volgens voor
    voordat waar waarbij waarin waarmee waarom waarop waarvoor wanneer want wat welk welke
    wie wij zoals zodat zodra zolang zonder
    beviel gaf kreeg werkte
    document kaart meter model nationaliteit premie steun
    belt begeleidt helpt nodigt vertelt verwittigt""".split()  # noqa: SIM905
)
_SPECIAL = {
    "van u": "van jou",
    "zonder u": "zonder jou",
    "U of": "Jij of",
    "U en": "Jij en",
    "uzelf": "jezelf",
}
_YOU = re.compile(r"(?:(?P<subject>\b[Uu] )?(?P<before>[\w’'/-]+) )?\b(?P<you>[Uu])\b(?! ?-)")
_YOUR = re.compile(r"\b([Uu])w\b")
_WRONG = re.compile(
    r"\bu (heeft|is|zal|kan|wil)\b|\b(heeft|is|zal|kan) u\b|\bzich\b", re.IGNORECASE
)


class Unclear(Exception):
    """A sentence whose je-form is not certain."""


def informal(text: str) -> str:
    """``text`` with "je" where it says "u".

    Raises Unclear at the first place where that is not certain.
    """
    for formal, familiar in _SPECIAL.items():
        text = re.sub(rf"\b{formal}\b", familiar, text)
    if wrong := _WRONG.search(text):
        raise Unclear(wrong.group(0))
    text = _YOU.sub(_turn, text)
    return _YOUR.sub(lambda found: _je(found.group(1)), text)


def _turn(found: re.Match[str]) -> str:
    before, you = found.group("before"), found.group("you")
    je = _je(you)
    if not before:
        return je
    if subject := found.group("subject"):  # u meldt u aan
        return f"{_je(subject[0])} {before} {je}"
    word = before.lower()
    if turned := TURNED.get(word):
        return f"{_capital(turned) if before[0].isupper() else turned} {je}"
    if word in KEPT or word.endswith("en"):
        return f"{before} {je}"
    raise Unclear(found.group(0))


def _je(you: str) -> str:
    return "Je" if you == "U" else "je"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
