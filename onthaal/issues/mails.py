"""The mails about meldingen: their standard wording and who gets which.

A municipality can replace each wording; the placeholders stay.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from onthaal.core.dutch import day_in_words
from onthaal.core.links import absolute
from onthaal.issues.models import Enquiry, EnquiryKind, Follower, Issue, Survey
from onthaal.issues.states import CLOSED, Reason, Status
from onthaal.outbox import wordings
from onthaal.outbox.actions import queue_mail

_COMMON = {
    "nummer": ("het nummer van de melding", "LV-7K3M-92XQ"),
    "onderwerp": ("waarover de melding gaat", "Straatverlichting"),
    "plaats": ("het adres of de plaats", "Kerkstraat 14"),
    "link": ("de persoonlijke link naar de melding", "https://voorbeeld.be/m/…"),
}
_STATUS = {
    "status": ("de nieuwe status in gewone woorden", "Ingepland"),
    "verwacht": ("de verwachte datum", "woensdag 2 december"),
}
_ANSWER = {
    "tekst": ("het antwoord van de behandelaar", "De lamp is vervangen."),
}


def register() -> None:
    """Make the mail templates known; called once at start."""
    wordings.register(
        "issue_received",
        "Ontvangst van een melding",
        subject="Wij hebben uw melding {nummer} ontvangen",
        body=(
            "Dank u voor uw melding over {onderwerp} ({plaats}).\n\n"
            "Uw nummer is {nummer}. Wij verwachten dat wij dit ten laatste op {verwacht} "
            "afhandelen. Verandert die datum, dan laten wij het u weten.\n\n"
            "[Knop: Volg uw melding]({link})\n\n"
            "Met deze link kunt u ook een opmerking of een foto toevoegen, of de melding "
            "intrekken. Geef de link niet door aan anderen."
        ),
        placeholders={**_COMMON, "verwacht": _STATUS["verwacht"]},
    )
    wordings.register(
        "issue_status",
        "Nieuws over een melding",
        subject="Nieuws over uw melding {nummer}: {status}",
        body=(
            "Er is nieuws over uw melding over {onderwerp} ({plaats}).\n\n"
            "De status is nu: {status}.\n\n"
            "{tekst}\n\n"
            "Verwachte datum: {verwacht}.\n\n"
            "[Knop: Bekijk uw melding]({link})"
        ),
        placeholders={**_COMMON, **_STATUS, **_ANSWER},
    )
    wordings.register(
        "issue_closed",
        "Een melding is afgesloten",
        subject="Uw melding {nummer}: {status}",
        body=(
            "Uw melding over {onderwerp} ({plaats}) is afgesloten: {status}.\n\n"
            "{tekst}\n\n"
            "Bent u tevreden over hoe wij dit hebben aangepakt? Antwoorden duurt een halve "
            "minuut en kan tot {antwoord_tot}. Is het probleem niet opgelost, dan kunt u dat daar "
            "ook zeggen.\n\n"
            "[Knop: Geef uw mening]({mening_link})\n\n"
            "Of bekijk eerst uw melding: {link}"
        ),
        placeholders={
            **_COMMON,
            "status": _STATUS["status"],
            **_ANSWER,
            "mening_link": ("de link naar de tevredenheidsvraag", "https://voorbeeld.be/mening/…"),
            "antwoord_tot": ("tot wanneer men kan antwoorden", "maandag 7 december"),
        },
    )
    wordings.register(
        "issue_expected_date",
        "De verwachte datum is veranderd",
        subject="Andere datum voor uw melding {nummer}",
        body=(
            "Wij hebben de verwachte datum voor uw melding over {onderwerp} ({plaats}) "
            "aangepast. De nieuwe datum is {verwacht}.\n\n"
            "{tekst}\n\n"
            "[Knop: Bekijk uw melding]({link})"
        ),
        placeholders={**_COMMON, "verwacht": _STATUS["verwacht"], **_ANSWER},
    )
    wordings.register(
        "issue_enquiry_reporter",
        "Een vraag aan de melder",
        subject="Wij hebben een vraag over uw melding {nummer}",
        body=(
            "Wij hebben nog een vraag over uw melding over {onderwerp} ({plaats}).\n\n"
            "{tekst}\n\n"
            "[Knop: Beantwoord de vraag]({antwoord_link})\n\n"
            "U kunt antwoorden tot {antwoord_tot}. Zolang wij wachten, staat de termijn stil."
        ),
        placeholders={
            **_COMMON,
            **_ANSWER,
            "antwoord_link": ("de link om te antwoorden", "https://voorbeeld.be/antwoord/…"),
            "antwoord_tot": ("tot wanneer men kan antwoorden", "maandag 7 december"),
        },
    )
    wordings.register(
        "issue_enquiry_outsider",
        "Een vraag aan een andere partij",
        subject="Melding {nummer} in onze gemeente: uw antwoord gevraagd",
        body=(
            "Wij kregen een melding over {onderwerp} ({plaats}) die bij u past.\n\n"
            "{tekst}\n\n"
            "[Knop: Bekijk en antwoord]({antwoord_link})\n\n"
            "U hebt geen account nodig. De link werkt tot {antwoord_tot}."
        ),
        placeholders={
            **{name: _COMMON[name] for name in ("nummer", "onderwerp", "plaats")},
            **_ANSWER,
            "antwoord_link": ("de link om te antwoorden", "https://voorbeeld.be/antwoord/…"),
            "antwoord_tot": ("tot wanneer men kan antwoorden", "maandag 7 december"),
        },
    )
    wordings.register(
        "issue_withdrawn",
        "Een melding is ingetrokken",
        subject="Uw melding {nummer} is ingetrokken",
        body=(
            "U trok uw melding over {onderwerp} ({plaats}) in. Wij doen er niets meer mee.\n\n"
            "Was u dit niet, of is het toch nog nodig? Antwoord dan op deze mail of doe een nieuwe "
            "melding.\n\n"
            "[Knop: Bekijk uw melding]({link})"
        ),
        placeholders=_COMMON,
    )
    wordings.register(
        "issue_follow_confirm",
        "Bevestig dat u een melding wilt volgen",
        subject="Bevestig dat u melding {nummer} wilt volgen",
        body=(
            "U vroeg om nieuws over de melding over {onderwerp} ({plaats}).\n\n"
            "[Knop: Ja, ik wil deze melding volgen]({volg_link})\n\n"
            "Vroeg u dit niet? Dan hoeft u niets te doen."
        ),
        placeholders={
            **{name: _COMMON[name] for name in ("nummer", "onderwerp", "plaats")},
            "volg_link": ("de link om te bevestigen", "https://voorbeeld.be/volgen/…"),
        },
    )
    wordings.register(
        "issue_follower_news",
        "Nieuws voor een volger",
        subject="Nieuws over melding {nummer}: {status}",
        body=(
            "De melding over {onderwerp} ({plaats}) die u volgt, heeft een nieuwe status: "
            "{status}.\n\n"
            "[Knop: Bekijk de melding]({link})\n\n"
            "Geen nieuws meer? [Stop met volgen]({stop_link})"
        ),
        placeholders={
            **_COMMON,
            "status": _STATUS["status"],
            "stop_link": ("de link om te stoppen", "https://voorbeeld.be/volgen/…/stoppen"),
        },
    )
    wordings.register(
        "issue_merged",
        "Een melding is samengevoegd",
        subject="Uw melding {nummer} is samengevoegd",
        body=(
            "Het probleem dat u meldde over {onderwerp} ({plaats}) was al gemeld. Wij voegden uw "
            "melding samen met melding {origineel}. U krijgt voortaan het nieuws daarvan.\n\n"
            "{tekst}\n\n"
            "[Knop: Bekijk uw melding]({link})"
        ),
        placeholders={
            **_COMMON,
            **_ANSWER,
            "origineel": ("het nummer van de eerste melding", "LV-3QTM-77AB"),
        },
    )
    wordings.register(
        "issue_follower_merged",
        "Een gevolgde melding is samengevoegd",
        subject="Melding {nummer} is samengevoegd met {origineel}",
        body=(
            "De melding over {onderwerp} ({plaats}) die u volgt, gaat over hetzelfde als melding "
            "{origineel}. U krijgt voortaan het nieuws daarvan.\n\n"
            "[Knop: Bekijk de melding]({link})\n\n"
            "Geen nieuws meer? [Stop met volgen]({stop_link})"
        ),
        placeholders={
            **_COMMON,
            "origineel": ("het nummer van de eerste melding", "LV-3QTM-77AB"),
            "stop_link": ("de link om te stoppen", "https://voorbeeld.be/volgen/…/stoppen"),
        },
    )
    wordings.register(
        "issue_follower_split",
        "Een gevolgde melding is in delen gesplitst",
        subject="Melding {nummer} wordt door meer dan één team bekeken",
        body=(
            "In de melding over {onderwerp} ({plaats}) die u volgt, gaat het over meer dan één "
            "probleem. Daarom maakten wij er aparte meldingen van, die u nu ook volgt:\n\n"
            "{delen}\n\n"
            "[Knop: Bekijk de melding]({link})\n\n"
            "Geen nieuws meer over het geheel? [Stop met volgen]({stop_link})"
        ),
        placeholders={
            **_COMMON,
            "delen": ("de nummers en links van de delen", "LV-3QTM-77AB – Riolering"),
            "stop_link": ("de link om te stoppen", "https://voorbeeld.be/volgen/…/stoppen"),
        },
    )
    wordings.register(
        "issue_contact_corrected",
        "De gegevens van de melder zijn verbeterd",
        subject="Uw melding {nummer}: wij schrijven u voortaan op dit adres",
        body=(
            "Wij hebben uw gegevens bij de melding over {onderwerp} ({plaats}) verbeterd. U krijgt "
            "het nieuws voortaan op dit adres.\n\n"
            "[Knop: Volg uw melding]({link})\n\n"
            "Met deze link kunt u ook een opmerking of een foto toevoegen. Geef de link niet door "
            "aan anderen. Is deze melding niet van u? Antwoord dan op deze mail."
        ),
        placeholders=_COMMON,
    )
    wordings.register(
        "issue_split",
        "Een melding is in delen gesplitst",
        subject="Uw melding {nummer} wordt door meer dan één team bekeken",
        body=(
            "In uw melding over {onderwerp} ({plaats}) gaat het over meer dan één probleem. "
            "Daarom maakten wij er aparte meldingen van:\n\n{delen}\n\n"
            "U krijgt over elk deel apart nieuws.\n\n"
            "[Knop: Bekijk uw melding]({link})"
        ),
        placeholders={
            **_COMMON,
            "delen": ("de nummers en links van de delen", "LV-3QTM-77AB – Riolering"),
        },
    )


def _common(issue: Issue) -> dict[str, str]:
    return {
        "nummer": issue.reference,
        "onderwerp": issue.category.name,
        "plaats": issue.place,
        "link": absolute(issue.status_path),
    }


def _to_reporter(issue: Issue, template: str, context: dict[str, str]) -> None:
    if issue.reporter and issue.reporter.email:
        queue_mail(
            template,
            to=issue.reporter.email,
            to_name=issue.reporter.name,
            context={**_common(issue), **context},
            about=issue,
            thread=issue.reference,
        )


def received(issue: Issue) -> None:
    """Tell the reporter that the issue has come in, with reference, date and secret link."""
    _to_reporter(issue, "issue_received", {"verwacht": day_in_words(issue.expected_on)})


def contact_corrected(issue: Issue) -> None:
    """Give the reporter, at the address that is right now, the link that works now."""
    _to_reporter(issue, "issue_contact_corrected", {})


def status_changed(
    issue: Issue,
    text: str,
    survey: Survey | None,
    *,
    parts: Sequence[Issue] = (),
    left: Issue | None = None,
) -> None:
    """Tell the reporter and the confirmed followers; the text itself goes to the reporter only.

    ``parts`` were closed along with the issue: the reporter's mail names them. The issue is no
    longer a double of ``left``: the reporter reads whose news comes from now on.
    """
    if left:
        text = (
            "Uw melding hoort niet meer bij melding "
            f"{left.reference}. U krijgt weer het nieuws van uw eigen melding.\n\n{text}"
        ).strip()
    if parts:
        text = f"{text}\n\nDit geldt ook voor {_and(part.reference for part in parts)}."
    template, context = _status_mail(issue, text, survey)
    _to_reporter(issue, template, context)
    tell_followers(issue)


def _and(words: Iterable[str]) -> str:
    """``a, b en c``"""
    *most, last = words
    return f"{', '.join(most)} en {last}" if most else last


def _status_mail(issue: Issue, text: str, survey: Survey | None) -> tuple[str, dict[str, str]]:
    status = issue.plain_status
    if issue.state == Status.NOT_FEASIBLE and issue.reason:
        text = f"Reden: {Reason(issue.reason).label}.\n\n{text}"
    if issue.state == Status.NOT_OURS:
        text = f"{text}\n\nHiervoor kunt u terecht bij: {issue.forwarded_to}."
    if issue.state in CLOSED and survey:
        return "issue_closed", {
            "status": status,
            "tekst": text,
            "mening_link": absolute(f"/mening/{survey.secret}/"),
            "antwoord_tot": day_in_words(survey.expires_at),
        }
    return "issue_status", {
        "status": status,
        "tekst": text,
        "verwacht": day_in_words(issue.expected_on),
    }


def withdrawn(issue: Issue) -> None:
    """Tell the reporter that the own withdrawal is done, and the followers that it ended."""
    _to_reporter(issue, "issue_withdrawn", {})
    tell_followers(issue)


def follow_confirm(follower: Follower) -> None:
    """Ask whether the owner of this address really wants to follow."""
    common = _common(follower.issue)
    queue_mail(
        "issue_follow_confirm",
        to=follower.email,
        context={
            **{name: common[name] for name in ("nummer", "onderwerp", "plaats")},
            "volg_link": absolute(f"/volgen/{follower.secret}/"),
        },
        about=follower.issue,
        thread=f"{follower.issue.reference}-{follower.pk}",
    )


def tell_followers(issue: Issue) -> None:
    """Tell the confirmed followers the new status, without the text meant for the reporter."""
    for follower in issue.followers.filter(confirmed_at__isnull=False):
        stop_link = absolute(f"/volgen/{follower.secret}/stoppen/")
        queue_mail(
            "issue_follower_news",
            to=follower.email,
            context={
                **_common(issue),
                "link": absolute(f"/volgen/{follower.secret}/"),
                "stop_link": stop_link,
                "status": issue.plain_status,
            },
            about=issue,
            thread=f"{issue.reference}-{follower.pk}",
            list_unsubscribe=stop_link,
        )


def expected_date_changed(issue: Issue, why: str) -> None:
    """Tell the reporter the new expected date and why."""
    _to_reporter(
        issue, "issue_expected_date", {"verwacht": day_in_words(issue.expected_on), "tekst": why}
    )


def enquiry(question: Enquiry) -> None:
    """Send a question, to the reporter or to an outsider, with the link to answer."""
    issue = question.issue
    common = _common(issue)
    to_reporter = question.kind == EnquiryKind.REPORTER
    if not to_reporter:
        # an outsider must not get the reporter's own link
        del common["link"]
    queue_mail(
        "issue_enquiry_reporter" if to_reporter else "issue_enquiry_outsider",
        to=question.recipient_email,
        to_name=question.recipient_name,
        context={
            **common,
            "tekst": question.text,
            "antwoord_link": absolute(f"/antwoord/{question.secret}/"),
            "antwoord_tot": day_in_words(question.expires_at),
        },
        about=issue,
        thread=issue.reference if to_reporter else f"{issue.reference}-{question.kind}",
    )


def merged(duplicate: Issue, original: Issue, text: str) -> None:
    """Tell the reporter and the followers of the duplicate that the original counts from now on.

    The followers get the link with which they follow the original.
    """
    _to_reporter(duplicate, "issue_merged", {"tekst": text, "origineel": original.reference})
    gone = {
        follower.email.lower()
        for follower in duplicate.followers.filter(confirmed_at__isnull=False)
    }
    for follower in original.followers.filter(confirmed_at__isnull=False):
        if follower.email.lower() not in gone:
            continue
        common = _common(duplicate)
        stop_link = absolute(f"/volgen/{follower.secret}/stoppen/")
        queue_mail(
            "issue_follower_merged",
            to=follower.email,
            context={
                **common,
                "link": absolute(f"/volgen/{follower.secret}/"),
                "stop_link": stop_link,
                "origineel": original.reference,
            },
            about=original,
            thread=f"{original.reference}-{follower.pk}",
            list_unsubscribe=stop_link,
        )


def split(
    issue: Issue,
    parts: Sequence[Issue],
    followers: Sequence[tuple[Follower, Sequence[Follower]]],
) -> None:
    """Tell the reporter and each follower once which numbers there are now.

    ``followers`` are those of the whole, each with the rows with which that person follows the
    parts: their links lead there.
    """
    lines = "\n".join(
        f"{part.reference} – {part.category.name}: {absolute(part.status_path)}" for part in parts
    )
    _to_reporter(issue, "issue_split", {"delen": lines})
    for follower, rows in followers:
        stop_link = absolute(f"/volgen/{follower.secret}/stoppen/")
        queue_mail(
            "issue_follower_split",
            to=follower.email,
            context={
                **_common(issue),
                "delen": "\n".join(
                    f"{part.reference} – {part.category.name}: {absolute(f'/volgen/{row.secret}/')}"
                    for part, row in zip(parts, rows, strict=True)
                ),
                "link": absolute(f"/volgen/{follower.secret}/"),
                "stop_link": stop_link,
            },
            about=issue,
            thread=f"{issue.reference}-{follower.pk}",
            list_unsubscribe=stop_link,
        )
