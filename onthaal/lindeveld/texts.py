"""What residents write and what the town hall answers: pieces that fit together in many ways.

Pure: everything comes from the random source that is given.
"""

from __future__ import annotations

import random
from dataclasses import dataclass

# Per category: first sentences (they become the title) and what people add.
PIECES: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "put-in-de-weg": (
        ("Diepe put in het wegdek", "Grote put in de straat", "Put in de weg wordt steeds groter",
         "Asfalt komt los", "Gat in het asfalt", "Er zit een serieuze put in de weg",
         "Barsten in het wegdek na de vorst", "Stuk asfalt weg aan de rand van de rijbaan",
         "Twee putten kort na elkaar", "Put vlak voor de oprit"),
        ("Fietsers wijken uit tot op de rijbaan", "Gisteren is er bijna iemand gevallen",
         "De auto’s rijden er met een klap door", "Als het regent, ziet u de put niet",
         "Er liggen losse stenen op de weg", "Mijn band is er al kapot door gegaan",
         "Hij is ongeveer {cm} cm diep", "Elke winter is het weer hetzelfde",
         "De bus rijdt er elk uur door", "De herstelling van vorig jaar is weer los"),
    ),
    "losse-tegel": (
        ("Losse tegel op het voetpad", "Tegels steken uit", "Kapotte stoeptegels",
         "Voetpad ligt helemaal ongelijk", "Klinkers zijn losgekomen", "Tegel wiebelt en spat",
         "Boomwortels duwen de tegels omhoog"),
        ("Mijn moeder van {leeftijd} is er gestruikeld", "Een kinderwagen raakt er niet langs",
         "De buurman met zijn rollator moet op de straat lopen",
         "Na de werken aan de kabel is het niet goed dichtgelegd",
         "Het zijn er een stuk of {aantal}", "Bij regen staat er een plas onder"),
    ),
    "schade-fietspad": (
        ("Put in het fietspad", "Boomwortels onder het fietspad", "Glas op het fietspad",
         "Fietspad is gevaarlijk hobbelig", "Betonplaat van het fietspad ligt scheef",
         "Scherpe rand op het fietspad"),
        ("Mijn dochter is hier gevallen op weg naar school", "’s Avonds ziet u het niet",
         "Elektrische fietsen rijden er hard door", "Veel kinderen fietsen hier naar school",
         "Iedereen fietst daarom op de rijbaan", "Ik reed er zelf een band lek"),
    ),
    "verzakking": (
        ("Verzakking in de weg", "De straat zakt weg naast het putdeksel",
         "Voetpad is verzakt", "Kuil boven de riolering", "Oprit aan de straatkant zakt"),
        ("Elke week is het een beetje dieper", "Er staat altijd water in",
         "Onder de klinkers hoort u een holle klank", "Zware vrachtwagens maken het erger",
         "Het is ongeveer {cm} cm lager dan de rest"),
    ),
    "sneeuw-of-ijzel": (
        ("Spiegelglad fietspad", "Straat is niet gestrooid", "IJzel op de brug",
         "Sneeuw ligt nog op het fietspad", "Gevaarlijk glad aan de schoolpoort"),
        ("Vanmorgen lagen er al twee fietsers", "De helling is niet te doen",
         "De andere straten zijn wel gestrooid", "Ouders durven hun kind niet te laten fietsen",
         "De bus raakte niet weg"),
    ),
    "gewestweg": (
        ("Put op de steenweg", "Fietspad langs de steenweg is vuil", "Lamp stuk op de steenweg"),
        ("Ik weet niet of dit voor u is", "Het is vlak bij de rotonde"),
    ),
    "lamp-brandt-niet": (
        ("Straatlamp brandt niet", "Lantaarn brandt niet meer", "Drie lampen stuk na elkaar",
         "Straatverlichting is uit", "Lamp voor de deur is stuk", "Heel het pleintje is donker",
         "De helft van de straat zit in het donker", "Lamp aan de oversteekplaats doet het niet"),
        ("Het is er pikdonker", "Wij voelen ons niet veilig als wij ’s avonds thuiskomen",
         "Paalnummer {paal}", "Op de paal staat nummer {paal}", "De lamp ernaast brandt wel",
         "Vorige week ging ze nog aan en uit", "Kinderen komen hier om zes uur van de training",
         "Het is al de tweede keer dit jaar"),
    ),
    "lamp-brandt-overdag": (
        ("Lampen branden de hele dag", "Verlichting gaat overdag niet uit",
         "Straatlamp brandt op klaarlichte dag", "Lichten van het plein branden om 12 uur nog"),
        ("Zonde van de energie", "Paalnummer {paal}", "En dat met de prijzen van nu",
         "’s Nachts gaan ze dan wel uit", "Het zijn er zeker {aantal}"),
    ),
    "lamp-knippert": (
        ("Lamp knippert de hele avond", "Straatlamp flikkert", "Nieuwe ledlamp schijnt binnen",
         "Licht van de straat schijnt in de slaapkamer"),
        ("Wij kunnen er niet van slapen", "Paalnummer {paal}",
         "Sinds ze vervangen is, is ze veel te fel", "Soms blijft ze een minuut uit"),
    ),
    "verlichtingspaal-beschadigd": (
        ("Lichtpaal staat scheef", "Lichtpaal is aangereden", "Deurtje van de paal ontbreekt",
         "Kap van de lamp hangt los"),
        ("Waarschijnlijk een vrachtwagen bij het achteruitrijden", "Paalnummer {paal}",
         "Ik ben bang dat hij omvalt bij wind", "Er spelen hier kinderen", "Er zit een deuk in"),
    ),
    "zwerfvuil-op-straat": (
        ("Veel zwerfvuil in de berm", "Blikjes en papier overal", "Zwerfvuil na de markt",
         "Berm ligt vol blikjes", "Plastic waait door de straat", "Vuil rond de bushalte"),
        ("Het komt van de frituur, denk ik", "Ik ruim zelf op, maar het blijft komen",
         "Elke maandag is het weer zover", "De leerlingen gooien alles op de grond",
         "Er ligt ook glas tussen", "Misschien kan er een vuilbak bij"),
    ),
    "sluikstort": (
        ("Sluikstort aan het bos", "Matras en zakken naast de glasbol", "Vuilniszakken gedumpt",
         "Zetel achtergelaten op de parking", "Bouwafval in de gracht gegooid",
         "Hoop autobanden langs de weg", "Oude frigo aan de kant van de weg",
         "Verhuisdozen en kussens gedumpt", "Sluikstort achter de sporthal"),
        ("Het ligt er al sinds {dag}", "Er zit een brief met een adres tussen",
         "Ik zag een witte bestelwagen wegrijden", "De dieren trekken de zakken open",
         "Elke keer op dezelfde plaats", "Het zijn wel {aantal} zakken", "Er stinkt iets"),
    ),
    "volle-vuilbak": (
        ("Vuilbak puilt uit", "Volle vuilbak aan het speelplein", "Vuilbak is kapot",
         "Vuilbak al een week niet geleegd", "Deksel van de vuilbak ligt ernaast"),
        ("De wespen zitten erop", "Alles ligt ernaast", "In het weekend is het altijd te weinig",
         "De kraaien trekken er alles uit", "Iemand steekt er huisvuil in"),
    ),
    "glasbol": (
        ("Glasbol zit vol", "Glas ligt naast de glasbol", "Kledingcontainer puilt uit",
         "Scherven rond de glasbol"),
        ("Er staan al dozen met flessen naast", "Ik heb mijn flessen weer mee naar huis genomen",
         "Een hond liep er zijn poot aan open", "Na het weekend is het altijd prijs"),
    ),
    "hondenpoep": (
        ("Hondenpoep op het voetpad", "Overal hondendrollen", "Grasveld ligt vol hondenpoep",
         "Elke morgen hondenpoep voor de deur"),
        ("De kinderen kunnen er niet meer spelen", "Altijd dezelfde hond, denk ik",
         "De zakjes in de automaat zijn op", "Ik trapte er vandaag nog in",
         "Een bordje zou al helpen"),
    ),
    "graffiti": (
        ("Graffiti op de muur", "Bank beklad met spuitbus", "Verkeersbord vol stickers",
         "Elektriciteitskast is beklad", "Lelijke woorden op de bushalte"),
        ("Het zijn geen nette woorden", "De school is vlakbij", "Zaterdag was het er nog niet",
         "Het is op drie plaatsen", "Mijn kinderen vragen wat er staat"),
    ),
    "dood-dier": (
        ("Dode kat langs de weg", "Dode egel op straat", "Aangereden vos", "Dode duif op het plein",
         "Dode kat met halsband"),
        ("Ze ligt in het gras aan de kant", "Misschien zoekt iemand haar",
         "Het is een rosse kat", "Ik heb er een doek over gelegd"),
    ),
    "huisvuil-niet-opgehaald": (
        ("Huisvuil niet opgehaald", "PMD-zak blijven staan", "Papier niet meegenomen"),
        ("Bij de buren is het wel meegenomen", "De hele straat staat nog vol"),
    ),
    "gevaarlijke-tak": (
        ("Afgebroken tak boven het voetpad", "Grote tak op de weg", "Boom met dode kruin",
         "Tak dreigt te vallen", "Omgewaaide boom over het pad", "Losse tak hangt in de boom",
         "Boom helt gevaarlijk over"),
        ("Na de storm van gisteren", "Er wandelen hier veel mensen", "Wij hoorden hem kraken",
         "Ik heb er zelf een lint aan gehangen", "De tak is zo dik als mijn been",
         "Een auto kon er net langs"),
    ),
    "snoeien": (
        ("Haag hangt over het voetpad", "Takken voor het verkeersbord", "Struiken zijn te hoog",
         "Boom neemt al het licht weg", "Takken raken de dakgoot", "Haag moet gesnoeid worden"),
        ("U ziet het stopbord pas op het laatste moment", "Met de kinderwagen moet ik de straat op",
         "Bij het uitrijden zie ik niets", "Vorig jaar is dit overgeslagen",
         "Het is een gemeentelijke haag"),
    ),
    "onkruid": (
        ("Onkruid op het voetpad", "Onkruid staat kniehoog", "Distels op het plein",
         "Begraafplaats vol onkruid", "Goot groeit dicht", "Brandnetels langs het wegje"),
        ("Het begint er verwaarloosd uit te zien", "Het water loopt niet meer weg in de goot",
         "Aan de overkant is het wel gedaan", "Ik wil gerust meehelpen als iemand het meeneemt",
         "Rond de graven van mijn ouders is het erg"),
    ),
    "maaien": (
        ("Gras in de berm is te hoog", "Geen zicht door het hoge gras", "Speelplein niet gemaaid",
         "Berm moet dringend gemaaid worden"),
        ("Aan het kruispunt ziet u geen fietsers aankomen", "De kinderen vinden hun bal niet terug",
         "Er zitten ook teken", "De boer heeft zijn kant al gedaan"),
    ),
    "bladeren": (
        ("Voetpad ligt vol natte bladeren", "Bladkorf is vol", "Gladde bladeren op het fietspad",
         "Goot ligt vol bladeren", "Dik pak bladeren voor de deur"),
        ("Het is spekglad", "Ik veeg elke dag, maar het zijn de bomen van de gemeente",
         "De kolken raken verstopt", "Oudere mensen durven niet meer buiten",
         "De korf is al {aantal} dagen vol"),
    ),
    "processierupsen": (
        ("Nest van processierupsen", "Processierupsen in de eik", "Rupsennest aan de school"),
        ("De buurkinderen hebben jeuk", "Het nest hangt op ongeveer drie meter",
         "Er lopen er ook over het pad", "Vorig jaar zaten ze in dezelfde boom"),
    ),
    "wespennest": (
        ("Wespennest in het speelhuisje", "Wespennest in de grond", "Aziatische hoornaar gezien",
         "Wespen in de kast van het plein"),
        ("Er is al een kind gestoken", "Ze vliegen af en aan",
         "Het nest is zo groot als een voetbal", "Ik ben allergisch en durf er niet langs"),
    ),
    "ratten": (
        ("Ratten aan de eendenvijver", "Rat gezien achter de garages", "Ratten bij de glasbol"),
        ("Er waren er zeker {aantal}", "Mensen gooien er brood", "Overdag lopen ze gewoon rond"),
    ),
    "verstopte-kolk": (
        ("Rioolkolk verstopt, water blijft staan", "Verstopte kolk", "Straatkolk zit vol zand",
         "Water loopt niet weg in de goot", "Rooster ligt vol bladeren", "Slokker is dichtgeslibd"),
        ("Bij elke bui staat de oprit blank", "De auto’s spatten alles tegen mijn gevel",
         "Ik heb zelf het rooster schoongemaakt, maar het zit dieper",
         "Er groeit al gras in", "Vorig jaar hetzelfde"),
    ),
    "water-op-straat": (
        ("Straat staat onder water", "Grote plas blijft dagen staan", "Water op de weg na elke bui",
         "Fietspad onder water"),
        ("Fietsers moeten eromheen op de rijbaan", "Het komt tot aan de stoeprand",
         "Bij vorst wordt dit een ijsbaan", "Het water komt uit het veld"),
    ),
    "putdeksel": (
        ("Putdeksel rammelt", "Los putdeksel in de rijbaan", "Deksel klapt bij elke auto",
         "Putdeksel ligt te laag"),
        ("Wij worden er ’s nachts wakker van", "Elke vrachtwagen is een klap",
         "Een fietser kan erin blijven steken", "Het kader is gebarsten"),
    ),
    "rioolgeur": (
        ("Riool stinkt al dagen", "Sterke geur uit de kolk", "Rioolgeur op het voetpad"),
        ("Vooral bij warm weer", "Wij kunnen het raam niet opendoen",
         "De hele straat klaagt erover"),
    ),
    "gracht-of-beek": (
        ("Gracht is verstopt", "Schuim op de Lindebeek", "Vlies van olie op de beek",
         "Duiker zit dicht", "Dode vissen in de vijver"),
        ("Het water stroomt niet meer door", "Er ligt een boomstam in",
         "Het ruikt naar mazout", "De eenden blijven weg", "Na de regen staat de weide blank"),
    ),
    "verkeersbord": (
        ("Verkeersbord staat scheef", "Stopbord is omgereden", "Straatnaambord verdwenen",
         "Bord is niet meer leesbaar", "Paaltje is afgereden", "Spiegel op de hoek is stuk",
         "Bord hangt aan één schroef"),
        ("Bezoek en pakjes vinden de straat niet", "Niemand geeft hier nog voorrang",
         "Waarschijnlijk bij het parkeren geraakt", "Het ligt in de gracht",
         "Het staat met de rug naar de weg"),
    ),
    "wegmarkering": (
        ("Zebrapad bijna niet meer zichtbaar", "Strepen op de weg zijn weg",
         "Haaientanden zijn versleten", "Fietssuggestiestrook is verdwenen"),
        ("Kinderen steken hier over naar school", "Auto’s stoppen niet meer",
         "Na het nieuwe asfalt is er niets meer geschilderd", "In het donker ziet u niets"),
    ),
    "signalisatie-werken": (
        ("Borden van de werken staan er nog", "Omleiding is niet duidelijk",
         "Werf niet goed afgezet", "Nadars liggen omver op de weg"),
        ("De werken zijn al {aantal} weken klaar", "Vrachtwagens rijden zich hier vast",
         "’s Avonds brandt er geen enkel lampje", "Voetgangers moeten op de rijbaan"),
    ),
    "verkeersveiligheid": (
        ("Auto’s rijden hier veel te snel", "Gevaarlijk kruispunt", "Oversteken is hier gevaarlijk",
         "Sluipverkeer in onze straat", "Slecht zicht bij het uitrijden"),
        ("Het is een zone 30, maar niemand houdt zich eraan", "Tijdens de schooluren is het erg",
         "Vorige maand was er weer een ongeval", "Een drempel of bloembak zou helpen",
         "Sinds de omleiding rijdt iedereen hierlangs"),
    ),
    "fout-geparkeerd": (
        ("Auto staat altijd op het voetpad", "Aanhangwagen staat er al weken"),
        ("Wij kunnen er niet langs met de buggy", "De nummerplaat zet ik hier niet"),
    ),
    "speeltoestel": (
        ("Schommel los in de speeltuin", "Glijbaan is gebarsten", "Klimrek mist een sport",
         "Ketting van de schommel is stuk", "Schroef steekt uit aan het klimrek",
         "Wip op het speelplein is kapot"),
        ("Mijn zoontje heeft zijn hand bezeerd", "Er spelen hier elke dag veel kinderen",
         "Ik heb een andere ouder gewaarschuwd", "De rubberen tegels liggen ook los",
         "Het hout is rot"),
    ),
    "bank-of-tafel": (
        ("Zitbank is kapot", "Plank van de bank ontbreekt", "Picknicktafel staat los",
         "Bank in het park is doorgezakt"),
        ("Ouderen rusten hier graag", "Er steekt een nagel uit", "Het hout is rot",
         "Iemand heeft er vuur op gemaakt"),
    ),
    "sportveld": (
        ("Doelnet is gescheurd", "Put in het voetbalveld", "Basketring hangt los"),
        ("De jongeren sporten hier elke avond", "Iemand kan zijn voet omslaan",
         "Het net hangt op de grond"),
    ),
    "gemeentegebouw": (
        ("Deur van de sporthal sluit niet", "Raam van de bibliotheek is gebarsten",
         "Dakgoot van het buurthuis lekt", "Licht in de gang van de sporthal is stuk"),
        ("Iedereen kan binnen", "Er staat een emmer onder", "Wij huren de zaal elke dinsdag",
         "De verantwoordelijke weet het al, zei men"),
    ),
    "openbaar-toilet": (
        ("Openbaar toilet is heel vuil", "Toilet op de Markt is stuk", "Geen papier en geen water"),
        ("Op marktdag is dat niet te doen", "De deur gaat niet op slot", "Het water blijft lopen"),
    ),
    "lawaai": (
        ("Luide muziek tot diep in de nacht", "Lawaai van de airco van de winkel",
         "Elke avond jongeren met brommers", "Bladblazer om zes uur ’s morgens"),
        ("Wij hebben het vriendelijk gevraagd, maar het helpt niet",
         "Vooral op vrijdag en zaterdag", "Mijn man werkt in de nacht en kan niet slapen",
         "De buren hebben er ook last van"),
    ),
    "afval-verbranden": (
        ("Rook van een tuinvuur", "Iemand verbrandt plastic", "Elke zaterdag vuur in de tuin"),
        ("De was ruikt ernaar", "Mijn kind heeft astma", "De rook hangt over de hele straat"),
    ),
    "verwaarloosd-pand": (
        ("Leegstaand huis wordt gevaarlijk", "Verwaarloosd terrein vol onkruid",
         "Dakpannen vallen van een leeg huis", "Leeg huis trekt ongedierte aan"),
        ("Er woont al {aantal} jaar niemand meer", "Jongeren klimmen er binnen",
         "De omheining ligt plat", "De pannen liggen op het voetpad"),
    ),
    "andere-melding": (
        ("Vraag over de kerstverlichting", "Vlag op het gemeentehuis is gescheurd",
         "Klok van de kerk loopt achter", "Boekenruilkast is kapot", "Kan er een bank bij komen",
         "Fietsenstalling aan de bushalte is te klein", "Laadpaal werkt niet",
         "Vraag over een straatfeest", "Fontein op de Markt loopt niet"),
        ("Ik vond geen beter vakje", "Aan wie moet ik dit vragen?",
         "Misschien kunt u dit doorgeven", "Vorig jaar was het beter geregeld"),
    ),
}  # fmt: skip

