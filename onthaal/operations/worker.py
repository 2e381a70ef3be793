"""The worker: runs queued jobs, starts what the timetable asks, and shows that it lives."""

from __future__ import annotations

import datetime as dt
import logging
import threading
from contextlib import suppress
from uuid import uuid4

from django.db import DatabaseError, InterfaceError, close_old_connections, transaction
from django.utils.module_loading import import_string
from django_tasks import task
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

from onthaal.config.timetable import TIMETABLE, Daily, Every
from onthaal.core import clock
from onthaal.operations.models import Heartbeat, TimetableRun

log = logging.getLogger("onthaal.worker")

BEAT = dt.timedelta(seconds=5)
DEAD_AFTER = dt.timedelta(seconds=60)
KEEP_DONE_JOBS = dt.timedelta(days=7)


def run(*, interval: float = 0.5) -> None:
    """Work until a signal says stop. A database that is away is waited for, not died of."""
    worker_id = f"worker-{uuid4().hex[:12]}"
    stopping = threading.Event()
    beat = threading.Thread(target=_beat, args=(worker_id, stopping), daemon=True)
    beat.start()
    worker = Worker(
        queue_names=["*"],
        interval=interval,
        batch=False,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id=worker_id,
        excluded_queue_names=[],
    )
    worker.configure_signals()
    try:
        while worker.running:
            try:
                worker.run()
            except (DatabaseError, InterfaceError) as problem:
                log.warning("database away, trying again: %s", problem)
                close_old_connections()
                stopping.wait(1)
    finally:
        stopping.set()
        beat.join(timeout=5)


def _beat(worker_id: str, stopping: threading.Event) -> None:
    """Beside the jobs: a heartbeat, the timetable, and jobs that a dead worker left."""
    while not stopping.is_set():
        try:
            Heartbeat.objects.update_or_create(worker=worker_id, defaults={"beat_at": clock.now()})
            release_orphans()
            start_due()
        except (DatabaseError, InterfaceError) as problem:
            log.warning("no heartbeat: %s", problem)
        except Exception:
            # a fault in one entry of the timetable must not make the worker look dead
            log.exception("heartbeat")
        finally:
            close_old_connections()
        stopping.wait(BEAT.total_seconds())
    with suppress(DatabaseError, InterfaceError):  # else it counts as dead after a minute
        Heartbeat.objects.filter(worker=worker_id).delete()


def start_due(entries: tuple[Every | Daily, ...] = TIMETABLE) -> list[str]:
    """Queue every task whose time has come, each by one worker only; returns their names."""
    now = clock.now()
    started = []
    for entry in entries:
        with transaction.atomic():
            TimetableRun.objects.bulk_create(
                [TimetableRun(name=entry.task, last_run_at=dt.datetime.min.replace(tzinfo=dt.UTC))],
                ignore_conflicts=True,
            )
            row = (
                TimetableRun.objects.select_for_update(skip_locked=True)
                .filter(name=entry.task)
                .first()
            )
            if row is None or not entry.due(row.last_run_at, now):
                continue
            row.last_run_at = now
            row.save(update_fields=["last_run_at"])
            import_string(entry.task).enqueue()
            started.append(entry.task)
    return started


@task()  # type: ignore[untyped-decorator]  # django-tasks ships no types
def forget_done_jobs() -> int:
    """Delete jobs that ended a week ago; returns how many. The timetable makes 1 500 a day."""
    done = DBTaskResult.objects.finished()
    return int(done.filter(finished_at__lt=clock.now() - KEEP_DONE_JOBS).delete()[0])


def release_orphans() -> int:
    """Give jobs of workers that died back to the queue; returns how many.

    Every job must therefore be safe to run again: it checks what is done already.
    """
    now = clock.now()
    Heartbeat.objects.filter(beat_at__lt=now - dt.timedelta(days=1)).delete()
    alive = set(
        Heartbeat.objects.filter(beat_at__gt=now - DEAD_AFTER).values_list("worker", flat=True)
    )
    released = 0
    with transaction.atomic():
        running = DBTaskResult.objects.select_for_update(skip_locked=True).filter(
            status="RUNNING", started_at__lt=now - BEAT
        )
        for job in running:
            if not job.worker_ids or job.worker_ids[-1] not in alive:
                job.status = "READY"
                job.save(update_fields=["status"])
                released += 1
    if released:
        log.warning("gave %s jobs of a dead worker back to the queue", released)
    return released
