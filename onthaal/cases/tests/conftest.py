"""Lindeveld asks for speelstraten: the frontoffice looks at them, the police gives advice."""

from __future__ import annotations

import uuid
from types import SimpleNamespace

import pytest
from django.core.cache import cache

from onthaal.cases.actions.opening import Asked, open_case
from onthaal.catalogue.actions import process_versions
from onthaal.catalogue.flow import Line
from onthaal.catalogue.models import Process, Product, ProductVersion, VersionState
from onthaal.catalogue.tests.lists import SPEELSTRAAT
from onthaal.core import clock
from onthaal.issues.tests.staff.conftest import as_staff, history, mails_to, on  # noqa: F401
from onthaal.organisation.models import AdministrativeUnit, Department, Team, TeamMembership
from onthaal.people.models import Role, User


@pytest.fixture(autouse=True)
def _fresh_memory():
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def hall(db):
    """Fatma and Eva sit in team Onthaal, Bram in team Mobiliteit; Joris manages."""
    unit = AdministrativeUnit.objects.create(kind="gemeente", name="Gemeente Lindeveld")
    department = Department.objects.create(unit=unit, name="Burgerzaken")
    front = Team.objects.create(
        department=department, name="Onthaal", email="onthaal@lindeveld.example"
    )
    roads = Team.objects.create(department=department, name="Mobiliteit")

    def staff(name, team, *roles):
        user = User.objects.create_user(
            f"{name.lower()}@lindeveld.example", name=name, is_staff=True, roles=list(roles)
        )
        if team:
            TeamMembership.objects.create(team=team, user=user)
        return user

    joris = staff("Joris", None, Role.MANAGER)
    process = Process.objects.create(name="Speelstraat aanvragen", slug="speelstraat", owner=front)
    lines = [
        line if line.key != "advies" else Line(**{**vars(line), "team": "Mobiliteit"})
        for line in SPEELSTRAAT
    ]
    version = process_versions.write_out(process=process, lines=lines, by=joris)
    product = Product.objects.create(
        slug="speelstraat",
        name="Speelstraat",
        summary="Uw straat een dag zonder auto’s.",
        process=process,
        channels=["online", "counter"],
        bring=["Een plan van de straat"],
    )
    product.published = ProductVersion.objects.create(
        product=product, number=1, state=VersionState.PUBLISHED, published_at=clock.now()
    )
    product.save()
    return SimpleNamespace(
        front=front,
        roads=roads,
        process=process,
        version=version,
        product=product,
        lines=lines,
        fatma=staff("Fatma", front, Role.DESK),
        eva=staff("Eva", front, Role.HANDLER),
        bram=staff("Bram", roads, Role.HANDLER),
        joris=joris,
    )


@pytest.fixture
def ask(hall):
    """``ask()`` is An asking for a speelstraat on the site."""

    def send(by=None, **more):
        facts = {
            "key": uuid.uuid4(),
            "product": hall.product,
            "name": "An Peeters",
            "email": "an@voorbeeld.be",
            "request": "Onze straat wil op 5 juli spelen.",
            **more,
        }
        return open_case(asked=Asked(**facts), by=by)

    return send


@pytest.fixture
def an(db):
    return User.objects.create_user("an@voorbeeld.be", name="An Peeters")
