"""Driving licences."""

from __future__ import annotations

from onthaal.lindeveld.products.spec import (
    APPOINTMENT,
    BACK,
    BOTH,
    GOVERNMENT,
    NEWCOMER,
    PERMIT,
    ROADS,
    STUDY,
    TRAVEL,
    Condition,
    Desk,
    English,
    Part,
    Product,
)
from onthaal.lindeveld.staff import BURGERZAKEN

_LAW = "Het koninklijk besluit van 23 maart 1998 over het rijbewijs."
_SYSTEMS = ("Mercurius", "Rijksregister")

PRODUCTS: tuple[Product, ...] = (
    Product(
        slug="rijbewijs",
        name="Rijbewijs aanvragen of vernieuwen",
        summary="""Bent u geslaagd voor uw rijexamen, of vervalt uw rijbewijs? U vraagt het
        rijbewijs in bankkaartmodel aan in het gemeentehuis.""",
        more="""Een rijbewijs voor auto, bromfiets of motor is 10 jaar geldig. Na die tijd
        vernieuwt u alleen de kaart: u legt geen nieuw examen af. Voor vrachtwagens en bussen is
        het 5 jaar geldig.

        Het rijbewijs ligt na ongeveer een week klaar.""",
        exceptions="""Hebt u nog een papieren rijbewijs? Dan ruilt u het om voor het vervalt. In
        Europa zijn papieren rijbewijzen geldig tot 2033.""",
        conditions=(
            Condition("U bent ingeschreven in Lindeveld.", "", "Uw identiteitskaart"),
            Condition(
                "Voor een eerste rijbewijs bent u geslaagd voor het praktijkexamen.",
                "U vraagt het rijbewijs aan binnen drie jaar na het examen.",
                "De aanvraag die u van het examencentrum kreeg",
            ),
            Condition(
                "Voor een rijbewijs van groep 2 bent u medisch geschikt.",
                "Groep 2 zijn vrachtwagens, bussen en wie personen vervoert.",
                "Een geldig attest van de arts",
            ),
        ),
        procedures=(
            Part(
                "Aanvragen",
                """Maak een afspraak of kom langs tijdens de open uren. Wij gebruiken de foto en
                de handtekening van uw identiteitskaart. U betaalt bij de aanvraag.""",
            ),
            Part(
                "Afhalen",
                "U haalt het rijbewijs zelf af. Breng uw oude of voorlopige rijbewijs mee.",
            ),
        ),
        costs=(Part("Rijbewijs", "28 euro."),),
        law=_LAW,
        desk=Desk(
            access=BOTH,
            minutes=10,
            shared=3,
            max_persons=2,
            per_person=8,
            skills=("rijbewijs",),
            bring=(
                "Uw identiteitskaart",
                "Uw huidige rijbewijs of de aanvraag van het examencentrum",
                "Groep 2: het attest van de arts",
            ),
            fee=2800,
            systems=_SYSTEMS,
            authorisations=("Mercurius",),
        ),
        team=BURGERZAKEN,
        process="rijbewijs",
        kind=PERMIT,
        themes=(ROADS, GOVERNMENT),
        life_events=(),
        synonyms=(
            "rijbewijs bankkaart",
            "rijbewijs vervallen",
            "definitief rijbewijs",
            "permis",
            "rijbewijs B",
            "rijbewijs verlengen",
            "vrachtwagenrijbewijs",
        ),
        levels=("Federaal", "Vlaams", "Lokaal"),
        your_europe=("VoertuigenRijbewijs",),
        english=English(
            name="Apply for or renew a driving licence",
            summary="""Have you passed your driving test, or is your licence about to expire? You
            apply for the card at the town hall.""",
            more="""A licence for a car, moped or motorcycle is valid for 10 years. After that you
            only renew the card. A licence for lorries and buses is valid for 5 years. The card is
            ready after about a week.""",
            conditions=(
                Condition("You are registered in Lindeveld.", "", "Your identity card"),
                Condition(
                    "For a first licence you have passed the practical test.",
                    "You apply within three years of the test.",
                    "The application form from the examination centre",
                ),
                Condition(
                    "For a group 2 licence you are medically fit.",
                    "Group 2 means lorries, buses and transport of passengers.",
                    "A valid certificate from the doctor",
                ),
            ),
            procedures=(
                Part(
                    "Apply",
                    "Book an appointment or walk in during opening hours. We use the "
                    "photo and signature "
                    "of your identity card. You pay when you apply.",
                ),
                Part(
                    "Collect",
                    "You collect the licence in person. Bring your old or provisional licence.",
                ),
            ),
            costs=(Part("Driving licence", "28 euros."),),
        ),
    ),
    Product(
        slug="voorlopig-rijbewijs",
        name="Voorlopig rijbewijs",
        summary="""Met een voorlopig rijbewijs leert u rijden op de openbare weg. U vraagt het aan
        als u geslaagd bent voor het theorie-examen.""",
        more="""Er zijn twee soorten voor de auto. Met M36 leert u rijden met een begeleider. Met
        M18 rijdt u alleen, na genoeg lessen bij een rijschool. Uw begeleider staat op het
        voorlopige rijbewijs.""",
        conditions=(
            Condition(
                "U bent oud genoeg.", "17 jaar voor M36, 18 jaar voor M18.", "Uw identiteitskaart"
            ),
            Condition(
                "U bent geslaagd voor het theorie-examen.",
                "Het attest is drie jaar geldig.",
                "Het attest van het theorie-examen",
            ),
            Condition(
                "Voor M36 hebt u een begeleider met genoeg ervaring.",
                "Hij of zij heeft minstens acht jaar een rijbewijs B.",
                "Een kopie van het rijbewijs van uw begeleider",
            ),
        ),
        procedures=(
            Part(
                "Aanvragen",
                "Maak een afspraak of kom langs tijdens de open uren. U betaalt bij de aanvraag.",
            ),
            Part("Afhalen", "U haalt het voorlopige rijbewijs na ongeveer een week zelf af."),
        ),
        costs=(Part("Voorlopig rijbewijs", "28 euro."),),
        law=_LAW,
        desk=Desk(
            access=BOTH,
            minutes=12,
            shared=3,
            skills=("rijbewijs",),
            bring=(
                "Uw identiteitskaart",
                "Het attest van het theorie-examen",
                "Een kopie van het rijbewijs van uw begeleider",
            ),
            fee=2800,
            systems=_SYSTEMS,
            authorisations=("Mercurius",),
        ),
        team=BURGERZAKEN,
        process="rijbewijs",
        kind=PERMIT,
        themes=(ROADS, GOVERNMENT),
        life_events=(STUDY,),
        synonyms=(
            "leervergunning",
            "M36",
            "M18",
            "leren rijden",
            "rijbewijs begeleider",
            "voorlopig",
            "theorie",
        ),
        levels=("Vlaams", "Lokaal"),
    ),
    Product(
        slug="internationaal-rijbewijs",
        name="Internationaal rijbewijs",
        summary="""Rijdt u met de auto buiten Europa? In sommige landen hebt u naast uw gewone
        rijbewijs een internationaal rijbewijs nodig.""",
        more="""Het internationale rijbewijs is een vertaling van uw gewone rijbewijs. Het is drie
        jaar geldig en nooit langer dan uw gewone rijbewijs. U krijgt het meteen mee.""",
        conditions=(
            Condition("U hebt een geldig Belgisch of Europees rijbewijs.", "", "Uw rijbewijs"),
            Condition("U bent ingeschreven in Lindeveld.", "", "Uw identiteitskaart"),
        ),
        procedures=(
            Part("Zo gaat het", "Kom langs zonder afspraak. U krijgt het document meteen mee."),
        ),
        costs=(Part("Internationaal rijbewijs", "25 euro."),),
        law=_LAW,
        desk=Desk(
            access=BOTH,
            minutes=10,
            per_person=8,
            shared=3,
            max_persons=4,
            skills=("rijbewijs",),
            bring=("Uw rijbewijs", "Uw identiteitskaart", "Een recente pasfoto"),
            fee=2500,
            systems=_SYSTEMS,
            authorisations=("Mercurius",),
        ),
        team=BURGERZAKEN,
        process="rijbewijs-direct",
        kind=PERMIT,
        themes=(ROADS, GOVERNMENT),
        life_events=(TRAVEL,),
        synonyms=(
            "rijden in het buitenland",
            "rijbewijs Amerika",
            "rijbewijs vakantie",
            "international permit",
        ),
        levels=("Federaal", "Lokaal"),
    ),
    Product(
        slug="rijbewijs-omwisselen",
        name="Buitenlands rijbewijs omwisselen",
        summary="""Hebt u een rijbewijs uit een ander land en woont u in Lindeveld? U ruilt het om
        voor een Belgisch rijbewijs.""",
        more="""Een rijbewijs uit de Europese Unie mag u omruilen, maar dat moet niet zolang het
        geldig is. Een rijbewijs uit een ander land ruilt u om als België het erkent. De politie
        controleert of het echt is. Reken op enkele weken.""",
        conditions=(
            Condition(
                "U bent ingeschreven in Lindeveld.", "", "Uw verblijfskaart of identiteitskaart"
            ),
            Condition(
                "Uw rijbewijs is geldig en erkend.",
                "Vraag ons of uw land op de lijst staat.",
                "Uw buitenlandse rijbewijs",
                "Soms vragen wij een beëdigde vertaling.",
            ),
            Condition("U haalde het rijbewijs voor u naar België kwam."),
        ),
        procedures=(
            Part(
                "Zo gaat het",
                """Maak een afspraak en geef uw rijbewijs af. U krijgt een bericht als de controle
                klaar is. Daarna vraagt u het Belgische rijbewijs aan.""",
            ),
        ),
        costs=(Part("Omwisselen", "28 euro."),),
        law=_LAW,
        desk=Desk(
            access=APPOINTMENT,
            office=BACK,
            minutes=20,
            skills=("rijbewijs", "vreemdelingen"),
            bring=(
                "Uw buitenlandse rijbewijs",
                "Uw verblijfskaart",
                "Een beëdigde vertaling als wij die vragen",
            ),
            fee=2800,
            systems=_SYSTEMS,
            authorisations=("Mercurius",),
        ),
        team=BURGERZAKEN,
        process="rijbewijs-omwisselen",
        kind=PERMIT,
        themes=(ROADS, GOVERNMENT),
        life_events=(NEWCOMER,),
        synonyms=(
            "rijbewijs omruilen",
            "vreemd rijbewijs",
            "buitenlands rijbewijs",
            "exchange licence",
        ),
        levels=("Federaal", "Lokaal"),
    ),
    Product(
        slug="rijbewijs-verloren",
        name="Verloren of gestolen rijbewijs",
        summary="""Is uw rijbewijs weg? U vraagt een duplicaat aan in het gemeentehuis.""",
        more="""Doe eerst aangifte bij de politie. U krijgt daar een attest. Tot u uw nieuwe
        rijbewijs hebt, mag u in België met dat attest rijden zolang het geldig is.""",
        conditions=(
            Condition("U deed aangifte van verlies of diefstal.", "", "Het attest van de politie"),
            Condition("U bent ingeschreven in Lindeveld.", "", "Uw identiteitskaart"),
        ),
        procedures=(
            Part(
                "Zo gaat het",
                "Maak een afspraak of kom langs. Na ongeveer een week haalt u het duplicaat af.",
            ),
        ),
        costs=(Part("Duplicaat", "28 euro."),),
        law=_LAW,
        desk=Desk(
            access=BOTH,
            minutes=10,
            shared=3,
            skills=("rijbewijs",),
            bring=("Het attest van de politie", "Uw identiteitskaart"),
            fee=2800,
            systems=_SYSTEMS,
            authorisations=("Mercurius",),
        ),
        team=BURGERZAKEN,
        process="rijbewijs",
        kind=PERMIT,
        themes=(ROADS, GOVERNMENT),
        synonyms=("rijbewijs kwijt", "rijbewijs gestolen", "duplicaat rijbewijs"),
        levels=("Federaal", "Lokaal"),
    ),
)
