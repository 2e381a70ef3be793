"""Walks every route of the program as a stranger, a resident, staff without a role and staff of
another team. What is not explicitly open is closed."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django.apps import apps
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from onthaal.core.references import new_secret
from onthaal.issues.models import Category, CategoryGroup, Issue
from onthaal.organisation.models import AdministrativeUnit, Department, Team, TeamMembership
from onthaal.people.models import Role, User
from onthaal.territory import lookup
from onthaal.territory.models import Territory
from tests.public_routes import PUBLIC

STAFF_DOOR, RESIDENT_DOOR = "/balie/aanmelden/", "/aanmelden/"


@dataclass(frozen=True)
class Route:
    name: str
    pattern: str
    view: Any
    parameters: tuple[tuple[str, str], ...]

    @property
    def required_roles(self) -> tuple[str, ...] | None:
        return getattr(self.view, "required_roles", None)

    @property
    def is_guarded(self) -> bool:
        return hasattr(self.view, "required_roles")

    def url(self, **known: Any) -> str:
        made = {"slug": "x", "str": "x", "secret": new_secret(), "int": 1, "number": 1}
        made["uuid"] = "00000000-0000-4000-8000-000000000000"
        arguments = {
            name: known.get(kind, known.get(name, made.get(kind, kind)))
            for name, kind in self.parameters
        }
        return reverse(self.name, kwargs=arguments)


def example(pattern: str, group: str) -> str:
    """Something that the named group of a written-out pattern accepts."""
    wanted = re.search(rf"\(\?P<{group}>([^)]*)\)", pattern)[1]
    return next(text for text in [*wanted.split("|"), "1", "x"] if re.fullmatch(wanted, text))


def walk(
    patterns: list[URLPattern | URLResolver], prefix: str = "", above: tuple = ()
) -> Iterator[Route]:
    kinds = {"IntConverter": "int", "SlugConverter": "slug", "StringConverter": "str"}
    for each in patterns:
        route = each.pattern
        parameters = tuple(
            (
                name,
                kinds.get(
                    type(converter).__name__,
                    type(converter).__name__.removesuffix("Converter").lower(),
                ),
            )
            for name, converter in route.converters.items()
        )
        if not parameters and route.regex.groupindex:
            parameters = tuple(
                (name, example(route.regex.pattern, name)) for name in route.regex.groupindex
            )
        if isinstance(each, URLResolver):
            yield from walk(each.url_patterns, f"{prefix}{route}", above + parameters)
        else:
            yield Route(each.name or "", f"{prefix}{route}", each.callback, above + parameters)


ROUTES = list(walk(get_resolver().url_patterns))
CLOSED = [route for route in ROUTES if route.name not in PUBLIC]
STAFF = [route for route in CLOSED if route.required_roles is not None]
RESIDENT = [route for route in CLOSED if route.is_guarded and route.required_roles is None]


def by_name(routes: list[Route]) -> Any:
    return pytest.mark.parametrize("route", routes, ids=lambda route: route.name or route.pattern)


@pytest.fixture(autouse=True)
def _fresh_memory() -> Iterator[None]:
    lookup.forget()
    yield
    lookup.forget()


@pytest.fixture
def lamp(db) -> Issue:
    """A melding of team Wegen, in a town of one square kilometre."""
    Territory.objects.create(
        id=1,
        name="Lindeveld",
        nis_code="13999",
        postcode="2499",
        boundary={
            "type": "Polygon",
            "coordinates": [[[5.0, 51.0], [5.02, 51.0], [5.02, 51.02], [5.0, 51.02], [5.0, 51.0]]],
        },
        centre_lat=51.01,
        centre_lon=5.01,
        min_lat=51.0,
        min_lon=5.0,
        max_lat=51.02,
        max_lon=5.02,
    )
    unit = AdministrativeUnit.objects.create(kind="gemeente", name="Gemeente Lindeveld")
    department = Department.objects.create(unit=unit, name="Openbaar domein")
    wegen = Team.objects.create(department=department, name="Wegen")
    Team.objects.create(department=department, name="Groen")
    group = CategoryGroup.objects.create(name="Straat", slug="straat", icon="cone")
    category = Category.objects.create(
        name="Lamp", slug="lamp", group=group, team=wegen, icon="lamp"
    )
    return Issue.objects.create(
        reference="LV-7K3M-92XQ",
        title="Lamp stuk",
        description="De lamp voor nummer 14 brandt niet.",
        category=category,
        team=wegen,
        place="Kerkstraat 14",
        channel="web",
        due_on=dt.date(2026, 12, 1),
        expected_on=dt.date(2026, 12, 1),
    )


def visitor(user: User | None) -> Client:
    client = Client(raise_request_exception=True)
    if user:
        client.force_login(user)
    return client


def answers(client: Client, url: str) -> dict[str, Any]:
    """What GET and POST give; a method that a page does not know says nothing about access."""
    found = {"GET": client.get(url), "POST": client.post(url)}
    return {method: answer for method, answer in found.items() if answer.status_code != 405}


def test_every_route_has_a_name_that_no_other_has():
    names = [route.name for route in ROUTES]
    assert [route.pattern for route in ROUTES if not route.name] == []
    assert sorted({name for name in names if names.count(name) > 1}) == []


def test_every_route_is_public_for_a_reason_or_guarded():
    assert [route.pattern for route in CLOSED if not route.is_guarded] == []
    # a guarded page in the public list would be a mistake of the list
    assert [route.pattern for route in ROUTES if route.name in PUBLIC and route.is_guarded] == []


def test_the_list_of_public_routes_names_only_what_exists():
    assert sorted(set(PUBLIC) - {route.name for route in ROUTES}) == []
    assert all(PUBLIC.values())


def test_everything_under_balie_and_mijn_is_guarded():
    doors = {"account_login", "account_inactive", "mfa_authenticate", "mfa_login_webauthn"}
    passwords = {name for name in PUBLIC if name.startswith("account_reset_password")}
    private = [
        route for route in ROUTES if route.pattern.lstrip("^").startswith(("balie/", "mijn/"))
    ]
    open_to_all = {route.name for route in private if route.name in PUBLIC}
    assert open_to_all == doors | passwords
    assert [
        route.pattern for route in private if route in RESIDENT and "balie/" in route.pattern
    ] == []


@pytest.mark.django_db
@by_name([route for route in ROUTES if route.name in PUBLIC])
def test_a_public_page_that_takes_a_form_is_rate_limited(route, lamp):
    answer = visitor(None).post(route.url(reference=lamp.reference))
    if answer.status_code not in (405, 404):
        assert hasattr(route.view, "rate_limit"), "add @limited, or @require_safe"


@pytest.mark.django_db
@by_name(CLOSED)
def test_a_stranger_is_sent_to_the_right_door(route, lamp):
    door = RESIDENT_DOOR if route in RESIDENT else STAFF_DOOR
    found = answers(visitor(None), route.url(reference=lamp.reference))
    assert found
    for answer in found.values():
        assert answer.status_code == 302
        assert answer.url.startswith(door)


@pytest.mark.django_db
@by_name(STAFF)
def test_a_resident_stays_outside(route, lamp):
    an = User.objects.create_user("an@voorbeeld.be")
    found = answers(visitor(an), route.url(reference=lamp.reference))
    assert {answer.status_code for answer in found.values()} == {403}


@pytest.mark.django_db
@by_name([route for route in STAFF if route.required_roles])
def test_staff_without_a_role_do_not_get_what_asks_one(route, lamp):
    piet = User.objects.create_user("piet@lindeveld.example", is_staff=True)
    found = answers(visitor(piet), route.url(reference=lamp.reference))
    assert {answer.status_code for answer in found.values()} == {403}


@pytest.mark.django_db
@by_name(RESIDENT)
def test_staff_use_their_own_account_for_what_is_theirs_at_home(route):
    lies = User.objects.create_user(
        "lies@lindeveld.example", is_staff=True, roles=[Role.ADMINISTRATOR.value]
    )
    for answer in answers(visitor(lies), route.url()).values():
        assert answer.status_code == 302
        assert answer.url.startswith(RESIDENT_DOOR)


@pytest.mark.django_db
@by_name([route for route in STAFF if ("reference", "reference") in route.parameters])
def test_eva_of_another_team_neither_sees_nor_touches_the_issue(route, lamp):
    eva = User.objects.create_user(
        "eva@lindeveld.example", is_staff=True, roles=[Role.HANDLER.value]
    )
    TeamMembership.objects.create(team=Team.objects.get(name="Groen"), user=eva)
    before = Issue.objects.values().get()
    found = answers(visitor(eva), route.url(reference=lamp.reference))
    assert {answer.status_code for answer in found.values()} == {404}
    assert Issue.objects.values().get() == before
    assert not apps.get_model("timeline", "Event").objects.exists()


@pytest.mark.django_db
@by_name(STAFF)
def test_who_lost_access_is_a_stranger(route, lamp):
    gone = User.objects.create_user(
        "weg@lindeveld.example", is_staff=True, roles=[Role.ADMINISTRATOR.value]
    )
    client = visitor(gone)
    User.objects.update(is_active=False)
    for answer in answers(client, route.url(reference=lamp.reference)).values():
        assert answer.status_code == 302
        assert answer.url.startswith(STAFF_DOOR)


@pytest.mark.django_db
@by_name(STAFF)
def test_without_a_required_second_step_only_the_pages_to_set_one_up_open(route, lamp, settings):
    settings.STAFF_MFA = True
    lies = User.objects.create_user(
        "lies@lindeveld.example", is_staff=True, roles=[Role.ADMINISTRATOR.value]
    )
    setting_up = {
        "mfa_index",
        "mfa_activate_totp",
        "mfa_add_webauthn",
        "account_reauthenticate",
        "mfa_reauthenticate",
        "mfa_reauthenticate_webauthn",
    }
    if route.name in setting_up:
        return
    for answer in answers(visitor(lies), route.url(reference=lamp.reference)).values():
        assert answer.status_code == 302
        assert answer.url == reverse("mfa_index")