_WHERE = (
    "Het is {voor} nummer {nr}", "Het is aan nummer {nr}", "Aan de kant van de even nummers",
    "Op de hoek met de {hoek}", "Tussen nummer {nr} en nummer {nr2}",
    "Het is ongeveer tien meter voor nummer {nr}", "Een eindje voorbij de {hoek}",
    "Aan de bocht", "Recht tegenover onze oprit", "Aan de ingang van de straat",
    "In de {straat}, ter hoogte van nummer {nr}",
)  # fmt: skip
_SINCE = (
    "Dit is al zo sinds {dag}", "Het is al {aantal} weken zo", "Al meer dan een maand",
    "Sinds gisteren", "Ik zie het al een tijdje", "Het is vannacht gebeurd", "Sinds de storm",
    "Ik merkte het vanmorgen", "Dit weekend gezien", "Sinds enkele dagen", "Al lang eigenlijk",
    "Het wordt elke dag erger",
)  # fmt: skip
_WISH = (
    "Kunt u dit laten herstellen?", "Kan iemand eens komen kijken?", "Graag een oplossing",
    "Kan dit snel in orde gebracht worden?", "Wanneer wordt dit aangepakt?",
    "Wij hopen op een snelle oplossing", "Het is echt gevaarlijk", "Graag voor de winter",
    "Mag ik weten wanneer u dit doet?", "Kan dit op de planning?",
    "Liefst voordat er een ongeluk gebeurt", "Het heeft geen haast, maar ik wilde het melden",
    "Kan hier iets aan gedaan worden?", "Ik reken op u",
)  # fmt: skip
_THANKS = (
    "Alvast bedankt", "Bedankt", "Dank u wel", "Met vriendelijke groeten", "Dank bij voorbaat",
    "Vriendelijke groet", "Mvg", "Bedankt voor de goede zorgen", "Groeten van de buurt",
)  # fmt: skip
_ANGRY = (
    "Dit is nu al de derde keer dat ik dit meld", "Wij betalen toch belastingen",
    "Niemand trekt zich hier iets van aan", "Ik begrijp niet dat dit zo lang moet duren",
)  # fmt: skip
_KIND = (
    "Verder niets dan lof voor uw ploeg", "Ik weet dat u veel werk hebt",
    "De vorige keer was het snel opgelost, bedankt daarvoor",
    "Fijn dat dit zo gemakkelijk gemeld kan worden",
)  # fmt: skip
_DAYS = ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag",
         "vorige week", "begin deze maand")  # fmt: skip
