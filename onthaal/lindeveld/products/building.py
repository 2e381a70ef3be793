"""Building, renovating and renting out."""

from __future__ import annotations

from onthaal.lindeveld.products.spec import (
    ADVICE,
    APPOINTMENT,
    BACK,
    BUILDING,
    BUSINESS,
    CITIZEN,
    COUNTER,
    HOME,
    HOUSING,
    MAIL,
    MONEY,
    MOVING,
    NATURE,
    ONLINE,
    PERMIT,
    PHONE,
    PROOF,
    VIDEO,
    Condition,
    Desk,
    Part,
    Product,
)
from onthaal.lindeveld.staff import OMGEVING

PRODUCTS: tuple[Product, ...] = (
    Product(
        slug="omgevingsvergunning",
        name="Omgevingsvergunning aanvragen",
        summary="""Wilt u bouwen, verbouwen, slopen, bomen kappen of een bedrijf uitbaten? Vaak
        hebt u daarvoor een omgevingsvergunning nodig.""",
        more="""Kleine werken zijn soms vrij of moet u alleen melden. Vraag het ons voor u begint:
        dat advies is gratis. U dient uw aanvraag in via het digitale Omgevingsloket van
        Vlaanderen. Meestal hebt u een architect nodig.

        Hoelang het duurt:

        - vereenvoudigde procedure: 60 dagen
        - gewone procedure, met openbaar onderzoek: 105 dagen, of 120 dagen met advies van de
          omgevingsvergunningscommissie""",
        conditions=(
            Condition(
                "Uw plannen passen bij de regels voor uw perceel.",
                "Dat zijn het gewestplan, een RUP of een verkaveling.",
            ),
            Condition(
                "Uw dossier is volledig.",
                "Met plannen, foto's en een beschrijving van de werken.",
                "De plannen van uw architect",
            ),
        ),
        procedures=(
            Part(
                "Vooraf advies",
                "Maak een afspraak met het team Omgeving. Breng een schets en foto's mee.",
            ),
            Part(
                "Indienen",
                "U of uw architect dient de aanvraag digitaal in. Wij kijken binnen 30 "
                "dagen of ze volledig is.",
            ),
            Part(
                "Beslissing",
                "Het college beslist. Hang de beslissing 30 dagen uit aan het terrein. "
                "Daarna mag u beginnen als er geen beroep is.",
            ),
        ),
        costs=(
            Part("Vereenvoudigde procedure", "75 euro."),
            Part("Gewone procedure", "150 euro, plus de kosten van de publicatie."),
        ),
        law=(
            "Het decreet van 25 april 2014 betreffende de omgevingsvergunning en de Vlaamse "
            "Codex Ruimtelijke Ordening."
        ),
        desk=Desk(
            access=APPOINTMENT,
            office=BACK,
            channels=(COUNTER, ONLINE, VIDEO),
            minutes=30,
            max_persons=4,
            skills=("omgeving",),
            bring=(
                "Een schets of plannen",
                "Foto's van de plaats",
                "Het adres of het kadastrale nummer",
            ),
            systems=("Omgevingsloket", "GIS"),
            privacy=0,
        ),
        team=OMGEVING,
        process="milieuvergunning",
        kind=PERMIT,
        themes=(HOUSING, NATURE),
        life_events=(BUILDING,),
        audiences=(CITIZEN, BUSINESS),
        synonyms=(
            "bouwvergunning",
            "verbouwen",
            "bouwaanvraag",
            "milieuvergunning",
            "veranda bouwen",
            "carport",
            "tuinhuis",
            "boom kappen",
            "kapvergunning",
        ),
        levels=("Vlaams", "Provinciaal", "Lokaal"),
    ),
    Product(
        slug="vastgoedinlichtingen",
        name="Vastgoedinlichtingen over een woning of perceel",
        summary="""Verkoopt u een huis of grond? De notaris of makelaar vraagt bij ons alle
        informatie over het goed op.""",
        more="""In de inlichtingen staat welke vergunningen er zijn, welke regels gelden en of er
        overtredingen bekend zijn. Notarissen en makelaars vragen ze aan via het Vlaamse platform.
        Verkoopt u zelf, dan kunt u ze bij ons aanvragen.""",
        conditions=(
            Condition(
                "U geeft het adres en het kadastrale nummer.", "", "Een kadastraal uittreksel"
            ),
        ),
        procedures=(
            Part(
                "Zo gaat het",
                "Doe de aanvraag online. U krijgt het antwoord binnen 30 dagen, meestal sneller.",
            ),
        ),
        costs=(Part("Per perceel", "90 euro."),),
        law="De Vlaamse Codex Ruimtelijke Ordening.",
        desk=Desk(
            office=BACK,
            channels=(ONLINE, MAIL),
            minutes=20,
            fee=9000,
            systems=("Vastgoedinformatieplatform", "GIS"),
            privacy=0,
        ),
        team=OMGEVING,
        process="vastgoedinlichtingen",
        kind=ADVICE,
        themes=(HOUSING,),
        life_events=(BUILDING,),
        audiences=(CITIZEN, BUSINESS),
        synonyms=(
            "stedenbouwkundige inlichtingen",
            "huis verkopen",
            "stedenbouwkundig uittreksel",
            "notarisinlichtingen",
            "vip",
        ),
        levels=("Vlaams", "Lokaal"),
    ),
    Product(
        slug="bouwplannen-inkijken",
        name="Bouwplannen van uw woning inkijken",
        summary="""Wilt u weten wat er voor uw woning vergund is? U kunt de oude bouwplannen bij
        ons inkijken.""",
        more="""Wij hebben plannen vanaf 1962. Wij zoeken het dossier vooraf voor u op. Voor een
        kopie van de plannen hebt u soms het akkoord van de architect nodig.""",
        conditions=(
            Condition(
                "U bent eigenaar van de woning, of de eigenaar gaf u een volmacht.",
                "",
                "Uw identiteitskaart of de volmacht",
            ),
        ),
        procedures=(
            Part(
                "Zo gaat het",
                "Maak een afspraak minstens drie werkdagen vooraf. Wij leggen de plannen klaar.",
            ),
        ),
        costs=(Part("Inkijken", "Gratis."), Part("Kopie op A3", "1 euro per blad.")),
        desk=Desk(
            access=APPOINTMENT,
            office=BACK,
            minutes=30,
            max_persons=3,
            skills=("omgeving",),
            bring=("Uw identiteitskaart", "Het adres van de woning"),
            systems=("Bouwarchief",),
        ),
        team=OMGEVING,
        process="bouwarchief",
        kind=ADVICE,
        themes=(HOUSING,),
        life_events=(BUILDING, MOVING),
        synonyms=("oude plannen", "bouwdossier", "archief bouwvergunning", "plannen huis"),
    ),
    Product(
        slug="conformiteitsattest",
        name="Conformiteitsattest voor een huurwoning",
        summary="""Met een conformiteitsattest toont u als verhuurder dat uw woning veilig en
        gezond is.""",
        more="""Een controleur komt langs. Is de woning in orde, dan krijgt u het attest. Het is
        10 jaar geldig. Zijn er gebreken, dan krijgt u een lijst. Na de herstelling komen wij
        terug.""",
        conditions=(
            Condition("U bent eigenaar of verhuurder van een woning in Lindeveld."),
            Condition(
                "De woning is toegankelijk voor de controleur.",
                "",
                "Keuringen van gas en elektriciteit als u die hebt",
            ),
        ),
        procedures=(
            Part(
                "Zo gaat het",
                "Vraag het attest online of met het formulier. Wij maken een afspraak in "
                "de woning. U krijgt het besluit binnen 60 dagen.",
            ),
        ),
        costs=(
            Part("Huis of appartement", "75 euro."),
            Part("Kamerwoning", "75 euro, plus 15 euro per kamer."),
        ),
        law="De Vlaamse Codex Wonen van 2021.",
        desk=Desk(
            office=BACK,
            channels=(ONLINE, MAIL, HOME),
            minutes=45,
            fee=7500,
            systems=("VLOK",),
        ),
        team=OMGEVING,
        process="conformiteit",
        kind=PROOF,
        themes=(HOUSING,),
        life_events=(BUILDING, MOVING),
        audiences=(CITIZEN, BUSINESS),
        synonyms=(
            "huurwoning controleren",
            "woningkwaliteit",
            "keuring huurhuis",
            "verhuren attest",
            "woningcontrole",
        ),
        levels=("Vlaams", "Lokaal"),
    ),
    Product(
        slug="renovatiepremie",
        name="Gemeentelijke premie voor renovatie",
        summary="""Isoleert u uw dak, uw muren of uw ramen? Lindeveld geeft een premie boven op
        die van Vlaanderen.""",
        more="""Vraag eerst de Vlaamse premie aan: Mijn VerbouwPremie. Daarna vraagt u de onze. U
        krijgt 15 procent van de factuur, met een hoogste bedrag van 500 euro per woning.""",
        conditions=(
            Condition("De woning ligt in Lindeveld en is minstens 15 jaar oud."),
            Condition(
                "U kreeg de Vlaamse premie voor dezelfde werken.",
                "",
                "De beslissing over de Vlaamse premie",
            ),
            Condition("De factuur is niet ouder dan een jaar.", "", "De factuur van de aannemer"),
        ),
        procedures=(
            Part(
                "Zo gaat het",
                "Vul het formulier online in en stuur de factuur mee. Het college beslist"
                " binnen twee maanden.",
            ),
        ),
        costs=(Part("Aanvraag", "Gratis."),),
        benefits=(Part("Premie", "15 procent van de factuur, hoogstens 500 euro."),),
        law="Het premiereglement van Lindeveld, goedgekeurd door de gemeenteraad.",
        desk=Desk(
            access=APPOINTMENT,
            office=BACK,
            channels=(COUNTER, ONLINE, MAIL),
            minutes=20,
            skills=("omgeving",),
            bring=("De factuur", "De beslissing over de Vlaamse premie", "Uw rekeningnummer"),
            fee=0,
        ),
        team=OMGEVING,
        process="premie",
        kind=MONEY,
        themes=(HOUSING, NATURE),
        life_events=(BUILDING,),
        synonyms=(
            "isolatiepremie",
            "subsidie dak",
            "premie isolatie",
            "verbouwpremie",
            "renovatie subsidie",
        ),
    ),
    Product(
        slug="huisnummer",
        name="Huisnummer of busnummer aanvragen",
        summary="""Bouwt u nieuw of splitst u een woning? Dan geeft de gemeente een officieel
        huisnummer of busnummer.""",
        more="""Vraag het nummer voor de nutsmaatschappijen komen: zij sluiten alleen aan op een
        officieel adres. Wij zetten het nummer in het Vlaamse Adressenregister.""",
        conditions=(
            Condition(
                "U hebt een omgevingsvergunning voor de woning.", "", "Het nummer van uw vergunning"
            ),
        ),
        procedures=(
            Part(
                "Zo gaat het",
                "Doe de aanvraag online of per e-mail. U krijgt het nummer binnen tien werkdagen.",
            ),
        ),
        costs=(Part("Nummer", "Gratis."), Part("Plaatje", "8 euro, als u dat wilt.")),
        law="Het decreet van 8 mei 2009 betreffende het Centraal Referentieadressenbestand.",
        desk=Desk(
            office=BACK,
            channels=(ONLINE, MAIL, PHONE),
            minutes=15,
            fee=0,
            systems=("Adressenregister",),
            privacy=0,
        ),
        team=OMGEVING,
        process="huisnummer",
        kind=PROOF,
        themes=(HOUSING,),
        life_events=(BUILDING,),
        audiences=(CITIZEN, BUSINESS),
        synonyms=("adres nieuwbouw", "busnummer", "nummer huis", "adres aanvragen"),
    ),
)
