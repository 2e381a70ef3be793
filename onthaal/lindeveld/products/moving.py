"""Moving house, and what it asks of the street."""

from __future__ import annotations

from onthaal.lindeveld.categories import MOBILITEIT, ONTHAAL
from onthaal.lindeveld.products.spec import (
    AGE,
    APPOINTMENT,
    BACK,
    BOTH,
    BUILDING,
    BUSINESS,
    CARE,
    CITIZEN,
    CLUB,
    COUNTER,
    GOVERNMENT,
    HOME,
    HOUSING,
    ILLNESS,
    MAIL,
    MARRIAGE,
    MOVING,
    NEWCOMER,
    ONLINE,
    PARTING,
    PERMIT,
    PHONE,
    PROOF,
    ROADS,
    TRAVEL,
    WALK_IN,
    Condition,
    Desk,
    English,
    Part,
    Product,
)
from onthaal.lindeveld.staff import BURGERZAKEN, SOCIALE_DIENST

PRODUCTS: tuple[Product, ...] = (
    Product(
        slug="adreswijziging",
        name="Adreswijziging doorgeven",
        summary="""Verhuist u naar Lindeveld of binnen Lindeveld? Geef uw nieuwe adres door binnen
        acht werkdagen na uw verhuizing.""",
        more="""U geeft de verhuizing door bij de gemeente waar u gaat wonen. Daarna komt de
        wijkagent langs om te zien of u er woont. Dan krijgt u een uitnodiging om uw kaart te
        laten aanpassen. Vergeet uw pincode niet.

        Wij geven uw nieuwe adres door aan andere overheden. Verwittig zelf uw bank, uw
        verzekering en uw energieleverancier.""",
        conditions=(
            Condition(
                "U woont al op het nieuwe adres.", "U kunt niet vooraf verhuizen in het register."
            ),
            Condition(
                "U geeft de verhuizing door voor wie mee verhuist.",
                "Een volwassen lid van het gezin mag dat voor iedereen doen.",
                "De identiteitskaarten van het gezin",
            ),
            Condition(
                "Verhuist een kind van gescheiden ouders mee? Dan weten wij wat u samen afsprak.",
                "",
                "De afspraak of het vonnis over het verblijf van het kind",
            ),
        ),
        procedures=(
            Part(
                "Online",
                "Geef uw verhuizing door via onze website. U meldt u aan met uw "
                "identiteitskaart of itsme.",
            ),
            Part("Aan het loket", "Kom langs zonder afspraak of maak een afspraak."),
            Part(
                "Uw kaart aanpassen",
                "Na het bezoek van de wijkagent brengt u de kaarten van het hele gezin "
                "mee, met de pincodes.",
            ),
        ),
        costs=(Part("Adreswijziging", "Gratis."),),
        law="""De wet van 19 juli 1991 over de bevolkingsregisters en het koninklijk besluit van
        16 juli 1992 over de bevolkingsregisters.""",
        desk=Desk(
            access=BOTH,
            channels=(COUNTER, ONLINE, PHONE),
            minutes=10,
            per_person=3,
            shared=2,
            max_persons=8,
            skills=("bevolking",),
            bring=("De identiteitskaarten van wie verhuist", "De pincodes van die kaarten"),
            fee=0,
            systems=("Rijksregister", "Belpic"),
            authorisations=("Rijksregister",),
        ),
        team=BURGERZAKEN,
        process="adreswijziging",
        kind=PROOF,
        themes=(GOVERNMENT, HOUSING),
        life_events=(MOVING, NEWCOMER, PARTING, MARRIAGE),
        synonyms=(
            "verhuizen",
            "verhuis",
            "nieuw adres",
            "adres veranderen",
            "domicilie wijzigen",
            "inschrijven gemeente",
            "verhuizing melden",
        ),
        levels=("Federaal", "Lokaal"),
        your_europe=("ProcedureVerhuizingAdreswijziging",),
        english=English(
            name="Report a change of address",
            summary="""Are you moving to Lindeveld or within Lindeveld? Report your new address
            within eight working days of your move.""",
            more="""You report the move to the municipality where you are going to live. The local
            police officer visits you to see whether you live there. Then you are invited to have
            your card updated. Remember your PIN code.""",
            conditions=(
                Condition(
                    "You already live at the new address.", "You cannot register in advance."
                ),
                Condition(
                    "You report the move for everybody who moves with you.",
                    "An adult member of the household may do so for all.",
                    "The identity cards of the household",
                ),
                Condition(
                    "Does a child of separated parents move too? Then we know what you agreed.",
                    "",
                    "The agreement or judgment about where the child stays",
                ),
            ),
            procedures=(
                Part(
                    "Online",
                    "Report your move on our website. You log in with your identity card or itsme.",
                ),
                Part("At the counter", "Walk in or book an appointment."),
                Part(
                    "Update your card",
                    "After the visit of the police officer you bring the cards of the "
                    "whole household, with the PINs.",
                ),
            ),
            costs=(Part("Change of address", "Free."),),
        ),
    ),
    Product(
        slug="verhuizen-naar-het-buitenland",
        name="Verhuizen naar het buitenland",
        summary="""Gaat u in het buitenland wonen? Geef dat door voor u vertrekt. Dan schrappen
        wij u uit het register.""",
        more="""U krijgt een bewijs van schrapping. Daarmee meldt u u in uw nieuwe land bij de
        Belgische ambassade of het consulaat. Gaat u minder dan een jaar weg? Dan kunt u tijdelijk
        afwezig zijn en blijft u ingeschreven.""",
        conditions=(
            Condition(
                "U vertrekt voor langere tijd.",
                "Doe de aangifte ten laatste de dag voor u vertrekt.",
                "Uw identiteitskaart",
            ),
            Condition("U kent uw nieuwe adres of toch het land."),
        ),
        procedures=(
            Part("Zo gaat het", "Kom langs of maak een afspraak. U krijgt het bewijs meteen mee."),
        ),
        costs=(Part("Aangifte", "Gratis."),),
        desk=Desk(
            access=BOTH,
            minutes=15,
            per_person=3,
            shared=2,
            max_persons=6,
            skills=("bevolking",),
            bring=("De identiteitskaarten van wie vertrekt", "Uw nieuwe adres"),
            fee=0,
            systems=("Rijksregister",),
            authorisations=("Rijksregister",),
        ),
        team=BURGERZAKEN,
        process="vertrek-buitenland",
        kind=PROOF,
        themes=(GOVERNMENT,),
        life_events=(MOVING, TRAVEL),
        synonyms=(
            "emigreren",
            "uitschrijven",
            "afvoering",
            "model 8",
            "vertrekken",
            "tijdelijk afwezig",
        ),
        levels=("Federaal", "Lokaal"),
    ),
    Product(
        slug="parkeerverbod-verhuizing",
        name="Parkeerverbod voor een verhuizing of levering",
        summary="""Hebt u plaats nodig voor een verhuiswagen of een lift? Vraag een tijdelijk
        parkeerverbod voor uw deur.""",
        more="""U krijgt een toelating en u mag de borden bij ons afhalen. Zet ze minstens 48 uur
        op voorhand. Noteer de nummerplaten van de auto's die er dan al staan.""",
        conditions=(
            Condition(
                "U vraagt het minstens vijf werkdagen vooraf.",
                "Voor een gewestweg rekent u op tien werkdagen.",
            ),
            Condition("U weet hoeveel meter u nodig hebt en op welk moment."),
        ),
        procedures=(
            Part("Aanvragen", "Vul het formulier online in of kom langs bij het onthaal."),
            Part(
                "De borden",
                "U haalt de borden af in de werkhal. U krijgt de waarborg terug als u ze "
                "terugbrengt.",
            ),
        ),
        costs=(
            Part("Toelating", "15 euro voor de eerste dag, 5 euro voor elke volgende dag."),
            Part("Waarborg", "50 euro voor de borden."),
        ),
        law="Het gemeentelijk reglement over het gebruik van de openbare weg.",
        desk=Desk(
            access=WALK_IN,
            channels=(COUNTER, ONLINE, PHONE),
            minutes=8,
            skills=("openbaar-domein",),
            bring=("Het adres en de dag van uw verhuizing",),
            fee=1500,
            online_url="",
            systems=("GIPOD",),
            privacy=0,
        ),
        team=ONTHAAL,
        process="inname-openbaar-domein",
        kind=PERMIT,
        themes=(ROADS,),
        life_events=(MOVING, BUILDING),
        audiences=(CITIZEN, BUSINESS, CLUB),
        synonyms=(
            "verhuislift",
            "parkeerverbod",
            "verbodsborden",
            "borden verhuis",
            "ladderlift",
            "plaats vrijhouden",
        ),
    ),
    Product(
        slug="bewonerskaart",
        name="Bewonerskaart voor parkeren",
        summary="""Woont u in een straat met blauwe zone? Met een bewonerskaart mag u er langer
        parkeren.""",
        more="""De bewonerskaart is digitaal: wij verbinden ze met uw nummerplaat. U legt dus
        niets achter de voorruit. Ze is twee jaar geldig. Verhuist u, dan vervalt ze.""",
        conditions=(
            Condition("U woont in een straat van de bewonerszone."),
            Condition(
                "De auto staat op uw naam of u gebruikt hem altijd.",
                "",
                "Het inschrijvingsbewijs, of een verklaring van uw werkgever",
            ),
            Condition("Per gezin zijn er twee kaarten."),
        ),
        procedures=(
            Part(
                "Zo gaat het",
                "Vraag de kaart online aan of kom langs. Ze werkt vanaf de volgende werkdag.",
            ),
        ),
        costs=(Part("Eerste kaart", "Gratis."), Part("Tweede kaart", "30 euro per jaar.")),
        law="Het aanvullend reglement over parkeren van de gemeenteraad.",
        desk=Desk(
            access=WALK_IN,
            channels=(COUNTER, ONLINE, PHONE),
            minutes=6,
            shared=2,
            max_persons=2,
            per_person=3,
            skills=("openbaar-domein",),
            bring=("Uw identiteitskaart", "Het inschrijvingsbewijs van uw auto"),
            systems=("Parkeerregister",),
            privacy=1,
        ),
        team=ONTHAAL,
        process="bewonerskaart",
        kind=PERMIT,
        themes=(ROADS,),
        life_events=(MOVING, NEWCOMER),
        synonyms=(
            "parkeerkaart bewoner",
            "blauwe zone",
            "bewonersparkeren",
            "parkeervergunning",
            "parkeren voor de deur",
        ),
    ),
    Product(
        slug="inname-openbaar-domein",
        name="Container, stelling of kraan op straat zetten",
        summary="""Wilt u een container, een stelling of bouwmateriaal op de straat of de stoep
        zetten? Vraag vooraf een toelating.""",
        more="""Wij kijken of voetgangers en fietsers nog veilig voorbij kunnen. U krijgt de
        toelating per e-mail. Hang ze op een plaats waar iedereen ze ziet.""",
        conditions=(
            Condition(
                "U vraagt het minstens tien werkdagen vooraf.", "", "Een schets met de maten"
            ),
            Condition("Er blijft genoeg plaats over.", "Op de stoep is dat anderhalve meter."),
            Condition("U zet de borden en de verlichting die in de toelating staan."),
        ),
        procedures=(
            Part(
                "Aanvragen",
                "Vul het formulier online in. Wij vragen advies aan de dienst Mobiliteit "
                "en soms aan de politie.",
            ),
            Part("Na de werken", "U laat de straat net achter. Wij komen kijken of er schade is."),
        ),
        costs=(
            Part("Dossier", "15 euro."),
            Part("Gebruik", "0,50 euro per vierkante meter per dag, de eerste twee dagen gratis."),
        ),
        law="Het gemeentelijk reglement over het gebruik van de openbare weg.",
        desk=Desk(
            access=BOTH,
            office=BACK,
            channels=(COUNTER, ONLINE, MAIL),
            minutes=15,
            skills=("openbaar-domein",),
            bring=("Een schets met de maten", "De dagen waarop u de plaats nodig hebt"),
            systems=("GIPOD",),
            privacy=0,
        ),
        team=MOBILITEIT,
        process="inname-openbaar-domein",
        kind=PERMIT,
        themes=(ROADS, HOUSING),
        life_events=(BUILDING,),
        audiences=(CITIZEN, BUSINESS),
        synonyms=(
            "container op straat",
            "steiger",
            "stelling",
            "kraan",
            "signalisatievergunning",
            "werken op de stoep",
        ),
    ),
    Product(
        slug="parkeerkaart-handicap",
        name="Parkeerkaart voor personen met een handicap",
        summary="""Met deze kaart parkeert u op plaatsen voor personen met een handicap. De
        federale overheid geeft ze; wij helpen u met de aanvraag.""",
        more="""U vraagt de kaart aan bij de Directie-generaal Personen met een handicap van de
        FOD Sociale Zekerheid. De kaart is persoonlijk: ze geldt in elke auto waarin u zit. In
        Lindeveld parkeert u er gratis mee.""",
        conditions=(
            Condition(
                "Uw handicap is erkend of u kunt moeilijk stappen.",
                "Een arts van de federale overheid beoordeelt dat.",
                "Medische attesten als die gevraagd worden",
            ),
        ),
        procedures=(
            Part(
                "Zelf aanvragen",
                "U vraagt de kaart online aan bij de federale overheid, met uw identiteitskaart.",
            ),
            Part(
                "Met onze hulp",
                "Maak een afspraak in het Sociaal Huis. Wij vullen de aanvraag samen met u in.",
            ),
        ),
        costs=(Part("Parkeerkaart", "Gratis."),),
        desk=Desk(
            access=APPOINTMENT,
            channels=(COUNTER, ONLINE, PHONE, HOME),
            minutes=30,
            skills=("sociaal",),
            bring=("Uw identiteitskaart en pincode", "Medische attesten"),
            fee=0,
            systems=("Handiweb",),
            privacy=3,
        ),
        team=SOCIALE_DIENST,
        process="handicap-aanvraag",
        kind=PROOF,
        themes=(CARE, ROADS),
        life_events=(ILLNESS, AGE),
        synonyms=(
            "gehandicaptenkaart",
            "blauwe kaart",
            "invalide parkeren",
            "mindervalidenkaart",
            "parkeerkaart mindervalide",
        ),
        levels=("Federaal",),
    ),
)
