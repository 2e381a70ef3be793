"""Three years of klachten in Lindeveld: a small municipality gets about one a month."""
# ruff: noqa: E501 -- a story per line reads best

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterator
from dataclasses import dataclass

from django.db import DEFAULT_DB_ALIAS, connection
from django.utils import timezone

from onthaal.catalogue.models import Process
from onthaal.complaints import letters
from onthaal.complaints.actions.submission import term
from onthaal.complaints.models import (
    Complainant,
    Complaint,
    Letter,
    LetterKind,
    Measure,
    Regulation,
    Step,
    StepKind,
    is_coordinator,
)
from onthaal.complaints.states import FOUNDED, Channel, Ruling, State
from onthaal.core import clock
from onthaal.core.references import ALPHABET, check_character
from onthaal.lindeveld.categories import (
    GEBOUWEN,
    GROEN,
    MILIEU,
    MOBILITEIT,
    NETHEID,
    ONTHAAL,
    RIOLERING,
    WEGEN,
)
from onthaal.organisation.models import Team, TeamMembership
from onthaal.people.models import User
from onthaal.timeline.actions import record
from onthaal.timeline.models import Event

_SUBJECT = "complaints.complaint"


@dataclass(frozen=True)
class Story:
    """``end``: a ruling, a ground, or "withdrawn"; the newest stories are still open."""

    team: str
    process: str
    text: str
    end: str
    norms: tuple[str, ...] = ()
    answer: str = ""


