"""The worker: what a dead one left is taken up, and the timetable runs once."""

import datetime as dt

import pytest
from django.utils.module_loading import import_string
from django_tasks.base import Task
from django_tasks_db.models import DBTaskResult

from onthaal.config.timetable import TIMETABLE, Daily, Every
from onthaal.core import clock
from onthaal.operations import worker
from onthaal.operations.models import Heartbeat, TimetableRun


def test_every_entry_of_the_timetable_is_a_task():
    assert len({entry.task for entry in TIMETABLE}) == len(TIMETABLE)
    for entry in TIMETABLE:
        assert isinstance(import_string(entry.task), Task), entry.task


def test_a_daily_task_waits_for_its_hour_and_then_runs_once():
    entry = Daily("x", dt.time(3, 15))
    night = dt.datetime(2026, 11, 23, 2, 15, tzinfo=dt.UTC)  # 3.15 in Belgium
    minute = dt.timedelta(minutes=1)
    assert entry.due(night - dt.timedelta(days=1), night)
    assert not entry.due(night - dt.timedelta(days=1), night - minute)
    assert not entry.due(night, night + dt.timedelta(hours=20))
    # nobody was there at night: it runs as soon as a worker lives
    assert entry.due(night - dt.timedelta(days=1), night + dt.timedelta(hours=9))


def test_a_task_every_five_minutes():
    entry = Every("x", minutes=5)
    now = dt.datetime(2026, 11, 23, 12, tzinfo=dt.UTC)
    assert entry.due(None, now)
    assert not entry.due(now - dt.timedelta(minutes=4), now)
    assert entry.due(now - dt.timedelta(minutes=5), now)


@pytest.fixture
def job(db, settings):
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    import_string("onthaal.outbox.actions.sweep").using(backend="default").enqueue()
    return DBTaskResult.objects.get()


@pytest.mark.django_db
def test_the_timetable_starts_an_entry_once(settings):
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    entries = (Every("onthaal.outbox.actions.sweep", minutes=1),)
    assert worker.start_due(entries) == ["onthaal.outbox.actions.sweep"]
    assert worker.start_due(entries) == []
    assert DBTaskResult.objects.count() == 1
    TimetableRun.objects.update(last_run_at=clock.now() - dt.timedelta(minutes=2))
    assert worker.start_due(entries) == ["onthaal.outbox.actions.sweep"]


@pytest.mark.parametrize(("silent_for", "released"), [(5, 0), (120, 1)])
def test_a_job_of_a_dead_worker_goes_back_to_the_queue(job, silent_for, released):
    now = clock.now()
    Heartbeat.objects.create(worker="w1", beat_at=now - dt.timedelta(seconds=silent_for))
    job.claim("w1")
    DBTaskResult.objects.update(started_at=now - dt.timedelta(seconds=silent_for))
    assert worker.release_orphans() == released
    job.refresh_from_db()
    assert job.status == ("READY" if released else "RUNNING")


@pytest.mark.parametrize(("ended", "left"), [(None, 1), (6, 1), (8, 0)])
def test_jobs_are_kept_a_week_after_their_end(job, ended, left):
    if ended:
        job.claim("w1")
        job.set_successful(None)
        DBTaskResult.objects.update(finished_at=clock.now() - dt.timedelta(days=ended))
    worker.forget_done_jobs.call()
    assert DBTaskResult.objects.count() == left
