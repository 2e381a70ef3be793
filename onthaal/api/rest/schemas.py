"""What goes in and out, with the limits of every field."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Literal

from ninja import Schema
from pydantic import AfterValidator, AwareDatetime, ConfigDict, Field

from onthaal.api.rules import tidy
from onthaal.issues.models import Reason
from onthaal.issues.states import Status
from onthaal.workplan.states import NotDoneReason, State

# without what neither the database nor XML can hold
Text = Annotated[str, AfterValidator(tidy)]
Slug = Annotated[str, Field(max_length=80)]
Moment = dt.datetime
# what every calendar and the database know
FIRST, LAST = dt.datetime(2000, 1, 1, tzinfo=dt.UTC), dt.datetime(2100, 1, 1, tzinfo=dt.UTC)
BoundMoment = Annotated[AwareDatetime, Field(ge=FIRST, le=LAST)]


class Input(Schema):
    """What a partner sends: an unknown field is a mistake."""

    model_config = ConfigDict(extra="forbid")


class Question(Schema):
    key: str
    label: str
    kind: str = Field(description="text, longtext, number, date, choice of choices.")
    required: bool
    options: list[str]


class Category(Schema):
    slug: str
    name: str
    group: str
    questions: list[Question]


class Team(Schema):
    id: int
    name: str


class Crew(Schema):
    id: int
    name: str
    team: str


class Photo(Schema):
    url: str = Field(description="Op te halen met dezelfde sleutel.")
    is_public: bool


class Issue(Schema):
    reference: str
    url: str
    status: Status
    status_label: str
    title: str
    category: str = Field(description="De code van het onderwerp.")
    team: str
    place: str
    place_note: str
    lat: float | None
    lon: float | None
    neighbourhood: str | None
    received_at: Moment
    changed_at: Moment
    closed_at: Moment | None
    expected_on: dt.date
    version: int


class IssueDetail(Issue):
    description: str
    answers: dict[str, object]
    photos: list[Photo]
    work_orders: list[str] = Field(description="De nummers van de werkopdrachten.")


class Issues(Schema):
    items: list[Issue]
    next: str | None = Field(description="De cursor van de volgende bladzijde.")


class Contact(Input):
    name: Annotated[Text, Field(max_length=120)] = ""
    email: Annotated[Text, Field(max_length=254)] = ""
    phone: Annotated[Text, Field(max_length=40)] = ""


class ContactDetails(Schema):
    name: str
    email: str
    phone: str


class NewIssue(Input):
    category: Slug = Field(description="De code van het onderwerp.")
    description: Annotated[Text, Field(min_length=10, max_length=4000)]
    lat: Annotated[float, Field(ge=-90, le=90)] | None = None
    lon: Annotated[float, Field(ge=-180, le=180)] | None = None
    place: Annotated[Text, Field(max_length=200)] = Field(
        "", description="Een adres of een beschrijving, als er geen punt is."
    )
    place_note: Annotated[Text, Field(max_length=200)] = ""
    answers: dict[
        Slug, Annotated[list[Annotated[Text, Field(max_length=2000)]], Field(max_length=30)]
    ] = Field({}, max_length=30, description="Antwoorden op de vragen van het onderwerp.")
    contact: Contact | None = None


class NewStatus(Input):
    status: Status
    text: Annotated[Text, Field(max_length=4000)] = Field(
        "", description="Wat de melder leest, per mail en op de website."
    )
    note: Annotated[Text, Field(max_length=4000)] = Field("", description="Voor collega’s.")
    reason: Reason | None = Field(None, description="Alleen bij not_feasible.")
    forwarded_to: Annotated[Text, Field(max_length=160)] = Field(
        "", description="Alleen bij not_ours: wie het wel doet."
    )
    expected_on: dt.date | None = Field(None, description="Een nieuwe verwachte datum.")


class NewRemark(Input):
    text: Annotated[Text, Field(min_length=1, max_length=4000)]


class WorkOrder(Schema):
    reference: str
    url: str
    state: State
    title: str
    description: str
    place: str
    lat: float | None
    lon: float | None
    team: str
    skill: str | None
    estimated_minutes: int
    due_on: dt.date | None
    crew: Crew | None
    planned_on: dt.date | None
    position: int | None
    started_at: Moment | None
    worked_minutes: int
    reason: str
    outcome: str
    issues: list[str] = Field(description="De nummers van de meldingen.")
    changed_at: Moment
    version: int


class WorkOrders(Schema):
    items: list[WorkOrder]
    next: str | None = Field(description="De cursor van de volgende bladzijde.")


class Planning(Input):
    crew: Annotated[int, Field(ge=1, le=2_147_483_647)] = Field(description="Het id van de ploeg.")
    planned_on: dt.date
    position: Annotated[int, Field(ge=1, le=500)] | None = None


class Hours(Input):
    email: Annotated[Text, Field(max_length=254)] = Field(description="Van wie in de ploeg werkte.")
    minutes: Annotated[int, Field(ge=1, le=1440)]


class Used(Input):
    material: Annotated[Text, Field(max_length=80)] = Field(
        description="De naam, zoals in de lijst van materialen."
    )
    quantity: Annotated[float, Field(gt=0, le=100_000, allow_inf_nan=False)]


class Deed(Input):
    kind: Literal["start", "stop", "done", "not_done"]
    at: BoundMoment | None = Field(None, description="Wanneer het gebeurde; leeg is nu.")
    reason: NotDoneReason | None = Field(None, description="Verplicht bij not_done.")
    text: Annotated[Text, Field(max_length=4000)] = ""
    hours: Annotated[list[Hours], Field(max_length=30)] = []
    materials: Annotated[list[Used], Field(max_length=50)] = []


class Outcome(Schema):
    outcome: Literal["done", "review"] = Field(
        description="done: verwerkt. review: een planner bekijkt het, want het paste niet."
    )
    explanation: str
    order: WorkOrder | None
