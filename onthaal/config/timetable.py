"""What happens by itself, and when. Times are Belgian."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.utils import timezone


@dataclass(frozen=True)
class Every:
    """A task that runs again and again."""

    task: str
    minutes: int

    def due(self, last: dt.datetime | None, now: dt.datetime) -> bool:
        return last is None or now - last >= dt.timedelta(minutes=self.minutes)


@dataclass(frozen=True)
class Daily:
    """A task that runs once a day, at ``at`` or as soon after it as a worker lives."""

    task: str
    at: dt.time

    def due(self, last: dt.datetime | None, now: dt.datetime) -> bool:
        local = timezone.localtime(now)
        moment = local.replace(
            hour=self.at.hour, minute=self.at.minute, second=0, microsecond=0, fold=0
        )
        return now >= moment and (last is None or last < moment)


TIMETABLE: tuple[Every | Daily, ...] = (
    Every("onthaal.outbox.actions.sweep", minutes=1),
    Every("onthaal.intake.actions.fetching.fetch", minutes=2),
    Every("onthaal.api.actions.photos.sweep", minutes=2),
    Every("onthaal.api.actions.transmissions.sweep", minutes=1),
    Every("onthaal.api.actions.transmissions.follow", minutes=15),
    Every("onthaal.api.actions.webhooks.sweep", minutes=1),
    Every("onthaal.timeline.actions.sweep", minutes=1),
    Every("onthaal.issues.actions.enquiries.expire", minutes=60),
    Every("onthaal.api.actions.keys.forget_answers", minutes=60),
    Every("onthaal.frontoffice.actions.running.sweep", minutes=2),
    Every("onthaal.appointments.actions.calendars.read_due", minutes=1),
    Every("onthaal.appointments.actions.waiting.offer", minutes=1),
    Every("onthaal.workplan.actions.calendars.push_due", minutes=1),
    Every("onthaal.workplan.actions.calendars.look_back", minutes=15),
    Every("onthaal.appointments.actions.booking.tidy", minutes=1),
    Every("onthaal.appointments.actions.booking.remind", minutes=10),
    Daily("onthaal.reception.actions.closing.close_day", at=dt.time(0, 30)),
    Every("onthaal.catalogue.actions.drafts.publish_due", minutes=1),
    Daily("onthaal.catalogue.actions.fetching.fetch_concepts", at=dt.time(4, 40)),
    Daily("onthaal.catalogue.actions.snapshots.catch_up_at_night", at=dt.time(4, 30)),
    Daily("onthaal.catalogue.actions.links.check_links", at=dt.time(3, 0)),
    Every("onthaal.catalogue.finding.index.keep_up", minutes=5),
    Daily("onthaal.workplan.actions.rounds.make_rounds", at=dt.time(2, 10)),
    Daily("onthaal.complaints.actions.reminders.remind", at=dt.time(7, 0)),
    Daily("onthaal.cases.actions.reminders.remind", at=dt.time(7, 10)),
    Daily("onthaal.people.tasks.apply_retention", at=dt.time(2, 30)),
    Daily("onthaal.core.rate_limits.sweep", at=dt.time(3, 10)),
    Daily("onthaal.issues.actions.following.tidy_unfinished", at=dt.time(3, 20)),
    Daily("onthaal.issues.suggestions.learn_words", at=dt.time(3, 30)),
    Daily("onthaal.issues.retention.sweep_photo_files", at=dt.time(3, 40)),
    Daily("onthaal.improvement.actions.mining.mine", at=dt.time(4, 15)),
    Daily("onthaal.intake.actions.sorting.sweep_files", at=dt.time(3, 45)),
    Daily("onthaal.workplan.retention.sweep_photo_files", at=dt.time(3, 45)),
    Daily("onthaal.cases.retention.sweep_files", at=dt.time(3, 45)),
    Daily("onthaal.timeline.actions.forget_done", at=dt.time(3, 55)),
    Daily("onthaal.operations.worker.forget_done_jobs", at=dt.time(3, 50)),
)
