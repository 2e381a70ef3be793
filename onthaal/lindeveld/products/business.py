"""Starting and running a business."""

from __future__ import annotations

from onthaal.lindeveld.categories import ONTHAAL
from onthaal.lindeveld.products.spec import (
    ADVICE,
    APPOINTMENT,
    BACK,
    BUSINESS,
    CITIZEN,
    COUNTER,
    DUTY,
    ECONOMY,
    GOVERNMENT,
    MAIL,
    ONLINE,
    PERMIT,
    PHONE,
    ROADS,
    VIDEO,
    WALK_IN,
    WORK,
    Condition,
    Desk,
    English,
    Part,
    Product,
)
from onthaal.lindeveld.staff import OMGEVING

_BUSINESS = (BUSINESS,)

PRODUCTS: tuple[Product, ...] = (
    Product(
        slug="startende-ondernemer",
        name="Starten als ondernemer in Lindeveld",
        summary="""Opent u een zaak of werkt u als zelfstandige van thuis uit? In één gesprek
        vertellen wij wat u bij de gemeente in orde brengt.""",
        more="""Uw ondernemingsnummer vraagt u aan bij een ondernemingsloket. Bij ons bekijken wij
        de rest: mag uw zaak op die plaats, hebt u een vergunning nodig, mag er een terras of een
        uithangbord? Wij tonen ook welke panden leegstaan en welke premie u krijgt.""",
        conditions=(
            Condition("U wilt een zaak in Lindeveld.", "Ook in bijberoep of als student."),
        ),
        procedures=(
            Part(
                "Zo gaat het",
                "Maak een afspraak, in het gemeentehuis of met een videogesprek. Na het "
                "gesprek krijgt u een lijst op maat.",
            ),
        ),
        costs=(Part("Gesprek", "Gratis."),),
        benefits=(
            Part("Startpremie", "1000 euro voor wie een leegstaand pand in het centrum opent."),
        ),
        desk=Desk(
            access=APPOINTMENT,
            channels=(COUNTER, PHONE, VIDEO),
            minutes=40,
            max_persons=3,
            skills=("ondernemen",),
            bring=("Uw plan in het kort", "Het adres dat u op het oog hebt"),
            fee=0,
            systems=("KBO",),
            privacy=0,
        ),
        team=OMGEVING,
        process="ondernemer",
        kind=ADVICE,
        themes=(ECONOMY,),
        life_events=(WORK,),
        audiences=(CITIZEN, BUSINESS),
        synonyms=(
            "zelfstandige worden",
            "winkel openen",
            "zaak starten",
            "bijberoep",
            "startpremie",
            "handelspand",
        ),
        your_europe=("ProcedureStartenExploiterenSluitenBedrijfKennisgeving",),
        english=English(
            name="Starting a business in Lindeveld",
            summary="""Are you opening a shop or will you be self-employed at home? In one meeting
            we tell you what you must arrange with the municipality.""",
            more="""You apply for your enterprise number at a business counter. With us you look
            at the rest: is your business allowed at that place, do you need a permit, may you
            have a terrace or a sign?""",
            conditions=(
                Condition(
                    "You want a business in Lindeveld.", "Also as a second job or as a student."
                ),
            ),
            procedures=(
                Part(
                    "How it works",
                    "Book an appointment, at the town hall or by video. Afterwards you "
                    "get your own list.",
                ),
            ),
            costs=(Part("Meeting", "Free."),),
        ),
    ),
    Product(
        slug="drankvergunning",
        name="Vergunning om drank te schenken",
        summary="""Opent u een café, een restaurant of een kantine? Om alcohol te schenken hebt u
        een vergunning van de gemeente nodig.""",
        more="""De vergunning staat op naam en geldt voor één zaak. De gemeente vraagt advies aan
        de politie en de brandweer. Voor één feest volstaat een toelating: die vraagt u samen met
        uw evenement.""",
        conditions=(
            Condition(
                "Wie de zaak uitbaat, heeft een blanco strafregister voor bepaalde feiten.",
                "",
                "Een uittreksel uit het strafregister",
            ),
            Condition("De zaak is veilig en proper.", "", "Het verslag van de brandweer"),
            Condition("U bent verzekerd.", "", "De polis van uw verzekering"),
        ),
        procedures=(
            Part(
                "Zo gaat het",
                "Maak een afspraak en breng uw papieren mee. U krijgt de beslissing "
                "binnen 60 dagen.",
            ),
        ),
        costs=(Part("Vergunning", "100 euro."), Part("Verandering van uitbater", "50 euro.")),
        law="Het politiereglement van Lindeveld.",
        desk=Desk(
            access=APPOINTMENT,
            office=BACK,
            channels=(COUNTER, ONLINE, MAIL),
            minutes=30,
            max_persons=2,
            skills=("ondernemen",),
            bring=(
                "Uw identiteitskaart",
                "Het uittreksel uit het strafregister",
                "De polis van uw verzekering",
            ),
            fee=10000,
            systems=("KBO",),
            privacy=2,
        ),
        team=OMGEVING,
        process="drankvergunning",
        kind=PERMIT,
        themes=(ECONOMY,),
        life_events=(WORK,),
        audiences=_BUSINESS,
        synonyms=(
            "café openen",
            "drankslijterij",
            "sterke drank",
            "horeca",
            "kantine",
            "schenkvergunning",
            "moraliteit",
        ),
    ),
    Product(
        slug="standplaats-markt",
        name="Standplaats op de markt of op straat",
        summary="""Wilt u met een kraam op de dinsdagmarkt staan of met een foodtruck op straat? U
        vraagt een standplaats.""",
        more="""De markt is elke dinsdag van 8 tot 12.30 uur op de Markt. Vaste plaatsen geven wij
        volgens de volgorde van aanvraag en het soort waren. Losse plaatsen verdeelt de
        marktleider elke week om 7.30 uur.""",
        conditions=(
            Condition("U hebt een machtiging voor ambulante activiteiten.", "", "Uw machtiging"),
            Condition(
                "U bent verzekerd en uw kraam is gekeurd.", "", "De polis en het keuringsattest"
            ),
            Condition(
                "Verkoopt u voeding? Dan bent u geregistreerd.",
                "",
                "Uw toelating van het Voedselagentschap",
            ),
        ),
        procedures=(
            Part(
                "Zo gaat het",
                "Vraag een vaste plaats met het formulier. Is er geen plaats, dan komt u "
                "op de lijst.",
            ),
        ),
        costs=(
            Part("Vaste plaats", "1,20 euro per meter per markt."),
            Part("Losse plaats", "1,80 euro per meter."),
        ),
        law="""De wet van 25 juni 1993 over ambulante en kermisactiviteiten en het marktreglement
        van Lindeveld.""",
        desk=Desk(
            access=APPOINTMENT,
            office=BACK,
            channels=(COUNTER, ONLINE, MAIL),
            minutes=20,
            skills=("ondernemen",),
            bring=("Uw machtiging", "De polis van uw verzekering"),
            systems=("KBO",),
            privacy=0,
        ),
        team=OMGEVING,
        process="standplaats",
        kind=PERMIT,
        themes=(ECONOMY,),
        life_events=(WORK,),
        audiences=_BUSINESS,
        synonyms=(
            "marktkraam",
            "foodtruck",
            "marktkramer",
            "ambulante handel",
            "frietkraam",
            "leurkaart",
        ),
    ),
    Product(
        slug="taxivergunning",
        name="Vergunning voor een taxi of ander bezoldigd vervoer",
        summary="""Wilt u als taxi rijden? Dan vraagt u een vergunning voor individueel bezoldigd
        personenvervoer aan.""",
        more="""Met de Vlaamse vergunning mag u overal in Vlaanderen rijden. Elk voertuig krijgt
        een kaart, elke bestuurder een pas. De vergunning is vijf jaar geldig.""",
        conditions=(
            Condition("Uw bedrijf heeft een ondernemingsnummer."),
            Condition(
                "De uitbater en de bestuurders hebben een geschikt strafregister.",
                "",
                "Uittreksels uit het strafregister",
            ),
            Condition(
                "De voertuigen zijn gekeurd en verzekerd.",
                "",
                "De keuring en de polis van elk voertuig",
            ),
            Condition(
                "De bestuurders kennen Nederlands.",
                "",
                "Een bewijs van de kennis van het Nederlands",
            ),
        ),
        procedures=(
            Part(
                "Zo gaat het",
                "U dient de aanvraag digitaal in bij de centrale Vlaamse databank. Wij "
                "kijken ze na. Voor de kaarten maakt u een afspraak.",
            ),
        ),
        costs=(
            Part(
                "Vergunning",
                "Een jaarlijkse retributie per voertuig, volgens de regels van Vlaanderen.",
            ),
            Part("Bestuurderspas", "20 euro."),
        ),
        law="Het decreet van 29 maart 2019 betreffende het individueel bezoldigd personenvervoer.",
        desk=Desk(
            access=APPOINTMENT,
            office=BACK,
            channels=(COUNTER, ONLINE),
            minutes=30,
            skills=("ondernemen",),
            bring=("De papieren van het voertuig", "Het uittreksel uit het strafregister"),
            systems=("Centaurus",),
            privacy=2,
        ),
        team=OMGEVING,
        process="taxi",
        kind=PERMIT,
        themes=(ECONOMY, ROADS),
        life_events=(WORK,),
        audiences=_BUSINESS,
        synonyms=("taxi", "bestuurderspas", "VVB", "chauffeur", "uber", "bezoldigd vervoer"),
        levels=("Vlaams", "Lokaal"),
    ),
    Product(
        slug="terras-uithangbord",
        name="Terras of uithangbord plaatsen",
        summary="""Wilt u een terras voor uw zaak of reclame aan uw gevel? Vraag eerst een
        toelating.""",
        more="""Een terras krijgt een toelating voor een jaar, van maart tot oktober of het hele
        jaar. Voor een groot of verlicht uithangbord hebt u soms een omgevingsvergunning nodig.""",
        conditions=(
            Condition(
                "Er blijft op de stoep anderhalve meter vrij voor voetgangers.",
                "",
                "Een schets met de maten",
            ),
            Condition("Uw zaak heeft een drankvergunning als u drank schenkt."),
        ),
        procedures=(
            Part(
                "Zo gaat het",
                "Doe de aanvraag online of maak een afspraak. U krijgt het antwoord "
                "binnen 30 dagen.",
            ),
        ),
        costs=(
            Part("Terras", "12 euro per vierkante meter per jaar."),
            Part("Uithangbord", "Gratis."),
        ),
        law="Het gemeentelijk reglement over het gebruik van de openbare weg.",
        desk=Desk(
            access=APPOINTMENT,
            office=BACK,
            channels=(COUNTER, ONLINE),
            minutes=20,
            skills=("ondernemen",),
            bring=("Een schets met de maten", "Een foto van de gevel"),
            systems=("KBO",),
            privacy=0,
        ),
        team=OMGEVING,
        process="terras",
        kind=PERMIT,
        themes=(ECONOMY, ROADS),
        life_events=(WORK,),
        audiences=_BUSINESS,
        synonyms=("terras café", "reclamebord", "lichtreclame", "stoepbord", "uithangbord"),
    ),
    Product(
        slug="gemeentebelasting",
        name="Vraag of bezwaar over een gemeentebelasting",
        summary="""Kreeg u een aanslagbiljet van de gemeente en hebt u een vraag of bent u het
        niet eens? U kunt ons contacteren of bezwaar indienen.""",
        more="""Op het biljet staat welke belasting het is en hoe u betaalt. Kunt u niet in één
        keer betalen, vraag dan een afbetaling. Een bezwaar schrijft u aan het college binnen drie
        maanden na de verzending van het biljet.""",
        conditions=(
            Condition("U kreeg zelf het aanslagbiljet.", "", "Het aanslagbiljet"),
            Condition("Uw bezwaar is schriftelijk en zegt waarom."),
        ),
        procedures=(
            Part("Een vraag", "Bel ons of kom langs met het biljet."),
            Part(
                "Een bezwaar",
                "Stuur uw bezwaar met de post, per e-mail of geef het af. U krijgt een "
                "ontvangstbewijs.",
            ),
        ),
        costs=(Part("Bezwaar", "Gratis."),),
        law=(
            "Het decreet van 30 mei 2008 betreffende de vestiging, de invordering en de "
            "geschillenprocedure van provincie- en gemeentebelastingen."
        ),
        desk=Desk(
            access=WALK_IN,
            office=BACK,
            channels=(COUNTER, ONLINE, PHONE, MAIL),
            minutes=10,
            skills=("onthaal",),
            bring=("Het aanslagbiljet",),
            fee=0,
            systems=("Belastingkohier",),
            privacy=2,
        ),
        team=ONTHAAL,
        process="bezwaar-belasting",
        kind=DUTY,
        themes=(GOVERNMENT,),
        audiences=(CITIZEN, BUSINESS),
        synonyms=(
            "aanslagbiljet",
            "milieubelasting",
            "belasting betalen",
            "bezwaarschrift",
            "afbetalingsplan",
            "taks",
        ),
    ),
)
