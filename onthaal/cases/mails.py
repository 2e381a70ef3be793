"""The mails about requests: their standard wording and who gets which."""

from __future__ import annotations

from onthaal.cases.models import Case, CaseQuestion
from onthaal.cases.states import CaseState
from onthaal.core.dutch import day_in_words
from onthaal.core.links import absolute
from onthaal.outbox import wordings
from onthaal.outbox.actions import queue_mail

_COMMON = {
    "nummer": ("het nummer van de aanvraag", "LV-7K3M-92XQ"),
    "product": ("wat gevraagd wordt", "Speelstraat aanvragen"),
    "link": ("de persoonlijke link naar de aanvraag", "https://voorbeeld.be/aanvraag/…"),
}
_EXPECTED = {"verwacht": ("de verwachte datum", "woensdag 2 december")}
_STEP = {"stap": ("wat er nu gebeurt", "Wij kijken uw aanvraag na.")}
_TEXT = {"tekst": ("wat de behandelaar schrijft", "Het plan is goed.")}
_LINK = "[Knop: Bekijk uw aanvraag]({link})"


def register() -> None:
    """Make the mail templates known; called once at start."""
    wordings.register(
        "case_received",
        "Ontvangst van een aanvraag",
        subject="Wij hebben uw aanvraag {nummer} ontvangen",
        body=(
            "Wij kregen uw aanvraag: {product}.\n\n"
            "Uw nummer is {nummer}. Wij verwachten dat uw aanvraag ten laatste op {verwacht} klaar "
            "is. Verandert die datum, dan ziet u dat op de pagina van uw aanvraag.\n\n"
            f"{_LINK}\n\n"
            "Daar ziet u altijd waar uw aanvraag staat. Geef de link niet door aan anderen."
        ),
        placeholders={**_COMMON, **_EXPECTED},
    )
    wordings.register(
        "case_news",
        "Nieuws over een aanvraag",
        subject="Nieuws over uw aanvraag {nummer}",
        body=(
            "Uw aanvraag ({product}) staat een stap verder.\n\n"
            "{stap}\n\n{tekst}\n\n"
            "Wij verwachten dat uw aanvraag ten laatste op {verwacht} klaar is.\n\n" + _LINK
        ),
        placeholders={**_COMMON, **_EXPECTED, **_STEP, **_TEXT},
    )
    wordings.register(
        "case_question",
        "Wij hebben iets van de aanvrager nodig",
        subject="Uw aanvraag {nummer}: wij hebben iets van u nodig",
        body=(
            "Voor uw aanvraag ({product}) hebben wij nog iets van u nodig.\n\n"
            "{tekst}\n\n"
            "[Knop: Antwoord]({link})\n\n"
            "Zolang wij op u wachten, staat de termijn stil."
        ),
        placeholders={**_COMMON, **_TEXT},
    )
    wordings.register(
        "case_question_again",
        "Herinnering: wij wachten op de aanvrager",
        subject="Herinnering: uw aanvraag {nummer} wacht op u",
        body=(
            "Een week geleden vroegen wij u iets voor uw aanvraag ({product}). Wij kregen nog geen "
            "antwoord.\n\n"
            "{tekst}\n\n"
            "[Knop: Antwoord]({link})\n\n"
            "Hebt u de aanvraag niet meer nodig? Op dezelfde pagina kunt u ze intrekken."
        ),
        placeholders={**_COMMON, **_TEXT},
    )
    wordings.register(
        "case_document",
        "Er staat een document klaar",
        subject="Uw aanvraag {nummer}: er staat een document klaar",
        body=(
            "Bij uw aanvraag ({product}) staat een document voor u klaar.\n\n"
            "[Knop: Bekijk het document]({link})\n\n"
            "U vindt het bovenaan de pagina van uw aanvraag. Geef de link niet door aan anderen."
        ),
        placeholders=_COMMON,
    )
    wordings.register(
        "case_done",
        "Een aanvraag is afgehandeld",
        subject="Uw aanvraag {nummer} is klaar",
        body=f"Uw aanvraag ({{product}}) is afgehandeld.\n\n{{tekst}}\n\n{_LINK}",
        placeholders={**_COMMON, **_TEXT},
    )
    wordings.register(
        "case_refused",
        "Een aanvraag is geweigerd",
        subject="Uw aanvraag {nummer}: onze beslissing",
        body=(
            "Wij kunnen uw aanvraag ({product}) niet goedkeuren.\n\n"
            "{tekst}\n\n"
            "Bent u het er niet mee eens of begrijpt u iets niet? Antwoord dan op deze mail of "
            f"bel ons.\n\n{_LINK}"
        ),
        placeholders={**_COMMON, **_TEXT},
    )
    wordings.register(
        "case_withdrawn",
        "Een aanvraag is ingetrokken",
        subject="Uw aanvraag {nummer} is ingetrokken",
        body=(
            "U trok uw aanvraag ({product}) in. Wij doen er niets meer mee.\n\n"
            f"Was u dit niet? Antwoord dan op deze mail.\n\n{_LINK}"
        ),
        placeholders=_COMMON,
    )
    wordings.register(
        "case_late",
        "Een stap van een aanvraag is over tijd (voor medewerkers)",
        subject="Aanvraag {nummer} is over tijd",
        body=(
            "De stap “{stap}” van aanvraag {nummer} ({product}) moest klaar zijn op {verwacht}.\n\n"
            "[Knop: Open de aanvraag]({link})"
        ),
        placeholders={**_COMMON, **_EXPECTED, "stap": ("de stap", "Kijkt de aanvraag na")},
    )


