"""What the OCMW does for people, in the Sociaal Huis."""

from __future__ import annotations

from onthaal.lindeveld.products.spec import (
    ADVICE,
    AGE,
    APPOINTMENT,
    BACK,
    BIRTH,
    BOTH,
    CARE,
    COUNTER,
    ECONOMY,
    HOME,
    ILLNESS,
    MONEY,
    NATURE,
    ONLINE,
    PARTING,
    PHONE,
    ROADS,
    WORK,
    Condition,
    Desk,
    English,
    Part,
    Product,
)
from onthaal.lindeveld.staff import SOCIALE_DIENST

_ORGANIC = (
    "De organieke wet van 8 juli 1976 betreffende de openbare centra voor maatschappelijk welzijn."
)
_FREE = (Part("Hulp van de sociale dienst", "Gratis."),)

PRODUCTS: tuple[Product, ...] = (
    Product(
        slug="leefloon",
        name="Leefloon aanvragen",
        summary="""Hebt u geen of te weinig inkomen? Misschien hebt u recht op een leefloon van
        het OCMW.""",
        more="""Een maatschappelijk werker luistert naar u en onderzoekt uw situatie. U krijgt
        binnen 30 dagen een beslissing. Wij kijken ook of u recht hebt op iets anders, zoals een
        uitkering of een premie. Het bedrag hangt af van uw gezin.""",
        exceptions=(
            "Kan het niet wachten? Zeg dat meteen. Wij bekijken dan wat wij vandaag al kunnen doen."
        ),
        conditions=(
            Condition("U woont in Lindeveld.", "", "Uw identiteitskaart"),
            Condition(
                "U bent minstens 18 jaar.",
                "Soms kan het ook als u jonger bent, bijvoorbeeld met een kind.",
            ),
            Condition(
                "U hebt niet genoeg inkomen en u kunt er zelf niet voor zorgen.",
                "Wij kijken naar alles wat in uw gezin binnenkomt.",
                "Uittreksels van uw rekeningen van de laatste drie maanden",
            ),
            Condition(
                "U bent bereid om te werken als dat kan.",
                "Wie studeert of ziek is, bespreekt dat met ons.",
            ),
        ),
        procedures=(
            Part(
                "Eerste gesprek",
                "Bel voor een afspraak of kom langs in het Sociaal Huis. U krijgt een "
                "ontvangstbewijs van uw aanvraag.",
            ),
            Part(
                "Onderzoek", "De maatschappelijk werker komt bij u thuis langs en vraagt papieren."
            ),
            Part(
                "Beslissing",
                "Het bijzonder comité beslist. U krijgt een brief. Bent u het niet eens? "
                "U kunt naar de arbeidsrechtbank.",
            ),
        ),
        costs=_FREE,
        law="De wet van 26 mei 2002 betreffende het recht op maatschappelijke integratie.",
        desk=Desk(
            access=BOTH,
            office=BACK,
            channels=(COUNTER, PHONE, HOME),
            minutes=45,
            max_persons=4,
            skills=("sociaal",),
            bring=(
                "Uw identiteitskaart",
                "Uittreksels van uw rekeningen",
                "Papieren over uw inkomen, uw huur en uw schulden",
            ),
            fee=0,
            systems=("KSZ", "Sociaal dossier"),
            authorisations=("KSZ",),
            privacy=3,
        ),
        team=SOCIALE_DIENST,
        process="leefloon",
        kind=MONEY,
        themes=(CARE,),
        life_events=(PARTING, WORK, ILLNESS),
        synonyms=(
            "OCMW-steun",
            "geen inkomen",
            "steun",
            "bijstand",
            "geen geld",
            "sociale dienst",
            "equivalent leefloon",
        ),
        levels=("Federaal", "Lokaal"),
    ),
    Product(
        slug="schuldhulp",
        name="Hulp bij schulden",
        summary="""Kunt u uw rekeningen niet meer betalen? Wacht niet. Wij zoeken samen een
        oplossing.""",
        more="""Wij maken een overzicht van uw inkomsten en uw schulden. Daarna praten wij met wie
        geld van u krijgt en maken een plan. Wij kunnen uw budget helpen beheren. Alles wat u
        vertelt, blijft vertrouwelijk.""",
        conditions=(
            Condition("U woont in Lindeveld.", "", "Uw identiteitskaart"),
            Condition(
                "U toont alle rekeningen en brieven.",
                "Ook die u nog niet opende.",
                "Uw rekeningen en brieven",
            ),
        ),
        procedures=(
            Part(
                "Zo gaat het",
                "Maak een afspraak met de sociale dienst. Het eerste gesprek duurt "
                "ongeveer een uur.",
            ),
        ),
        costs=_FREE,
        law=_ORGANIC,
        desk=Desk(
            access=APPOINTMENT,
            office=BACK,
            channels=(COUNTER, PHONE, HOME),
            minutes=60,
            max_persons=2,
            skills=("sociaal",),
            bring=(
                "Uw rekeningen en brieven",
                "Uittreksels van uw rekening",
                "Uw loonfiche of uitkering",
            ),
            fee=0,
            systems=("Sociaal dossier",),
            privacy=3,
        ),
        team=SOCIALE_DIENST,
        process="schuldhulp",
        kind=ADVICE,
        themes=(CARE,),
        life_events=(PARTING, ILLNESS),
        synonyms=(
            "schulden",
            "deurwaarder",
            "budgetbegeleiding",
            "budgetbeheer",
            "rekeningen niet betalen",
            "afbetaling",
            "schuldbemiddeling",
        ),
    ),
    Product(
        slug="maaltijden-aan-huis",
        name="Maaltijden aan huis",
        summary="""Kunt u zelf niet meer koken? Wij brengen op weekdagen een warme of koude
        maaltijd bij u thuis.""",
        more="""U kiest uit twee menu's, ook zonder zout of voor wie diabetes heeft. Onze
        chauffeurs komen tussen 11 en 13 uur. Zij zien ook of alles goed met u gaat. Voor het
        weekend krijgt u een koude maaltijd mee.""",
        conditions=(
            Condition("U woont in Lindeveld.", "", "Uw identiteitskaart"),
            Condition("U bent 65 jaar of ouder, ziek, pas bevallen of u hebt een handicap."),
        ),
        procedures=(
            Part(
                "Zo gaat het",
                "Bel het Sociaal Huis. Een medewerker komt bij u langs. Meestal start de "
                "levering binnen drie werkdagen.",
            ),
        ),
        costs=(Part("Per maaltijd", "Van 5,50 tot 8,50 euro. De prijs hangt af van uw inkomen."),),
        desk=Desk(
            access=BOTH,
            channels=(COUNTER, PHONE, HOME),
            minutes=20,
            skills=("sociaal",),
            bring=("Uw identiteitskaart", "Uw laatste aanslagbiljet"),
            systems=("Sociaal dossier",),
            privacy=2,
        ),
        team=SOCIALE_DIENST,
        process="thuisdiensten",
        kind=ADVICE,
        themes=(CARE,),
        life_events=(AGE, ILLNESS, BIRTH),
        synonyms=(
            "warme maaltijden",
            "eten aan huis",
            "maaltijd bezorgen",
            "soep op de stoep",
            "koken lukt niet",
        ),
    ),
    Product(
        slug="mantelzorgpremie",
        name="Gemeentelijke mantelzorgpremie",
        summary="""Zorgt u elke week voor iemand die ziek is of hulp nodig heeft? Lindeveld geeft
        u een premie van 25 euro per maand.""",
        more="""De premie komt twee keer per jaar op uw rekening. Ze staat los van de hulp die de
        zorgbehoevende zelf krijgt.""",
        conditions=(
            Condition("De persoon voor wie u zorgt, woont in Lindeveld."),
            Condition(
                "Hij of zij heeft veel zorg nodig.",
                "Dat blijkt uit een erkenning door het ziekenfonds, de zorgkas of de "
                "federale overheid.",
                "De beslissing van het ziekenfonds, de zorgkas of de federale overheid",
            ),
            Condition("U zorgt minstens drie dagen per week en u bent geen betaalde hulp."),
        ),
        procedures=(
            Part(
                "Zo gaat het",
                "Vul het formulier in, online of in het Sociaal Huis. De aanvraag geldt "
                "vanaf de volgende maand.",
            ),
        ),
        costs=(Part("Aanvraag", "Gratis."),),
        benefits=(Part("Premie", "25 euro per maand."),),
        law="Het reglement over de mantelzorgpremie van Lindeveld.",
        desk=Desk(
            access=BOTH,
            office=BACK,
            channels=(COUNTER, ONLINE, PHONE, HOME),
            minutes=20,
            skills=("sociaal",),
            bring=("Uw identiteitskaart", "De beslissing over de zorg", "Uw rekeningnummer"),
            fee=0,
            systems=("Sociaal dossier",),
            privacy=3,
        ),
        team=SOCIALE_DIENST,
        process="mantelzorgpremie",
        kind=MONEY,
        themes=(CARE,),
        life_events=(AGE, ILLNESS),
        synonyms=(
            "mantelzorg",
            "premie zorgen voor ouders",
            "thuiszorgpremie",
            "zorgtoelage",
            "voor moeder zorgen",
        ),
    ),
    Product(
        slug="mindermobielencentrale",
        name="Vervoer door de Mindermobielencentrale",
        summary="""Kunt u moeilijk de bus of een auto nemen? Een vrijwilliger brengt u naar de
        dokter, de winkel of familie.""",
        more="""Bel minstens twee werkdagen vooraf. De chauffeur haalt u thuis op en wacht als dat
        nodig is. Een rolstoel kan mee als hij plooibaar is.""",
        conditions=(
            Condition("U woont in Lindeveld en u bent minder mobiel.", "", "Uw identiteitskaart"),
            Condition(
                "Uw inkomen is niet hoger dan twee keer het leefloon.",
                "",
                "Uw laatste aanslagbiljet",
            ),
            Condition("U bent lid."),
        ),
        procedures=(
            Part("Zo gaat het", "Word eerst lid in het Sociaal Huis. Daarna belt u voor elke rit."),
        ),
        costs=(Part("Lidgeld", "12 euro per jaar."), Part("Rit", "0,43 euro per kilometer.")),
        desk=Desk(
            access=BOTH,
            channels=(COUNTER, PHONE, HOME),
            minutes=15,
            skills=("sociaal",),
            bring=("Uw identiteitskaart", "Uw laatste aanslagbiljet"),
            fee=1200,
            systems=("Ritplanning",),
            privacy=2,
        ),
        team=SOCIALE_DIENST,
        process="thuisdiensten",
        kind=ADVICE,
        themes=(CARE, ROADS),
        life_events=(AGE, ILLNESS),
        synonyms=(
            "MMC",
            "vervoer ouderen",
            "minder mobiel",
            "vrijwillige chauffeur",
            "taxi naar dokter",
            "ritje ziekenhuis",
        ),
    ),
    Product(
        slug="pensioenaanvraag",
        name="Pensioen aanvragen",
        summary="""Gaat u met pensioen? Soms moet u het zelf aanvragen. Wij helpen u met de
        aanvraag bij de Federale Pensioendienst.""",
        more="""Gaat u met pensioen op de wettelijke leeftijd en werkte u in België? Dan start het
        onderzoek vanzelf. Wilt u vroeger stoppen of werkte u in het buitenland? Dan doet u een
        aanvraag, ten vroegste een jaar voor uw pensioen. U kunt dat ook zelf online.""",
        conditions=(
            Condition("U bent ingeschreven in Lindeveld.", "", "Uw identiteitskaart"),
            Condition(
                "U kent de datum waarop u wilt stoppen.",
                "",
                "Papieren over uw loopbaan in het buitenland",
            ),
        ),
        procedures=(
            Part(
                "Zo gaat het",
                "Maak een afspraak in het Sociaal Huis. Wij voeren de aanvraag samen in. "
                "U krijgt meteen een ontvangstbewijs.",
            ),
        ),
        costs=(Part("Aanvraag", "Gratis."),),
        desk=Desk(
            access=APPOINTMENT,
            channels=(COUNTER, ONLINE, PHONE, HOME),
            minutes=40,
            max_persons=2,
            per_person=25,
            skills=("sociaal",),
            bring=(
                "Uw identiteitskaart en pincode",
                "Papieren over werk in het buitenland",
                "Uw rekeningnummer",
            ),
            fee=0,
            systems=("Pensioenloket",),
            authorisations=("Federale Pensioendienst",),
            privacy=2,
        ),
        team=SOCIALE_DIENST,
        process="pensioen",
        kind=MONEY,
        themes=(CARE, ECONOMY),
        life_events=(AGE, WORK),
        synonyms=(
            "rustpensioen",
            "vervroegd pensioen",
            "op pensioen gaan",
            "overlevingspensioen",
            "IGO",
            "mypension",
        ),
        levels=("Federaal",),
        your_europe=("ProcedurePensioneringAanvraagUitkering",),
        english=English(
            name="Apply for your pension",
            summary="""Are you about to retire? Sometimes you must apply yourself. We help you
            apply to the Federal Pensions Service.""",
            more="""Do you retire at the legal age and did you work in Belgium? Then your file
            starts by itself. Do you want to stop earlier or did you work abroad? Then you apply,
            one year before your pension at the earliest.""",
            conditions=(
                Condition("You are registered in Lindeveld.", "", "Your identity card"),
                Condition(
                    "You know on which date you want to stop.", "", "Papers about your work abroad"
                ),
            ),
            procedures=(
                Part(
                    "How it works",
                    "Book an appointment at the Sociaal Huis. We enter the application together.",
                ),
            ),
            costs=(Part("Application", "Free."),),
        ),
    ),
    Product(
        slug="tegemoetkoming-handicap",
        name="Tegemoetkoming of verhoogde steun bij een handicap",
        summary="""Hebt u een handicap of bent u langdurig ziek? Wij zoeken uit op welke steun u
        recht hebt en helpen met de aanvraag.""",
        more="""Er bestaan veel regelingen: een inkomensvervangende tegemoetkoming, een
        zorgbudget, lagere prijzen voor energie en vervoer. De aanvraag gaat meestal naar de
        federale overheid of naar uw zorgkas. Wij blijven uw dossier opvolgen.""",
        conditions=(
            Condition("U woont in Lindeveld.", "", "Uw identiteitskaart en pincode"),
            Condition("Een arts kan uw situatie bevestigen.", "", "Medische verslagen"),
        ),
        procedures=(
            Part(
                "Zo gaat het",
                "Maak een afspraak in het Sociaal Huis of vraag een huisbezoek. Wij "
                "vullen de aanvraag samen in.",
            ),
        ),
        costs=_FREE,
        desk=Desk(
            access=APPOINTMENT,
            office=BACK,
            channels=(COUNTER, PHONE, HOME),
            minutes=45,
            max_persons=2,
            skills=("sociaal",),
            bring=(
                "Uw identiteitskaart en pincode",
                "Medische verslagen",
                "De naam van uw huisarts",
            ),
            fee=0,
            systems=("Handiweb", "Sociaal dossier"),
            authorisations=("FOD Sociale Zekerheid",),
            privacy=3,
        ),
        team=SOCIALE_DIENST,
        process="handicap-aanvraag",
        kind=MONEY,
        themes=(CARE,),
        life_events=(ILLNESS, AGE),
        synonyms=(
            "invaliditeit",
            "FOD handicap",
            "tegemoetkoming",
            "zorgbudget",
            "gehandicapt",
            "verhoogde kinderbijslag",
        ),
        levels=("Federaal", "Vlaams"),
    ),
    Product(
        slug="verwarmingstoelage",
        name="Verwarmingstoelage",
        summary="""Verwarmt u met stookolie, propaan of lamppetroleum en hebt u een laag inkomen?
        Dan betaalt het OCMW een deel van uw rekening.""",
        more="""Vraag de toelage aan binnen 60 dagen na de levering. Woont u in een appartement
        met een gezamenlijke tank? Breng dan een attest van de syndicus mee.""",
        conditions=(
            Condition(
                "U hebt recht op de verhoogde tegemoetkoming of u hebt een laag inkomen.",
                "",
                "Uw laatste aanslagbiljet",
            ),
            Condition(
                "De levering was voor het adres waar u woont.", "", "De factuur van de levering"
            ),
        ),
        procedures=(
            Part(
                "Zo gaat het",
                "Kom langs in het Sociaal Huis met uw factuur. U krijgt binnen 30 dagen "
                "een beslissing.",
            ),
        ),
        costs=(Part("Aanvraag", "Gratis."),),
        benefits=(Part("Toelage", "Een bedrag per liter, met een grens per winter."),),
        desk=Desk(
            access=BOTH,
            channels=(COUNTER, PHONE),
            minutes=20,
            skills=("sociaal",),
            bring=("Uw identiteitskaart", "De factuur van de levering", "Uw rekeningnummer"),
            fee=0,
            systems=("Sociaal dossier",),
            privacy=2,
        ),
        team=SOCIALE_DIENST,
        process="verwarmingstoelage",
        kind=MONEY,
        themes=(CARE, NATURE),
        synonyms=(
            "stookoliepremie",
            "mazouttoelage",
            "mazout premie",
            "stookoliefonds",
            "verwarming betalen",
            "gas en elektriciteit",
        ),
        levels=("Federaal", "Lokaal"),
    ),
)