STORIES: tuple[Story, ...] = (
    Story(ONTHAAL, "eid", "Ik had om 9 uur een afspraak voor mijn identiteitskaart en ben pas om kwart voor tien geholpen. Niemand zei waarom.", "founded", ("term", "information"), "U hebt te lang gewacht en wij legden niet uit waarom. Dat spijt ons. Sindsdien meldt het onthaal vertraging in de wachtzaal."),
    Story(ONTHAAL, "adreswijziging", "Mijn adreswijziging is drie keer kwijtgeraakt. Telkens moest ik alles opnieuw brengen.", "founded", ("practice", "care"), "Uw dossier lag op twee plaatsen. Dat had niet mogen gebeuren. De wijziging is nu in orde."),
    Story(WEGEN, "wegen-herstellen", "De ploeg heeft mijn oprit kapotgereden bij het herstellen van de weg en reed gewoon verder.", "founded", ("practice", "active"), "Wij bekeken de foto’s. De schade komt van onze wagen. Wij herstellen uw oprit."),
    Story(GROEN, "groenonderhoud", "Mijn beukenhaag is gesnoeid zonder dat iemand iets vroeg. Ze staat op mijn grond.", "partly", ("information",), "De haag stond over de perceelsgrens, maar wij hadden u vooraf moeten verwittigen."),
    Story(MILIEU, "milieuvergunning", "Ik wacht al vier maanden op een antwoord over mijn vergunning. Elke keer zegt men volgende week.", "founded", ("term", "letters"), "De behandeling duurde te lang en u kreeg geen eerlijke datum. U krijgt nu een vaste contactpersoon."),
    Story(ONTHAAL, "rijbewijs", "De medewerker aan het loket zuchtte en zei dat ik maar beter moest lezen. Ik voelde mij klein.", "partly", ("treatment",), "De medewerker herinnert zich het gesprek anders, maar ziet in dat het kortaf was en biedt excuses aan."),
    Story(NETHEID, "netheid", "De veegwagen rijdt elke maandag om half zes voorbij ons slaapkamerraam.", "unfounded", (), "De wagen rijdt op de uren die de raad vastlegde. Wij begrijpen dat het storend is en bekijken de ronde opnieuw."),
    Story(ONTHAAL, "attesten", "Ik belde acht keer voor een attest en kreeg altijd de antwoordmachine.", "founded", ("reachable",), "Op drie van die dagen was de telefoon niet bezet. Wij regelen vervanging."),
    Story(GEBOUWEN, "zaalverhuur", "De zaal die onze vereniging huurde, was niet gepoetst. We hebben zelf twee uur gekuist.", "founded", ("practice",), "U krijgt de poetskosten terug. De zaal wordt voortaan de avond voordien nagekeken."),
    Story(MOBILITEIT, "verkeer", "Ik ben tegen de knip in de Molenstraat. Niemand heeft mij iets gevraagd.", "policy", (), "Uw klacht gaat over een beslissing van de gemeenteraad en niet over hoe wij u behandelden."),
    Story(WEGEN, "wegen-herstellen", "Jullie hebben in 2019 mijn dorpel beschadigd.", "too_old", (), "De feiten zijn van meer dan een jaar geleden. Daarom kunnen wij ze niet meer nagaan."),
    Story(RIOLERING, "riolering", "Na elke bui staat mijn kelder onder en de man van de gemeente zegt dat het mijn schuld is.", "partly", ("active", "reasons"), "De oorzaak ligt aan uw eigen aansluiting, maar onze uitleg was te kort en niet vriendelijk."),
    Story(ONTHAAL, "reispas", "Ik betaalde voor de spoedprocedure en de reispas was toch te laat.", "founded", ("term", "certainty"), "De aanvraag is een dag te laat verstuurd. U krijgt de toeslag terug."),
    Story(MILIEU, "handhaving", "Mijn buurman verbrandt afval. Ik meldde het vijf keer en niemand komt kijken.", "founded", ("active", "letters"), "U kreeg geen antwoord op drie van uw vijf meldingen. Dat moet beter."),
    Story(ONTHAAL, "adreswijziging", "De wijkagent is nooit geweest, zegt de balie. Volgens de politie wel. Ik word van het kastje naar de muur gestuurd.", "founded", ("coordination",), "De balie en de politie gebruikten een andere lijst. Dat is rechtgezet."),
    Story(GROEN, "groenonderhoud", "Het onkruid op het kerkhof staat kniehoog bij het graf van mijn man.", "founded", ("practice",), "Door ziekte is een ronde overgeslagen. De ploeg kwam dezelfde week langs."),
    Story(GEBOUWEN, "gebouwen", "In de bibliotheek is het toilet voor rolstoelgebruikers al maanden een berging.", "founded", ("equality",), "De berging is leeggemaakt. Het toilet is weer vrij."),
    Story(MILIEU, "milieuvergunning", "Ik ga niet akkoord met de weigering van mijn vergunning.", "appeal", (), "Tegen deze beslissing kunt u beroep instellen bij de deputatie. Hoe dat gaat, staat in de beslissing zelf."),
    Story(ONTHAAL, "attesten", "Mijn uittreksel is naar het verkeerde adres gestuurd. Nu weten de buren alles.", "founded", ("privacy", "practice"), "Dit was een fout van ons. Wij hebben het gemeld aan onze functionaris voor gegevensbescherming."),
    Story(NETHEID, "netheid", "De vuilbak aan de bushalte is weg en niemand kan mij zeggen waarom.", "withdrawn", (), ""),
    Story(ONTHAAL, "eid", "De brief om mijn kaart te vernieuwen kwam er pas toen ze al vervallen was.", "unfounded", (), "De brief komt van de federale overheid. Wij konden u daar niet vroeger over schrijven."),
    Story(WEGEN, "wegen-herstellen", "Drie weken omleiding zonder één brief in de bus. De leveranciers vonden mijn winkel niet.", "founded", ("information", "coordination"), "De brief is besteld maar nooit bedeeld. Voor nieuwe werken kijken wij dat na voor de start."),
    Story(MOBILITEIT, "verkeer", "De paaltjes werden geplaatst terwijl mijn wagen erachter stond. Ik kon niet weg.", "founded", ("practice", "treatment"), "De ploeg had moeten aanbellen. U krijgt de taxikosten terug."),
    Story(ONTHAAL, "rijbewijs", "Ze wilden mijn buitenlands rijbewijs niet aannemen en gaven geen reden.", "partly", ("reasons",), "De weigering was juist, maar u kreeg geen uitleg op papier. Die krijgt u alsnog."),
    Story(GROEN, "groenonderhoud", "De bladblazer werkt elke woensdag als mijn kind slaapt.", "unreasonable", (), "De werken gebeuren overdag en duren een kwartier per week."),
    Story(GEBOUWEN, "zaalverhuur", "Een andere vereniging kreeg de zaal goedkoper dan wij.", "unfounded", (), "Het tarief hangt af van de erkenning. Uw vereniging is nog niet erkend. Wij helpen u graag met de aanvraag."),
    Story(ONTHAAL, "attesten", "Op de website staat dat ik online kan aanvragen, maar dat lukt al weken niet.", "founded", ("information", "reachable"), "Het formulier werkte niet op telefoons. Dat is hersteld."),
    Story(RIOLERING, "riolering", "Zeven maanden een stinkende kolk. Ik heb vier keer gebeld.", "founded", ("term", "active"), "De kolk stond niet op de lijst. Ze is nu gereinigd en staat in de vaste ronde."),
    Story(MILIEU, "handhaving", "Waarom krijg ik een boete en mijn overbuur niet?", "appeal", (), "Tegen een boete kunt u in beroep bij de politierechter."),
    Story(WEGEN, "wegen-herstellen", "De werfleider riep naar mijn vader van 84 dat hij moest opkrassen.", "founded", ("treatment",), "De werfleider bood persoonlijk excuses aan."),
    Story(NETHEID, "netheid", "Mijn huisvuil blijft altijd staan.", "not_competent", (), "De ophaling gebeurt door de afvalintercommunale. Wij gaven uw klacht door."),
    Story(ONTHAAL, "adreswijziging", "Voor een samenwoonst vroeg men papieren die volgens de wet niet nodig zijn.", "founded", ("law", "proportion"), "U had gelijk. De lijst aan het loket was verouderd en is aangepast."),
    Story(ONTHAAL, "eid", "Mijn dochter met autisme kon niet wachten in die drukte. Niemand dacht mee.", "founded", ("active", "equality"), "Er is nu een stil moment op donderdagnamiddag, zonder wachten."),
    Story(GROEN, "groenonderhoud", "De zaag van de ploeg heeft mijn serre geraakt. Ik wacht al twee maanden op het formulier.", "founded", ("term", "care"), "Het formulier is u bezorgd en de verzekeraar is verwittigd."),
    Story(MILIEU, "milieuvergunning", "Men gaf mij aan de telefoon het tegenovergestelde van wat in de brief staat.", "open"),
    Story(ONTHAAL, "rijbewijs", "Ik nam verlof voor niets: het loket was gesloten en dat stond nergens.", "open"),
    Story(WEGEN, "wegen-herstellen", "De aannemer parkeert elke dag voor mijn garage. De toezichter lacht ermee.", "open"),
    Story(GEBOUWEN, "zaalverhuur", "Onze waarborg is na vijf maanden nog niet terugbetaald en niemand belt terug.", "open"),
    Story(ONTHAAL, "attesten", "De bediende sprak luidop over mijn scheiding waar de hele wachtzaal bij was.", "open"),
    Story(RIOLERING, "riolering", "Jullie beloofden in september terug te bellen over de wateroverlast. Ik heb niets gehoord.", "open"),
)  # fmt: skip
_FIRST = [
    "An",
    "Karim",
    "Marleen",
    "Jef",
    "Fatiha",
    "Luc",
    "Sara",
    "Bart",
    "Ingrid",
    "Dirk",
    "Amina",
    "Tom",
    "Rita",
    "Wim",
    "Els",
    "Johan",
]
_LAST = [
    "Peeters",
    "Claes",
    "Willems",
    "Mertens",
    "Aerts",
    "Smets",
    "El",
    "Amrani",
    "Goossens",
    "Hermans",
    "Michiels",
]


