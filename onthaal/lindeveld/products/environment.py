"""Waste, nature and vermin."""

from __future__ import annotations

from onthaal.lindeveld.categories import MILIEU, ONTHAAL
from onthaal.lindeveld.products.spec import (
    ADVICE,
    APPOINTMENT,
    BACK,
    BIRTH,
    BUILDING,
    CARE,
    COUNTER,
    HOME,
    HOUSING,
    MAIL,
    MONEY,
    MOVING,
    NATURE,
    NEWCOMER,
    OBJECT,
    ONLINE,
    PHONE,
    PLACE,
    WALK_IN,
    Condition,
    Desk,
    Part,
    Product,
)
from onthaal.lindeveld.staff import OMGEVING

PRODUCTS: tuple[Product, ...] = (
    Product(
        slug="recyclagepark",
        name="Recyclagepark bezoeken",
        summary="""In het recyclagepark brengt u afval dat niet in de vuilniszak mag. U meldt u
        aan met uw identiteitskaart.""",
        more="""Het park ligt in de Molenstraat. Breng uw afval gesorteerd mee: dat gaat sneller.
        Papier, glas, metaal, elektrische toestellen en klein gevaarlijk afval zijn gratis.""",
        conditions=(
            Condition(
                "U woont in Lindeveld of u hebt er een tweede verblijf.", "", "Uw identiteitskaart"
            ),
            Condition(
                "Uw afval komt uit een gezin.",
                "Bedrijven brengen hun afval naar een erkende inzamelaar.",
            ),
        ),
        procedures=(
            Part(
                "Zo gaat het",
                "Kies online een moment en kom langs. U betaalt aan de slagboom met de kaart.",
            ),
        ),
        costs=(
            Part("Grofvuil", "0,25 euro per kilogram."),
            Part("Steenpuin en hout", "0,08 euro per kilogram."),
            Part(
                "Groenafval",
                "De eerste 200 kilogram per jaar gratis, daarna 0,06 euro per kilogram.",
            ),
        ),
        law="Het Materialendecreet van 23 december 2011.",
        desk=Desk(channels=(ONLINE,), minutes=10, systems=("Weegbrug",), privacy=0),
        team=MILIEU,
        process="",
        kind=PLACE,
        themes=(NATURE,),
        life_events=(MOVING, NEWCOMER, BUILDING),
        synonyms=(
            "containerpark",
            "milieupark",
            "grof vuil",
            "stort",
            "afval wegbrengen",
            "snoeihout",
        ),
    ),
    Product(
        slug="afvalcontainer",
        name="Afvalcontainer aanvragen of omruilen",
        summary="""Elk gezin krijgt een container voor restafval en een voor groente-, fruit- en
        tuinafval. U kiest de maat.""",
        more="""Er zijn containers van 40, 120 en 240 liter. Op de container zit een chip: u
        betaalt per kilogram. Is uw container stuk of gestolen? Meld het, dan ruilen wij hem
        gratis om. De ophaaldagen staan op de afvalkalender.""",
        conditions=(
            Condition("U bent ingeschreven op een adres in Lindeveld.", "", "Uw identiteitskaart"),
        ),
        procedures=(
            Part(
                "Zo gaat het",
                "Vraag de container online, telefonisch of aan het onthaal. Wij leveren "
                "hem binnen tien werkdagen.",
            ),
        ),
        costs=(
            Part("Eerste container", "Gratis."),
            Part("Andere maat", "10 euro per wissel."),
            Part("Restafval", "0,30 euro per kilogram."),
        ),
        desk=Desk(
            access=WALK_IN,
            channels=(COUNTER, ONLINE, PHONE),
            minutes=6,
            shared=2,
            skills=("onthaal",),
            bring=("Uw identiteitskaart",),
            systems=("Diftar",),
            privacy=1,
        ),
        team=ONTHAAL,
        process="afvalcontainer",
        kind=OBJECT,
        themes=(NATURE,),
        life_events=(MOVING, NEWCOMER, BIRTH),
        synonyms=(
            "vuilnisbak",
            "GFT-bak",
            "restafval container",
            "diftar",
            "bak kapot",
            "afvalkalender",
            "huisvuil",
        ),
    ),
    Product(
        slug="afvalkalender",
        name="Afvalkalender en vuilniszakken",
        summary="""Op de afvalkalender ziet u wanneer wij papier, pmd, glas en restafval ophalen
        in uw straat.""",
        more="""U vindt de kalender op onze website en u krijgt hem in december in de bus. Zet uw
        afval buiten na 20 uur de avond ervoor. Zakken voor pmd koopt u aan het onthaal en in de
        winkels.""",
        conditions=(Condition("Uw afval komt uit een gezin."),),
        procedures=(
            Part(
                "Zo gaat het",
                "Haal een gedrukte kalender of zakken bij het onthaal. U hebt geen afspraak nodig.",
            ),
        ),
        costs=(Part("Kalender", "Gratis."), Part("Zakken voor pmd", "3 euro per rol van 20.")),
        desk=Desk(
            access=WALK_IN,
            channels=(COUNTER, ONLINE, PHONE),
            minutes=3,
            skills=("onthaal",),
            fee=0,
            privacy=0,
        ),
        team=ONTHAAL,
        process="onthaal-afgifte",
        kind=OBJECT,
        themes=(NATURE,),
        life_events=(NEWCOMER, MOVING),
        synonyms=(
            "pmd-zakken",
            "blauwe zakken",
            "ophaling afval",
            "vuilkar",
            "wanneer afval",
            "ophaalkalender",
        ),
    ),
    Product(
        slug="compostvat",
        name="Compostvat of wormenbak kopen",
        summary="""Wilt u thuis composteren? Bij ons koopt u een compostvat, een compostbak of een
        wormenbak tegen een lage prijs.""",
        more="""Onze compostmeesters geven in de lente een gratis les. U leert er wat er in het
        vat mag en hoe u geurtjes vermijdt.""",
        conditions=(
            Condition(
                "U woont in Lindeveld.",
                "Per gezin verkopen wij er één per drie jaar.",
                "Uw identiteitskaart",
            ),
        ),
        procedures=(
            Part(
                "Zo gaat het",
                "Betaal aan het onthaal of online. U haalt het vat af in de werkhal, of "
                "wij leveren het.",
            ),
        ),
        costs=(
            Part("Compostvat van 280 liter", "20 euro."),
            Part("Wormenbak", "25 euro."),
            Part("Levering", "10 euro."),
        ),
        desk=Desk(
            access=WALK_IN,
            channels=(COUNTER, ONLINE, PHONE),
            minutes=6,
            shared=2,
            skills=("onthaal",),
            bring=("Uw identiteitskaart",),
            fee=2000,
            pays_online=False,
            privacy=1,
        ),
        team=ONTHAAL,
        process="onthaal-afgifte",
        kind=OBJECT,
        themes=(NATURE,),
        synonyms=("composteren", "compostbak", "wormenbak", "GFT thuis", "tuinafval"),
    ),
    Product(
        slug="rattenbestrijding",
        name="Ratten laten bestrijden",
        summary="""Ziet u ratten in uw tuin, uw huis of de gracht? Meld het. Onze rattenvanger
        komt gratis langs.""",
        more="""Hij plaatst vallen of gif op een veilige manier en komt na enkele dagen terug.
        Laat geen eten van dieren buiten staan en sluit uw compost goed af. Voor muizen koopt u
        zelf vallen.""",
        conditions=(Condition("De ratten zitten in Lindeveld.", "Ook huurders mogen het melden."),),
        procedures=(
            Part(
                "Zo gaat het",
                "Meld het online of telefonisch. De rattenvanger belt u binnen drie werkdagen.",
            ),
        ),
        costs=(Part("Bestrijding", "Gratis voor gezinnen."),),
        desk=Desk(channels=(ONLINE, PHONE, HOME), minutes=5, fee=0, privacy=1),
        team=MILIEU,
        process="rattenbestrijding",
        kind=ADVICE,
        themes=(NATURE, CARE),
        synonyms=("ratten", "rattenvanger", "ongedierte", "muskusrat", "rattenvergif"),
    ),
    Product(
        slug="premie-regenwater",
        name="Premie voor een regenwaterput of groendak",
        summary="""Plaatst u een regenwaterput, een infiltratie of een groendak? Lindeveld geeft u
        een premie.""",
        more="""De premie is er alleen als de put niet verplicht is door uw vergunning. Zo helpen
        wij wie meer doet dan moet.""",
        conditions=(
            Condition("Uw woning ligt in Lindeveld."),
            Condition("De put of het dak is niet verplicht.", "", "Uw vergunning als u die hebt"),
            Condition("De werken zijn klaar en betaald.", "", "De factuur en foto's"),
        ),
        procedures=(
            Part(
                "Zo gaat het",
                "Vul het formulier online in. Wij komen kijken. Daarna beslist het college.",
            ),
        ),
        costs=(Part("Aanvraag", "Gratis."),),
        benefits=(
            Part("Regenwaterput", "250 euro."),
            Part("Groendak", "15 euro per vierkante meter, hoogstens 750 euro."),
        ),
        law="Het premiereglement van Lindeveld, goedgekeurd door de gemeenteraad.",
        desk=Desk(
            access=APPOINTMENT,
            office=BACK,
            channels=(COUNTER, ONLINE, MAIL),
            minutes=15,
            skills=("omgeving",),
            bring=("De factuur", "Foto's van de werken", "Uw rekeningnummer"),
            fee=0,
        ),
        team=OMGEVING,
        process="premie",
        kind=MONEY,
        themes=(NATURE, HOUSING),
        life_events=(BUILDING,),
        synonyms=(
            "hemelwaterput",
            "regenput",
            "subsidie regenwater",
            "groendak",
            "infiltratie",
            "wadi",
        ),
    ),
)
