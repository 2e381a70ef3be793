"""Certificates and extracts: much asked, short work."""

from __future__ import annotations

from onthaal.lindeveld.products.spec import (
    ADVICE,
    AGE,
    APPOINTMENT,
    BACK,
    BIRTH,
    BUSINESS,
    CARE,
    CITIZEN,
    CLUB,
    COUNTER,
    ECONOMY,
    GOVERNMENT,
    HOME,
    MAIL,
    MARRIAGE,
    MOVING,
    NEWCOMER,
    ONLINE,
    ORGANISATION,
    PARTING,
    PHONE,
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

_REGISTER = ("Rijksregister",)
_LAW = """Het koninklijk besluit van 16 juli 1992 over het verkrijgen van informatie uit de
bevolkingsregisters en uit het vreemdelingenregister."""
_ASK = (
    Part("Aan het loket", "Kom langs zonder afspraak. U krijgt het attest meteen mee."),
    Part(
        "Online",
        "Vraag het attest aan via onze website. U krijgt het als pdf met de digitale "
        "zegel van de gemeente.",
    ),
)
_ASK_EN = (
    Part("At the counter", "Walk in without an appointment. You get the certificate at once."),
    Part("Online", "Ask for the certificate on our website. You receive a sealed PDF."),
)
_FREE = (Part("Attest", "Gratis."),)
_YOURSELF = Condition(
    "U vraagt het voor uzelf of voor een lid van uw gezin.",
    "Voor iemand anders hebt u een volmacht nodig.",
    "Uw identiteitskaart",
)
_YOURSELF_EN = Condition(
    "You ask for yourself or for a member of your household.",
    "For somebody else you need a written authorisation.",
    "Your identity card",
)


def _quick(minutes: int, *extra: str, shared: int = 3) -> Desk:
    return Desk(
        access=WALK_IN,
        channels=(COUNTER, ONLINE, PHONE, MAIL),
        minutes=minutes,
        shared=shared,
        skills=("attesten",),
        bring=("Uw identiteitskaart", *extra),
        fee=0,
        systems=_REGISTER,
    )


PRODUCTS: tuple[Product, ...] = (
    Product(
        slug="attest-van-woonst",
        name="Attest van woonst",
        summary="""Met een attest van woonst toont u dat u op uw adres bent ingeschreven.""",
        more="""Een bank, een verhuurder of een school vraagt dit attest soms. Vraag eerst of het
        echt nodig is: een overheid mag uw adres zelf opzoeken en mag het u niet vragen.""",
        conditions=(_YOURSELF,),
        procedures=_ASK,
        costs=_FREE,
        law=_LAW,
        desk=_quick(5),
        team=BURGERZAKEN,
        process="attesten",
        kind=PROOF,
        themes=(GOVERNMENT,),
        life_events=(MOVING, NEWCOMER),
        synonyms=(
            "bewijs van woonst",
            "woonstbewijs",
            "bewijs van adres",
            "domicilie",
            "woonplaatsattest",
        ),
        your_europe=("ProcedureVerblijfBewijs",),
        english=English(
            name="Certificate of residence",
            summary=(
                "With a certificate of residence you show that you are registered at your address."
            ),
            more="""A bank, a landlord or a school sometimes asks for it. Ask first whether it is
            needed: a public authority can look up your address itself.""",
            conditions=(_YOURSELF_EN,),
            procedures=_ASK_EN,
            costs=(Part("Certificate", "Free."),),
        ),
    ),
    Product(
        slug="samenstelling-gezin",
        name="Attest van gezinssamenstelling",
        summary="""Dit attest toont wie er samen met u op uw adres is ingeschreven.""",
        more="""U hebt het soms nodig voor een lening, een studiebeurs in het buitenland of een
        sociaal voordeel. Een overheid in België zoekt deze gegevens zelf op.""",
        conditions=(_YOURSELF,),
        procedures=_ASK,
        costs=_FREE,
        law=_LAW,
        desk=_quick(5),
        team=BURGERZAKEN,
        process="attesten",
        kind=PROOF,
        themes=(GOVERNMENT,),
        life_events=(BIRTH, PARTING, STUDY),
        synonyms=(
            "gezinssamenstelling",
            "samenstelling van het gezin",
            "gezinsattest",
            "wie woont er bij mij",
        ),
        your_europe=("BurgerEnFamilieRechtenPartners",),
        english=English(
            name="Certificate of household composition",
            summary="This certificate shows who is registered at your address together with you.",
            more="You sometimes need it for a loan, a study grant abroad or a social benefit.",
            conditions=(_YOURSELF_EN,),
            procedures=_ASK_EN,
            costs=(Part("Certificate", "Free."),),
        ),
    ),
    Product(
        slug="attest-nationaliteit",
        name="Attest van nationaliteit",
        summary="""Dit attest toont welke nationaliteit u vandaag hebt volgens het register.""",
        more="""U gebruikt het bijvoorbeeld als u in het buitenland trouwt of studeert. Het is
        geen bewijs van hoe u Belg werd. Daarvoor vraagt u een akte.""",
        conditions=(_YOURSELF,),
        procedures=_ASK,
        costs=_FREE,
        law=_LAW,
        desk=_quick(5),
        team=BURGERZAKEN,
        process="attesten",
        kind=PROOF,
        themes=(GOVERNMENT,),
        life_events=(TRAVEL, MARRIAGE),
        synonyms=("nationaliteitsbewijs", "bewijs van nationaliteit", "Belg bewijs"),
    ),
    Product(
        slug="levensbewijs",
        name="Bewijs van leven",
        summary="""Krijgt u een pensioen of een rente uit het buitenland? Met een bewijs van leven
        toont u dat u in leven bent.""",
        more="""Vaak stuurt de buitenlandse dienst een eigen formulier op. Breng het mee: wij
        vullen het in en zetten er een stempel op.""",
        exceptions="Kunt u niet naar ons komen? Bel ons. Dan komt een medewerker naar u.",
        conditions=(
            Condition("U komt zelf.", "Wij moeten zien dat u het bent.", "Uw identiteitskaart"),
        ),
        procedures=(
            Part("Aan het loket", "Kom langs zonder afspraak. U krijgt het bewijs meteen mee."),
            Part("Bij u thuis", "Voor wie niet kan komen, maken wij een afspraak thuis."),
        ),
        costs=(Part("Bewijs van leven", "Gratis."),),
        desk=Desk(
            access=WALK_IN,
            channels=(COUNTER, HOME),
            minutes=5,
            per_person=2,
            shared=2,
            max_persons=2,
            skills=("attesten",),
            bring=("Uw identiteitskaart", "Het formulier van de buitenlandse dienst"),
            fee=0,
            systems=_REGISTER,
        ),
        team=BURGERZAKEN,
        process="attesten",
        kind=PROOF,
        themes=(GOVERNMENT, CARE),
        life_events=(AGE,),
        synonyms=(
            "attest van leven",
            "levensattest",
            "levenscertificaat",
            "pensioen buitenland",
            "in leven zijn",
        ),
    ),
    Product(
        slug="uittreksel-bevolkingsregister",
        name="Uittreksel uit het bevolkingsregister",
        summary="""Een uittreksel toont uw gegevens uit het register: uw naam, uw adres en soms uw
        vorige adressen.""",
        more="""Zeg ons waarvoor u het nodig hebt. Dan geven wij u het uittreksel dat past. Met
        historiek ziet u ook uw vroegere adressen.""",
        conditions=(_YOURSELF,),
        procedures=_ASK,
        costs=_FREE,
        law=_LAW,
        desk=_quick(6),
        team=BURGERZAKEN,
        process="attesten",
        kind=PROOF,
        themes=(GOVERNMENT,),
        life_events=(NEWCOMER,),
        synonyms=(
            "uittreksel register",
            "historiek adressen",
            "vorige adressen",
            "bewijs van inschrijving",
        ),
    ),
    Product(
        slug="uittreksel-strafregister",
        name="Uittreksel uit het strafregister",
        summary="""Vraagt een werkgever of een vereniging een bewijs van goed gedrag? Dat heet nu
        een uittreksel uit het strafregister.""",
        more="""Er zijn verschillende modellen. Het gewone model is er voor de meeste jobs. Het
        model voor minderjarigen hebt u nodig als u met kinderen of jongeren werkt. Voor een
        wapenvergunning of een bewakingsjob bestaat een apart model.

        Weet u niet welk model u nodig hebt? Vraag het aan wie het uittreksel wil.""",
        conditions=(
            Condition(
                "U bent ingeschreven in Lindeveld en u vraagt het voor uzelf.",
                "",
                "Uw identiteitskaart",
            ),
            Condition(
                "Voor het model voor minderjarigen toont u waarvoor het dient.",
                "",
                "Een verklaring van de werkgever of de vereniging",
            ),
        ),
        procedures=_ASK,
        costs=(Part("Uittreksel", "Gratis."),),
        law="De artikelen 589 tot 602 van het Wetboek van Strafvordering.",
        desk=Desk(
            access=WALK_IN,
            channels=(COUNTER, ONLINE, MAIL),
            minutes=7,
            shared=3,
            skills=("attesten",),
            bring=("Uw identiteitskaart", "De verklaring van de werkgever of vereniging"),
            fee=0,
            systems=("Centraal Strafregister", "Rijksregister"),
            authorisations=("Centraal Strafregister",),
            privacy=3,
        ),
        team=BURGERZAKEN,
        process="strafregister",
        kind=PROOF,
        themes=(GOVERNMENT, ECONOMY),
        life_events=(WORK,),
        synonyms=(
            "bewijs van goed gedrag en zeden",
            "goed gedrag",
            "strafblad",
            "model 596",
            "596.2",
            "blanco strafblad",
            "moraliteitsattest",
        ),
        levels=("Federaal", "Lokaal"),
    ),
    Product(
        slug="handtekening-wettigen",
        name="Handtekening laten wettigen",
        summary="""Wij bevestigen dat de handtekening op een document van u is. Dat heet
        wettigen.""",
        more="""Teken het document nog niet thuis: u tekent waar wij bij zijn. Wij kijken niet na
        of de inhoud van het document klopt.""",
        conditions=(
            Condition("U komt zelf en u tekent aan het loket.", "", "Uw identiteitskaart"),
            Condition(
                "Het document is volledig ingevuld.",
                "Een leeg blad wettigen wij niet.",
                "Het document",
            ),
        ),
        procedures=(Part("Zo gaat het", "Kom langs zonder afspraak met uw document."),),
        costs=(Part("Wettigen", "Gratis voor documenten van één inwoner."),),
        desk=Desk(
            access=WALK_IN,
            minutes=5,
            per_person=2,
            shared=2,
            max_persons=4,
            skills=("attesten",),
            bring=("Uw identiteitskaart", "Het document, nog niet getekend"),
            fee=0,
            systems=_REGISTER,
        ),
        team=BURGERZAKEN,
        process="attesten",
        kind=PROOF,
        themes=(GOVERNMENT,),
        synonyms=(
            "legaliseren",
            "legalisatie handtekening",
            "handtekening bevestigen",
            "stempel document",
            "wettiging",
        ),
    ),
    Product(
        slug="eensluidend-afschrift",
        name="Eensluidend afschrift",
        summary="""Wij bevestigen dat een kopie gelijk is aan het originele document, bijvoorbeeld
        uw diploma.""",
        more="""Belgische overheden mogen zo'n afschrift niet meer vragen: een gewone kopie is
        daar genoeg. Voor het buitenland of een privébedrijf kan het nog nodig zijn.""",
        conditions=(
            Condition("U brengt het originele document mee.", "", "Het originele document"),
            Condition(
                "Het document komt niet van een notaris of een rechtbank.",
                "Die maken zelf afschriften.",
            ),
        ),
        procedures=(Part("Zo gaat het", "Kom langs zonder afspraak. Wij maken de kopie zelf."),),
        costs=(Part("Per bladzijde", "2 euro."),),
        desk=Desk(
            access=WALK_IN,
            minutes=7,
            shared=2,
            skills=("attesten",),
            bring=("Het originele document", "Uw identiteitskaart"),
            fee=200,
        ),
        team=BURGERZAKEN,
        process="attesten",
        kind=PROOF,
        themes=(GOVERNMENT,),
        life_events=(STUDY,),
        synonyms=(
            "gelijkvormig afschrift",
            "eensluidend verklaren",
            "kopie diploma",
            "conforme kopie",
            "voor eensluidend",
        ),
    ),
    Product(
        slug="stemvolmacht",
        name="Stemmen met een volmacht",
        summary="""Kunt u op de dag van de verkiezingen niet gaan stemmen? Geef dan een volmacht
        aan iemand die u vertrouwt.""",
        more="""Wie voor u stemt, moet zelf kiezer zijn voor dezelfde verkiezing. Hij of zij mag
        maar één volmacht hebben. In het stembureau toont die persoon de volmacht, het attest en
        de oproepingsbrieven.""",
        conditions=(
            Condition(
                "U hebt een geldige reden.",
                "Bijvoorbeeld ziekte, werk, studie, reis of geloof.",
                "Een attest dat de reden bewijst",
            ),
            Condition(
                "Reist u privé? Dan maakt de gemeente het attest.", "", "Een bewijs van uw reis"
            ),
        ),
        procedures=(
            Part(
                "Zo gaat het",
                """Vul het formulier van de volmacht in. Hebt u ons attest nodig? Kom dan langs,
                ten laatste de dag voor de verkiezing.""",
            ),
        ),
        costs=(Part("Volmacht en attest", "Gratis."),),
        desk=Desk(
            access=WALK_IN,
            channels=(COUNTER, ONLINE),
            minutes=5,
            shared=2,
            skills=("attesten",),
            bring=("Uw identiteitskaart", "Een bewijs van uw reis"),
            fee=0,
            systems=_REGISTER,
        ),
        team=BURGERZAKEN,
        process="attesten",
        kind=PROOF,
        themes=(GOVERNMENT,),
        life_events=(TRAVEL,),
        synonyms=(
            "volmacht verkiezingen",
            "volmacht stemmen",
            "niet kunnen stemmen",
            "kiezen met volmacht",
        ),
        levels=("Federaal", "Vlaams", "Lokaal"),
    ),
    Product(
        slug="bestuursdocument-inkijken",
        name="Een document van de gemeente inkijken",
        summary="""U mag de documenten van de gemeente en het OCMW inkijken of er een kopie van
        vragen.""",
        more="""Dat recht heet openbaarheid van bestuur. Soms mogen wij een document niet geven,
        bijvoorbeeld om de privacy van iemand anders te beschermen. Wij leggen dan uit waarom, en
        hoe u in beroep gaat.""",
        conditions=(
            Condition("U zegt ons duidelijk welk document u zoekt."),
            Condition(
                "Gaat het document over een persoon? Dan toont u waarom u het nodig hebt.",
                "Gaat het over u, dan tonen wij het zonder meer.",
                "Uw identiteitskaart",
            ),
        ),
        procedures=(
            Part(
                "Zo gaat het",
                "Vraag het schriftelijk, per e-mail of met ons formulier. U krijgt een "
                "antwoord binnen 20 dagen.",
            ),
        ),
        costs=(
            Part("Inkijken", "Gratis."),
            Part("Kopie", "Tot 20 bladzijden gratis, daarna 0,15 euro per bladzijde."),
        ),
        law="Het Bestuursdecreet van 7 december 2018.",
        desk=Desk(
            access=APPOINTMENT,
            office=BACK,
            channels=(COUNTER, ONLINE, MAIL),
            minutes=30,
            max_persons=2,
            skills=("attesten",),
            bring=("Uw identiteitskaart", "Ons antwoord op uw vraag"),
            fee=0,
            privacy=2,
        ),
        team=BURGERZAKEN,
        process="openbaarheid",
        kind=ADVICE,
        themes=(GOVERNMENT,),
        audiences=(CITIZEN, BUSINESS, ORGANISATION, CLUB),
        synonyms=(
            "openbaarheid van bestuur",
            "dossier inkijken",
            "kopie dossier",
            "passieve openbaarheid",
            "inzage",
        ),
    ),
)
