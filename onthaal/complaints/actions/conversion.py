"""A melding turns out to be a klacht, or a klacht a melding: both ways, on record, and told."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from onthaal.catalogue.models import Process
from onthaal.complaints import letters, mails
from onthaal.complaints.actions.changing import check, locked
from onthaal.complaints.actions.submission import Contact, Submission, submit
from onthaal.complaints.models import Complaint, LetterKind
from onthaal.complaints.states import Channel, State
from onthaal.core import changes, clock
from onthaal.core.changes import CannotChange, save_next
from onthaal.issues.actions import submission as issue_submission
from onthaal.issues.actions.lifecycle import Change, change_status
from onthaal.issues.models import Category, Issue
from onthaal.issues.models import Channel as IssueChannel
from onthaal.issues.states import Status
from onthaal.organisation.models import Team
from onthaal.people.models import User
from onthaal.timeline.actions import record


@transaction.atomic
def from_issue(issue: Issue, *, team: Team | None, process: Process | None, by: User) -> Complaint:
    """Treat a melding as a klacht from now on.

    The melding closes without a word about a complaint, also for the team that has it, and leaves
    the public map; the reporter hears from the complaint. The term counts from the day on which
    the melding came in. Raises CannotChange.
    """
    issue = changes.locked(Issue.objects.select_related("reporter"), issue.pk)
    if not issue.is_open:
        raise CannotChange("Deze melding is al afgesloten.")
    reporter = issue.reporter
    complaint = submit(
        submission=Submission(
            description=issue.description,
            contact=Contact(reporter.name, reporter.email, reporter.phone)
            if reporter
            else Contact(),
            channel=Channel.ISSUE,
            team=team,
            process=process,
            received_on=timezone.localdate(issue.received_at),
            from_issue=issue,
        ),
        by=by,
    )
    change_status(issue, change=Change(to=Status.WITHDRAWN, note=ELSEWHERE), by=by, tell=False)
    record("complaint.made_from_issue", complaint, by=by, data={"issue": issue.pk})
    return complaint


ELSEWHERE = "Wordt buiten dit team verder behandeld."


@transaction.atomic
def to_issue(
    complaint: Complaint,
    *,
    category: Category,
    place: issue_submission.Place,
    text: str,
    by: User,
    version: int | None = None,
) -> Issue:
    """Treat a klacht as a melding from now on; the resident is told why and keeps the old link.

    The melding carries what the resident wrote and shows nothing of the complaint.

    Raises CannotChange.
    """
    complaint = locked(complaint, by=by, version=version)
    check(complaint, State.CONVERTED)
    who = complaint.complainant
    issue = issue_submission.submit(
        submission=issue_submission.Submission(
            key=complaint.submission_key,
            description=complaint.description,
            category=category,
            place=place,
            contact=issue_submission.Contact(who.name, who.email, who.phone)
            if who
            else issue_submission.Contact(),
            channel=_ISSUE_CHANNELS[Channel(complaint.channel)],
        ),
        by=by,
    )
    complaint.became_issue = issue
    complaint.state, complaint.closed_on = State.CONVERTED, clock.today()
    save_next(complaint, "became_issue", "state", "closed_on")
    record("complaint.became_issue", complaint, by=by, public_text=text, data={"issue": issue.pk})
    letter = letters.write(complaint, LetterKind.CONVERTED, text, by=by)
    mails.converted(complaint, text, letter)
    return issue


_ISSUE_CHANNELS = {
    Channel.WEB: IssueChannel.WEB,
    Channel.PHONE: IssueChannel.PHONE,
    Channel.DESK: IssueChannel.DESK,
    Channel.MAIL: IssueChannel.MAIL,
    Channel.LETTER: IssueChannel.LETTER,
    Channel.ISSUE: IssueChannel.OTHER,
}


def path_of_successor(issue: Issue) -> str | None:
    """The resident's page of the complaint that ``issue`` became."""
    complaint = Complaint.objects.filter(from_issue=issue).first()
    return complaint.status_path if complaint else None