def write(*, today: dt.date, seed: int) -> int:
    """Write every story, spread over three years; returns how many.

    Without a coordinator (an installation in production has no demo accounts) there are none.
    """
    _throw_away()
    coordinators = [user for user in User.objects.staff().order_by("pk") if is_coordinator(user)]
    regulation = Regulation.objects.order_by("valid_from").first() or Regulation.objects.create(
        valid_from=dt.date(2019, 1, 1)
    )
    if not coordinators:
        return 0
    chance = random.Random(f"complaints-{seed}")
    for story, received_on in zip(STORIES, _days(today, chance), strict=True):
        _Case(story, received_on, today, coordinators[0], regulation, chance).write()
    return len(STORIES)


def _days(today: dt.date, chance: random.Random) -> Iterator[dt.date]:
    """The days of receipt, oldest first; the open stories came in lately."""
    is_open = sum(story.end == "open" for story in STORIES)
    closed = len(STORIES) - is_open
    for number in range(closed):
        age = 1090 - number * 1020 // closed - chance.randrange(12)
        yield _weekday(today - dt.timedelta(days=age))
    for number in range(is_open):
        yield _weekday(today - dt.timedelta(days=48 - number * 9))


def _weekday(day: dt.date) -> dt.date:
    return day - dt.timedelta(days=max(0, day.weekday() - 4))


