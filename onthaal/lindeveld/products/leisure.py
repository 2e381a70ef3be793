"""Free time, children, clubs and events."""

from __future__ import annotations

from onthaal.lindeveld.products.spec import (
    ADVICE,
    APPOINTMENT,
    BACK,
    BIRTH,
    BOTH,
    BUSINESS,
    CARE,
    CITIZEN,
    CLUB,
    COUNTER,
    EDUCATION,
    LEISURE,
    MAIL,
    MONEY,
    NEWCOMER,
    ONLINE,
    ORGANISATION,
    PERMIT,
    PHONE,
    PLACE,
    ROADS,
    VIDEO,
    WALK_IN,
    Condition,
    Desk,
    Part,
    Product,
)
from onthaal.lindeveld.staff import VRIJE_TIJD

PRODUCTS: tuple[Product, ...] = (
    Product(
        slug="evenement-melden",
        name="Evenement melden",
        summary="""Organiseert u een fuif, een straatfeest, een wandeling of een optreden? Meld
        het bij de gemeente. Wij bekijken alles samen met u.""",
        more="""Eén formulier is genoeg voor alle vragen: de plaats, geluid, drank, verkeer,
        materiaal en veiligheid. Wij vragen zelf advies aan de politie en de brandweer.

        Meld op tijd:

        - klein feest, zonder hinder: 4 weken vooraf
        - evenement op straat of met luide muziek: 8 weken vooraf
        - groot evenement vanaf 1000 bezoekers: 16 weken vooraf""",
        conditions=(
            Condition("U bent minstens 18 jaar en u blijft bereikbaar tijdens het evenement."),
            Condition("U bent verzekerd.", "", "Het bewijs van uw verzekering"),
            Condition(
                "Zet u tenten of een podium? Dan tekent u een plan.", "", "Een plan van het terrein"
            ),
        ),
        procedures=(
            Part("Melden", "Vul het formulier online in. Hebt u hulp nodig? Maak een afspraak."),
            Part(
                "Overleg",
                "Voor een groot evenement nodigen wij u uit voor overleg met de politie "
                "en de brandweer.",
            ),
            Part("Toelating", "U krijgt één antwoord met alle toelatingen en voorwaarden."),
        ),
        costs=(Part("Melding", "Gratis. Materiaal en zalen betaalt u apart."),),
        law="Het politiereglement van Lindeveld en titel II van het VLAREM voor muziek.",
        desk=Desk(
            access=APPOINTMENT,
            office=BACK,
            channels=(COUNTER, ONLINE, PHONE, VIDEO),
            minutes=30,
            max_persons=4,
            skills=("vrije-tijd",),
            bring=("Een plan van het terrein", "Het bewijs van uw verzekering"),
            fee=0,
            privacy=0,
        ),
        team=VRIJE_TIJD,
        process="evenement",
        kind=PERMIT,
        themes=(LEISURE,),
        audiences=(CITIZEN, CLUB, BUSINESS, ORGANISATION),
        synonyms=(
            "fuif",
            "straatfeest",
            "buurtfeest",
            "barbecue straat",
            "kermis",
            "feest organiseren",
            "straat afsluiten",
        ),
    ),
    Product(
        slug="zaal-huren",
        name="Zaal huren",
        summary="""U huurt een zaal of lokaal van de gemeente voor een feest, een vergadering of
        een activiteit.""",
        more="""Er zijn vijf zalen: van een vergaderlokaal voor 20 mensen tot de feestzaal voor
        300. Erkende verenigingen van Lindeveld betalen minder en mogen vroeger vastleggen.""",
        conditions=(
            Condition("U bent minstens 18 jaar."),
            Condition("U vraagt de zaal minstens tien dagen en hoogstens een jaar vooraf."),
            Condition("U aanvaardt het reglement van de zaal."),
        ),
        procedures=(
            Part(
                "Aanvragen",
                "Kijk online welke dag vrij is en vraag de zaal aan. U krijgt binnen vijf"
                " werkdagen een antwoord.",
            ),
            Part(
                "Sleutel",
                "U haalt de sleutel of de code af op de laatste werkdag voor uw activiteit.",
            ),
        ),
        costs=(
            Part(
                "Vergaderlokaal",
                "15 euro per dagdeel voor inwoners, 5 euro voor erkende verenigingen.",
            ),
            Part(
                "Feestzaal", "300 euro per dag voor inwoners, 120 euro voor erkende verenigingen."
            ),
            Part("Waarborg", "250 euro. U krijgt ze terug als alles in orde is."),
        ),
        desk=Desk(
            access=BOTH,
            channels=(COUNTER, ONLINE, PHONE),
            minutes=12,
            skills=("vrije-tijd",),
            systems=("Zalenplanning",),
            privacy=0,
        ),
        team=VRIJE_TIJD,
        process="zaalverhuur",
        kind=PLACE,
        themes=(LEISURE,),
        audiences=(CITIZEN, CLUB, BUSINESS, ORGANISATION),
        synonyms=(
            "feestzaal",
            "lokaal huren",
            "parochiezaal",
            "vergaderzaal",
            "zaal reserveren",
            "sleutel zaal",
        ),
    ),
    Product(
        slug="materiaal-lenen",
        name="Materiaal lenen voor een feest",
        summary="""Verenigingen en straatcomités lenen bij ons tafels, stoelen, nadars, een podium
        en bekers.""",
        more="""Wij leveren groot materiaal aan huis. Klein materiaal haalt u zelf op. Telt er
        iets te weinig of is er iets stuk, dan betaalt u dat.""",
        conditions=(
            Condition("U bent een vereniging, een school of een straatcomité van Lindeveld."),
            Condition("U vraagt het minstens vier weken vooraf."),
        ),
        procedures=(
            Part(
                "Zo gaat het",
                "Reserveer online of bij de dienst Vrije tijd. U krijgt een bevestiging "
                "met de dag van levering.",
            ),
        ),
        costs=(
            Part("Erkende vereniging", "Gratis, behalve de levering."),
            Part("Levering", "30 euro per rit."),
        ),
        desk=Desk(
            access=WALK_IN,
            office=BACK,
            channels=(COUNTER, ONLINE, PHONE),
            minutes=10,
            skills=("vrije-tijd",),
            systems=("Uitleendienst",),
            privacy=0,
        ),
        team=VRIJE_TIJD,
        process="zaalverhuur",
        kind=PLACE,
        themes=(LEISURE,),
        audiences=(CLUB, ORGANISATION, CITIZEN),
        synonyms=(
            "nadarhekken",
            "tafels en stoelen",
            "podium",
            "uitleendienst",
            "feestmateriaal",
            "herbruikbare bekers",
        ),
    ),
    Product(
        slug="uitpas",
        name="UiTPAS en kansentarief",
        summary="""Met de UiTPAS spaart u punten bij sport, cultuur en jeugd. Hebt u een laag
        inkomen? Dan betaalt u veel minder.""",
        more="""Wie een laag inkomen heeft, krijgt kansentarief: u betaalt dan nog een klein deel
        van de prijs. Dat recht loopt een jaar. Op de kaart ziet niemand of u kansentarief hebt.""",
        conditions=(
            Condition("U woont in Lindeveld.", "", "Uw identiteitskaart"),
            Condition(
                "Voor kansentarief hebt u een laag inkomen of de verhoogde tegemoetkoming.",
                "",
                "Een klevertje van uw ziekenfonds of een bewijs van uw inkomen",
            ),
        ),
        procedures=(
            Part(
                "Zo gaat het",
                "Kom langs zonder afspraak. U krijgt de pas meteen mee, voor het hele gezin.",
            ),
        ),
        costs=(
            Part("UiTPAS", "5 euro, 2 euro voor kinderen."),
            Part("Met kansentarief", "Gratis."),
        ),
        desk=Desk(
            access=WALK_IN,
            channels=(COUNTER, ONLINE),
            minutes=8,
            per_person=3,
            shared=2,
            max_persons=8,
            skills=("vrije-tijd",),
            bring=(
                "Uw identiteitskaart",
                "Het bewijs van uw inkomen of een klevertje van het ziekenfonds",
            ),
            fee=500,
            systems=("UiTPAS",),
            authorisations=("UiTPAS",),
            privacy=2,
        ),
        team=VRIJE_TIJD,
        process="uitpas",
        kind=MONEY,
        themes=(LEISURE, CARE),
        life_events=(NEWCOMER,),
        benefits=(Part("Kansentarief", "U betaalt nog ongeveer een vijfde van de prijs."),),
        synonyms=(
            "vrijetijdspas",
            "uit-pas",
            "kansentarief",
            "korting vrije tijd",
            "kortingskaart",
        ),
    ),
    Product(
        slug="speelplein",
        name="Inschrijven voor het speelplein",
        summary="""In de schoolvakanties spelen kinderen van 3 tot 15 jaar op ons speelplein. U
        schrijft uw kind per dag of per week in.""",
        more="""De inschrijvingen beginnen ongeveer zes weken voor elke vakantie. Inwoners mogen
        een week vroeger. Is een dag vol, dan komt uw kind op de wachtlijst. Wij verwittigen u als
        er een plaats vrijkomt.""",
        conditions=(
            Condition(
                "Uw kind is tussen 3 en 15 jaar.", "Het gaat al naar school en is zindelijk."
            ),
            Condition("U vulde de medische fiche in.", "", "De medische fiche"),
        ),
        procedures=(
            Part("Online", "Maak een gezin aan, kies de dagen en betaal."),
            Part(
                "Aan het loket",
                "Lukt het online niet? Kom langs. Wij schrijven uw kind samen met u in.",
            ),
        ),
        costs=(
            Part("Hele dag", "8 euro, 6 euro vanaf het tweede kind."),
            Part("Met kansentarief", "2 euro per dag."),
        ),
        benefits=(Part("Fiscaal attest", "U krijgt elk jaar een attest voor uw belastingen."),),
        desk=Desk(
            access=BOTH,
            channels=(COUNTER, ONLINE, PHONE),
            minutes=10,
            per_person=4,
            shared=2,
            max_persons=6,
            skills=("vrije-tijd",),
            bring=("De identiteitskaart van uw kind", "De naam van de huisarts"),
            fee=800,
            systems=("Inschrijvingen",),
            privacy=2,
        ),
        team=VRIJE_TIJD,
        process="speelplein",
        kind=PLACE,
        themes=(LEISURE, EDUCATION),
        synonyms=(
            "vakantieopvang",
            "speelpleinwerking",
            "kampen",
            "grabbelpas",
            "vakantie kinderen",
            "zomeropvang",
        ),
    ),
    Product(
        slug="kinderopvang",
        name="Plaats in de kinderopvang zoeken",
        summary="""Zoekt u opvang voor uw baby of peuter? Eén aanvraag gaat naar alle
        opvangplaatsen van Lindeveld.""",
        more="""Begin vroeg: liefst als u vier maanden zwanger bent. U geeft aan welke dagen u
        nodig hebt. Vindt u geen plaats, dan zoekt onze medewerker met u mee.""",
        conditions=(
            Condition("Uw kind is jonger dan drie jaar of nog niet geboren."),
            Condition("U kent de dagen waarop u opvang nodig hebt."),
        ),
        procedures=(
            Part(
                "Zo gaat het",
                "Doe de aanvraag online. Wij antwoorden binnen tien werkdagen. Voor hulp "
                "maakt u een afspraak.",
            ),
        ),
        costs=(Part("Aanvraag", "Gratis. De prijs van de opvang hangt vaak af van uw inkomen."),),
        desk=Desk(
            access=APPOINTMENT,
            office=BACK,
            channels=(COUNTER, ONLINE, PHONE),
            minutes=20,
            skills=("vrije-tijd",),
            bring=("De dagen waarop u opvang nodig hebt",),
            fee=0,
            systems=("Opvangloket",),
            privacy=2,
        ),
        team=VRIJE_TIJD,
        process="kinderopvang",
        kind=ADVICE,
        themes=(EDUCATION, CARE),
        life_events=(BIRTH,),
        synonyms=(
            "crèche",
            "onthaalouder",
            "kribbe",
            "opvang baby",
            "kinderdagverblijf",
            "opvangplaats",
        ),
    ),
    Product(
        slug="vereniging-erkennen",
        name="Vereniging laten erkennen en subsidie vragen",
        summary="""Een erkende vereniging krijgt subsidie, leent goedkoper materiaal en huurt
        zalen aan een lager tarief.""",
        more="""De erkenning geldt drie jaar. Elk jaar vóór 1 maart stuurt u een kort verslag. Op
        basis daarvan berekenen wij de subsidie.""",
        conditions=(
            Condition(
                "De vereniging werkt in Lindeveld en heeft minstens drie bestuurders uit "
                "verschillende gezinnen."
            ),
            Condition(
                "Ze heeft geen winstdoel.", "", "De statuten of de afspraken van de vereniging"
            ),
            Condition("Iedereen is welkom."),
        ),
        procedures=(
            Part(
                "Zo gaat het",
                "Vul het formulier online in. De raad die bij uw vereniging past, geeft "
                "advies. Daarna beslist het college.",
            ),
        ),
        costs=(Part("Erkenning", "Gratis."),),
        benefits=(Part("Basissubsidie", "150 euro per jaar, plus een bedrag per activiteit."),),
        law="Het subsidiereglement van Lindeveld, goedgekeurd door de gemeenteraad.",
        desk=Desk(
            access=APPOINTMENT,
            office=BACK,
            channels=(COUNTER, ONLINE, MAIL),
            minutes=25,
            max_persons=3,
            skills=("vrije-tijd",),
            fee=0,
            systems=("Verenigingsregister",),
            privacy=0,
        ),
        team=VRIJE_TIJD,
        process="erkenning-vereniging",
        kind=MONEY,
        themes=(LEISURE,),
        audiences=(CLUB,),
        synonyms=(
            "subsidie vereniging",
            "club erkennen",
            "vzw",
            "erkende vereniging",
            "sportclub subsidie",
        ),
    ),
    Product(
        slug="drone-vliegen",
        name="Toelating om een drone te laten opstijgen",
        summary="""Wilt u een drone laten opstijgen of landen op een plein, in een park of op een
        terrein van de gemeente? Vraag een toelating.""",
        more="""De regels over vliegen zelf zijn Europees en federaal. U registreert u dus als
        exploitant bij de federale luchtvaartdienst. Onze toelating gaat alleen over het gebruik
        van de grond. Film geen mensen die dat niet willen.""",
        conditions=(
            Condition("U bent geregistreerd als exploitant.", "", "Uw exploitantnummer"),
            Condition("U bent verzekerd.", "", "Het bewijs van uw verzekering"),
        ),
        procedures=(
            Part(
                "Zo gaat het",
                "Vul het formulier minstens tien werkdagen vooraf online in. U krijgt het"
                " antwoord per e-mail.",
            ),
        ),
        costs=(Part("Toelating", "25 euro, gratis voor verenigingen."),),
        desk=Desk(
            office=BACK,
            channels=(ONLINE, MAIL),
            minutes=10,
            fee=2500,
            privacy=0,
        ),
        team=VRIJE_TIJD,
        process="drone",
        kind=PERMIT,
        themes=(LEISURE, ROADS),
        audiences=(CITIZEN, BUSINESS, CLUB),
        synonyms=(
            "vliegende camera",
            "drone",
            "luchtfoto",
            "filmen vanuit de lucht",
            "onbemand toestel",
        ),
        levels=("Federaal", "Lokaal"),
    ),
)
