"""What residents of Lindeveld can report: groups, categories, questions and ready answers.

Plain data. A municipality starts from this list and changes it on its own pages. The phone numbers
of other organisations are the public ones of Flanders.
"""

from __future__ import annotations

from dataclasses import dataclass, field

EMERGENCY, NOT_OURS = "emergency", "not_ours"
CHOICE, CHOICES, TEXT, NUMBER, DATE = "choice", "choices", "text", "number", "date"

WEGEN = "Wegen"
VERLICHTING = "Openbare verlichting"
NETHEID = "Netheid"
GROEN = "Groen"
RIOLERING = "Riolering en water"
MOBILITEIT = "Mobiliteit"
GEBOUWEN = "Gebouwen en speelpleinen"
MILIEU = "Milieu en handhaving"
ONTHAAL = "Onthaal"

# Within this many working days a team answers for the first time, about.
CALL_112 = "Bel meteen 112. Blijf uit de buurt en waarschuw anderen als dat veilig kan."
CALL_1722 = (
    "Is er gevaar voor mensen? Bel 112. Vraagt u hulp van de brandweer bij storm- of waterschade "
    "zonder gevaar voor mensen? Bel 1722 of gebruik 1722.be."
)
CALL_FLUVIUS = (
    "Voor een stroompanne of een beschadigde kabel belt u Fluvius: 078 35 35 00, dag en nacht. "
    "Op fluvius.be ziet u of de panne al bekend is."
)


@dataclass(frozen=True)
class QuestionSpec:
    key: str
    label: str
    kind: str
    options: tuple[str, ...] = ()
    required: bool = False
    hint: str = ""
    stop_on: str = ""
    stopper: str = ""
    stopper_text: str = ""


@dataclass(frozen=True)
class CategorySpec:
    slug: str
    name: str
    icon: str
    hint: str
    keywords: tuple[str, ...]
    team: str
    working_days: int = 10
    is_public: bool = True
    questions: tuple[QuestionSpec, ...] = ()
    stopper: str = ""
    stopper_text: str = ""
    notice: str = ""
    resolved: tuple[str, ...] = field(default=())


@dataclass(frozen=True)
class GroupSpec:
    slug: str
    name: str
    icon: str
    hint: str
    categories: tuple[CategorySpec, ...]


def _choice(key: str, label: str, *options: str, required: bool = False) -> QuestionSpec:
    return QuestionSpec(key, label, CHOICE, options, required)


_POLE = QuestionSpec(
    "paalnummer", "Welk nummer staat er op de paal?", TEXT, hint="Een plaatje op ooghoogte."
)

