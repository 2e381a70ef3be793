"""Identity cards, travel passports and residence cards."""

from __future__ import annotations

from onthaal.lindeveld.products.spec import (
    APPOINTMENT,
    BIRTH,
    BOTH,
    COUNTER,
    GOVERNMENT,
    NEWCOMER,
    ONLINE,
    PROOF,
    STUDY,
    TRAVEL,
    WALK_IN,
    WORK,
    Condition,
    Desk,
    English,
    Part,
    Product,
)
from onthaal.lindeveld.staff import BURGERZAKEN

_CARDS = ("Belpic", "Rijksregister")
_LAW = """De wet van 19 juli 1991 over de bevolkingsregisters, de identiteitskaarten, de
vreemdelingenkaarten en de verblijfsdocumenten."""

PRODUCTS: tuple[Product, ...] = (
    Product(
        slug="identiteitskaart",
        name="Identiteitskaart aanvragen of vernieuwen",
        summary="""Elke Belg vanaf 12 jaar heeft een elektronische identiteitskaart (eID). U
        vraagt een nieuwe kaart aan in het gemeentehuis.""",
        more="""U krijgt een brief als uw kaart bijna vervalt. U hoeft daar niet op te wachten: de
        vervaldatum staat op uw kaart.

        Hoelang een kaart geldig is, hangt af van uw leeftijd op de dag van de aanvraag:

        - van 12 tot 18 jaar: 6 jaar
        - van 18 tot 75 jaar: 10 jaar
        - vanaf 75 jaar: 30 jaar

        Uw oude kaart blijft bij u tot u de nieuwe afhaalt.""",
        exceptions="""Kunt u door ziekte of een handicap niet naar het gemeentehuis komen? Bel
        ons. Wij zoeken samen een oplossing.""",
        conditions=(
            Condition(
                "U bent Belg en u bent ingeschreven in Lindeveld.",
                "Woont u in het buitenland? Dan vraagt u de kaart bij de ambassade of het"
                " consulaat.",
                "Uw huidige identiteitskaart",
            ),
            Condition(
                "U komt zelf.",
                "Wij nemen uw vingerafdrukken. Dat doen wij vanaf 12 jaar.",
            ),
            Condition(
                "Uw foto is recent en voldoet aan de regels.",
                "Een effen, lichte achtergrond, het gezicht recht naar voren en niets "
                "voor de ogen.",
                "Een pasfoto van hoogstens zes maanden oud",
            ),
        ),
        procedures=(
            Part(
                "Aanvragen",
                """Maak een afspraak of kom langs tijdens de open uren. Wij controleren uw
                gegevens, scannen uw foto en nemen uw vingerafdrukken. U tekent op een klein
                scherm en u betaalt meteen.""",
            ),
            Part(
                "Afhalen",
                """Na ongeveer twee weken krijgt u thuis een brief met uw pincode en pukcode.
                Breng die brief en uw oude kaart mee naar het gemeentehuis. Wij activeren de
                nieuwe kaart waar u bij bent.""",
            ),
        ),
        costs=(
            Part("Gewone procedure", "22 euro. U betaalt met de kaart of cash."),
            Part("Jongeren van 12 tot 18 jaar", "18 euro."),
        ),
        law=_LAW,
        desk=Desk(
            access=BOTH,
            minutes=12,
            per_person=8,
            shared=3,
            max_persons=6,
            skills=("identiteit",),
            bring=(
                "Uw huidige identiteitskaart",
                "Een pasfoto van hoogstens zes maanden oud",
                "Uw bankkaart of cash geld",
            ),
            fee=2200,
            systems=_CARDS,
            authorisations=("Belpic",),
        ),
        team=BURGERZAKEN,
        process="eid",
        kind=PROOF,
        themes=(GOVERNMENT,),
        life_events=(NEWCOMER, TRAVEL),
        synonyms=(
            "identiteitskaart",
            "pas",
            "eID",
            "ID-kaart",
            "identiteitsbewijs",
            "elektronische identiteitskaart",
            "paske",
            "nieuwe pas",
            "kaart vervallen",
        ),
        levels=("Federaal", "Lokaal"),
        your_europe=("ReizenDocumenten",),
        english=English(
            name="Apply for or renew an identity card",
            summary="""Every Belgian aged 12 or over has an electronic identity card (eID). You
            apply for a new card at the town hall.""",
            more="""You receive a letter when your card is about to expire. The expiry date is
            printed on the card.

            How long a card is valid depends on your age on the day you apply:

            - from 12 to 18: 6 years
            - from 18 to 75: 10 years
            - from 75: 30 years""",
            conditions=(
                Condition(
                    "You are Belgian and registered in Lindeveld.",
                    "Do you live abroad? Then you apply at the embassy or consulate.",
                    "Your current identity card",
                ),
                Condition("You come in person.", "We take your fingerprints, from the age of 12."),
                Condition(
                    "Your photo is recent and follows the rules.",
                    "A plain, light background, your face straight ahead and nothing in front of "
                    "your eyes.",
                    "A passport photo taken in the last six months",
                ),
            ),
            procedures=(
                Part(
                    "Apply",
                    "Book an appointment or walk in during opening hours. We check your details, "
                    "scan your photo and take your fingerprints. You pay straight away.",
                ),
                Part(
                    "Collect",
                    "After about two weeks you receive a letter with your PIN and PUK code. Bring "
                    "that letter and your old card to the town hall.",
                ),
            ),
            costs=(
                Part("Normal procedure", "22 euros, by card or in cash."),
                Part("Aged 12 to 18", "18 euros."),
            ),
        ),
    ),
    Product(
        slug="identiteitskaart-verloren",
        name="Verloren of gestolen identiteitskaart",
        summary="""Uw identiteitskaart is weg. Blokkeer ze meteen en vraag daarna in het
        gemeentehuis een nieuwe kaart.""",
        more="""Blokkeer uw kaart zo snel mogelijk bij DOC STOP, op het gratis nummer 00800 2123
        2123. Dat kan dag en nacht. Zo kan niemand uw kaart nog gebruiken.

        U krijgt van ons een attest. Daarmee bent u in België in orde tot uw nieuwe kaart er
        is. Met dat attest kunt u niet naar het buitenland reizen.""",
        exceptions="""Vindt u uw kaart terug nadat u ze hebt geblokkeerd? Dan kunt u ze niet meer
        gebruiken. Breng ze bij ons binnen.""",
        conditions=(
            Condition("U bent ingeschreven in Lindeveld."),
            Condition(
                "Is uw kaart gestolen? Dan hebt u eerst aangifte gedaan bij de politie.",
                "Dat kan in elk politiekantoor.",
                "Het attest van de politie",
            ),
        ),
        procedures=(
            Part(
                "Zo gaat het",
                """Kom zelf naar het gemeentehuis. Voor een verloren kaart doet u de aangifte bij
                ons. Wij maken het attest en vragen tegelijk uw nieuwe kaart aan.""",
            ),
        ),
        costs=(Part("Nieuwe kaart", "22 euro. Het attest van verlies is gratis."),),
        law=_LAW,
        desk=Desk(
            access=BOTH,
            minutes=15,
            per_person=10,
            shared=3,
            max_persons=3,
            skills=("identiteit",),
            bring=(
                "Een pasfoto van hoogstens zes maanden oud",
                "Bij diefstal: het attest van de politie",
            ),
            fee=2200,
            systems=(*_CARDS, "DOC STOP"),
            authorisations=("Belpic",),
        ),
        team=BURGERZAKEN,
        process="eid",
        kind=PROOF,
        themes=(GOVERNMENT,),
        life_events=(TRAVEL,),
        synonyms=(
            "pas kwijt",
            "pas gestolen",
            "portefeuille gestolen",
            "eID verloren",
            "kaart blokkeren",
            "docstop",
            "identiteitskaart kwijt",
        ),
        levels=("Federaal", "Lokaal"),
    ),
    Product(
        slug="identiteitskaart-spoed",
        name="Identiteitskaart met spoed",
        summary="""Hebt u snel een identiteitskaart nodig? Met de spoedprocedure hebt u ze na een
        of enkele werkdagen.""",
        more="""De spoedprocedure kost veel meer dan de gewone. Kijk eerst of u ze echt nodig
        hebt: voor een reis binnen de Europese Unie kunt u ook een reispas gebruiken als u die al
        hebt.

        Vraagt u de kaart aan voor 15 uur? Dan ligt ze normaal na twee werkdagen bij ons
        klaar.""",
        conditions=(
            Condition("U bent Belg en u bent ingeschreven in Lindeveld.", "", "Uw huidige kaart"),
            Condition("U komt zelf, ook voor een kaart van uw kind."),
        ),
        procedures=(
            Part(
                "Aanvragen en afhalen",
                """Kom zo vroeg mogelijk op de dag. U betaalt bij de aanvraag. U haalt de kaart
                bij ons af. Moet het nog sneller? Dan vertellen wij u hoe u de
                kaart in Brussel afhaalt.""",
            ),
        ),
        costs=(
            Part("Spoed, afhalen in Lindeveld", "120 euro."),
            Part("Spoed, afhalen in Brussel", "155 euro."),
        ),
        law=_LAW,
        desk=Desk(
            access=WALK_IN,
            minutes=15,
            per_person=10,
            max_persons=5,
            skills=("identiteit",),
            bring=("Uw huidige kaart of het attest van verlies", "Een pasfoto", "Uw bankkaart"),
            fee=12000,
            systems=_CARDS,
            authorisations=("Belpic",),
        ),
        team=BURGERZAKEN,
        process="eid-spoed",
        kind=PROOF,
        themes=(GOVERNMENT,),
        life_events=(TRAVEL,),
        synonyms=(
            "spoed pas",
            "dringend",
            "eID spoed",
            "snel identiteitskaart",
            "spoedprocedure kaart",
        ),
        levels=("Federaal", "Lokaal"),
    ),
    Product(
        slug="kids-id",
        name="Kids-ID voor kinderen tot 12 jaar",
        summary="""De Kids-ID is de identiteitskaart voor Belgische kinderen jonger dan 12 jaar. U
        hebt ze nodig als u met uw kind op reis gaat.""",
        more="""De Kids-ID is niet verplicht in België. Voor de meeste landen in Europa is ze
        genoeg. Kijk voor u vertrekt of uw bestemming ze aanvaardt. Voor verre landen heeft uw
        kind een reispas nodig.

        De kaart is drie jaar geldig. Reken op twee tot drie weken.""",
        conditions=(
            Condition(
                "Uw kind is Belg en staat ingeschreven in Lindeveld.",
                "Uw kind komt mee naar de aanvraag.",
                "Een pasfoto van uw kind",
            ),
            Condition(
                "Een van de ouders doet de aanvraag.",
                "Wie het ouderlijk gezag heeft, mag de kaart aanvragen.",
                "De identiteitskaart van de ouder",
            ),
        ),
        procedures=(
            Part(
                "Aanvragen",
                """Maak een afspraak of kom langs tijdens de open uren, samen met uw kind. U mag
                de kaarten van al uw kinderen in één keer aanvragen.""",
            ),
            Part(
                "Afhalen",
                """U krijgt een brief met de codes. Daarna haalt u de kaart af. Uw kind hoeft dan
                niet meer mee te komen.""",
            ),
        ),
        costs=(Part("Kids-ID", "9 euro per kind."),),
        law=(
            "Het koninklijk besluit van 10 december 1996 over de identiteitsdocumenten voor "
            "kinderen."
        ),
        desk=Desk(
            access=BOTH,
            minutes=10,
            per_person=6,
            shared=3,
            max_persons=6,
            skills=("identiteit",),
            bring=("Uw kind", "Een pasfoto van uw kind", "Uw eigen identiteitskaart"),
            fee=900,
            systems=_CARDS,
            authorisations=("Belpic",),
        ),
        team=BURGERZAKEN,
        process="eid",
        kind=PROOF,
        themes=(GOVERNMENT,),
        life_events=(BIRTH, TRAVEL),
        synonyms=(
            "kids-ID",
            "kidsid",
            "kinderpas",
            "pas kind",
            "identiteitskaart kind",
            "reisdocument kind",
            "kinderidentiteitskaart",
        ),
        levels=("Federaal", "Lokaal"),
    ),
    Product(
        slug="pincode-identiteitskaart",
        name="Nieuwe pincode of pukcode voor uw identiteitskaart",
        summary="""Bent u de pincode van uw identiteitskaart vergeten of is uw kaart geblokkeerd?
        U kiest een nieuwe code aan het loket of u vraagt de codes opnieuw aan.""",
        more="""Hebt u uw pincode drie keer fout getikt? Dan is ze geblokkeerd. Met uw pukcode
        maken wij uw kaart weer vrij. Die code staat in de brief van uw kaart. Bent u de brief
        kwijt? Dan laten wij de codes opnieuw naar uw adres sturen.""",
        conditions=(
            Condition("Uw kaart is nog geldig.", "", "Uw identiteitskaart"),
            Condition("U komt zelf.", "Voor een kind tot 12 jaar komt een ouder."),
        ),
        procedures=(
            Part(
                "U kent uw pukcode of u hebt de brief nog",
                "Kom langs zonder afspraak. U kiest aan het loket een nieuwe pincode.",
            ),
            Part(
                "U hebt de brief niet meer",
                """Wij vragen de codes opnieuw aan. U krijgt ze na ongeveer een week thuis. Daarna
                komt u nog eens langs.""",
            ),
        ),
        costs=(Part("Nieuwe codes", "Gratis."),),
        law=_LAW,
        desk=Desk(
            access=WALK_IN,
            channels=(COUNTER, ONLINE),
            minutes=6,
            max_persons=2,
            per_person=4,
            shared=2,
            skills=("identiteit",),
            bring=("Uw identiteitskaart", "De brief met uw pukcode als u die nog hebt"),
            fee=0,
            systems=_CARDS,
            authorisations=("Belpic",),
        ),
        team=BURGERZAKEN,
        process="eid-codes",
        kind=PROOF,
        themes=(GOVERNMENT,),
        synonyms=(
            "pincode vergeten",
            "pukcode",
            "puk",
            "code pas",
            "kaart geblokkeerd",
            "pin eID",
            "code kwijt",
        ),
        levels=("Federaal", "Lokaal"),
    ),
    Product(
        slug="reispas",
        name="Reispas aanvragen",
        summary="""Voor reizen buiten de Europese Unie hebt u vaak een reispas nodig. U vraagt hem
        aan in het gemeentehuis.""",
        more="""Een reispas is 7 jaar geldig voor volwassenen en 5 jaar voor wie jonger is dan 18.
        Sommige landen vragen dat de pas na uw reis nog zes maanden geldig is. Kijk dat na voor u
        boekt.

        De gewone procedure duurt ongeveer vijf werkdagen. Vraag uw pas toch ruim op tijd aan:
        in mei en juni is het druk.""",
        conditions=(
            Condition(
                "U bent Belg en u bent ingeschreven in Lindeveld.", "", "Uw identiteitskaart"
            ),
            Condition(
                "U komt zelf, ook kinderen komen mee.",
                "Vanaf 12 jaar nemen wij uw vingerafdrukken.",
                "Een pasfoto van hoogstens zes maanden oud",
            ),
            Condition(
                "Voor wie jonger is dan 18 doet een ouder de aanvraag.",
                "",
                "De identiteitskaart van de ouder",
            ),
            Condition("U geeft uw oude reispas af als u die nog hebt.", "", "Uw oude reispas"),
        ),
        procedures=(
            Part(
                "Aanvragen",
                """Maak een afspraak. Wij scannen uw foto, uw handtekening en uw vingerafdrukken.
                U betaalt bij de aanvraag.""",
            ),
            Part(
                "Afhalen",
                """U krijgt een bericht als uw pas klaarligt. U haalt hem zelf af of u geeft
                iemand een volmacht.""",
            ),
        ),
        costs=(
            Part("Volwassenen, gewone procedure", "85 euro."),
            Part("Jonger dan 18 jaar, gewone procedure", "45 euro."),
        ),
        law="Het Consulair Wetboek (wet van 21 december 2013).",
        desk=Desk(
            access=BOTH,
            minutes=12,
            per_person=8,
            shared=3,
            max_persons=6,
            skills=("reispas",),
            bring=(
                "Uw identiteitskaart",
                "Een pasfoto van hoogstens zes maanden oud",
                "Uw oude reispas",
            ),
            fee=8500,
            systems=("Belpas", "Rijksregister"),
            authorisations=("Belpas",),
        ),
        team=BURGERZAKEN,
        process="reispas",
        kind=PROOF,
        themes=(GOVERNMENT,),
        life_events=(TRAVEL,),
        synonyms=(
            "paspoort",
            "internationale pas",
            "internationaal paspoort",
            "reisdocument",
            "pasport",
        ),
        levels=("Federaal", "Lokaal"),
        your_europe=("ReizenDocumenten",),
        english=English(
            name="Apply for a passport",
            summary="""For travel outside the European Union you often need a passport. You apply
            for it at the town hall.""",
            more="""A passport is valid for 7 years for adults and for 5 years if you are under
            18. The normal procedure takes about five working days.""",
            conditions=(
                Condition("You are Belgian and registered in Lindeveld.", "", "Your identity card"),
                Condition(
                    "You come in person, and so do children.",
                    "From the age of 12 we take your fingerprints.",
                    "A passport photo taken in the last six months",
                ),
                Condition(
                    "A parent applies for anyone under 18.", "", "The identity card of the parent"
                ),
                Condition("You hand in your old passport.", "", "Your old passport"),
            ),
            procedures=(
                Part(
                    "Apply",
                    "Book an appointment. We scan your photo, your signature and your "
                    "fingerprints. "
                    "You pay when you apply.",
                ),
                Part(
                    "Collect",
                    "You get a message when your passport is ready. You collect it "
                    "yourself or give "
                    "somebody a written authorisation.",
                ),
            ),
            costs=(
                Part("Adults, normal procedure", "85 euros."),
                Part("Under 18, normal procedure", "45 euros."),
            ),
        ),
    ),
    Product(
        slug="reispas-spoed",
        name="Reispas met spoed",
        summary="""Vertrekt u binnenkort en hebt u geen geldige reispas? Met de spoedprocedure
        ligt hij de volgende werkdag klaar.""",
        more="""Vraag de pas aan voor 14 uur. Dan ligt hij normaal de volgende werkdag bij ons
        klaar. De superspoed is nog sneller: u haalt de pas dan dezelfde dag af in Brussel. Zo'n
        pas is korter geldig.""",
        conditions=(
            Condition(
                "U bent Belg en u bent ingeschreven in Lindeveld.", "", "Uw identiteitskaart"
            ),
            Condition("U komt zelf, ook kinderen komen mee.", "", "Een recente pasfoto"),
        ),
        procedures=(
            Part(
                "Aanvragen en afhalen",
                "Kom zo vroeg mogelijk op de dag. U betaalt meteen. Wij sturen u een "
                "bericht als de pas er is.",
            ),
        ),
        costs=(
            Part("Volwassenen, spoed", "260 euro."),
            Part("Jonger dan 18 jaar, spoed", "230 euro."),
        ),
        law="Het Consulair Wetboek (wet van 21 december 2013).",
        desk=Desk(
            access=WALK_IN,
            minutes=15,
            per_person=9,
            max_persons=5,
            skills=("reispas",),
            bring=("Uw identiteitskaart", "Een recente pasfoto", "Uw bankkaart"),
            fee=26000,
            systems=("Belpas", "Rijksregister"),
            authorisations=("Belpas",),
        ),
        team=BURGERZAKEN,
        process="reispas-spoed",
        kind=PROOF,
        themes=(GOVERNMENT,),
        life_events=(TRAVEL,),
        synonyms=(
            "spoedpas",
            "paspoort spoed",
            "dringend paspoort",
            "superspoed",
            "reispas vervallen",
        ),
        levels=("Federaal", "Lokaal"),
    ),
    Product(
        slug="reistoelating-minderjarige",
        name="Toelating om als minderjarige te reizen",
        summary="""Reist uw kind zonder u, of met maar één ouder? Een ondertekende toelating helpt
        bij controles aan de grens.""",
        more="""De toelating is in België niet verplicht. Sommige landen en
        luchtvaartmaatschappijen vragen ze wel. Wij wettigen de handtekening van de ouder die niet
        meereist.""",
        conditions=(
            Condition("U hebt het ouderlijk gezag over het kind.", "", "Uw identiteitskaart"),
            Condition("U tekent de toelating aan het loket.", "", "De gegevens van de reis"),
        ),
        procedures=(
            Part(
                "Zo gaat het",
                "Kom langs zonder afspraak. Wij vullen de toelating samen in en wettigen "
                "uw handtekening.",
            ),
        ),
        costs=(Part("Toelating", "Gratis."),),
        desk=Desk(
            access=WALK_IN,
            minutes=7,
            per_person=3,
            shared=2,
            max_persons=4,
            skills=("attesten",),
            bring=(
                "Uw identiteitskaart",
                "De identiteitskaart van uw kind",
                "De gegevens van de reis",
            ),
            fee=0,
            systems=("Rijksregister",),
        ),
        team=BURGERZAKEN,
        process="attesten",
        kind=PROOF,
        themes=(GOVERNMENT,),
        life_events=(TRAVEL,),
        synonyms=(
            "ouderlijke toestemming",
            "kind alleen op reis",
            "reistoestemming",
            "toestemming buitenland",
        ),
    ),
    Product(
        slug="verblijfskaart",
        name="Verblijfskaart aanvragen of vernieuwen",
        summary="""Hebt u een andere nationaliteit en woont u in Lindeveld? Dan hebt u een
        elektronische verblijfskaart.""",
        more="""Welke kaart u krijgt, hangt af van uw verblijfsrecht. Begin op tijd: vraag de
        nieuwe kaart aan tussen 45 en 30 dagen voor ze vervalt. Voor sommige kaarten beslist de
        Dienst Vreemdelingenzaken. Dan duurt het langer.""",
        conditions=(
            Condition("U bent ingeschreven in Lindeveld.", "", "Uw huidige verblijfskaart"),
            Condition(
                "U voldoet nog aan de voorwaarden van uw verblijf.",
                "De medewerker vertelt u welke documenten u nodig hebt.",
                "Documenten over uw werk, studie of gezin",
            ),
        ),
        procedures=(
            Part(
                "Aanvragen",
                """Maak een afspraak. Wij kijken uw documenten na en vragen de kaart aan, of wij
                sturen uw aanvraag naar de Dienst Vreemdelingenzaken.""",
            ),
            Part("Afhalen", "U krijgt een brief met uw codes. Daarna haalt u de kaart zelf af."),
        ),
        costs=(
            Part(
                "Verblijfskaart",
                "24 euro. Voor sommige aanvragen betaalt u ook een federale bijdrage.",
            ),
        ),
        law="""De wet van 15 december 1980 over de toegang tot het grondgebied, het verblijf, de
        vestiging en de verwijdering van vreemdelingen.""",
        desk=Desk(
            access=APPOINTMENT,
            minutes=20,
            per_person=12,
            shared=4,
            max_persons=6,
            skills=("vreemdelingen",),
            bring=(
                "Uw huidige verblijfskaart",
                "Uw reispas",
                "Een pasfoto",
                "Documenten over uw verblijf",
            ),
            fee=2400,
            systems=("Belpic", "Rijksregister", "Evibel"),
            authorisations=("Belpic", "Dienst Vreemdelingenzaken"),
            privacy=2,
        ),
        team=BURGERZAKEN,
        process="verblijf",
        kind=PROOF,
        themes=(GOVERNMENT,),
        life_events=(NEWCOMER, STUDY),
        synonyms=(
            "vreemdelingenkaart",
            "A-kaart",
            "B-kaart",
            "F-kaart",
            "verblijfsvergunning",
            "residence permit",
            "kaart buitenlander",
        ),
        levels=("Federaal", "Lokaal"),
    ),
    Product(
        slug="inschrijven-uit-het-buitenland",
        name="Inschrijven als u uit het buitenland komt",
        summary="""Komt u uit het buitenland en gaat u langer dan drie maanden in Lindeveld wonen?
        Laat u dan inschrijven bij de gemeente.""",
        more="""Na uw aanvraag gaat de wijkagent na of u echt op het adres woont. Daarna krijgt u
        een verblijfsdocument. Burgers van de Europese Unie doen een verklaring van
        inschrijving.""",
        conditions=(
            Condition(
                "U woont op een adres in Lindeveld.", "", "Een huurcontract of eigendomsakte"
            ),
            Condition(
                "U kunt tonen wie u bent.", "", "Een geldige reispas of nationale identiteitskaart"
            ),
            Condition(
                "U hebt een reden voor uw verblijf.",
                "Dat is bijvoorbeeld werk, studie of gezin.",
                "Een arbeidscontract, een inschrijving op school of een akte van de "
                "burgerlijke stand",
                "Akten uit het buitenland moeten soms vertaald en gelegaliseerd zijn.",
            ),
        ),
        procedures=(
            Part(
                "Zo gaat het",
                """Maak een afspraak voor het hele gezin. Wij openen uw dossier en geven u een
                bewijs van de aanvraag. De wijkagent komt bij u langs. Daarna nodigen wij u uit
                voor uw kaart.""",
            ),
        ),
        costs=(Part("Inschrijving", "Gratis. Voor de verblijfskaart betaalt u later 24 euro."),),
        law="""De wet van 15 december 1980 over de toegang tot het grondgebied, het verblijf, de
        vestiging en de verwijdering van vreemdelingen.""",
        desk=Desk(
            access=APPOINTMENT,
            minutes=40,
            per_person=15,
            max_persons=6,
            skills=("vreemdelingen",),
            bring=(
                "Uw reispas of nationale identiteitskaart",
                "Uw huurcontract of eigendomsakte",
                "Documenten over uw werk, studie of gezin",
            ),
            fee=0,
            systems=("Rijksregister", "Evibel"),
            authorisations=("Dienst Vreemdelingenzaken",),
            privacy=2,
        ),
        team=BURGERZAKEN,
        process="verblijf",
        kind=PROOF,
        themes=(GOVERNMENT,),
        life_events=(NEWCOMER, STUDY, WORK),
        synonyms=(
            "eerste inschrijving",
            "immigratie",
            "nieuwkomer",
            "register in Belgium",
            "E+ kaart",
            "EU-burger",
        ),
        levels=("Federaal", "Lokaal"),
        your_europe=("ProcedureVerblijfBewijs",),
        english=English(
            name="Register when you come from abroad",
            summary="""Do you come from abroad and will you live in Lindeveld for more than three
            months? Then you register with the municipality.""",
            more="""After your application the local police officer checks that you live at the
            address. Then you receive a residence document. EU citizens make a declaration of
            registration.""",
            conditions=(
                Condition(
                    "You live at an address in Lindeveld.", "", "A rental contract or title deed"
                ),
                Condition(
                    "You can show who you are.", "", "A valid passport or national identity card"
                ),
                Condition(
                    "You have a reason for your stay.",
                    "For example work, study or family.",
                    "An employment contract, a school registration or a civil status record",
                    "Records from abroad must sometimes be translated and legalised.",
                ),
            ),
            procedures=(
                Part(
                    "How it works",
                    "Book an appointment for the whole family. We open your file and give"
                    " you proof of "
                    "your application. The police officer visits you. Then we invite you "
                    "for your card.",
                ),
            ),
            costs=(Part("Registration", "Free. For the residence card you later pay 24 euros."),),
        ),
    ),
)