def _throw_away() -> None:
    Complaint.objects.all().delete()
    Complainant.objects.all().delete()
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL onthaal.erasing = 'on'")
        Event.objects.filter(subject_type=_SUBJECT)._raw_delete(DEFAULT_DB_ALIAS)
        cursor.execute("SET LOCAL onthaal.erasing = 'off'")


class _Case:
    def __init__(
        self,
        story: Story,
        received_on: dt.date,
        today: dt.date,
        coordinator: User,
        regulation: Regulation,
        chance: random.Random,
    ) -> None:
        self.story, self.received_on, self.today = story, received_on, today
        self.coordinator, self.chance = coordinator, chance
        self.team = Team.objects.get(name=story.team)
        members = TeamMembership.objects.filter(team=self.team).values("user")
        handlers = User.objects.staff().filter(is_active=True).exclude(pk__in=members)
        self.handlers = list(handlers.exclude(pk=coordinator.pk).order_by("pk")[:6])
        first, last = chance.choice(_FIRST), chance.choice(_LAST)
        name = f"{first} {last}"
        channel = chance.choice([Channel.PHONE, Channel.DESK, Channel.MAIL, Channel.LETTER])
        has_mail = channel == Channel.MAIL or chance.random() < 0.5
        self.complaint = Complaint(
            reference=_reference(chance),
            regulation=regulation,
            channel=channel,
            received_on=received_on,
            registered_on=received_on,
            facts_on=received_on - dt.timedelta(days=chance.randrange(1, 40)),
            description=story.text,
            complainant=Complainant.objects.create(
                name=name,
                email=f"{first}.{last}@voorbeeld.example".lower().replace(" ", "")
                if has_mail
                else "",
                phone="" if has_mail else "014 00 00 00",
                address=f"Dorpsstraat {chance.randrange(1, 90)}, Lindeveld",
            ),
            team=self.team,
            process=Process.objects.filter(slug=story.process).first(),
            admissible_by=term(regulation, received_on, regulation.admissibility_days),
            rule_by=term(regulation, received_on, regulation.ruling_days),
        )
        self.complaint.save()
        self.minute = chance.randrange(20)

    def write(self) -> None:
        self.happens("received", 0)
        self.letter(LetterKind.ACKNOWLEDGEMENT, 0)
        story, complaint = self.story, self.complaint
        age = (self.today - self.received_on).days
        if story.end == "withdrawn":
            self.close(State.WITHDRAWN, 6)
            self.happens("withdrawn", 6)
        elif story.end == "open":
            if age > 8:
                self.admit(min(age, 7))
        elif story.end in Ruling.values:
            self.admit(self.chance.randrange(3, 9))
            days = self.chance.choice([18, 24, 30, 33, 38, 41, 44, 52])
            complaint.ruling, complaint.norms = story.end, list(story.norms)
            if story.end in FOUNDED:
                complaint.degree = self.chance.choice(["full", "full", "partly", "not"])
            self.close(State.RULED, days)
            self.happens("ruled", days, by=complaint.handler, text=story.answer)
            self.letter(LetterKind.RULING, days, story.answer)
            if story.end == "founded" and self.chance.random() < 0.5:
                self.promise(days)
        else:
            days = self.chance.randrange(3, 10)
            complaint.ground = story.end
            complaint.admissibility_on = self.day(days)
            self.close(State.INADMISSIBLE, days)
            self.happens("refused", days, by=self.coordinator, text=story.answer)
            self.letter(LetterKind.INADMISSIBLE, days, story.answer)

    def admit(self, days: int) -> None:
        complaint = self.complaint
        complaint.state, complaint.admissibility_on = State.INVESTIGATION, self.day(days)
        complaint.handler, complaint.deputy = self.chance.sample(self.handlers, 2)
        complaint.save()
        self.happens("admitted", days, by=self.coordinator)
        self.happens("assigned", days, by=self.coordinator)
        self.letter(LetterKind.ADMISSIBLE, days)
        held_on = min(self.day(days + 4), _weekday(self.today))
        Step.objects.create(
            complaint=complaint,
            kind=StepKind.HEARING,
            held_on=held_on,
            present="klager en behandelaar",
            text="De klager vertelde rustig wat er gebeurde. De teamverantwoordelijke geeft "
            "tegen volgende week een antwoord.",
            made_by=complaint.handler,
            made_at=self.moment((held_on - self.received_on).days),
        )

    def close(self, state: State, days: int) -> None:
        self.complaint.state, self.complaint.closed_on = state, self.day(days)
        self.complaint.reason = self.story.answer
        self.complaint.save()

    def promise(self, days: int) -> None:
        by_on = self.day(days + 60)
        Measure.objects.create(
            complaint=self.complaint,
            what=self.chance.choice(
                [
                    "Vaste vervanger aanduiden bij ziekte",
                    "Standaardbrief herschrijven in klare taal",
                    "Werkwijze bespreken op het teamoverleg",
                    "Controlelijst gebruiken voor de start van werken",
                ]
            ),
            owner=f"team {self.team.name}",
            by_on=by_on,
            done_on=by_on - dt.timedelta(days=9) if by_on < self.today else None,
        )

    def letter(self, kind: LetterKind, days: int, text: str = "") -> None:
        letter = letters.write(self.complaint, kind, text, by=self.complaint.handler)
        Letter.objects.filter(pk=letter.pk).update(dated_on=self.day(days))

    def happens(self, what: str, days: int, *, by: User | None = None, text: str = "") -> None:
        record(
            f"complaint.{what}",
            self.complaint,
            by=by,
            by_label="" if by else "klager",
            at=self.moment(days),
            public_text=text,
        )

    def day(self, days: int) -> dt.date:
        """So many days after receipt, or the Friday before."""
        return _weekday(self.received_on + dt.timedelta(days=days))

    def moment(self, days: int) -> dt.datetime:
        self.minute += 2
        at = dt.datetime.combine(self.day(days), dt.time(10, self.minute))
        return min(timezone.make_aware(at), clock.now())


def _reference(chance: random.Random) -> str:
    body = "".join(chance.choice(ALPHABET) for _ in range(7))
    code = body + check_character(body)
    return f"LV-{code[:4]}-{code[4:]}"