GROUPS: tuple[GroupSpec, ...] = (
    GroupSpec(
        "wegdek-of-voetpad",
        "Wegdek of voetpad",
        "construction",
        "Put, losse tegel, verzakking",
        (
            CategorySpec(
                "put-in-de-weg",
                "Put of schade in het wegdek",
                "construction",
                "Put, barst of loskomend asfalt op de rijbaan",
                ("put", "gat", "asfalt", "wegdek", "barst", "kuil", "rijbaan"),
                WEGEN,
                10,
                questions=(
                    _choice(
                        "grootte",
                        "Hoe groot is de put?",
                        "Kleiner dan een bord",
                        "Zo groot als een bord",
                        "Groter",
                        required=True,
                    ),
                    _choice(
                        "plaats",
                        "Waar ligt de put?",
                        "Op de rijbaan",
                        "Aan de rand",
                        "Op een parkeerplaats",
                    ),
                ),
                resolved=(
                    "Onze ploeg heeft de put gevuld met asfalt. De weg is weer vlak.",
                    (
                        "De put is hersteld. Omdat het nat was, komen wij in het voorjaar nog eens "
                        "terug om de naad af te werken."
                    ),
                    "Wij hebben het wegdek hersteld en de rand verstevigd.",
                ),
            ),
            CategorySpec(
                "losse-tegel",
                "Losse of kapotte tegel",
                "footprints",
                "Tegel die los ligt, uitsteekt of stuk is",
                ("tegel", "voetpad", "stoep", "klinker", "struikelen", "trottoir"),
                WEGEN,
                15,
                questions=(
                    _choice("hinder", "Kan een rolstoel of kinderwagen er nog langs?", "Ja", "Nee"),
                ),
                resolved=(
                    "De tegels zijn opnieuw gelegd. Het voetpad is weer veilig.",
                    "Wij hebben de kapotte tegels vervangen en het zandbed aangevuld.",
                    "De losse klinkers zijn vastgelegd.",
                ),
            ),
            CategorySpec(
                "schade-fietspad",
                "Schade aan een fietspad",
                "bike",
                "Put, boomwortel of glas op het fietspad",
                ("fietspad", "fiets", "boomwortel", "wortel", "glas", "betonplaat"),
                WEGEN,
                10,
                questions=(
                    _choice(
                        "wat",
                        "Wat is er mis?",
                        "Put of barst",
                        "Boomwortels",
                        "Glas of puin",
                        "Iets anders",
                        required=True,
                    ),
                ),
                resolved=(
                    "Het fietspad is hersteld en geveegd.",
                    ("De plaats is vlak gemaakt. De wortels pakken wij aan bij de heraanleg."),
                ),
            ),
            CategorySpec(
                "verzakking",
                "Verzakking",
                "shovel",
                "De weg of het voetpad zakt weg",
                ("verzakking", "verzakt", "zakt", "weggezakt", "verzakken"),
                WEGEN,
                10,
                questions=(
                    QuestionSpec(
                        "gat",
                        "Is er een gat te zien?",
                        CHOICE,
                        ("Nee", "Ja, een diep gat"),
                        True,
                        stop_on="Ja, een diep gat",
                        stopper=EMERGENCY,
                        stopper_text="Een diep gat is gevaarlijk. Bel de politie op 101, dan wordt "
                        "de plaats meteen afgezet.",
                    ),
                ),
                resolved=(
                    "De verzakking is opgevuld. Wij controleren de plaats over een maand.",
                    ("De oorzaak was een lek in een huisaansluiting. Dat is hersteld."),
                ),
            ),
            CategorySpec(
                "sneeuw-of-ijzel",
                "Sneeuw of ijzel",
                "snowflake",
                "Gladde weg of fietspad dat niet gestrooid is",
                ("sneeuw", "ijzel", "ijs", "glad", "strooien", "gladheid", "zout"),
                WEGEN,
                1,
                notice="Wij strooien eerst de grote wegen, de fietspaden en de buurt van scholen. "
                "Op het voetpad voor uw huis strooit u zelf.",
                resolved=(
                    "Onze strooidienst is langs geweest.",
                    "De straat staat nu op de strooiroute en is vanochtend gestrooid.",
                ),
            ),
            CategorySpec(
                "gewestweg",
                "Probleem op een gewestweg",
                "route",
                "Steenweg op Geel of Steenweg op Mol",
                ("gewestweg", "steenweg", "gewest"),
                WEGEN,
                5,
                is_public=False,
                stopper=NOT_OURS,
                stopper_text="De Steenweg op Geel en de Steenweg op Mol zijn gewestwegen. Die "
                "beheert het Agentschap Wegen en Verkeer, ook de lampen en de fietspaden ernaast. "
                "Meld het op meldpuntwegen.be: uw melding komt daar meteen bij de juiste ploeg.",
            ),
        ),
    ),
    GroupSpec(
        "straatverlichting",
        "Straatverlichting",
        "lamp-floor",
        "Lamp stuk of brandt overdag",
        (
            CategorySpec(
                "lamp-brandt-niet",
                "Lamp brandt niet",
                "lamp-floor",
                "Eén of meer lampen zijn uit",
                ("lamp", "lantaarn", "licht", "verlichting", "donker", "uit", "straatlamp"),
                VERLICHTING,
                10,
                questions=(
                    QuestionSpec(
                        "aantal",
                        "Hoeveel lampen branden niet?",
                        CHOICE,
                        (
                            "Eén lamp",
                            "Enkele lampen",
                            "Alle lampen, en de huizen hebben geen stroom",
                        ),
                        True,
                        stop_on="Alle lampen, en de huizen hebben geen stroom",
                        stopper=NOT_OURS,
                        stopper_text=CALL_FLUVIUS,
                    ),
                    _POLE,
                ),
                resolved=(
                    "De lamp is vervangen door een ledlamp en brandt weer.",
                    "De zekering in de paal was stuk. Die is vervangen en de lampen branden weer.",
                    "De lamp is hersteld. Wij hebben ze ’s avonds gecontroleerd.",
                ),
            ),
            CategorySpec(
                "lamp-brandt-overdag",
                "Lamp brandt overdag",
                "lightbulb",
                "De verlichting gaat niet uit",
                ("overdag", "brandt", "energie", "verspilling"),
                VERLICHTING,
                20,
                questions=(_POLE,),
                resolved=(
                    "De lichtcel was vuil en schakelde niet meer. Ze is schoongemaakt.",
                    "De schakelkast is opnieuw ingesteld.",
                ),
            ),
            CategorySpec(
                "lamp-knippert",
                "Lamp knippert of schijnt binnen",
                "zap",
                "Flikkerend licht of licht in de slaapkamer",
                ("knippert", "flikkert", "verblindt", "slaapkamer"),
                VERLICHTING,
                15,
                questions=(_POLE,),
                resolved=(
                    "Wij hebben de lamp vervangen. Ze knippert niet meer.",
                    "De lamp is bijgedraaid en afgeschermd aan de kant van uw gevel.",
                ),
            ),
            CategorySpec(
                "verlichtingspaal-beschadigd",
                "Lichtpaal scheef of beschadigd",
                "lamp",
                "Aangereden paal, open deurtje",
                ("paal", "scheef", "aangereden", "aanrijding", "lichtmast"),
                VERLICHTING,
                5,
                questions=(
                    QuestionSpec(
                        "draden",
                        "Ziet u losse draden?",
                        CHOICE,
                        ("Nee", "Ja"),
                        True,
                        stop_on="Ja",
                        stopper=EMERGENCY,
                        stopper_text="Raak de paal niet aan en houd kinderen uit de buurt. Bel 112 "
                        "als er gevaar is, of Fluvius op 078 35 35 00.",
                    ),
                    _POLE,
                ),
                resolved=(
                    "De paal staat weer recht en is opnieuw aangesloten.",
                    "De beschadigde paal is vervangen.",
                ),
            ),
            CategorySpec(
                "stroompanne",
                "Stroompanne",
                "zap",
                "Ook in de huizen is er geen stroom",
                ("stroompanne", "elektriciteit", "panne", "stroom"),
                VERLICHTING,
                5,
                is_public=False,
                stopper=NOT_OURS,
                stopper_text=CALL_FLUVIUS,
            ),
        ),
    ),
    GroupSpec(
        "zwerfvuil",
        "Zwerfvuil",
        "trash-2",
        "Sluikstort, volle vuilbak",
        (
            CategorySpec(
                "zwerfvuil-op-straat",
                "Zwerfvuil",
                "trash-2",
                "Blikjes, papier of plastic op straat",
                ("zwerfvuil", "blikjes", "papier", "plastic", "vuil", "rommel", "afval"),
                NETHEID,
                5,
                resolved=(
                    "Onze ploeg heeft de plaats opgeruimd.",
                    "Het zwerfvuil is geraapt. De straat staat nu ook op de vaste veegronde.",
                ),
            ),
            CategorySpec(
                "sluikstort",
                "Sluikstort",
                "truck",
                "Zakken, meubels of bouwafval achtergelaten",
                (
                    "sluikstort",
                    "gedumpt",
                    "matras",
                    "zetel",
                    "zakken",
                    "bouwafval",
                    "banden",
                    "asbest",
                ),
                NETHEID,
                3,
                questions=(
                    _choice(
                        "soort",
                        "Wat ligt er?",
                        "Vuilniszakken",
                        "Meubels of matras",
                        "Bouwafval",
                        "Autobanden",
                        "Iets anders",
                        required=True,
                    ),
                    _choice(
                        "gevaarlijk",
                        "Ligt er iets gevaarlijks bij (asbest, verf, spuiten)?",
                        "Nee",
                        "Ja",
                        "Dat weet ik niet",
                    ),
                ),
                resolved=(
                    (
                        "Het sluikstort is opgehaald. In de zakken zat post: de "
                        "handhaver volgt dat op."
                    ),
                    "Alles is opgeruimd. Wij plaatsen hier enkele weken een camera.",
                    "De matras en de zakken zijn weggehaald.",
                ),
            ),
            CategorySpec(
                "volle-vuilbak",
                "Volle of kapotte vuilbak",
                "trash",
                "Openbare vuilbak",
                ("vuilbak", "vol", "overvol", "vuilnisbak", "prullenbak"),
                NETHEID,
                3,
                resolved=(
                    "De vuilbak is leeg en de omgeving is geveegd.",
                    "De vuilbak was stuk en is vervangen.",
                ),
            ),
            CategorySpec(
                "glasbol",
                "Volle glasbol of textielcontainer",
                "recycle",
                "",
                ("glasbol", "glas", "container", "textiel", "kledingcontainer", "flessen"),
                NETHEID,
                5,
                resolved=(
                    "De glasbol is leeggemaakt en de scherven zijn opgeruimd.",
                    "De container is leeg. Wij vroegen om hem in het weekend vaker te legen.",
                ),
            ),
            CategorySpec(
                "hondenpoep",
                "Hondenpoep",
                "dog",
                "Steeds op dezelfde plaats",
                ("hond", "hondenpoep", "uitwerpselen", "poep", "drollen"),
                NETHEID,
                10,
                resolved=(
                    "De plaats is schoongemaakt. Wij hangen er zakjes en een bordje.",
                    "Opgeruimd. De gemeenschapswacht doet hier de volgende weken de ronde.",
                ),
            ),
            CategorySpec(
                "graffiti",
                "Graffiti of aanplakking",
                "paintbrush",
                "Op een openbaar gebouw of bank",
                ("graffiti", "beklad", "spuitbus", "plakken", "stickers", "tag"),
                NETHEID,
                15,
                resolved=(
                    "De graffiti is verwijderd.",
                    "De muur is gereinigd en kreeg een beschermlaag.",
                ),
            ),
            CategorySpec(
                "dood-dier",
                "Dood dier",
                "paw-print",
                "Op straat of langs de weg",
                ("dode", "kat", "egel", "dier", "aangereden", "kadaver"),
                NETHEID,
                1,
                is_public=False,
                notice="Had het dier een halsband of chip? Dan zoeken wij het baasje.",
                resolved=(
                    "Wij hebben het dier weggehaald. Er was geen chip.",
                    "Het dier is opgehaald en het baasje is verwittigd.",
                ),
            ),
            CategorySpec(
                "huisvuil-niet-opgehaald",
                "Huisvuil niet opgehaald",
                "recycle",
                "Restafval, PMD, papier of gft",
                ("huisvuil", "pmd", "restafval", "gft", "ophaling", "opgehaald", "kalender"),
                NETHEID,
                5,
                is_public=False,
                stopper=NOT_OURS,
                stopper_text="De ophaling gebeurt door de afvalintercommunale, niet door de "
                "gemeente. U vindt het nummer op uw afvalkalender en in de app Recycle! "
                "Laat de zak of container staan tot de volgende werkdag.",
            ),
        ),
    ),
    GroupSpec(
        "groen-en-bomen",
        "Groen en bomen",
        "tree-deciduous",
        "Afgebroken tak, onkruid",
        (
            CategorySpec(
                "gevaarlijke-tak",
                "Afgebroken of gevaarlijke tak",
                "tree-deciduous",
                "Tak op de weg of boom die dreigt te vallen",
                ("tak", "boom", "afgebroken", "omgevallen", "storm", "afgewaaid"),
                GROEN,
                3,
                questions=(
                    QuestionSpec(
                        "kabel",
                        "Waar ligt of hangt de tak?",
                        CHOICE,
                        (
                            "Op de grond",
                            "Nog in de boom",
                            "Op een elektriciteitskabel",
                            "Op een huis of auto",
                        ),
                        True,
                        stop_on="Op een elektriciteitskabel",
                        stopper=EMERGENCY,
                        stopper_text=f"Blijf op afstand. {CALL_112}",
                    ),
                ),
                resolved=(
                    "De tak is weggehaald. De boom zelf is nagekeken en is gezond.",
                    "Wij hebben de boom veilig gesnoeid.",
                    "De boom was ziek en is geveld. In het plantseizoen komt er een nieuwe.",
                ),
            ),
            CategorySpec(
                "snoeien",
                "Boom of haag snoeien",
                "leaf",
                "Takken hangen over de weg of voor een bord",
                ("snoeien", "haag", "takken", "overhangend", "struik"),
                GROEN,
                30,
                notice="Tussen 1 maart en 15 juli snoeien wij alleen als het moet, omdat er dan "
                "vogels broeden.",
                resolved=(
                    "De haag is geschoren en het voetpad is weer vrij.",
                    "De takken voor het verkeersbord zijn gesnoeid.",
                    "De boom staat op de snoeilijst en is deze week gesnoeid.",
                ),
            ),
            CategorySpec(
                "onkruid",
                "Onkruid",
                "sprout",
                "Op het voetpad, plein of kerkhof",
                ("onkruid", "distels", "gras", "voetpad", "brandnetels"),
                GROEN,
                20,
                notice="Wij gebruiken geen gif. Daarom ziet u soms wat meer groen dan vroeger.",
                resolved=(
                    "Het onkruid is weggeborsteld.",
                    (
                        "Onze ploeg is langs geweest. De straat komt nu vier keer per jaar aan "
                        "de beurt."
                    ),
                ),
            ),
            CategorySpec(
                "maaien",
                "Gras of berm maaien",
                "flower-2",
                "Hoog gras, slecht zicht aan een kruispunt",
                ("maaien", "berm", "gras", "hoog", "zicht"),
                GROEN,
                15,
                notice="Bermen maaien wij pas na 15 juni, behalve waar het zicht slecht is.",
                resolved=(
                    "De berm is gemaaid. Het zicht is weer goed.",
                    "Het gras is gemaaid en afgevoerd.",
                ),
            ),
            CategorySpec(
                "bladeren",
                "Bladeren op straat",
                "leaf",
                "Gladde bladeren, volle bladkorf",
                ("bladeren", "blad", "bladkorf", "herfst", "glad"),
                GROEN,
                10,
                resolved=(
                    "De bladeren zijn weggeveegd.",
                    "De bladkorf is leeg en wij komen nu elke week langs.",
                ),
            ),
            CategorySpec(
                "processierupsen",
                "Eikenprocessierupsen",
                "bug",
                "Nesten of rupsen in een eik",
                ("rupsen", "processierups", "eik", "jeuk", "nest"),
                GROEN,
                3,
                notice="Raak de rupsen niet aan. De haren veroorzaken jeuk.",
                questions=(
                    _choice("school", "Is er een school of speelplein in de buurt?", "Ja", "Nee"),
                ),
                resolved=(
                    "Het nest is weggezogen door een gespecialiseerde firma.",
                    "De eik is behandeld. Wij hebben linten gehangen als waarschuwing.",
                ),
            ),
            CategorySpec(
                "wespennest",
                "Wespennest",
                "bug",
                "Nest op een openbare plaats",
                ("wespen", "wespennest", "hoornaar", "bijen", "nest"),
                GROEN,
                3,
                is_public=False,
                questions=(
                    QuestionSpec(
                        "terrein",
                        "Waar zit het nest?",
                        CHOICE,
                        ("Op een openbare plaats", "Bij mij thuis"),
                        True,
                        stop_on="Bij mij thuis",
                        stopper=NOT_OURS,
                        stopper_text="Voor een nest bij u thuis vraagt u de brandweer via 1722.be, "
                        "of een erkende verdelger.",
                    ),
                ),
                resolved=(
                    "Het nest is verwijderd.",
                    "Het waren bijen. Een imker heeft het volk meegenomen.",
                ),
            ),
            CategorySpec(
                "ratten",
                "Ratten",
                "rat",
                "Ratten of muizen op een openbare plaats",
                ("rat", "ratten", "ongedierte", "muizen"),
                MILIEU,
                5,
                is_public=False,
                resolved=("De rattenvanger is langs geweest en komt over twee weken terug.",),
            ),
        ),
    ),
    GroupSpec(
        "water-en-riool",
        "Water en riool",
        "droplets",
        "Verstopte kolk, wateroverlast",
        (
            CategorySpec(
                "verstopte-kolk",
                "Verstopte rioolkolk",
                "droplets",
                "Het water loopt niet weg",
                ("kolk", "rioolkolk", "verstopt", "slokker", "afvoer", "rooster"),
                RIOLERING,
                5,
                resolved=(
                    "De kolk is leeggezogen. Het water loopt weer weg.",
                    "De kolk zat vol bladeren en zand. Ze is gereinigd en doorgespoeld.",
                ),
            ),
            CategorySpec(
                "water-op-straat",
                "Water op straat",
                "waves",
                "Plassen of overstroming na regen",
                ("wateroverlast", "overstroming", "water", "plas", "onder"),
                RIOLERING,
                5,
                questions=(
                    QuestionSpec(
                        "huizen",
                        "Loopt het water huizen binnen?",
                        CHOICE,
                        ("Nee", "Ja"),
                        True,
                        stop_on="Ja",
                        stopper=EMERGENCY,
                        stopper_text=CALL_1722,
                    ),
                ),
                resolved=(
                    "De afvoer is vrijgemaakt. Bij de laatste bui bleef er geen water staan.",
                    "De goot is verlaagd, zodat het water naar de kolk loopt.",
                ),
            ),
            CategorySpec(
                "putdeksel",
                "Los of rammelend putdeksel",
                "circle-alert",
                "",
                ("putdeksel", "deksel", "rammelt", "rammelend", "lawaai"),
                RIOLERING,
                5,
                resolved=(
                    "Het deksel ligt weer vast en rammelt niet meer.",
                    "Het deksel en het kader zijn vervangen.",
                ),
            ),
            CategorySpec(
                "rioolgeur",
                "Geur van het riool",
                "wind",
                "",
                ("geur", "stank", "riool", "stinkt", "ruikt"),
                RIOLERING,
                10,
                resolved=("Het riool is gespoeld en de stankafsluiter is hersteld.",),
            ),
            CategorySpec(
                "gracht-of-beek",
                "Gracht of beek",
                "waves",
                "Verstopt, vervuild of dode vissen",
                ("gracht", "beek", "sloot", "vissen", "vervuild", "olie", "duiker"),
                RIOLERING,
                15,
                questions=(
                    _choice(
                        "wat",
                        "Wat ziet u?",
                        "Verstopping",
                        "Kleur, schuim of olie",
                        "Dode vissen",
                        "Iets anders",
                        required=True,
                    ),
                ),
                resolved=(
                    "De gracht is geruimd.",
                    "Wij namen een staal. Het water is proper: het schuim kwam van bladeren.",
                ),
            ),
            CategorySpec(
                "waterlek",
                "Lek in de waterleiding",
                "pipette",
                "Helder water komt uit de grond",
                ("waterlek", "waterleiding", "drinkwater", "lek"),
                RIOLERING,
                2,
                is_public=False,
                stopper=NOT_OURS,
                stopper_text="Een lek in de waterleiding herstelt uw drinkwatermaatschappij, "
                "dag en nacht. Het nummer staat op uw waterfactuur.",
            ),
        ),
    ),
    GroupSpec(
        "verkeersborden",
        "Verkeersborden",
        "signpost",
        "Scheef, stuk of verdwenen",
        (
            CategorySpec(
                "verkeersbord",
                "Verkeersbord scheef, stuk of verdwenen",
                "signpost",
                "",
                ("bord", "verkeersbord", "straatnaambord", "scheef", "omgereden", "paaltje"),
                MOBILITEIT,
                5,
                questions=(
                    _choice(
                        "bord",
                        "Welk bord is het?",
                        "Stopbord of voorrang",
                        "Snelheid",
                        "Parkeren",
                        "Straatnaam",
                        "Een ander bord",
                        required=True,
                    ),
                ),
                resolved=(
                    "Het bord staat weer recht.",
                    "Er hangt een nieuw bord.",
                    "Het paaltje is vervangen.",
                ),
            ),
            CategorySpec(
                "wegmarkering",
                "Zebrapad of markering versleten",
                "paintbrush",
                "",
                ("zebrapad", "markering", "verf", "strepen", "lijnen", "versleten"),
                MOBILITEIT,
                30,
                resolved=(
                    "Het zebrapad is opnieuw geschilderd.",
                    "De markering is vernieuwd bij de laatste schilderbeurt.",
                ),
            ),
            CategorySpec(
                "signalisatie-werken",
                "Signalisatie bij werken",
                "cone",
                "Borden die ontbreken of zijn blijven staan",
                ("werken", "omleiding", "werf", "signalisatie", "kegel", "nadar"),
                MOBILITEIT,
                3,
                resolved=(
                    "De aannemer heeft de borden juist gezet.",
                    "De vergeten borden zijn opgehaald.",
                ),
            ),
            CategorySpec(
                "verkeersveiligheid",
                "Gevaarlijke plaats in het verkeer",
                "triangle-alert",
                "Te snel, slecht zicht, gevaarlijke oversteek",
                ("snelheid", "gevaarlijk", "oversteken", "kruispunt", "racen", "hard"),
                MOBILITEIT,
                30,
                is_public=False,
                resolved=(
                    (
                        "Wij hebben een week gemeten. De gemiddelde snelheid was 34 km per uur. "
                        "De resultaten bespraken wij met de politie."
                    ),
                    "Er komt een verkeersremmer. U vindt het plan op onze website.",
                ),
            ),
            CategorySpec(
                "fout-geparkeerd",
                "Fout geparkeerd voertuig",
                "car",
                "",
                ("geparkeerd", "parkeren", "auto", "voertuig", "garage"),
                MILIEU,
                5,
                is_public=False,
                stopper=NOT_OURS,
                stopper_text="Voor een voertuig dat nu hindert, belt u de lokale politie op 101. "
                "Een melding bij de gemeente komt te laat.",
            ),
        ),
    ),
    GroupSpec(
        "speeltuin-of-bank",
        "Speeltuin of bank",
        "toy-brick",
        "Kapot of onveilig",
        (
            CategorySpec(
                "speeltoestel",
                "Kapot speeltoestel",
                "toy-brick",
                "Schommel, glijbaan, klimrek",
                ("schommel", "speeltuin", "glijbaan", "klimrek", "speelplein", "toestel"),
                GEBOUWEN,
                3,
                questions=(
                    QuestionSpec(
                        "toestel",
                        "Welk toestel is het?",
                        CHOICE,
                        ("Schommel", "Glijbaan", "Klimrek", "Wip of veer", "Iets anders"),
                        True,
                    ),
                ),
                resolved=(
                    "Het toestel is hersteld en gekeurd. Spelen mag weer.",
                    "De schommel hangt er weer, met nieuwe kettingen.",
                    "Het toestel is weggenomen. Een nieuw is besteld voor de lente.",
                ),
            ),
            CategorySpec(
                "bank-of-tafel",
                "Kapotte bank of picknicktafel",
                "sofa",
                "",
                ("bank", "zitbank", "tafel", "plank", "picknick"),
                GEBOUWEN,
                15,
                resolved=("De planken zijn vervangen.", "De bank staat weer vast."),
            ),
            CategorySpec(
                "sportveld",
                "Schade aan een sportveld",
                "flag",
                "",
                ("sportveld", "doel", "net", "voetbal", "basket"),
                GEBOUWEN,
                10,
                resolved=("Het doelnet is vervangen.", "De ploeg heeft het veld hersteld."),
            ),
            CategorySpec(
                "gemeentegebouw",
                "Schade aan een gemeentelijk gebouw",
                "building",
                "",
                ("gebouw", "deur", "raam", "dak", "sporthal", "bibliotheek"),
                GEBOUWEN,
                10,
                resolved=("De deur sluit weer.", "Het raam is hersteld."),
            ),
            CategorySpec(
                "openbaar-toilet",
                "Openbaar toilet vuil of stuk",
                "toilet",
                "",
                ("toilet", "wc", "vuil", "papier"),
                GEBOUWEN,
                3,
                resolved=("Het toilet is schoongemaakt en werkt weer.",),
            ),
        ),
    ),
    GroupSpec(
        "iets-anders",
        "Iets anders",
        "ellipsis",
        "Past niet in de lijst",
        (
            CategorySpec(
                "lawaai",
                "Lawaai of overlast",
                "volume-2",
                "Muziek, machines, hangplek",
                ("lawaai", "muziek", "overlast", "geluid", "feest", "hangjongeren"),
                MILIEU,
                15,
                is_public=False,
                notice="Is het lawaai nu bezig? Bel de lokale politie op 101.",
                resolved=(
                    "Onze handhaver heeft met de uitbater gesproken.",
                    "De gemeenschapswachten deden enkele avonden de ronde.",
                ),
            ),
            CategorySpec(
                "afval-verbranden",
                "Afval verbranden",
                "flame",
                "Rook van een tuinvuur",
                ("verbranden", "rook", "vuur", "stook", "tuinvuur"),
                MILIEU,
                10,
                is_public=False,
                notice="Is het vuur nu bezig? Bel de lokale politie op 101. Bij gevaar: 112.",
                resolved=("De handhaver is langs geweest en gaf een waarschuwing.",),
            ),
            CategorySpec(
                "verwaarloosd-pand",
                "Verwaarloosd huis of terrein",
                "house",
                "",
                ("leegstand", "verwaarloosd", "leeg", "ruïne", "terrein", "huis"),
                MILIEU,
                30,
                is_public=False,
                resolved=(
                    "Wij schreven de eigenaar aan. Het terrein is nu opgeruimd.",
                    "Het huis staat op de lijst van leegstand. De eigenaar kreeg een brief.",
                ),
            ),
            CategorySpec(
                "loslopend-dier",
                "Loslopend dier",
                "dog",
                "",
                ("loslopend", "hond", "schaap", "paard", "ontsnapt"),
                MILIEU,
                2,
                is_public=False,
                stopper=NOT_OURS,
                stopper_text="Bel de lokale politie op 101. Zij vangen het dier met het asiel.",
            ),
            CategorySpec(
                "andere-melding",
                "Een andere melding",
                "ellipsis",
                "Past niet in de lijst",
                ("vraag", "melding", "anders"),
                ONTHAAL,
                10,
                is_public=False,
                resolved=("Wij hebben uw vraag doorgegeven en beantwoord.",),
            ),
        ),
    ),
)

