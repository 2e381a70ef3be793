"""History is written with the change, cannot be altered, and reaches its subscribers once."""

import datetime as dt
import io
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction
from django.db.transaction import TransactionManagementError
from django_tasks import default_task_backend

from onthaal.core import clock
from onthaal.people.models import User
from onthaal.timeline import health, subscriptions
from onthaal.timeline.actions import erase_texts, forget_done, record, sweep, tell
from onthaal.timeline.models import Delivery, Event

heard = []


def listen(event_id):
    heard.append(event_id)


def listen_slowly(event_id):
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_sleep(0.2)")
    heard.append(event_id)


def stumble(event_id):
    raise ValueError("not today")


def write_and_stumble(event_id):
    User.objects.create_user("half@voorbeeld.example")
    raise ValueError("not today")


HERE = "onthaal.timeline.tests.test_actions"


@pytest.fixture
def bram(db):
    return User.objects.create_user("bram@lindeveld.example", name="Bram D.", is_staff=True)


@pytest.fixture(autouse=True)
def _fresh_subscriptions(monkeypatch):
    monkeypatch.setattr(subscriptions, "_subscribers", [])
    heard.clear()


def test_an_event_tells_who_did_what_to_which_thing(bram):
    event = record("user.renamed", bram, by=bram, public_text="Dag", data={"from": "B"})
    assert list(Event.objects.about(bram)) == [event]
    assert event.who == "Bram D."
    assert record("user.seen", bram, by_label="melder").who == "melder"
    assert record("user.seen", bram).who == "systeem"


@pytest.mark.django_db(transaction=True)
def test_history_without_a_transaction_is_refused():
    karim = User.objects.create_user("karim@voorbeeld.example")
    with pytest.raises(TransactionManagementError):
        record("user.seen", karim)
    assert not Event.objects.exists()


def test_a_rolled_back_change_leaves_no_history(bram):
    def change_and_fail():
        with transaction.atomic():
            record("user.renamed", bram)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        change_and_fail()
    assert not Event.objects.exists()


@pytest.mark.parametrize(
    "attack",
    [
        lambda: Event.objects.update(kind="user.praised"),
        lambda: Event.objects.all().delete(),
    ],
    ids=["update", "delete"],
)
def test_the_database_itself_refuses_to_alter_history(bram, attack):
    record("user.renamed", bram)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        attack()
    assert Event.objects.get().kind == "user.renamed"


def test_erasing_blanks_the_words_and_keeps_the_facts(bram):
    record("user.remarked", bram, by=bram, public_text="Bel mij op 0470", internal_text="boos")
    assert erase_texts(bram) == 1
    event = Event.objects.get()
    assert (event.public_text, event.internal_text) == ("", "")
    assert (event.kind, event.actor) == ("user.remarked", bram)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        Event.objects.update(kind="again")


def test_subscribers_of_the_kind_or_its_prefix_are_promised_it_and_one_job_tells_them(bram):
    subscriptions.on("issue.resolved", f"{HERE}.listen")
    subscriptions.on("issue.*", f"{HERE}.stumble")
    subscriptions.on("user.*", f"{HERE}.listen")
    default_task_backend.clear()
    event = record("issue.resolved", bram)
    assert [result.args for result in default_task_backend.results] == [[event.pk]]
    assert set(Delivery.objects.undone().values_list("subscriber", flat=True)) == {
        f"{HERE}.listen",
        f"{HERE}.stumble",
    }


def test_nobody_who_listens_costs_nothing(bram):
    default_task_backend.clear()
    record("user.seen", bram)
    assert default_task_backend.results == []
    assert not Delivery.objects.exists()


@pytest.fixture
def promised(bram):
    """``promised("listen")``: an event that this subscriber is to hear of."""

    def make(function="listen"):
        subscriptions._subscribers[:] = [("user.seen", f"{HERE}.{function}")]
        return record("user.seen", bram)

    return make


def test_a_subscriber_acts_once_however_often_the_job_runs(promised):
    event = promised()
    tell.call(event.pk)
    tell.call(event.pk)
    assert heard == [event.pk]
    assert Delivery.objects.get().done_at


def test_what_a_failing_subscriber_wrote_is_undone_and_it_may_try_again(promised, monkeypatch):
    event = promised("write_and_stumble")
    tell.call(event.pk)
    delivery = Delivery.objects.get()
    assert (delivery.attempts, delivery.error, delivery.done_at) == (1, "ValueError", None)
    assert not User.objects.filter(email="half@voorbeeld.example").exists()
    monkeypatch.setattr(f"{HERE}.write_and_stumble", listen)
    sweep.call()
    assert heard == []  # not before its time
    later = clock.now() + dt.timedelta(minutes=2)
    monkeypatch.setattr(clock, "now", lambda: later)
    sweep.call()
    assert heard == [event.pk]
    assert not Delivery.objects.undone().exists()


def test_one_that_fails_does_not_hold_up_another(bram):
    subscriptions.on("user.seen", f"{HERE}.stumble")
    subscriptions.on("user.seen", f"{HERE}.listen")
    event = record("user.seen", bram)
    tell.call(event.pk)
    assert heard == [event.pk]
    assert Delivery.objects.undone().get().subscriber.endswith("stumble")


def test_a_later_event_of_the_same_subject_waits_for_an_earlier_one(promised, monkeypatch):
    first = promised("stumble")
    tell.call(first.pk)
    second = promised("stumble")
    monkeypatch.setattr(f"{HERE}.stumble", listen)
    tell.call(second.pk)
    assert heard == []
    call_command("deliver", stdout=io.StringIO())
    assert heard == [first.pk, second.pk]


def test_the_events_of_another_subject_go_on(promised, bram):
    tell.call(promised("stumble").pk)
    karim = User.objects.create_user("karim@voorbeeld.example")
    event = record("user.seen", karim)
    tell.call(event.pk)
    assert Delivery.objects.get(event=event).attempts == 1


def test_an_event_whose_job_got_lost_is_found(promised, monkeypatch):
    event = promised()
    later = clock.now() + dt.timedelta(minutes=3)
    monkeypatch.setattr(clock, "now", lambda: later)
    sweep.call()
    assert heard == [event.pk]


def test_what_waits_long_is_a_problem_that_names_the_subscriber(promised, monkeypatch):
    tell.call(promised("stumble").pk)
    assert health.check() is None
    later = clock.now() + dt.timedelta(minutes=20)
    monkeypatch.setattr(clock, "now", lambda: later)
    problem = health.check()
    assert "1 gebeurtenissen wachten" in problem.what
    assert "stumble (ValueError)" in problem.advice
    assert not problem.serious


def test_what_was_done_long_ago_is_forgotten(promised, monkeypatch):
    tell.call(promised().pk)
    forget_done.call()
    assert Delivery.objects.exists()
    later = clock.now() + dt.timedelta(days=31)
    monkeypatch.setattr(clock, "now", lambda: later)
    forget_done.call()
    assert not Delivery.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_act_once(settings):
    """The second finds the row locked and leaves it alone."""
    karim = User.objects.create_user("karim@voorbeeld.example")
    subscriptions.on("user.seen", f"{HERE}.listen_slowly")
    with transaction.atomic():
        event = record("user.seen", karim)

    def work(_):
        try:
            tell.call(event.pk)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as workers:
        list(workers.map(work, range(2)))
    assert heard == [event.pk]
