"""The assumptions and the method in plain Dutch: complete, with where each number comes from."""

from __future__ import annotations

from dataclasses import dataclass

from onthaal.frontoffice.rules.assumptions import WEEKDAYS, Assumptions, Booking, Origin
from onthaal.frontoffice.rules.results import ENOUGH_WEEKS
from onthaal.frontoffice.rules.scenarios import layout_words, plain
from onthaal.frontoffice.simulation.outcome import Interval


@dataclass(frozen=True)
class Sentence:
    """``origin`` in words, or "" where the sentence is about no number."""

    text: str
    origin: str = ""


@dataclass(frozen=True)
class Section:
    title: str
    sentences: tuple[Sentence, ...]

    def as_json(self) -> dict[str, object]:
        return {
            "title": self.title,
            "sentences": [[one.text, one.origin] for one in self.sentences],
        }


_BOOKING = {
    Booking.BOTH: "met of zonder afspraak",
    Booking.WALK_IN: "alleen zonder afspraak",
    Booking.APPOINTMENT: "alleen op afspraak",
}


def sections(assumptions: Assumptions) -> list[Section]:
    """Everything that a study assumes about how it is now."""
    return [
        Section("Bezoekers", tuple(_visitors(assumptions))),
        Section("Producten", tuple(_products(assumptions))),
        Section("Loketten en medewerkers", tuple(_counters(assumptions))),
        Section("Afspraken", tuple(_appointments(assumptions))),
        Section("Wachten, weggaan en oproepen", tuple(_behaviour(assumptions))),
        Section("Inrichting van het onthaal", tuple(_layout(assumptions))),
    ]


def _visitors(assumptions: Assumptions) -> list[Sentence]:
    people = assumptions.origin("people").words
    spread = assumptions.origin("spread").words
    days = ", ".join(f"{WEEKDAYS[day.weekday]} {plain(day.people)}" for day in assumptions.days)
    return [
        Sentence(
            f"Per week komen er gemiddeld {plain(assumptions.people_per_week)} mensen.", people
        ),
        Sentence(f"Per dag: {days}.", spread),
        Sentence(
            "Binnen een half uur komen mensen op toevallige momenten (Poisson). Hoeveel er per "
            "half "
            "uur komen, staat in de tabel met bezoekers.",
            spread,
        ),
        Sentence(
            f"Bij {plain(100 * assumptions.behaviour.extra_person)} % is er een persoon extra.",
            assumptions.origin("persons").words,
        ),
        Sentence(
            f"{plain(100 * assumptions.behaviour.second_product)} % komt voor een tweede product.",
            assumptions.origin("second_product").words,
        ),
    ]


def _products(assumptions: Assumptions) -> list[Sentence]:
    total = sum(product.weight for product in assumptions.products)
    weights = assumptions.origin("weights").words
    found = [
        Sentence("Hoe vaak elk product gevraagd wordt, staat bij het product.", weights),
        Sentence(
            "De tijd aan het loket wisselt volgens een lognormale verdeling: meestal kort, soms "
            "veel "
            "langer."
        ),
    ]
    has_rooms = assumptions.layout.rooms is not None
    for product in sorted(assumptions.products, key=lambda one: -one.weight):
        if not product.weight:
            continue
        skills = ", ".join(assumptions.skills.get(skill, skill) for skill in product.skills)
        room = ", in een aparte ruimte" if product.room and has_rooms else ""
        found.append(
            Sentence(
                f"{product.name}: {plain(100 * product.weight / total)} % van de bezoeken, "
                "gemiddeld "
                f"{plain(product.minutes)} minuten (spreiding {plain(100 * product.cv)} % van het "
                f"gemiddelde), {_BOOKING[Booking(product.booking)]}"
                f"{f', vraagt: {skills}' if skills else ''}"
                f"{room}.",
                Origin(product.origin).words,
            )
        )
    return found