CATEGORIES: dict[str, CategorySpec] = {
    category.slug: category for group in GROUPS for category in group.categories
}


@dataclass(frozen=True)
class TextSpec:
    title: str
    status: str
    text: str
    category: str = ""


# Ready answers that fit everything.
GENERAL_TEXTS: tuple[TextSpec, ...] = (
    TextSpec(
        "Wij zijn ermee bezig",
        "in_progress",
        "Dank u voor uw melding. Een medewerker van onze ploeg bekijkt ze en gaat ter plaatse "
        "kijken. U hoort van ons zodra wij weten wat er moet gebeuren.",
    ),
    TextSpec(
        "Doorgegeven aan de juiste ploeg",
        "in_progress",
        "Wij hebben uw melding doorgegeven aan de ploeg die dit kan oplossen.",
    ),
    TextSpec(
        "Ingepland",
        "planned",
        "Wij hebben het werk ingepland. Op de verwachte datum is het klaar. Verandert er "
        "iets, dan laten wij het u weten.",
    ),
    TextSpec(
        "Ingepland samen met ander werk",
        "planned",
        "Wij doen dit samen met ander werk in de buurt. Zo hoeft de straat maar één keer dicht.",
    ),
    TextSpec(
        "Wij vinden de plaats niet",
        "waiting_reporter",
        "Onze ploeg ging kijken, maar vond de plaats niet. Kunt u beschrijven waar het juist "
        "is, of een foto sturen?",
    ),
    TextSpec(
        "Meer uitleg nodig",
        "waiting_reporter",
        "Kunt u ons iets meer vertellen? Hoe lang bestaat het probleem al, en wanneer hebt u "
        "er het meest last van?",
    ),
    TextSpec(
        "De aannemer doet het werk",
        "waiting_third_party",
        "Voor dit werk doen wij een beroep op een aannemer. Wij hebben de opdracht gegeven en "
        "volgen ze op.",
    ),
    TextSpec(
        "De netbeheerder doet het werk",
        "waiting_third_party",
        "Dit werk doet de netbeheerder. Wij hebben uw melding doorgegeven en vragen geregeld "
        "hoe het ermee staat.",
    ),
    TextSpec(
        "Opgelost",
        "resolved",
        "Het probleem is opgelost. Dank u dat u het gemeld hebt: zo houden wij Lindeveld "
        "samen in orde.",
    ),
    TextSpec(
        "Niets gevonden",
        "not_feasible",
        "Onze ploeg is ter plaatse geweest, maar vond niets. Ziet u het probleem nog? Laat "
        "het ons weten, liefst met een foto.",
    ),
    TextSpec(
        "Zit in een later project",
        "not_feasible",
        "Wij begrijpen uw vraag. De hele straat wordt de komende jaren heraangelegd. Daarom "
        "doen wij nu alleen wat nodig is voor de veiligheid.",
    ),
    TextSpec(
        "Privéterrein",
        "not_feasible",
        "De plaats ligt op privéterrein. De gemeente mag daar niet werken. U kunt de eigenaar "
        "of de syndicus vragen.",
    ),
    TextSpec(
        "Gewestweg",
        "not_ours",
        "Deze weg is een gewestweg. Wij hebben uw melding doorgegeven aan het Agentschap "
        "Wegen en Verkeer.",
    ),
    TextSpec(
        "Al gemeld",
        "duplicate",
        "Iemand meldde dit al. Wij voegen uw melding daarbij, zodat u het nieuws krijgt.",
    ),
    TextSpec(
        "Opnieuw bekeken",
        "reopened",
        "Dank u dat u het opnieuw meldt. Dezelfde medewerker bekijkt het nog eens.",
    ),
)
