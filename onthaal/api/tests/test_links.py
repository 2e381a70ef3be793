"""Lies keeps the keys of partners."""

from __future__ import annotations

import pytest
from django.urls import reverse

from onthaal.api.models import ApiKey, Scope
from onthaal.api.models.keys import hashed
from onthaal.timeline.models import Event


@pytest.fixture
def office(client, lies):
    client.force_login(lies)
    return client


def test_a_new_key_is_shown_once_and_kept_as_a_hash(office):
    answer = office.post(
        reverse("api-key-new"),
        {"name": "FietsApp", "scopes": ["report"], "per_minute": 60, "expires_on": ""},
        follow=True,
    )
    key = ApiKey.objects.get()
    secret = answer.context["secret"]
    assert secret in answer.content.decode()
    assert key.secret_hash == hashed(secret)
    assert answer["Cache-Control"] == "no-store"
    again = office.get(reverse("api-key", args=[key.pk]))
    assert secret not in again.content.decode()
    assert Event.objects.get(kind="api_key.made").actor == key.made_by


def test_a_key_without_a_name_is_asked_again(office):
    answer = office.post(reverse("api-key-new"), {"name": "", "per_minute": 0})
    assert answer.status_code == 422
    assert "Vul de naam van de partner in." in answer.content.decode()
    assert not ApiKey.objects.exists()


def test_rights_can_change_and_a_key_can_be_replaced_stopped_and_started(office, fietsapp):
    row = fietsapp.row
    url = reverse("api-key", args=[row.pk])
    office.post(url, {"name": "FietsApp 2", "scopes": [], "per_minute": 5, "expires_on": ""})
    row.refresh_from_db()
    assert (row.name, row.scopes, row.per_minute) == ("FietsApp 2", [], 5)

    renewal = reverse("api-key-renewal", args=[row.pk])
    office.get(renewal)
    assert ApiKey.objects.get().secret_hash == hashed(fietsapp.secret)
    office.post(renewal)
    assert ApiKey.objects.get().secret_hash != hashed(fietsapp.secret)

    office.post(reverse("api-key-end", args=[row.pk]))
    assert not ApiKey.objects.get().is_active
    assert "Stopgezet" in office.get(reverse("api-links")).content.decode()
    office.post(reverse("api-key-again", args=[row.pk]))
    assert ApiKey.objects.get().is_active
    kinds = Event.objects.about(row).values_list("kind", flat=True)
    assert list(kinds) == [
        "api_key.made",
        "api_key.changed",
        "api_key.rotated",
        "api_key.stopped",
        "api_key.started",
    ]


def test_the_list_says_what_each_key_may(office, fietsapp):
    page = office.get(reverse("api-links")).content.decode()
    assert Scope.REPORT.label in page
    assert "/open311/v2/" in page
