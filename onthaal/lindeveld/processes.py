"""The processes of Lindeveld's town hall: those of meldingen, by team, and the others."""

from __future__ import annotations

from dataclasses import dataclass

from onthaal.lindeveld.categories import (
    GEBOUWEN,
    GROEN,
    MILIEU,
    MOBILITEIT,
    NETHEID,
    ONTHAAL,
    RIOLERING,
    VERLICHTING,
    WEGEN,
)
from onthaal.lindeveld.staff import BURGERZAKEN, OMGEVING, SOCIALE_DIENST, VRIJE_TIJD


@dataclass(frozen=True)
class ProcessSpec:
    """``for_meldingen``: the meldingen of this team belong to it, so its acts count themselves."""

    slug: str
    name: str
    summary: str
    team: str
    norm_working_days: int
    acts_per_year: int | None = None
    for_meldingen: bool = False


def _mend(slug: str, name: str, summary: str, team: str, norm: int) -> ProcessSpec:
    return ProcessSpec(slug, name, summary, team, norm, for_meldingen=True)


PROCESSES: tuple[ProcessSpec, ...] = (
    _mend(
        "wegen-herstellen", "Wegen en voetpaden herstellen", "Van put tot vlakke weg.", WEGEN, 10
    ),
    _mend("verlichting", "Openbare verlichting herstellen", "Lampen en palen.", VERLICHTING, 10),
    _mend("netheid", "Straten proper houden", "Zwerfvuil, sluikstort en vuilbakken.", NETHEID, 5),
    _mend("groenonderhoud", "Groen onderhouden", "Snoeien, maaien en onkruid.", GROEN, 15),
    _mend("riolering", "Riolering en water", "Kolken, putdeksels en grachten.", RIOLERING, 10),
    _mend("verkeer", "Verkeersborden en signalisatie", "Borden en wegmarkering.", MOBILITEIT, 15),
    _mend(
        "gebouwen", "Gebouwen en speelpleinen herstellen", "Wat van de gemeente is.", GEBOUWEN, 10
    ),
    _mend("handhaving", "Overlast en handhaving", "Lawaai, verbranden, verwaarlozing.", MILIEU, 20),
    ProcessSpec(
        "eid", "Identiteitskaart aanvragen", "Elektronische identiteitskaart.", ONTHAAL, 15, 1400
    ),
    ProcessSpec("rijbewijs", "Rijbewijs afgeven", "Voorlopig en definitief.", ONTHAAL, 10, 820),
    ProcessSpec("reispas", "Reispas aanvragen", "Gewone procedure en spoed.", ONTHAAL, 8, 610),
    ProcessSpec(
        "adreswijziging", "Adreswijziging", "Verhuizen naar of in de gemeente.", ONTHAAL, 15, 950
    ),
    ProcessSpec(
        "attesten", "Attesten en uittreksels", "Aan de balie of digitaal.", ONTHAAL, 2, 3900
    ),
    ProcessSpec(
        "zaalverhuur", "Zaal of materiaal huren", "Voor verenigingen en inwoners.", GEBOUWEN, 5, 730
    ),
    ProcessSpec(
        "inname-openbaar-domein",
        "Inname van het openbaar domein",
        "Container, stelling, verhuis.",
        MOBILITEIT,
        5,
        480,
    ),
    ProcessSpec(
        "milieuvergunning", "Omgevingsvergunning", "Van aanvraag tot beslissing.", MILIEU, 75, 260
    ),
)


def _served(slug: str, name: str, summary: str, team: str, norm: int, per_year: int) -> ProcessSpec:
    return ProcessSpec(slug, name, summary, team, norm, per_year)


