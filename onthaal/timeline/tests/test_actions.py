"""History is written with the change, cannot be altered, and reaches its subscribers once."""

import pytest
from django.db import DatabaseError, transaction
from django.db.transaction import TransactionManagementError
from django_tasks import default_task_backend

from onthaal.people.models import User
from onthaal.timeline import subscriptions
from onthaal.timeline.actions import erase_texts, record, tell
from onthaal.timeline.models import Delivery, Event

heard = []


def listen(event_id):
    heard.append(event_id)


def stumble(event_id):
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


def test_subscribers_of_the_kind_or_its_prefix_get_a_job(bram):
    subscriptions.on("issue.resolved", f"{HERE}.listen")
    subscriptions.on("issue.*", f"{HERE}.stumble")
    subscriptions.on("user.*", f"{HERE}.listen")
    default_task_backend.clear()
    event = record("issue.resolved", bram)
    assert [result.args for result in default_task_backend.results] == [
        [event.pk, f"{HERE}.listen"],
        [event.pk, f"{HERE}.stumble"],
    ]


def test_a_subscriber_acts_once_however_often_the_job_runs(bram):
    event = record("user.seen", bram)
    tell.call(event.pk, f"{HERE}.listen")
    tell.call(event.pk, f"{HERE}.listen")
    assert heard == [event.pk]


def test_a_subscriber_that_fails_may_try_again(bram):
    event = record("user.seen", bram)
    with pytest.raises(ValueError, match="not today"):
        tell.call(event.pk, f"{HERE}.stumble")
    assert not Delivery.objects.exists()
