"""Who reported it was noted wrongly: staff put it right."""

from __future__ import annotations

from django.db import transaction

from onthaal.core.changes import CannotChange, save_next
from onthaal.core.references import new_secret
from onthaal.issues import mails
from onthaal.issues.actions.locking import locked
from onthaal.issues.actions.submission import Contact
from onthaal.issues.models import Enquiry, EnquiryKind, Follower, Issue, Reporter
from onthaal.outbox import actions as outbox
from onthaal.outbox.models import Message, State
from onthaal.people.models import User
from onthaal.timeline.actions import record


@transaction.atomic
def correct_contact(
    issue: Issue,
    *,
    contact: Contact,
    why: str,
    renew_link: bool,
    by: User,
    expected_version: int | None = None,
) -> Issue:
    """Write to ``contact`` from now on; old, new and reason are kept in the history.

    A new e-mail address gets a mail with the link, and what still waited for the old one is not
    sent. With ``renew_link`` no link that went to the old address works any more; an open question
    goes to the new one again. Somebody who already followed becomes the reporter only.

    Raises CannotChange when nothing differs, without reason, without any detail, or for who may
    not see the details; and ChangedMeanwhile.
    """
    issue = locked(issue.pk, expected_version)
    if not issue.shows_contact_to(by):
        raise CannotChange("U hoort niet bij het team: u kunt deze gegevens niet veranderen.")
    old = _present(issue)
    new = Contact(
        name=contact.name.strip(), email=contact.email.strip().lower(), phone=contact.phone.strip()
    )
    if not why.strip():
        raise CannotChange("Schrijf waarom u de gegevens verandert.", "why")
    if not new:
        raise CannotChange("Vul minstens één gegeven van de melder in.", "name")
    if (old.name, old.email.lower(), old.phone) == (new.name, new.email, new.phone):
        raise CannotChange("U veranderde niets.", "name")
    other_mail = old.email.lower() != new.email
    _store(issue, new, other_mail=other_mail)
    if renew_link:
        issue.secret = new_secret()
        for survey in issue.surveys.filter(answered_at=None):
            survey.secret = new_secret()
            survey.save(update_fields=["secret"])
    save_next(issue, "reporter", "secret")
    if other_mail:
        _stop_writing_to(issue, old.email, by)
        _follow_from(issue, old.email, new.email)
    record(
        "issue.contact_corrected",
        issue,
        by=by,
        internal_text=f"{_differences(old, new)}\nReden: {why.strip()}",
        data={"email": other_mail, "link": renew_link},
    )
    if other_mail or renew_link:
        mails.contact_corrected(issue)
        _ask_again(issue, renew=renew_link)
    return issue


def _present(issue: Issue) -> Contact:
    reporter = issue.reporter
    return (
        Contact(name=reporter.name, email=reporter.email, phone=reporter.phone)
        if reporter
        else Contact()
    )


def _store(issue: Issue, new: Contact, *, other_mail: bool) -> None:
    reporter = issue.reporter or Reporter()
    reporter.name, reporter.email, reporter.phone = new.name, new.email, new.phone
    if other_mail and reporter.user and reporter.user.email.lower() != new.email:
        # the account belongs to who had the old address
        reporter.user = None
    reporter.save()
    issue.reporter = reporter


def _stop_writing_to(issue: Issue, email: str, by: User) -> None:
    """What has not left yet does not leave for an address that is not the reporter's."""
    if not email:
        return
    waiting = Message.objects.about(issue).filter(to_address__iexact=email, state=State.QUEUED)
    for message in waiting:
        try:
            outbox.cancel(message, by=by)
        except outbox.CannotChange:
            continue  # it left just now


def _follow_from(issue: Issue, old: str, new: str) -> None:
    """The reporter does not follow the own issue; a double's reporter follows the original."""
    if new:
        gone, _ = issue.followers.filter(email__iexact=new, confirmed_at__isnull=False).delete()
        issue.followers.filter(email__iexact=new).delete()
        if gone:
            Issue.objects.filter(pk=issue.pk).update(followers_count=issue.followers_count - gone)
            issue.followers_count -= gone
    if not (issue.duplicate_of_id and old):
        return
    follower = Follower.objects.filter(issue=issue.duplicate_of_id, email__iexact=old).first()
    if follower is None:
        return
    original = locked(issue.duplicate_of_id, None)
    follows_already = original.followers.filter(
        email__iexact=new, confirmed_at__isnull=False
    ).exists()
    reported_it = original.reporter is not None and original.reporter.email.lower() == new
    if new and not follows_already and not reported_it:
        original.followers.filter(email__iexact=new).delete()
        follower.email, follower.secret = new, new_secret()
        follower.save(update_fields=["email", "secret"])
        return
    if follower.confirmed_at:
        original.followers_count -= 1
        save_next(original, "followers_count")
    follower.delete()


def _ask_again(issue: Issue, *, renew: bool) -> None:
    """Questions that wait for the reporter go to the address that is right."""
    if issue.reporter is None or not issue.reporter.email:
        return
    for question in Enquiry.objects.filter(
        issue=issue, kind=EnquiryKind.REPORTER, answered_at=None, expired_at=None
    ):
        question.recipient_name = issue.reporter.name
        question.recipient_email = issue.reporter.email
        if renew:
            question.secret = new_secret()
        question.save(update_fields=["recipient_name", "recipient_email", "secret"])
        mails.enquiry(question)


def _differences(old: Contact, new: Contact) -> str:
    pairs = [
        ("naam", old.name, new.name),
        ("e-mailadres", old.email, new.email),
        ("telefoonnummer", old.phone, new.phone),
    ]
    return "\n".join(
        f"{label}: {before or 'leeg'} → {after or 'leeg'}"
        for label, before, after in pairs
        if before != after
    )