# the processes of products that are not among those above
SERVED: tuple[ProcessSpec, ...] = (
    _served(
        "eid-spoed", "Identiteitskaart met spoed", "Van aanvraag tot kaart.", BURGERZAKEN, 3, 60
    ),
    _served("eid-codes", "Nieuwe codes voor de kaart", "Pincode en pukcode.", BURGERZAKEN, 10, 420),
    _served("reispas-spoed", "Reispas met spoed", "De volgende werkdag.", BURGERZAKEN, 2, 90),
    _served("rijbewijs-direct", "Internationaal rijbewijs", "Meteen mee.", BURGERZAKEN, 1, 140),
    _served(
        "rijbewijs-omwisselen",
        "Buitenlands rijbewijs omwisselen",
        "Met onderzoek door de politie.",
        BURGERZAKEN,
        30,
        55,
    ),
    _served(
        "strafregister", "Uittreksel uit het strafregister", "Aan het loket.", BURGERZAKEN, 2, 780
    ),
    _served(
        "akten", "Afschriften van akten", "Uit de databank of het register.", BURGERZAKEN, 3, 610
    ),
    _served("openbaarheid", "Openbaarheid van bestuur", "Een document vragen.", ONTHAAL, 15, 40),
    _served("geboorte", "Aangifte van een geboorte", "Akte en inschrijving.", BURGERZAKEN, 2, 35),
    _served("erkenning", "Erkenning van een kind", "Met onderzoek.", BURGERZAKEN, 10, 70),
    _served("huwelijk", "Huwelijk", "Van datum tot akte.", BURGERZAKEN, 60, 65),
    _served(
        "samenwonen", "Wettelijk samenwonen", "Verklaring en stopzetting.", BURGERZAKEN, 15, 160
    ),
    _served(
        "naamsverandering", "Verandering van naam", "Voornaam of achternaam.", BURGERZAKEN, 40, 25
    ),
    _served(
        "overlijden", "Aangifte van een overlijden", "Akte en toestemming.", BURGERZAKEN, 2, 110
    ),
    _served(
        "begraafplaats", "Concessies op de begraafplaats", "Nieuw of verlengd.", BURGERZAKEN, 20, 75
    ),
    _served(
        "wilsverklaring",
        "Wilsverklaringen registreren",
        "Laatste wens, euthanasie, donor.",
        BURGERZAKEN,
        1,
        190,
    ),
    _served("nationaliteit", "Belg worden", "Van gesprek tot akte.", BURGERZAKEN, 120, 45),
    _served(
        "verblijf", "Verblijf van vreemdelingen", "Inschrijving en kaart.", BURGERZAKEN, 60, 380
    ),
    _served(
        "vertrek-buitenland", "Vertrek naar het buitenland", "Uit het register.", BURGERZAKEN, 2, 60
    ),
    _served("bewonerskaart", "Bewonerskaarten", "Op nummerplaat.", ONTHAAL, 2, 340),
    _served(
        "vastgoedinlichtingen",
        "Vastgoedinlichtingen",
        "Voor notaris en makelaar.",
        OMGEVING,
        15,
        430,
    ),
    _served("bouwarchief", "Bouwplannen inkijken", "Uit het archief.", OMGEVING, 8, 120),
    _served(
        "conformiteit", "Conformiteitsattesten", "Controle van huurwoningen.", OMGEVING, 45, 95
    ),
    _served("premie", "Gemeentelijke premies", "Renovatie en regenwater.", OMGEVING, 45, 210),
    _served("huisnummer", "Huisnummers toekennen", "In het Adressenregister.", OMGEVING, 10, 85),
    _served("afvalcontainer", "Afvalcontainers", "Aanvragen en omruilen.", ONTHAAL, 10, 520),
    _served(
        "onthaal-afgifte",
        "Verkoop en afgifte aan het onthaal",
        "Zakken, kalender, compostvat.",
        ONTHAAL,
        1,
        900,
    ),
    _served(
        "rattenbestrijding", "Rattenbestrijding", "Van melding tot opvolging.", MILIEU, 15, 130
    ),
    _served("evenement", "Evenementen", "Melding, advies, toelating.", VRIJE_TIJD, 30, 170),
    _served("uitpas", "UiTPAS", "Met of zonder kansentarief.", VRIJE_TIJD, 1, 390),
    _served(
        "speelplein", "Inschrijvingen voor het speelplein", "Met wachtlijst.", VRIJE_TIJD, 2, 860
    ),
    _served(
        "kinderopvang",
        "Zoeken naar kinderopvang",
        "Eén vraag aan alle plaatsen.",
        VRIJE_TIJD,
        15,
        120,
    ),
    _served(
        "erkenning-vereniging", "Erkenning van verenigingen", "Met subsidie.", VRIJE_TIJD, 60, 40
    ),
    _served("drone", "Drone op gemeentelijk domein", "Opstijgen en landen.", VRIJE_TIJD, 10, 12),
    _served("leefloon", "Leefloon", "Van vraag tot plan.", SOCIALE_DIENST, 22, 95),
    _served("schuldhulp", "Hulp bij schulden", "Plan of bemiddeling.", SOCIALE_DIENST, 60, 70),
    _served("thuisdiensten", "Diensten aan huis", "Maaltijden en vervoer.", SOCIALE_DIENST, 5, 140),
    _served(
        "mantelzorgpremie",
        "Mantelzorgpremie",
        "Twee keer per jaar betaald.",
        SOCIALE_DIENST,
        30,
        110,
    ),
    _served("pensioen", "Pensioenaanvragen", "Ingevoerd met de inwoner.", SOCIALE_DIENST, 15, 85),
    _served(
        "handicap-aanvraag",
        "Aanvragen bij een handicap",
        "Parkeerkaart en tegemoetkoming.",
        SOCIALE_DIENST,
        15,
        150,
    ),
    _served("verwarmingstoelage", "Verwarmingstoelage", "In de winter.", SOCIALE_DIENST, 30, 130),
    _served("ondernemer", "Startende ondernemers", "Gesprek en opvolging.", OMGEVING, 10, 45),
    _served("drankvergunning", "Drankvergunningen", "Met advies.", OMGEVING, 40, 18),
    _served("standplaats", "Standplaatsen", "Markt en openbaar domein.", OMGEVING, 25, 30),
    _served("taxi", "Bezoldigd personenvervoer", "Vergunning en passen.", OMGEVING, 40, 8),
    _served("terras", "Terrassen en uithangborden", "Op het openbaar domein.", OMGEVING, 22, 35),
    _served(
        "bezwaar-belasting",
        "Bezwaar tegen een belasting",
        "Onderzoek en beslissing.",
        ONTHAAL,
        60,
        55,
    ),
)


@dataclass(frozen=True)
class MeasureSpec:
    """``weeks_ago`` counts from the day of the seed."""

    process: str
    title: str
    reason: str
    owner: str
    weeks_ago: int
    indicator: str
    expected: str


MEASURES: tuple[MeasureSpec, ...] = (
    MeasureSpec(
        "verlichting",
        "Kapotte lampen per wijk in één rit vervangen",
        "De ploeg reed soms drie keer in een week naar dezelfde straat.",
        "Mehdi B.",
        30,
        "lead",
        "Van vijf naar drie werkdagen",
    ),
    MeasureSpec(
        "wegen-herstellen",
        "Elke maandag samen de nieuwe putten bekijken",
        "Meldingen bleven liggen omdat niemand wist wie ze zou nemen.",
        "Sofie V.",
        9,
        "within",
        "Negen op tien binnen de norm",
    ),
)