_NEIGHBOURS_KEYS = {"q": "a", "w": "e", "e": "r", "r": "t", "t": "r", "o": "p", "i": "o", "n": "m",
                    "a": "s", "s": "d", "d": "s", "l": "k"}  # fmt: skip

NOTES = (
    "Ter plaatse geweest, foto’s staan in de map.",
    "Gebeld met de melder, die is vandaag niet thuis.",
    "Ploeg 2 neemt dit mee op de ronde van donderdag.",
    "Materiaal besteld bij het magazijn.",
    "Zelfde plaats als vorige maand, oorzaak nakijken.",
    "Past bij de werken die in het voorjaar gepland zijn.",
    "Eerst nagaan of dit op openbaar domein ligt.",
    "Niet dringend volgens de ploegbaas.",
    "Met de handhaver besproken.",
    "Offerte gevraagd aan de aannemer.",
    "Let op: schoolroute, voor het weekend doen.",
)
PLANNED = (
    "Wij hebben dit ingepland. Onze ploeg komt op de verwachte datum.",
    "Het werk staat op de planning. U hoeft niet thuis te zijn.",
    "Wij nemen dit mee met ander werk in uw buurt.",
    "Het materiaal is besteld. Zodra het er is, komen wij langs.",
)
STARTED = (
    "Dank u voor uw melding. Wij gaan ter plaatse kijken.",
    "Bedankt om dit te melden. Onze ploeg bekijkt het deze week.",
    "Wij hebben uw melding goed ontvangen en zijn ermee bezig.",
    "Dank u. Wij zoeken uit wat er moet gebeuren en laten het u weten.",
    "",
    "",
)
ASK_REPORTER = (
    "Kunt u zeggen aan welke kant van de straat het juist is?",
    "Onze ploeg vond de plaats niet. Kunt u een foto sturen?",
    "Wanneer hebt u er het meest last van?",
    "Welk nummer staat er op de paal?",
)
# what a melder answers to each question
REPORTER_ANSWERS = {
    ASK_REPORTER[0]: "Aan de kant van de even nummers, vlak naast de oprit.",
    ASK_REPORTER[
        1
    ]: "Het is recht tegenover de brievenbus. Als u van het dorp komt, ziet u het zo.",
    ASK_REPORTER[2]: "Vooral ’s morgens, als de kinderen naar school fietsen.",
    ASK_REPORTER[3]: "Er staat 412/17 op.",
    "": "Ja, dat klopt. Bel gerust als u nog iets wilt weten.",
}
WAIT_THIRD = (
    "Voor dit werk doen wij een beroep op onze aannemer. Wij volgen het op.",
    "Dit werk doet de netbeheerder. Wij gaven uw melding door.",
    "Wij wachten op het onderdeel van de fabrikant.",
)
NOT_FEASIBLE: dict[str, tuple[str, ...]] = {
    "no_money": (
        (
            "Wij begrijpen uw vraag, maar dit jaar is er geen budget meer. Wij nemen het mee voor "
            "volgend jaar."
        ),
    ),
    "not_needed": (
        "Wij gingen kijken. De toestand is nog goed genoeg, dus wij grijpen nu niet in.",
    ),
    "not_found": (
        (
            "Onze ploeg ging twee keer kijken, maar vond niets. Ziet u het nog? Meld het opnieuw "
            "met een foto."
        ),
        "Toen wij aankwamen, was het al opgelost.",
    ),
    "private": (
        "De plaats is privéterrein. Wij mogen daar niet werken. U kunt de eigenaar aanspreken.",
    ),
    "planned_works": (
        (
            "De straat wordt volgend jaar heraangelegd. Wij doen nu alleen wat nodig is voor de "
            "veiligheid."
        ),
    ),
    "rules": ("De regels laten dit niet toe. De uitleg staat op onze website.",),
    "other": ("Wij bekeken uw vraag met de ploeg, maar voeren ze niet uit.",),
}
# whom we asked, and what
OUTSIDERS = {
    WAIT_THIRD[0]: (
        "Wegenwerken De Linde",
        "planning@wegenwerken.example",
        "Kunt u dit meenemen in uw planning? Laat ons weten wanneer u komt.",
    ),
    WAIT_THIRD[1]: (
        "Netbeheerder",
        "meldingen@netbeheerder.example",
        "Dit is voor uw dienst. Kunt u laten weten wanneer het hersteld is?",
    ),
    WAIT_THIRD[2]: (
        "Speeltuigen en Banken",
        "dienst@speeltuigen.example",
        "Wanneer kan het onderdeel geleverd worden?",
    ),
}
OUTSIDER_ANSWERS = (
    "Wij zijn langs geweest. Het is in orde.",
    "Het staat op onze planning voor volgende week.",
    "Geleverd aan uw magazijn.",
)
NOT_OURS: dict[str, tuple[str, str]] = {
    "gewestweg": (
        "Agentschap Wegen en Verkeer, meldpuntwegen.be",
        "Deze weg is een gewestweg. U kunt dit melden op meldpuntwegen.be.",
    ),
    "huisvuil-niet-opgehaald": (
        "de afvalintercommunale",
        "De ophaling gebeurt door de afvalintercommunale. Het nummer staat op uw afvalkalender.",
    ),
    "fout-geparkeerd": (
        "de lokale politie, 101",
        "Voor een voertuig dat hindert, belt u de lokale politie op 101.",
    ),
    "": (
        "de eigenaar van het terrein",
        "Dit is niet van de gemeente. Wij gaven uw melding door aan de eigenaar.",
    ),
}
HAPPY_TEXTS = ("Heel snel opgelost, bedankt!", "Prima", "Goed gedaan", "Vriendelijke mensen",
               "Top, dank aan de ploeg", "Zo hoort het", "Netjes afgewerkt", "")  # fmt: skip
