"""A very small Lindeveld: one square kilometre, three streets, two teams and their people."""

from __future__ import annotations

import io
import uuid
from types import SimpleNamespace

import pytest
from django.core.cache import cache
from PIL import Image

from onthaal.issues.actions.submission import Contact, Place, Submission, submit
from onthaal.issues.models import Category, CategoryGroup, Question, QuestionKind, Stopper
from onthaal.organisation.models import AdministrativeUnit, Department, Team, TeamMembership
from onthaal.people.models import Role, User
from onthaal.territory import lookup
from onthaal.territory.models import Address, Neighbourhood, RoadManager, Street, Territory

WEST, SOUTH, EAST, NORTH = 5.000, 51.000, 5.020, 51.020
SQUARE = {
    "type": "Polygon",
    "coordinates": [[[WEST, SOUTH], [EAST, SOUTH], [EAST, NORTH], [WEST, NORTH], [WEST, SOUTH]]],
}
BOX = {"min_lat": SOUTH, "min_lon": WEST, "max_lat": NORTH, "max_lon": EAST}
KERKSTRAAT_14 = (51.0100, 5.0050)
REGIONAL_POINT = (51.0150, 5.0100)
OUTSIDE_POINT = (51.1000, 5.0100)


@pytest.fixture(autouse=True)
def _fresh_memory():
    cache.clear()
    lookup.forget()
    yield
    cache.clear()
    lookup.forget()


@pytest.fixture
def ground(db):
    Territory.objects.create(
        id=1,
        name="Lindeveld",
        nis_code="13999",
        postcode="2499",
        boundary=SQUARE,
        centre_lat=51.01,
        centre_lon=5.01,
        **BOX,
    )
    centrum = Neighbourhood.objects.create(name="Centrum", code="C", boundary=SQUARE, **BOX)

    def street(name, line, manager=RoadManager.MUNICIPALITY):
        return Street.objects.create(
            name=name, manager=manager, line={"type": "LineString", "coordinates": line}
        )

    kerk = street("Kerkstraat", [[5.0052, 51.005], [5.0052, 51.014]])
    street("Molenstraat", [[5.012, 51.005], [5.012, 51.012]])
    steenweg = street("Steenweg op Geel", [[5.001, 51.015], [5.019, 51.015]], RoadManager.REGION)

    def address(where, number, lat, lon):
        return Address.objects.create(
            street=where,
            house_number=str(number),
            number=number,
            postcode="2499",
            lat=lat,
            lon=lon,
        )

    fourteen = address(kerk, 14, *KERKSTRAAT_14)
    address(kerk, 16, 51.0104, 5.0050)
    address(steenweg, 2, 51.0151, 5.0100)
    return SimpleNamespace(centrum=centrum, kerkstraat_14=fourteen)


@pytest.fixture
def town(db):
    unit = AdministrativeUnit.objects.create(kind="gemeente", name="Gemeente Lindeveld")
    domain = Department.objects.create(unit=unit, name="Openbaar domein")
    wegen = Team.objects.create(department=domain, name="Wegen")
    groen = Team.objects.create(department=domain, name="Groen")

    def staff(name, team, *roles):
        user = User.objects.create_user(
            f"{name.lower()}@lindeveld.example", name=name, is_staff=True, roles=list(roles)
        )
        if team:
            TeamMembership.objects.create(team=team, user=user)
        return user

    street = CategoryGroup.objects.create(name="Straat en stoep", slug="straat", icon="cone")
    green = CategoryGroup.objects.create(
        name="Groen", slug="groen", icon="tree-deciduous", position=1
    )

    def category(name, slug, group, team, **more):
        return Category.objects.create(
            name=name, slug=slug, group=group, team=team, icon="lamp", **more
        )

    lamp = category(
        "Straatverlichting",
        "lamp",
        street,
        wegen,
        keywords=["lamp", "lantaarn", "verlichting"],
        is_public=True,
        working_days=10,
        hint="Lamp stuk of brandt overdag",
    )
    hole = category("Put in de weg", "put", street, wegen, keywords=["put", "gat"], is_public=True)
    noise = category("Overlast van buren", "overlast", street, wegen, keywords=["lawaai"])
    tree = category(
        "Boom of tak",
        "boom",
        green,
        groen,
        keywords=["boom", "tak"],
        notice="Wij snoeien in maart.",
    )
    wire = category(
        "Elektriciteitskabel",
        "kabel",
        street,
        wegen,
        stopper=Stopper.NOT_OURS,
        stopper_text="Bel de netbeheerder op 078 35 35 00.",
    )
    number = Question.objects.create(
        category=lamp,
        key="paal",
        label="Welk nummer staat op de paal?",
        kind=QuestionKind.TEXT,
    )
    how = Question.objects.create(
        category=tree,
        key="hoe",
        label="Wat is er met de boom?",
        kind=QuestionKind.CHOICE,
        options=["Dode tak", "Ligt op de weg", "Ziek"],
        required=True,
        stop_on="Ligt op de weg",
        stopper=Stopper.EMERGENCY,
        stopper_text="Ligt de boom op de weg? Bel 112.",
    )
    return SimpleNamespace(
        wegen=wegen,
        groen=groen,
        bram=staff("Bram", wegen, Role.HANDLER),
        eva=staff("Eva", groen, Role.HANDLER),
        joris=staff("Joris", None, Role.MANAGER),
        an=User.objects.create_user("an@voorbeeld.be", name="An Peeters"),
        karim=User.objects.create_user("karim@voorbeeld.be", name="Karim"),
        street=street,
        green=green,
        lamp=lamp,
        hole=hole,
        noise=noise,
        tree=tree,
        wire=wire,
        number=number,
        how=how,
    )


@pytest.fixture
def report(town, django_capture_on_commit_callbacks):
    """``report()`` sends a melding the way a resident does, and gives the stored issue."""

    def send(
        text="De lamp voor ons huis is stuk.",
        category=None,
        email="an@voorbeeld.be",
        point=KERKSTRAAT_14,
        place="Kerkstraat 14",
        key=None,
        photos=(),
        **more,
    ):
        lat, lon = point or (None, None)
        return submit(
            submission=Submission(
                key=key or uuid.uuid4(),
                description=text,
                category=category or town.lamp,
                place=Place(place, lat=lat, lon=lon),
                contact=Contact(name="An Peeters", email=email) if email else Contact(),
                photos=photos,
                **more,
            )
        )

    return send


@pytest.fixture
def photo_file():
    """``photo_file()`` is a real JPEG as a telephone makes it, with its name."""

    def make(name="put.jpg", colour="grey", size=(800, 600), kind="JPEG"):
        out = io.BytesIO()
        Image.new("RGB", size, colour).save(out, kind)
        out.seek(0)
        out.name = name
        return out

    return make
