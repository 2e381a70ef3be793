"""A picture for each product on the kiosk, so that it can be found without reading."""

from __future__ import annotations

from collections.abc import Iterable

# parts of a name, in small letters, and the picture; the first that fits counts
_BY_WORD = (
    (("kids-id", "kinder", "kind "), "baby"),
    (("reispas", "paspoort", "reis"), "plane"),
    (("identiteits", "eid", "rijksregister", "verblijf"), "id-card"),
    (("rijbewijs", "voertuig", "parkeer"), "car"),
    (("adres", "verhuis", "woonplaats"), "house"),
    (("geboorte", "erkenning", "voornaam"), "baby"),
    (("huwelijk", "trouw", "samenwon"), "heart"),
    (("overlijden", "begraaf", "begrafenis", "graf"), "flower-2"),
    (("vuilnis", "afval", "recycl", "container"), "trash"),
    (("uittreksel", "attest", "bewijs", "akte", "afschrift"), "file-text"),
    (("strafregister", "gedrag"), "scale"),
    (("handtekening", "legalis"), "signature"),
    (("bouw", "omgeving", "verbouw", "renov"), "hammer"),
    (("leefloon", "steun", "budget", "toelage", "premie"), "heart-handshake"),
    (("school", "opvang", "studie"), "graduation-cap"),
    (("feest", "evenement", "tent"), "party-popper"),
    (("zaal", "materiaal", "uitleen"), "box"),
    (("itsme", "pin", "code", "wachtwoord", "digitaal"), "key-round"),
    (("werk", "onderneem", "handel", "horeca"), "briefcase"),
    (("belasting", "retributie", "betal"), "receipt"),
    (("hond", "kat", "dier"), "dog"),
)
_BY_THEME = {
    "BurgerOverheid": "landmark",
    "BouwenWonen": "house",
    "WelzijnGezondheid": "heart-handshake",
    "OnderwijsWetenschap": "graduation-cap",
    "MobiliteitOpenbareWerken": "car",
    "MilieuEnergie": "leaf",
    "CultuurSportVrijeTijd": "party-popper",
    "EconomieWerk": "briefcase",
}
OTHERWISE = "file-text"


def picture(name: str, themes: Iterable[str] = ()) -> str:
    """The name of an icon for a product."""
    words = f"{name.lower()} "
    for parts, icon in _BY_WORD:
        if any(part in words for part in parts):
            return icon
    return next((_BY_THEME[theme] for theme in themes if theme in _BY_THEME), OTHERWISE)