NEUTRAL_TEXTS = ("Het duurde wel lang", "Opgelost, maar ik hoorde lang niets",
                 "Half hersteld", "Ik had graag een datum gehad", "")  # fmt: skip
UNHAPPY_TEXTS = ("Het is nog altijd niet in orde", "Er is niets gebeurd", "Te laat",
                 "Na een week was het weer stuk", "Ik begrijp het antwoord niet")  # fmt: skip
REMARKS = ("Het is intussen erger geworden.", "Vandaag is er weer iemand gevallen.",
           "Kunt u zeggen wanneer u komt?", "Ik stuur nog een foto.",
           "De buren hebben er ook last van.")  # fmt: skip
REOPEN_TEXTS = ("Het probleem is terug.", "Het is niet hersteld, het is nog net hetzelfde.",
                "De ploeg was er, maar op de verkeerde plaats.",
                "Na twee dagen was het weer stuk.")  # fmt: skip

_FIRST = ("An", "Karim", "Els", "Jef", "Marie", "Luc", "Hanne", "Tine", "Ahmed", "Rita", "Koenraad",
          "Lien", "Bart", "Griet", "Omar", "Ria", "Stef", "Ine", "Walter", "Nadia", "Jos", "Mieke",
          "Tuur", "Sara", "Guy", "Fien", "Ivan", "Leen", "Rachid", "Monique", "Kobe", "Amina",
          "Roger", "Katrien", "Seppe", "Zofia", "Paul", "Lut", "Emre", "Veerle")  # fmt: skip
