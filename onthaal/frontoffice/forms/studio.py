"""Forms of the studio. Those of one part of the assumptions serve both the study itself (how it is
now) and a scenario (what it changes): ``payload`` gives the change in the terms of
``rules.scenarios``, None when nothing differs."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils import timezone

from onthaal.core import clock
from onthaal.frontoffice.models import Scenario, Study
from onthaal.frontoffice.rules import scenarios
from onthaal.frontoffice.rules.assumptions import (
    MOST_COUNTERS,
    MOST_PEOPLE,
    WEEKDAYS,
    Assumptions,
    Booking,
    Day,
    HalfHour,
    Product,
    Wrong,
    clock_words,
    minute_of,
)
from onthaal.frontoffice.rules.questions import QUESTIONS
from onthaal.organisation.models import Location
from onthaal.ui.forms import ChoiceCards, DayInput

FULL = {"required": "Vul een getal in.", "invalid": "Vul een getal in, zoals 12."}


def number(
    label: str,
    least: float,
    most: float,
    *,
    whole: bool = False,
    required: bool = True,
    help_text: str = "",
) -> forms.Field:
    """A number with its range; what is wrong says the range."""
    words = {
        **FULL,
        "min_value": f"{label}: minstens {least:g}.",
        "max_value": f"{label}: hoogstens {most:g}.",
    }
    kind: Any = forms.IntegerField if whole else forms.FloatField
    field: forms.Field = kind(
        label=label,
        min_value=least,
        max_value=most,
        required=required,
        help_text=help_text,
        error_messages=words,
        widget=forms.NumberInput(
            attrs={"step": "1" if whole else "any", "inputmode": "numeric" if whole else "decimal"}
        ),
    )
    return field


def tidy(value: float) -> float | int:
    """7.0 → 7, as people type it."""
    rounded = round(value, 2)
    return int(rounded) if rounded == int(rounded) else rounded


class NewStudyForm(forms.Form):
    question = forms.ChoiceField(
        label="Wat wilt u weten?",
        widget=ChoiceCards(describe={q.slug: (q.icon, q.hint) for q in QUESTIONS.values()}),
        choices=[(q.slug, q.label) for q in QUESTIONS.values()],
        error_messages={"required": "Kies een vraag."},
    )
    title = forms.CharField(
        label="Titel van de studie",
        max_length=120,
        help_text="Bijvoorbeeld: loketten in het voorjaar.",
        error_messages={"required": "Geef de studie een titel."},
    )
    location = forms.ModelChoiceField(
        label="Plaats",
        queryset=Location.objects.all(),
        empty_label=None,
        error_messages={"required": "Kies een plaats."},
    )
    people = number(
        "Bezoekers per week",
        1,
        5000,
        required=False,
        help_text=(
            "Leeg = wat er gemeten is. Is er niets gemeten, dan rekenen wij met 3 bezoekers per "
            "loketuur, tot u het verandert."
        ),
    )


class SettingsForm(forms.Form):
    title = forms.CharField(
        label="Titel",
        max_length=120,
        error_messages={"required": "Geef de studie een titel."},
    )
    days = number(
        "Nagebootste dagen per scenario",
        40,
        2000,
        whole=True,
        help_text="Meer dagen geven smallere intervallen. 200 is meestal genoeg.",
    )
    target = number(
        "Doel: hoeveel procent binnen de norm",
        50,
        99,
        whole=True,
        help_text="Voor het scenario dat het kleinste aantal loketuren zoekt.",
    )
    seed = number(
        "Toevalsgetal",
        1,
        1_000_000,
        whole=True,
        help_text="Hetzelfde getal geeft altijd dezelfde uitkomst.",
    )

    def __init__(self, data: Any = None, *, study: Study) -> None:
        start = {name: getattr(study, name) for name in ("title", "days", "target", "seed")}
        super().__init__(data, initial=start)


class ScenarioForm(forms.Form):
    name = forms.CharField(
        label="Naam van het scenario",
        max_length=80,
        error_messages={"required": "Geef het scenario een naam."},
    )


class FilterForm(forms.Form):
    q = forms.CharField(
        label="Zoek een studie", required=False, widget=forms.TextInput(attrs={"type": "search"})
    )
    vraag = forms.ChoiceField(
        label="Vraag",
        required=False,
        choices=[("", "Alle vragen"), *((q.slug, q.label) for q in QUESTIONS.values())],
    )


class PartForm(forms.Form):
    """The base of what follows. ``before`` is how it is now, ``shown`` what to begin with."""

    def __init__(
        self, data: Any = None, *, before: Assumptions, shown: Assumptions | None = None
    ) -> None:
        self.before, self.shown = before, shown or before
        super().__init__(data)
        self.build()

    def build(self) -> None:
        """Add fields and what stands in them."""

    def payload(self) -> dict[str, Any] | None:
        """What differs from ``before``."""
        raise NotImplementedError

    def clean(self) -> dict[str, Any]:
        super().clean()
        if not self.errors and (values := self.payload()) is not None:
            try:
                scenarios.apply(self.before, {self.kind: values})
            except Wrong as problem:
                raise forms.ValidationError(str(problem)) from problem
        return self.cleaned_data

    kind = ""


@dataclass(frozen=True)
class TableRow:
    """One half hour: a box per weekday that is open then, else None."""

    label: str
    boxes: list[BoundField | None]


class _WeekForm(PartForm):
    """A box per half hour and weekday."""

    name = ""

    def box(self, day: Day, one: HalfHour) -> forms.Field:
        raise NotImplementedError

    def build(self) -> None:
        shown = {
            (day.weekday, one.begin): getattr(one, self.name)
            for day in self.shown.days
            for one in day.half_hours
        }
        for day in self.before.days:
            for one in day.half_hours:
                key = self.key(day.weekday, one.begin)
                self.fields[key] = self.box(day, one)
                value = shown.get((day.weekday, one.begin), getattr(one, self.name))
                self.initial[key] = tidy(value)

    def key(self, weekday: int, begin: int) -> str:
        return f"{self.name}-{weekday}-{begin}"

    @property
    def weekdays(self) -> list[str]:
        return [WEEKDAYS[day.weekday] for day in self.before.days]

    @property
    def rows(self) -> list[TableRow]:
        begins = sorted({one.begin for day in self.before.days for one in day.half_hours})
        found = []
        for begin in begins:
            boxes: list[BoundField | None] = []
            for day in self.before.days:
                key = self.key(day.weekday, begin)
                boxes.append(self[key] if key in self.fields else None)
            found.append(TableRow(clock_words(begin), boxes))
        return found

    def table(self) -> dict[str, dict[str, Any]]:
        """Weekday → begin → value, only where it differs from how it is now."""
        changed: dict[str, dict[str, Any]] = {}
        for day in self.before.days:
            for one in day.half_hours:
                value = self.cleaned_data[self.key(day.weekday, one.begin)]
                if value != tidy(getattr(one, self.name)):
                    changed.setdefault(str(day.weekday), {})[str(one.begin)] = value
        return changed


class CountersForm(_WeekForm):
    kind, name = "counters", "counters"

    def box(self, day: Day, one: HalfHour) -> forms.Field:
        return number(
            f"Loketten op {WEEKDAYS[day.weekday]} om {clock_words(one.begin)}",
            0,
            MOST_COUNTERS,
            whole=True,
        )

    def payload(self) -> dict[str, Any] | None:
        changed = self.table()
        return {"counters": changed} if changed else None


class VisitorsForm(_WeekForm):
    kind, name = "visitors", "people"

    def box(self, day: Day, one: HalfHour) -> forms.Field:
        return number(
            f"Mensen op {WEEKDAYS[day.weekday]} om {clock_words(one.begin)}", 0, MOST_PEOPLE
        )

    def payload(self) -> dict[str, Any] | None:
        changed = self.table()
        return {"people": changed} if changed else None


class _PlainForm(PartForm):
    """Fields with the names of one part; ``shares`` are shown in percent."""

    part = ""
    shares: tuple[str, ...] = ()

    def build(self) -> None:
        for name in self.fields:
            self.initial[name] = self.as_typed(self.shown, name)

    def as_typed(self, assumptions: Assumptions, name: str) -> Any:
        """The value as it stands in the box."""
        value = getattr(getattr(assumptions, self.part), name)
        if isinstance(value, float):
            return tidy(value * 100 if name in self.shares else value)
        return value

    def payload(self) -> dict[str, Any] | None:
        changed = {}
        for name in self.fields:
            value = self.cleaned_data[name]
            if value != self.as_typed(self.before, name):
                changed[name] = round(value / 100, 6) if name in self.shares else value
        return changed or None


class AppointmentsForm(_PlainForm):
    kind = part = "appointments"
    shares = ("share", "no_show", "reserve")

    share = number(
        "Op afspraak, in procent",
        0,
        100,
        help_text="Van de mensen die mogen kiezen tussen met en zonder afspraak.",
    )
    no_show = number("Komt niet opdagen, in procent van de afspraken", 0, 90)
    reserve = number(
        "Plaats voor wie zonder afspraak komt, in procent van de loketten",
        0,
        100,
        help_text=(
            "Dit deel van de loketten staat niet in de agenda. Wat geen heel loket is, wordt over "
            "de halve uren verdeeld."
        ),
    )
    early = number("Gemiddeld te vroeg, in minuten", -60, 120)
    spread = number(
        "Spreiding van de aankomst, in minuten",
        0,
        120,
        help_text="Twee derde van de mensen komt binnen zoveel minuten rond het gemiddelde.",
    )
    tolerance = number(
        "Zoveel minuten te laat telt nog als afspraak",
        0,
        240,
    )
    bonus = number(
        "Voorrang van een afspraak, in minuten",
        0,
        240,
        help_text="Zoveel minuten wachten telt een afspraak erbij als er opgeroepen wordt.",
    )


class BehaviourForm(_PlainForm):
    kind = part = "behaviour"
    shares = ("extra_person", "second_product")

    patience = number(
        "Geduld, in minuten",
        0,
        600,
        help_text="Gemiddeld, voor iemand weggaat. 0 = iedereen blijft wachten.",
    )
    way = number("Van de zaal naar het loket, in minuten", 0, 15)
    lost_call = number(
        "Vergeefse oproep, in minuten",
        0,
        15,
        help_text="Wat een medewerker verliest aan een volgnummer van iemand die weg is.",
    )
    extra_person = number("Komt met een persoon extra, in procent", 0, 90)
    second_product = number("Komt voor een tweede product, in procent", 0, 90)


class LayoutForm(_PlainForm):
    kind = part = "layout"

    station = forms.ChoiceField(
        label="Waar meldt men zich aan?",
        choices=[
            ("none", "Nergens: men neemt meteen plaats"),
            ("kiosk", "Aan een zuil"),
            ("desk", "Bij een medewerker van het onthaal"),
        ],
        widget=forms.RadioSelect,
    )
    places = number("Aantal zuilen of onthaalmedewerkers", 1, 20, whole=True)
    minutes = number("Tijd om zich aan te melden, in minuten", 0, 30)
    appointment_minutes = number("Dezelfde tijd met een afspraak, in minuten", 0, 30)
    quick_desks = number("Aantal snelbalies", 0, 10, whole=True)
    quick_extra = forms.BooleanField(
        label="De snelbalies komen erbij",
        required=False,
        help_text="Zo niet, dan worden gewone loketten snelbalie.",
    )
    quick_minutes = number(
        "Een kort product duurt hoogstens zoveel minuten",
        1,
        60,
        help_text="Alleen daarvoor kan men aan een snelbalie terecht.",
    )
    rooms = number(
        "Aantal aparte gespreksruimtes",
        0,
        MOST_COUNTERS,
        whole=True,
        required=False,
        help_text="Leeg = elk loket is geschikt voor een vertrouwelijk gesprek.",
    )
    room_products = forms.MultipleChoiceField(
        label="Wat gebeurt alleen in een aparte ruimte?",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def build(self) -> None:
        products = self.fields.pop("room_products")
        super().build()
        products.choices = [  # type: ignore[attr-defined]
            (one.slug, one.name) for one in self.before.products if one.weight
        ]
        self.fields["room_products"] = products
        self.initial["room_products"] = [one.slug for one in self.shown.products if one.room]

    def payload(self) -> dict[str, Any] | None:
        products = self.fields.pop("room_products")
        changed = super().payload() or {}
        self.fields["room_products"] = products
        chosen = self.cleaned_data["room_products"]
        if set(chosen) != {one.slug for one in self.before.products if one.room}:
            changed["room_products"] = chosen
        return changed or None


@dataclass(frozen=True)
class LineRow:
    """One product or worker: what it is called and its boxes."""

    label: str
    boxes: list[BoundField]


class ProductsForm(PartForm):
    """Per product how often, how long, how different, and how people may come."""

    kind = "products"
    HEADS = ("Mensen per week (verhouding)", "Minuten", "Spreiding in %", "Hoe komt men?")

    def build(self) -> None:
        shown = {one.slug: one for one in self.shown.products}
        for place, product in enumerate(self.before.products):
            now = shown.get(product.slug, product)
            self.fields[f"weight-{place}"] = number(f"{product.name}: hoe vaak", 0, 100_000)
            self.fields[f"minutes-{place}"] = number(f"{product.name}: minuten", 0.5, 480)
            self.fields[f"cv-{place}"] = number(f"{product.name}: spreiding in procent", 0, 300)
            self.fields[f"booking-{place}"] = forms.ChoiceField(
                label=f"{product.name}: hoe komt men",
                choices=[
                    (Booking.BOTH.value, "met of zonder afspraak"),
                    (Booking.WALK_IN.value, "zonder afspraak"),
                    (Booking.APPOINTMENT.value, "op afspraak"),
                ],
            )
            for name in ("weight", "minutes", "cv", "booking"):
                self.initial[f"{name}-{place}"] = _as_typed(now, name)

    @property
    def rows(self) -> Iterator[LineRow]:
        for place, product in enumerate(self.before.products):
            names = ("weight", "minutes", "cv", "booking")
            yield LineRow(product.name, [self[f"{name}-{place}"] for name in names])

    def payload(self) -> dict[str, Any] | None:
        changed: dict[str, dict[str, Any]] = {}
        for place, product in enumerate(self.before.products):
            own = changed.setdefault(product.slug, {})
            for name in ("weight", "minutes", "cv", "booking"):
                value = self.cleaned_data[f"{name}-{place}"]
                if value != _as_typed(product, name):
                    own[name] = round(value / 100, 6) if name == "cv" else value
        changed = {slug: own for slug, own in changed.items() if own}
        return {"products": changed} if changed else None


def _as_typed(product: Product, name: str) -> float | int | str:
    """The value as it stands in the box."""
    if name == "booking":
        return str(product.booking)
    return tidy(getattr(product, name) * (100 if name == "cv" else 1))


class WorkersForm(PartForm):
    """Who sits at the counters, in the order in which they open, and who can do what."""

    kind = "workers"
    SPARE = 2

    def build(self) -> None:
        self.skills = sorted(self.before.skills.items(), key=lambda pair: pair[1])
        self.size = len(self.shown.workers) + self.SPARE
        for place in range(self.size):
            known = place < len(self.shown.workers)
            worker = self.shown.workers[place] if known else None
            title = worker.name if worker else f"Rij {place + 1}"
            self.fields[f"name-{place}"] = forms.CharField(
                label=f"Naam in rij {place + 1}", max_length=60, required=False
            )
            self.initial[f"name-{place}"] = worker.name if worker else ""
            for column, (skill, words) in enumerate(self.skills):
                self.fields[f"can-{column}-{place}"] = forms.BooleanField(
                    label=f"{title} kan {words}", required=False
                )
                self.initial[f"can-{column}-{place}"] = bool(worker and skill in worker.skills)

    @property
    def heads(self) -> list[str]:
        return [words for _, words in self.skills]

    @property
    def rows(self) -> Iterator[LineRow]:
        for place in range(self.size):
            can = [self[f"can-{column}-{place}"] for column in range(len(self.skills))]
            boxes = [self[f"name-{place}"], *can]
            yield LineRow(f"{place + 1}", boxes)

    def payload(self) -> dict[str, Any] | None:
        workers = [
            {
                "name": name,
                "skills": sorted(
                    skill
                    for column, (skill, _) in enumerate(self.skills)
                    if self.cleaned_data[f"can-{column}-{place}"]
                ),
            }
            for place in range(self.size)
            if (name := self.cleaned_data[f"name-{place}"])
        ]
        now = [{"name": one.name, "skills": sorted(one.skills)} for one in self.before.workers]
        return {"workers": workers} if workers != now else None

    def clean(self) -> dict[str, Any]:
        names = [
            self.cleaned_data.get(f"name-{place}")
            for place in range(self.size)
            if self.cleaned_data.get(f"name-{place}")
        ]
        if not names:
            raise forms.ValidationError("Laat minstens één naam staan.")
        if len(set(names)) < len(names):
            raise forms.ValidationError("Geef elke medewerker een andere naam.")
        return super().clean()


class EveningForm(PartForm):
    """An extra opening."""

    kind = "evening"

    weekday = forms.TypedChoiceField(label="Weekdag", choices=list(enumerate(WEEKDAYS)), coerce=int)
    begin = forms.TimeField(
        label="Van",
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        error_messages={"required": "Geef het begin, zoals 17:00.", "invalid": "Schrijf 17:00."},
    )
    end = forms.TimeField(
        label="Tot",
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        error_messages={"required": "Geef het einde, zoals 20:00.", "invalid": "Schrijf 20:00."},
    )
    counters = number("Loketten dan open", 1, MOST_COUNTERS, whole=True)
    shift = number(
        "Hoeveel procent van de bezoekers verschuift hierheen?",
        0,
        90,
        help_text=(
            "Dit weet niemand op voorhand: vraag het in een bevraging en reken met een lage en een "
            "hoge schatting, zoals 10, 20 en 30."
        ),
    )

    def build(self) -> None:
        self.initial = {
            "weekday": 3,
            "begin": dt.time(17),
            "end": dt.time(20),
            "counters": 2,
            "shift": 20,
        }

    def begin_with(self, values: dict[str, Any]) -> None:
        """Show the opening that the scenario has now."""
        self.initial = {
            "weekday": values["weekday"],
            "begin": dt.time(*divmod(values["begin"], 60)),
            "end": dt.time(*divmod(values["end"], 60)),
            "counters": values["counters"],
            "shift": tidy(values["shift"] * 100),
        }

    def payload(self) -> dict[str, Any] | None:
        data = self.cleaned_data
        return {
            "weekday": data["weekday"],
            "begin": minute_of(data["begin"]),
            "end": minute_of(data["end"]),
            "counters": data["counters"],
            "shift": round(data["shift"] / 100, 6),
        }


class MovedForm(PartForm):
    """Products of the back office that come to the counters."""

    kind = "moved"
    HEADS = ("Mensen per week", "Minuten aan het loket")

    def build(self) -> None:
        now = {one.slug: one for one in self.shown.moved}
        for place, product in enumerate(self.before.elsewhere):
            self.fields[f"people-{place}"] = number(
                f"{product.name}: mensen per week", 0, 5000, required=False
            )
            self.fields[f"minutes-{place}"] = number(f"{product.name}: minuten", 0.5, 480)
            moved = now.get(product.slug)
            self.initial[f"people-{place}"] = tidy(moved.weight) if moved else None
            self.initial[f"minutes-{place}"] = tidy(moved.minutes if moved else product.minutes)

    @property
    def rows(self) -> Iterator[LineRow]:
        for place, product in enumerate(self.before.elsewhere):
            yield LineRow(product.name, [self[f"people-{place}"], self[f"minutes-{place}"]])

    def payload(self) -> dict[str, Any] | None:
        moved = [
            {
                "slug": product.slug,
                "per_week": people,
                "minutes": self.cleaned_data[f"minutes-{place}"],
            }
            for place, product in enumerate(self.before.elsewhere)
            if (people := self.cleaned_data[f"people-{place}"])
        ]
        return {"products": moved} if moved else None


class NormsForm(PartForm):
    """Within how many minutes somebody should be called."""

    kind = "norms"

    walk_in = number("Zonder afspraak: hoogstens zoveel minuten wachten", 1, 240)
    booked = number("Met afspraak: hoogstens zoveel minuten wachten", 1, 240)

    def build(self) -> None:
        self.initial = {
            "walk_in": tidy(self.shown.norm_walk_in),
            "booked": tidy(self.shown.norm_booked),
        }

    def payload(self) -> dict[str, Any] | None:
        now = {"walk_in": self.before.norm_walk_in, "booked": self.before.norm_booked}
        changed = {name: self.cleaned_data[name] for name in now}
        return {name: value for name, value in changed.items() if value != tidy(now[name])} or None


@dataclass(frozen=True)
class Kind:
    """A kind of change: its word in the address, its form, and how its page looks."""

    slug: str
    name: str
    title: str
    hint: str
    form: Callable[..., PartForm]
    layout: str = "plain"
    # whether it can be said of how it is now, and of a scenario
    of_now: bool = True
    of_scenario: bool = True


KINDS: dict[str, Kind] = {
    one.slug: one
    for one in (
        Kind(
            "loketten",
            "counters",
            "Loketten per half uur",
            "Hoeveel loketten tegelijk open zijn. 0 = dan is er niemand.",
            CountersForm,
            "week",
        ),
        Kind(
            "bezoekers",
            "visitors",
            "Bezoekers per half uur",
            "Hoeveel mensen er gemiddeld in dat half uur toekomen, of zouden willen komen.",
            VisitorsForm,
            "week",
        ),
        Kind(
            "afspraken",
            "appointments",
            "Afspraken",
            "Welk deel op afspraak komt, wie niet opdaagt en wat vrij blijft.",
            AppointmentsForm,
        ),
        Kind(
            "producten",
            "products",
            "Producten en minuten",
            "Hoe vaak elk product gevraagd wordt en hoe lang het aan het loket duurt.",
            ProductsForm,
            "lines",
        ),
        Kind(
            "medewerkers",
            "workers",
            "Medewerkers en bekwaamheden",
            "Wie eerst staat, zit er altijd; wie lager staat, alleen als er meer loketten open "
            "zijn.",
            WorkersForm,
            "workers",
        ),
        Kind(
            "inrichting",
            "layout",
            "Inrichting van het onthaal",
            "Een zuil, een onthaalbalie, snelbalies of aparte gespreksruimtes.",
            LayoutForm,
        ),
        Kind(
            "gedrag",
            "behaviour",
            "Wachten en weggaan",
            "Hoeveel geduld mensen hebben en wat er tussen de zaal en het loket gebeurt.",
            BehaviourForm,
        ),
        Kind(
            "normen",
            "norms",
            "Normen",
            "Binnen hoeveel minuten iemand aan de beurt hoort te zijn.",
            NormsForm,
            of_scenario=False,
        ),
        Kind(
            "extra-opening",
            "evening",
            "Extra opening",
            "Een avond of een zaterdag, en wie daarheen verschuift.",
            EveningForm,
            of_now=False,
        ),
        Kind(
            "naar-de-frontoffice",
            "moved",
            "Producten naar de frontoffice",
            "Vul in hoeveel mensen per week voor dit product aan het loket zouden komen. "
            "Leeg = het blijft waar het is.",
            MovedForm,
            "lines",
            of_now=False,
        ),
    )
}


class DecisionForm(forms.Form):
    scenario = forms.ModelChoiceField(
        label="Wat kiest u?",
        queryset=Scenario.objects.none(),
        empty_label=None,
        widget=forms.RadioSelect,
        error_messages={"required": "Kies een scenario."},
    )
    title = forms.CharField(
        label="Titel van de beslissing",
        max_length=120,
        error_messages={"required": "Geef de beslissing een titel."},
    )
    reason = forms.CharField(
        label="Waarom?",
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text="Wat gaf de doorslag, en wat weegt u mee dat niet in de cijfers staat?",
        error_messages={"required": "Schrijf op waarom u dit kiest."},
    )
    decided_on = forms.DateField(
        label="Beslist op",
        widget=DayInput,
        error_messages={
            "required": "Kies de dag van de beslissing.",
            "invalid": "Schrijf de dag zoals 31/01/2026.",
        },
    )
    evaluate_on = forms.DateField(
        label="Evalueren op",
        required=False,
        widget=DayInput,
        help_text="Dan staat de beslissing bovenaan de lijst, om na te kijken wat ervan kwam.",
        error_messages={"invalid": "Schrijf de dag zoals 31/01/2026."},
    )

    def __init__(
        self, *args: Any, study: Study, options: Sequence[Scenario], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.study = study
        field = self.fields["scenario"]
        field.queryset = Scenario.objects.filter(  # type: ignore[attr-defined]
            pk__in=[one.pk for one in options]
        )

    def clean_decided_on(self) -> dt.date:
        on: dt.date = self.cleaned_data["decided_on"]
        if on > clock.today():
            raise forms.ValidationError(
                "Deze dag moet nog komen. Kies vandaag of een vroegere dag."
            )
        made_on = timezone.localdate(self.study.made_at)
        if on < made_on:
            raise forms.ValidationError(
                f"De studie is gemaakt op {made_on:%d/%m/%Y}. Kies die dag of een latere."
            )
        return on

    def clean(self) -> dict[str, Any]:
        super().clean()
        decided, evaluate = (self.cleaned_data.get(name) for name in ("decided_on", "evaluate_on"))
        if decided and evaluate and evaluate <= decided:
            self.add_error("evaluate_on", "Kies een dag na de beslissing.")
        return self.cleaned_data


class EvaluationForm(forms.Form):
    text = forms.CharField(
        label="Wat is ervan gekomen?",
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text="Vergelijk wat u verwachtte met wat er gemeten is.",
        error_messages={"required": "Schrijf op wat ervan gekomen is."},
    )