def _counters(assumptions: Assumptions) -> list[Sentence]:
    counters = assumptions.origin("counters").words
    workers = assumptions.origin("workers").words
    found = [
        Sentence(
            f"Samen zijn er {plain(assumptions.counter_hours_per_week)} loketuren per week; het "
            "werk "
            f"vraagt er gemiddeld {plain(100 * assumptions.load)} % van.",
            counters,
        ),
        Sentence(
            "Zijn er n loketten open, dan zitten daar de eerste n medewerkers van de lijst. Wie "
            "stopt, werkt de bezoeker af die aan het loket zit; bij sluitingstijd wordt iedereen "
            "die "
            "binnen is nog geholpen."
        ),
    ]
    for number, worker in enumerate(assumptions.workers, start=1):
        skills = ", ".join(assumptions.skills.get(skill, skill) for skill in worker.skills)
        found.append(
            Sentence(
                f"{number}. {worker.name}: "
                f"{skills or 'producten waarvoor geen bijzondere bekwaamheid nodig is'}.",
                workers,
            )
        )
    return found


def _appointments(assumptions: Assumptions) -> list[Sentence]:
    one = assumptions.appointments
    return [
        Sentence(
            f"{plain(100 * one.share)} % van wie mag kiezen, maakt een afspraak.",
            assumptions.origin("share").words,
        ),
        Sentence(
            f"{plain(100 * one.no_show)} % van de afspraken komt niet opdagen.",
            assumptions.origin("no_show").words,
        ),
        Sentence(
            f"De agenda laat {plain(100 * one.reserve)} % van de loketten vrij voor wie zonder "
            "afspraak komt. Een afspraak krijgt het vrije moment dat het dichtst bij de wens ligt. "
            "Wie geen plaats vindt, komt die dag zonder afspraak als het product dat toelaat, en "
            "anders niet.",
            assumptions.origin("reserve").words,
        ),
        Sentence(
            f"Mensen met een afspraak komen gemiddeld {plain(one.early)} minuten te vroeg, met een "
            f"spreiding van {plain(one.spread)} minuten. Hun wachten telt vanaf 5 minuten voor de "
            "afspraak.",
            assumptions.origin("early").words,
        ),
        Sentence(
            f"Bij het oproepen telt een afspraak als {plain(one.bonus)} minuten extra wachten. Wie "
            f"meer dan {plain(one.tolerance)} minuten te laat is, telt als iemand zonder afspraak.",
            assumptions.origin("priority").words,
        ),
    ]


def _behaviour(assumptions: Assumptions) -> list[Sentence]:
    one = assumptions.behaviour
    patience = (
        f"Mensen hebben gemiddeld {plain(one.patience)} minuten geduld (Weibull met vorm "
        f"{plain(one.patience_shape)}) en gaan dan weg."
        if one.patience
        else "Niemand gaat weg voor zijn beurt, hoe lang het ook duurt."
    )
    return [
        Sentence(patience, assumptions.origin("patience").words),
        Sentence(
            f"Van de oproep tot aan het loket gaat {plain(one.way)} minuut voorbij.",
            assumptions.origin("way").words,
        ),
        Sentence(
            f"Een oproep van iemand die al weg is, kost {plain(one.lost_call)} minuut.",
            assumptions.origin("lost_call").words,
        ),
        Sentence(
            "De volgende is wie de hoogste score heeft, in minuten: gewacht plus voorrang. Een "
            "medewerker roept alleen wie hij of zij kan helpen; wie het minst kan, wordt eerst "
            "ingezet."
        ),
        Sentence(
            f"Norm: zonder afspraak binnen {plain(assumptions.norm_walk_in)} minuten, met afspraak "
            f"binnen {plain(assumptions.norm_booked)} minuten aan de beurt.",
            assumptions.origin("norms").words,
        ),
    ]


def _layout(assumptions: Assumptions) -> list[Sentence]:
    origin = assumptions.origin("layout").words
    return [Sentence(text, origin) for text in layout_words(assumptions)]