def _common(case: Case) -> dict[str, str]:
    return {
        "nummer": case.reference,
        "product": case.product.name,
        "link": absolute(case.status_path),
    }


def _to_resident(case: Case, template: str, context: dict[str, str]) -> int:
    if not case.email:
        return 0
    queue_mail(
        template,
        to=case.email,
        to_name=case.name,
        context={**_common(case), **context},
        about=case,
        thread=case.reference,
    )
    return 1


def received(case: Case) -> None:
    """Tell the resident that the request came in, with number, date and secret link."""
    _to_resident(case, "case_received", {"verwacht": day_in_words(case.expected_on)})


def news(case: Case, text: str) -> None:
    """Tell the resident in which step the request stands now."""
    _to_resident(
        case,
        "case_news",
        {
            "stap": case.step.public_text,
            "tekst": text,
            "verwacht": day_in_words(case.expected_on),
        },
    )


def question(asked: CaseQuestion) -> int:
    """Tell the resident what we need."""
    return _to_resident(asked.case, "case_question", {"tekst": asked.text})


def question_again(asked: CaseQuestion) -> int:
    """Remind the resident of what we need; returns how many mails that makes."""
    return _to_resident(asked.case, "case_question_again", {"tekst": asked.text})


def document_ready(case: Case) -> None:
    """Tell the resident that we put something ready on the page of the request."""
    _to_resident(case, "case_document", {})


def closed(case: Case) -> None:
    """Tell the resident how it ended."""
    template = {
        CaseState.DONE: "case_done",
        CaseState.REFUSED: "case_refused",
        CaseState.WITHDRAWN: "case_withdrawn",
    }[CaseState(case.state)]
    context = {} if case.state == CaseState.WITHDRAWN else {"tekst": case.outcome}
    _to_resident(case, template, context)


def late(case: Case) -> int:
    """Tell the handler, else the team, that the step is over its term; returns how many mails."""
    handler = case.handler if case.handler and case.handler.is_active else None
    to = handler.email if handler else case.team.email
    if not to or case.step_due_on is None:
        return 0
    queue_mail(
        "case_late",
        to=to,
        to_name=str(handler or case.team),
        context={
            **_common(case),
            "link": absolute(case.get_absolute_url()),
            "stap": case.step.name,
            "verwacht": day_in_words(case.step_due_on),
        },
        about=case,
    )
    return 1