_LAST = ("Peeters", "Janssens", "Maes", "Jacobs", "Mertens", "Willems", "Claes", "Goossens",
         "Wouters", "De Smet", "Dubois", "Hermans", "Aerts", "Michiels", "Van Damme", "Pauwels",
         "Verhoeven", "Smets", "Daems", "El Amrani", "Yilmaz", "Bogaerts", "Lemmens", "Cools",
         "Van den Broeck", "Nowak", "Segers", "Thys", "Geerts", "Baert")  # fmt: skip


@dataclass(frozen=True)
class Person:
    """A made-up resident; the address can never exist (``.example``)."""

    name: str
    email: str
    phone: str


def person(chance: random.Random) -> Person:
    """Somebody who reports something; not everybody leaves everything."""
    name = f"{chance.choice(_FIRST)} {chance.choice(_LAST)}"
    number = chance.randrange(10_000)
    plain = name.lower().replace(" ", ".").replace("..", ".")
    email = f"{plain}{number}@post.example" if chance.random() < 0.93 else ""
    phone = f"0470 00 {number // 100:02} {number % 100:02}"
    return Person(
        name if chance.random() < 0.9 else "",
        email,
        phone if not email or chance.random() < 0.45 else "",
    )


def description(slug: str, *, street: str, number: str, corner: str, chance: random.Random) -> str:
    """What somebody writes about a problem of this category at this place."""
    leads, details = PIECES[slug]
    draw = chance.random
    parts = [chance.choice(leads)]
    if draw() < 0.4:
        parts.append(chance.choice(_WHERE))
    if draw() < 0.82:
        parts.append(chance.choice(details))
    if draw() < 0.22:
        other = chance.choice(details)
        if other not in parts:
            parts.append(other)
    if draw() < 0.4:
        parts.append(chance.choice(_SINCE))
    mood = draw()
    if mood < 0.06:
        parts.append(chance.choice(_ANGRY))
    elif mood > 0.95:
        parts.append(chance.choice(_KIND))
    if draw() < 0.42:
        parts.append(chance.choice(_WISH))
    if draw() < 0.3:
        parts.append(chance.choice(_THANKS))
    house = "".join(c for c in number if c.isdigit()) or "1"
    text = _joined(parts).format(
        nr=number or house,
        nr2=int(house) + 4,
        straat=street,
        hoek=corner,
        voor=chance.choice(("voor", "tegenover", "naast", "schuin tegenover")),
        aantal=chance.randint(3, 9),
        cm=chance.randint(4, 20),
        leeftijd=chance.randint(67, 93),
        paal=f"{chance.randint(100, 999)}/{chance.randint(10, 99)}",
        dag=chance.choice(_DAYS),
    )
    return _as_typed(text, chance)


def _joined(parts: list[str]) -> str:
    return " ".join(part if part[-1] in "?!" else f"{part}." for part in parts)


def _as_typed(text: str, chance: random.Random) -> str:
    """The same text with the small errors that people make."""
    sort = chance.random()
    if sort < 0.06:
        text = text.lower()
    elif sort < 0.08:
        text = text.rstrip(".") + "!!"
    elif sort < 0.16:
        text = text.rstrip(".")
    if chance.random() < 0.12:
        at = chance.randrange(len(text))
        letter = text[at]
        if letter in _NEIGHBOURS_KEYS and at > 3:
            way = chance.random()
            if way < 0.4:
                text = text[:at] + _NEIGHBOURS_KEYS[letter] + text[at + 1 :]
            elif way < 0.7:
                text = text[:at] + text[at + 1 :]
            else:
                text = text[:at] + letter + text[at:]
    return text
