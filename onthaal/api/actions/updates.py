"""A partner tells news about a melding."""

from __future__ import annotations

import uuid

from django.db import transaction

from onthaal.api import rules
from onthaal.api.actions import photos
from onthaal.api.actions.reports import take_turns
from onthaal.api.models import ApiKey, PartnerReport, PartnerUpdate, Scope
from onthaal.core.changes import CannotChange
from onthaal.issues.actions import lifecycle, notes
from onthaal.issues.actions.contributions import CannotAdd, add_remark
from onthaal.issues.actions.lifecycle import Change
from onthaal.issues.models import Issue
from onthaal.issues.rules import may_become
from onthaal.timeline.models import Event

_SPACE = uuid.UUID("5a9c0b1e-7d53-4a60-8a3b-311311311311")


@transaction.atomic
def accept(*, key: ApiKey, issue: Issue, news: rules.News) -> PartnerUpdate:
    """Change the state when the key may and the news asks it, else keep what it says.

    The same news again gives what came of it the first time. Raises rules.Refused.
    """
    take_turns(f"{key.pk} {news.fingerprint}")
    if again := PartnerUpdate.objects.filter(key=key, fingerprint=news.fingerprint).first():
        return again
    is_own = PartnerReport.objects.filter(key=key, issue=issue).exists()
    latest = _latest_event(issue)
    try:
        _take_in(key, issue, news, is_own=is_own)
    except (CannotAdd, CannotChange) as refusal:
        raise rules.Refused(400, str(refusal)) from refusal
    if is_own:
        photos.promise(issue, news.media_urls)
    now_latest = _latest_event(issue)
    return PartnerUpdate.objects.create(
        key=key,
        issue=issue,
        fingerprint=news.fingerprint,
        event_id=now_latest if now_latest != latest else None,
    )


def _take_in(key: ApiKey, issue: Issue, news: rules.News, *, is_own: bool) -> None:
    to = rules.meant(news.state, issue.state) if key.may(Scope.STATUS) else None
    if to and may_become(issue.state, to):
        lifecycle.change_status(
            issue,
            change=Change(to=to, text=rules.words(to, news.text), reason=rules.reason(to)),
            by_label=key.name,
        )
        if news.media_urls and not is_own:
            notes.add_partner_note(issue, text="\n".join(news.media_urls), partner=key.name)
    elif is_own and key.may(Scope.REMARK):
        if news.text:
            again = uuid.uuid5(_SPACE, f"{key.pk} {news.fingerprint}")
            add_remark(issue=issue, text=news.text, key=again)
    elif key.may(Scope.STATUS):
        told = [news.text, f"({news.state})" if news.state else "", *news.media_urls]
        notes.add_partner_note(issue, text="\n".join(filter(None, told)), partner=key.name)
    else:
        raise rules.Refused(403, "this api_key may not do that")


def _latest_event(issue: Issue) -> int | None:
    return Event.objects.about(issue).order_by("-pk").values_list("pk", flat=True).first()
