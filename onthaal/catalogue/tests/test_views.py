"""Joris, the manager, keeps the register of processes; handlers only see it through their work."""

import pytest
from django.urls import reverse

from onthaal.catalogue.actions.processes import save_process
from onthaal.catalogue.models import Process, general_process
from onthaal.core.tests.together import at_once
from onthaal.people.models import Role, User
from onthaal.timeline.models import Event

pytestmark = pytest.mark.django_db


@pytest.fixture
def joris(client):
    joris = User.objects.create_user(
        "joris@lindeveld.example", name="Joris F.", is_staff=True, roles=[Role.MANAGER]
    )
    client.force_login(joris)
    return joris


WORDS = {"name": "Reispas aanvragen", "summary": "Gewoon en met spoed", "is_active": "on"}


def test_a_new_process_stands_in_the_register_with_its_history(client, joris):
    answer = client.post(
        reverse("process-new"), WORDS | {"norm_working_days": "8", "acts_per_year": "610"}
    )
    assert answer.status_code == 302
    process = Process.objects.get(slug="reispas-aanvragen")
    # on to writing it out
    assert answer.url == reverse("process-steps", args=[process.slug])
    assert "Reispas aanvragen" in client.get(reverse("processes")).text
    event = Event.objects.about(process).get()
    assert (event.kind, event.actor, event.data["norm_working_days"]) == ("process.added", joris, 8)
    page = client.get(reverse("process", args=[process.slug])).text
    assert "Joris F." in page
    assert "norm 8 werkdagen" in page


def test_a_name_that_exists_is_refused_and_what_was_typed_stays(client, joris):
    client.post(reverse("process-new"), WORDS)
    answer = client.post(reverse("process-new"), WORDS | {"summary": "Nog eens"})
    assert answer.status_code == 422
    assert "Er is al een proces met deze naam." in answer.text
    assert "Nog eens" in answer.text
    assert Process.objects.filter(name=WORDS["name"]).count() == 1


def test_two_names_that_look_alike_have_two_addresses(client, joris):
    client.post(reverse("process-new"), WORDS)
    client.post(reverse("process-new"), WORDS | {"name": "Reispas: aanvragen"})
    slugs = Process.objects.filter(slug__startswith="reispas").values_list("slug", flat=True)
    assert set(slugs) == {"reispas-aanvragen", "reispas-aanvragen-2"}


@pytest.mark.django_db(transaction=True)
def test_two_at_once_whose_names_look_alike_have_two_addresses(joris):
    names = ("Reispas aanvragen", "Reispas: aanvragen")
    made = at_once(
        *[lambda name=name: save_process(process=Process(name=name), by=joris) for name in names]
    )
    assert {each.slug for each in made} == {"reispas-aanvragen", "reispas-aanvragen-2"}


def test_the_process_that_catches_everything_stays_active(client, joris):
    general = Process.objects.get(pk=general_process())
    answer = client.post(reverse("process", args=[general.slug]), {"name": general.name})
    assert answer.status_code == 422
    assert "moet actief blijven" in answer.text
    general.refresh_from_db()
    assert general.is_active


def test_a_handler_does_not_keep_processes(client):
    bram = User.objects.create_user("bram@lindeveld.example", name="Bram D.", is_staff=True)
    client.force_login(bram)
    assert client.get(reverse("processes")).status_code == 403
    assert client.post(reverse("process-new"), WORDS).status_code == 403
    assert not Process.objects.filter(name=WORDS["name"]).exists()
