"""What residents of Lindeveld write, and what the front door proposes."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onthaal.intake.doors import Door, Elsewhere
from onthaal.intake.rules import propose

ISSUE, COMPLAINT, SUGGESTION, QUESTION, COMPLIMENT = Door
EMERGENCY, APPEAL, WHISTLEBLOWING, PERSONAL_DATA = Elsewhere

SENTENCES = [
    # meldingen
    ("De straatlamp voor ons huis brandt al een week niet meer.", ISSUE),
    ("Er is een diepe put in het fietspad aan de Molenstraat.", ISSUE),
    ("In de berm langs de Steenweg heeft iemand een matras gedumpt.", ISSUE),
    ("De vuilbak aan het speelplein puilt uit en het stinkt.", ISSUE),
    ("Door de storm is een boom omgewaaid, hij ligt over het voetpad.", ISSUE),
    ("Het riool in onze straat is verstopt, bij regen staat alles onder water.", ISSUE),
    ("Kunt u de haag aan de bocht snoeien? Ze groeit over het fietspad.", ISSUE),
    ("Het verkeersbord aan de school staat helemaal scheef.", ISSUE),
    ("Losse tegel op de stoep voor de bakker, mijn moeder is bijna gevallen.", ISSUE),
    ("Er zitten ratten aan de glasbol.", ISSUE),
    ("de schommel in het park is kapot", ISSUE),
    ("Graffiti op het bushokje van de Kerkstraat", ISSUE),
    ("Er ligt een dode kat op de weg ter hoogte van nummer 12.", ISSUE),
    ("Elke nacht geluidsoverlast van het café op de hoek.", ISSUE),
    (
        "Schandalig, die put in onze straat is nu nog altijd niet hersteld! Mijn band is kapot.",
        ISSUE,
    ),
    ("Wanneer wordt die kapotte lamp in de Dorpsstraat eindelijk vervangen?", ISSUE),
    ("Ik wil een melding doen van sluikstort.", ISSUE),
    ("Op het kerkhof staat het onkruid een halve meter hoog, graag maaien.", ISSUE),
    ("Er staat altijd een auto fout geparkeerd op de stoep.", ISSUE),
    ("De putdeksel ligt los en maakt lawaai als er een auto over rijdt. Alvast bedankt!", ISSUE),
    ("Wegmarkering van het zebrapad is bijna verdwenen", ISSUE),
    ("olie op het wegdek, spekglad voor fietsers", ISSUE),
    # klachten
    ("De mevrouw aan het loket was erg onbeleefd tegen mijn vader.", COMPLAINT),
    (
        "Ik heb drie weken geleden een mail gestuurd en nog altijd geen antwoord gekregen.",
        COMPLAINT,
    ),
    ("Ik wacht al vier maanden op mijn dossier en niemand belt terug.", COMPLAINT),
    ("Ik heb die put nu al vijf keer gemeld en er gebeurt niets. Hier klopt iets niet.", COMPLAINT),
    ("Jullie hebben mijn afspraak niet nagekomen, ik stond voor een gesloten deur.", COMPLAINT),
    ("Ik dien een klacht in over de dienst Burgerzaken.", COMPLAINT),
    ("De medewerker heeft mij uitgelachen toen ik uitleg vroeg.", COMPLAINT),
    ("Ze sturen mij van het kastje naar de muur.", COMPLAINT),
    (
        "Het OCMW heeft mijn papieren kwijtgespeeld en alles moest opnieuw, ik ben het beu.",
        COMPLAINT,
    ),
    ("Ik heb verkeerde informatie gekregen aan de balie en ben een dag verlof kwijt.", COMPLAINT),
    (
        "De arbeiders van de gemeente hebben mijn poort beschadigd en zijn gewoon weggereden.",
        COMPLAINT,
    ),
    ("Er werd beloofd dat iemand zou langskomen maar ik heb niemand gezien.", COMPLAINT),
    ("Ik ben niet tevreden over hoe ik aan de telefoon geholpen ben.", COMPLAINT),
    ("Ik voel mij gediscrimineerd door de bediende van het containerpark.", COMPLAINT),
    ("Twee keer betaald voor de opvang en niemand antwoordt op mijn mails.", COMPLAINT),
    ("Dank u wel om mij drie keer wandelen te sturen. Wat een slechte service.", COMPLAINT),
    ("De maatschappelijk werker neemt mij niet serieus, ik word niet ernstig genomen.", COMPLAINT),
    ("Waarom duurt het zo lang? Ik wacht al zes weken op een antwoord van uw dienst.", COMPLAINT),
    ("Onvriendelijke man aan het recyclagepark, hij snauwde tegen iedereen.", COMPLAINT),
    ("Ik ben teleurgesteld in de manier waarop het OCMW met mijn moeder omgaat.", COMPLAINT),
    # suggesties
    ("Ik heb een idee voor het marktplein: zet er wat meer banken.", SUGGESTION),
    ("Het zou fijn zijn als de bibliotheek ook op zondag open was.", SUGGESTION),
    ("Ik stel voor om in de Kerkstraat een fietsstraat te maken.", SUGGESTION),
    ("Misschien kunnen jullie een boekenruilkast plaatsen aan de school.", SUGGESTION),
    ("Waarom niet meer bomen planten op het Dorpsplein?", SUGGESTION),
    ("Suggestie: een app voor de afvalkalender.", SUGGESTION),
    ("Zou het niet handig zijn om het loket een avond langer open te houden?", SUGGESTION),
    ("Wat als we de speelstraat ook in de paasvakantie doen?", SUGGESTION),
    ("Organiseer eens een rommelmarkt in onze wijk.", SUGGESTION),
    (
        "Kan de gemeente geen bankje zetten aan de bushalte? Voor ouderen zou dat goed zijn.",
        SUGGESTION,
    ),
    ("Ik mis een waterkraantje in het park.", SUGGESTION),
    ("Een voorstel van onze buurt: een hondenlosloopweide achter de sporthal.", SUGGESTION),
    # vragen
    ("Wat zijn de openingsuren van het gemeentehuis?", QUESTION),
    ("Hoe kan ik een nieuwe identiteitskaart aanvragen?", QUESTION),
    ("Mag ik een boom in mijn voortuin vellen?", QUESTION),
    ("Hoeveel kost een reispas voor een kind?", QUESTION),
    ("Ik wil graag weten of er een premie bestaat voor een regenton.", QUESTION),
    ("Heb ik een vergunning nodig voor een carport?", QUESTION),
    ("Kunt u mij laten weten wanneer het grofvuil komt?", QUESTION),
    ("Kan ik het zaaltje reserveren op 12 mei? Bij voorbaat dank.", QUESTION),
    ("Ik had een vraag over de inschrijving voor de speelpleinwerking", QUESTION),
    ("Waar moet ik zijn voor een attest van gezinssamenstelling?", QUESTION),
    ("Zijn er dit jaar nog activiteiten voor senioren?", QUESTION),
    ("Graag info over de tarieven van het zwembad", QUESTION),
    ("Hebben jullie nog plaats in de kinderopvang?", QUESTION),
    ("Ik verhuis volgende maand, wat moet ik doen?", QUESTION),
    # complimenten
    ("Bedankt voor het snelle herstel van het voetpad!", COMPLIMENT),
    ("Ik werd heel vriendelijk geholpen door de dame aan het loket.", COMPLIMENT),
    ("Proficiat met de bloemen op de markt, prachtig!", COMPLIMENT),
    ("Een pluim voor de mannen van de groendienst 🌳👏", COMPLIMENT),
    ("Merci aan de ploeg die de straat zo mooi heeft gelegd.", COMPLIMENT),
    ("Ik ben zeer tevreden over de vlotte hulp van het OCMW.", COMPLIMENT),
    ("Complimenten voor het mooie feest in het park.", COMPLIMENT),
    ("Dank u wel, de lamp werd gisteren al vervangen.", COMPLIMENT),
    ("Knap werk van de mensen die de sneeuw ruimden, doe zo voort!", COMPLIMENT),
    ("Supervriendelijke bediening in de bibliotheek", COMPLIMENT),
    # nothing to go by
    ("hallo", None),
    ("zie bijlage", None),
    ("Jan Peeters, Kerkstraat 14", None),
]


@pytest.mark.parametrize(("text", "door"), SENTENCES, ids=[text[:50] for text, _ in SENTENCES])
def test_what_residents_write_finds_its_door(text, door):
    assert propose(text).door == door


ELSEWHERE = [
    ("Ik wil beroep aantekenen tegen de weigering van mijn omgevingsvergunning.", APPEAL),
    ("Ik ben niet akkoord met het besluit van de gemeenteraad over de parkeerbelasting.", APPEAL),
    ("Hoe kan ik bezwaar indienen tegen het aanslagbiljet?", APPEAL),
    ("Ik kreeg een onterechte GAS-boete.", APPEAL),
    ("Mijn aanvraag voor een premie werd vorige week geweigerd.", APPEAL),
    ("Ik betwist de retributie voor de opgehaalde fiets.", APPEAL),
    ("Er hangt een wespennest boven de schoolpoort", EMERGENCY),
    ("Onze kelder is helemaal ondergelopen, help", EMERGENCY),
    ("Er wordt gevochten op het plein, iemand loopt rond met een mes", EMERGENCY),
    ("Ik wil niet meer leven", EMERGENCY),
    ("Ik werk zelf bij de gemeente en zie al jaren fraude met overuren.", WHISTLEBLOWING),
    ("Mijn diensthoofd neemt smeergeld aan van een aannemer.", WHISTLEBLOWING),
    ("Een collega steelt diesel uit het depot.", WHISTLEBLOWING),
    ("Welke gegevens bewaart de gemeente van mij?", PERSONAL_DATA),
    ("Ik vraag inzage in mijn dossier op grond van de GDPR.", PERSONAL_DATA),
    ("Verwijder al mijn gegevens uit uw bestanden.", PERSONAL_DATA),
    ("Kunnen jullie mijn naam van de website laten schrappen?", PERSONAL_DATA),
]


@pytest.mark.parametrize(("text", "kind"), ELSEWHERE, ids=[text[:50] for text, _ in ELSEWHERE])
def test_what_others_handle_is_sent_to_them(text, kind):
    assert kind in [found for found, _ in propose(text).elsewhere]


@pytest.mark.parametrize("text", [text for text, _ in SENTENCES])
def test_ordinary_texts_are_not_sent_away(text):
    assert propose(text).elsewhere == ()


def test_what_the_resident_chooses_goes_before_what_the_words_say():
    proposal = propose("De straatlamp is kapot.", wish=COMPLAINT)
    assert proposal.door == COMPLAINT
    assert proposal.because == "u dat zelf koos"


def test_a_decision_in_a_letter_can_be_ticked():
    assert propose("Ik vind dit niet eerlijk.", contests_decision=True).elsewhere[0][0] == APPEAL


def test_the_reason_is_told():
    assert "op straat" in propose("De straatlamp is kapot.").because


def test_thanks_in_advance_are_politeness():
    assert propose("Wat kost een reispas? Alvast bedankt").door == QUESTION


def test_accents_and_capitals_make_no_difference():
    assert propose("DE STRAATLÀMP IS KAPÒT").door == ISSUE


@given(st.text(max_size=400), st.sampled_from([None, *Door]), st.booleans(), st.booleans())
@settings(deadline=None, max_examples=150)
def test_whatever_is_written_every_door_stays_open(text, wish, contests, danger):
    proposal = propose(text, wish=wish, contests_decision=contests, is_dangerous=danger)
    assert set(proposal.doors) == set(Door)
    assert bool(proposal.because) == (proposal.door is not None)
    if wish and not proposal.door:
        pytest.fail("a wish is a proposal")


@given(st.lists(st.sampled_from([text for text, _ in SENTENCES]), max_size=8))
@settings(deadline=None, max_examples=60)
def test_long_and_mixed_texts_do_no_harm(texts):
    assert len(propose(" ".join(texts) * 20).doors) == len(Door)
