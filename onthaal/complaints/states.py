"""The words of a complaint: its states, grounds, rulings and norms.

The ombuds norms and the columns of the yearly report are those that Flemish authorities use
(Vlaamse Ombudsdienst); the grounds follow article II.77 of the Bestuursdecreet, which a local
regulation usually takes over.
"""

from __future__ import annotations

from django.db import models


class State(models.TextChoices):
    RECEIVED = "received", "Ontvangen"
    ADMISSIBLE = "admissible", "Ontvankelijk"
    INVESTIGATION = "investigation", "In onderzoek"
    RULED = "ruled", "Uitspraak gedaan"
    INADMISSIBLE = "inadmissible", "Niet ontvankelijk"
    WITHDRAWN = "withdrawn", "Ingetrokken"
    CONVERTED = "converted", "Omgezet in een melding"


OPEN = (State.RECEIVED, State.ADMISSIBLE, State.INVESTIGATION)
CLOSED = (State.RULED, State.INADMISSIBLE, State.WITHDRAWN, State.CONVERTED)

# What the citizen reads on the status page.
PLAIN_WORDS = {
    State.RECEIVED: "Wij bekijken of wij uw klacht kunnen behandelen",
    State.ADMISSIBLE: "Wij behandelen uw klacht",
    State.INVESTIGATION: "Wij onderzoeken uw klacht",
    State.RULED: "Er is een uitspraak",
    State.INADMISSIBLE: "Wij kunnen uw klacht niet behandelen",
    State.WITHDRAWN: "U trok uw klacht in",
    State.CONVERTED: "Wij behandelen dit als een melding",
}


class Channel(models.TextChoices):
    WEB = "web", "Website"
    PHONE = "phone", "Telefoon"
    DESK = "desk", "Balie"
    MAIL = "mail", "E-mail"
    LETTER = "letter", "Brief"
    ISSUE = "issue", "Uit een melding"


class Ground(models.TextChoices):
    """Why a complaint is not treated."""

    ANONYMOUS = "anonymous", "Anoniem"
    NO_INTEREST = "no_interest", "Geen eigen belang"
    UNFOUNDED = "unfounded", "Kennelijk ongegrond"
    UNREASONABLE = "unreasonable", "Kennelijk onredelijk"
    HANDLED = "handled", "Dezelfde feiten zijn al behandeld"
    TOO_OLD = "too_old", "De feiten zijn te oud"
    APPEAL = "appeal", "Er is nog een beroep mogelijk of bezig"
    POLICY = "policy", "Gaat over beleid of regels"
    NOT_COMPETENT = "not_competent", "Wij zijn niet bevoegd"


class Ruling(models.TextChoices):
    FOUNDED = "founded", "Gegrond"
    PARTLY = "partly", "Gedeeltelijk gegrond"
    UNFOUNDED = "unfounded", "Ongegrond"
    NONE = "none", "Geen uitspraak"


FOUNDED = (Ruling.FOUNDED, Ruling.PARTLY)


class Degree(models.TextChoices):
    """How far a founded complaint was resolved."""

    FULL = "full", "Volledig opgelost"
    PARTLY = "partly", "Gedeeltelijk opgelost"
    NOT = "not", "Niet opgelost"


class Norm(models.TextChoices):
    """The fifteen ombuds norms."""

    LAW = "law", "Overeenstemming met het recht"
    REASONS = "reasons", "Afdoende motivering"
    EQUALITY = "equality", "Gelijkheid en onpartijdigheid"
    CERTAINTY = "certainty", "Rechtszekerheid en gerechtvaardigd vertrouwen"
    PROPORTION = "proportion", "Redelijkheid en evenredigheid"
    TREATMENT = "treatment", "Correcte bejegening"
    ACTIVE = "active", "Actieve dienstverlening"
    LETTERS = "letters", "Deugdelijke correspondentie"
    REACHABLE = "reachable", "Vlotte bereikbaarheid"
    INFORMATION = "information", "Doeltreffende algemene informatieverstrekking"
    PRACTICE = "practice", "Goede uitvoeringspraktijk en administratieve nauwkeurigheid"
    CARE = "care", "Zorgvuldige interne klachtenbehandeling"
    TERM = "term", "Redelijke behandeltermijn"
    COORDINATION = "coordination", "Efficiënte coördinatie"
    PRIVACY = "privacy", "Respect voor de persoonlijke levenssfeer"
