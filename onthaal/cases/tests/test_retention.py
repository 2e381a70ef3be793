"""What requests hold about An is handed over, moved and erased."""

import datetime as dt

import pytest

from onthaal.cases import retention
from onthaal.cases.actions import asking, assigning, moving
from onthaal.cases.models import Case
from onthaal.people.personal_data import Person

pytestmark = pytest.mark.django_db
AN = Person("an@voorbeeld.be")


def test_an_gets_everything_that_we_hold(hall, ask):
    case = ask(email="An@Voorbeeld.be")
    asking.ask(case, text="Welke straat?", by=hall.eva)
    asking.answer(case, text="De Kerkstraat.")
    (record,) = retention.export(AN)
    assert case.reference in record.title
    words = " ".join(str(value) for value in record.fields.values())
    assert "Onze straat wil op 5 juli spelen." in words
    assert "De Kerkstraat." in words
    assert record.seen_by(hall.eva)
    assert not record.seen_by(hall.bram)


def test_erasing_leaves_the_steps_and_no_person(hall, ask, history):
    case = ask(address="Kerkstraat 14")
    asking.ask(case, text="Welke straat, An?", by=hall.eva)
    asking.answer(case, text="De mijne.")
    moving.close(case, granted=True, text="Dag An.", by=hall.eva)
    assert retention.erase(AN) == 1
    case = Case.objects.get()
    held = f"{vars(case)} {[vars(q) for q in case.questions.all()]}"
    for text in ("An Peeters", "voorbeeld.be", "Kerkstraat", "De mijne", "Dag An", "juli"):
        assert text not in held
    assert all(not event.public_text and not event.internal_text for event in history(case))
    assert case.passages.count() == 2
    assert retention.erase(AN) == 0


def test_old_ones_are_found_once(hall, ask, on):
    on("2020-01-06 10:00")
    moving.close(ask(), granted=True, text="Goed.", by=hall.eva)
    ask()
    cutoff = dt.datetime(2025, 1, 1, tzinfo=dt.UTC)
    ids = list(retention.closed_with_person(cutoff).values_list("pk", flat=True))
    assert len(ids) == 1
    retention.erase_cases(ids)
    assert not retention.closed_with_person(cutoff).exists()


def test_what_came_after_erasing_an_open_request_is_erased_later(hall, ask, on, history):
    on("2020-01-06 10:00")
    ask()
    assert retention.erase(AN) == 1
    case = Case.objects.get()
    on("2020-01-07 10:00")
    moving.close(case, granted=True, text="Dag An, u woont in de Kerkstraat.", by=hall.eva)
    cutoff = dt.datetime(2025, 1, 1, tzinfo=dt.UTC)
    on("2025-02-03 03:00")
    for later in ("2025-02-04 10:00", "2025-02-05 10:00"):
        ids = list(retention.closed_with_person(cutoff).values_list("pk", flat=True))
        assert ids == [case.pk]
        retention.erase_cases(ids)
        case.refresh_from_db()
        assert "An" not in case.outcome
        assert all(not event.public_text and not event.internal_text for event in history(case))
        # not for ever
        assert not retention.closed_with_person(cutoff).exists()
        on(later)
        assigning.note(case, text="An belde nog eens.", by=hall.eva)


def test_requests_follow_a_new_address(ask):
    case = ask()
    retention.move("an@voorbeeld.be", "an@nieuw.be")
    case.refresh_from_db()
    assert case.email == "an@nieuw.be"