UNKNOWN: tuple[str, ...] = (
    (
        "Of mensen anders gaan komen als het beter of slechter wordt. De vraag blijft in elk "
        "scenario "
        "gelijk, behalve wat een scenario zelf verandert."
    ),
    (
        "Hoeveel mensen u nu niet ziet: wie niet komt omdat het te druk is of omdat de uren niet "
        "passen."
    ),
    "Verlof, ziekte en opleiding: het aantal open loketten is wat u invult.",
    (
        "Werk zonder bezoeker: telefoon, post, dossiers achteraf. Tel het bij de minuten of haal "
        "er "
        "loketuren voor weg."
    ),
    "Uitzonderlijke dagen: een verkiezing, een vakantiepiek, een computer die uitvalt.",
    "Wat mensen en medewerkers ervan vinden. Vraag het hun.",
)


def method(days: int, seed: int) -> tuple[str, ...]:
    """How the figures were made."""
    return (
        (
            f"Elk scenario liep minstens {days} nagebootste dagen in hele weken, met dezelfde "
            "toevallige bezoekers als "
            "“Nu” "
            f"(toevalsgetal {seed}). Zo komt een verschil van het scenario en niet van het toeval."
        ),
        (
            "De dagen zijn in hoogstens 20 groepen van hele weken verdeeld. Elk cijfer is per "
            "groep "
            "berekend; het interval is de t-verdeling van Student over de groepen (95 %). “9 op 10 "
            "hoogstens” is het 90e percentiel van alle wachttijden samen."
        ),
        (
            "“Duidelijk” betekent: het interval van het verschil bevat nul niet. Bij veel "
            "scenario’s en "
            "cijfers is er altijd een klein deel toeval: kijk met nieuwe toevalsgetallen na wat "
            "telt."
        ),
        (
            "Wachttijden gaan over wie geholpen werd. Wie wegging, telt apart: gaan er veel weg, "
            "dan "
            "lijkt het wachten korter dan het was."
        ),
        "Het interval zegt hoe goed er gerekend is, niet of de aannames kloppen.",
        "Het rekenprogramma is nagekeken met de exacte formules van Erlang C en Erlang A.",
    )


def left(seconds: float) -> str:
    """How long a calculation may still take, no finer than can be known."""
    if seconds < 10:
        return "enkele seconden"
    if seconds < 55:
        return f"ongeveer {round(seconds, -1):.0f} seconden"
    minutes = max(1, round(seconds / 60))
    return f"ongeveer {minutes} {'minuut' if minutes == 1 else 'minuten'}"


def check_of_model(assumptions: Assumptions, found: Interval | None) -> str:
    """How what was measured compares with what the model makes of it; "" when nothing was
    measured. ``found`` is the 90th percentile of "now"."""
    seen = assumptions.measured_wait_p90
    if seen is None or found is None:
        return ""
    said = (
        f"Gemeten: 9 op 10 zonder afspraak wacht hoogstens {plain(seen)} minuten. Het model zegt "
        f"{plain(found.value)} ({plain(found.low)} tot {plain(found.high)})."
    )
    # the measured value has an interval of its own: a quarter or three minutes is near
    if abs(found.value - seen) <= max(3.0, seen / 4):
        return f"{said} Dat ligt dicht bij elkaar."
    return (
        f"{said} Dat verschilt: kijk de aannames na, vooral de open loketten en wie wat kan, voor "
        "u op de cijfers steunt."
    )


def warning(assumptions: Assumptions) -> str:
    """What to say above the results when they rest on too few measured days; "" when enough."""
    weeks = assumptions.measured_weeks
    if weeks >= ENOUGH_WEEKS:
        return ""
    if not weeks:
        return (
            "Deze studie steunt op ingestelde of ingevulde cijfers, niet op metingen. Gebruik ze "
            "om "
            f"scenario’s te vergelijken, niet om te voorspellen. Meet minstens {ENOUGH_WEEKS} "
            "tot 8 "
            "weken in het onthaal en maak de studie dan opnieuw."
        )
    return (
        f"Er is nog maar {weeks} {'week' if weeks == 1 else 'weken'} gemeten. Wacht tot er "
        f"{ENOUGH_WEEKS} tot 8 weken zijn voor u beslist."
    )
