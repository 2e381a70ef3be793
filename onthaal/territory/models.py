"""The ground of the municipality: boundary, neighbourhoods, streets, addresses, map features.

All coordinates are WGS84 degrees; polygons are GeoJSON geometries.
"""

from __future__ import annotations

import uuid

from django.db import models


def new_version() -> str:
    return uuid.uuid4().hex[:12]


class Territory(models.Model):
    """The municipality's own ground. There is one row, with id 1.

    ``version`` changes with every load, so that each process knows when to read the ground anew.
    """

    name = models.CharField("naam", max_length=80)
    nis_code = models.CharField("NIS-code", max_length=5)
    postcode = models.CharField("postcode", max_length=4)
    boundary = models.JSONField("grens")
    min_lat = models.FloatField()
    min_lon = models.FloatField()
    max_lat = models.FloatField()
    max_lon = models.FloatField()
    centre_lat = models.FloatField()
    centre_lon = models.FloatField()
    zoom = models.PositiveSmallIntegerField(default=15)
    version = models.CharField(max_length=12, default=new_version, editable=False)

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="one_territory")]

    class PersonalData:
        personal: set[str] = set()
        plain = {
            "name",
            "nis_code",
            "postcode",
            "boundary",
            "min_lat",
            "min_lon",
            "max_lat",
            "max_lon",
            "centre_lat",
            "centre_lon",
            "zoom",
            "version",
        }

    def __str__(self) -> str:
        return self.name


class Neighbourhood(models.Model):
    name = models.CharField("naam", max_length=80, unique=True)
    code = models.CharField("code", max_length=20, unique=True)
    boundary = models.JSONField("grens", null=True, blank=True)
    min_lat = models.FloatField(null=True)
    min_lon = models.FloatField(null=True)
    max_lat = models.FloatField(null=True)
    max_lon = models.FloatField(null=True)

    class Meta:
        ordering = ["name"]

    class PersonalData:
        personal: set[str] = set()
        plain = {"name", "code", "boundary", "min_lat", "min_lon", "max_lat", "max_lon"}

    def __str__(self) -> str:
        return self.name


class RoadManager(models.TextChoices):
    MUNICIPALITY = "municipality", "Gemeente"
    REGION = "region", "Agentschap Wegen en Verkeer"


class Street(models.Model):
    name = models.CharField("naam", max_length=80, unique=True)
    register_uri = models.CharField(max_length=120, blank=True)
    manager = models.CharField(
        "wegbeheerder",
        max_length=12,
        choices=RoadManager.choices,
        default=RoadManager.MUNICIPALITY,
    )
    line = models.JSONField("lijn", null=True, blank=True)

    class Meta:
        ordering = ["name"]

    class PersonalData:
        personal: set[str] = set()
        plain = {"name", "register_uri", "manager", "line"}

    def __str__(self) -> str:
        return self.name


class Address(models.Model):
    street = models.ForeignKey(Street, on_delete=models.CASCADE, related_name="addresses")
    house_number = models.CharField("huisnummer", max_length=12)
    number = models.PositiveIntegerField("volgorde", default=0)
    box = models.CharField("bus", max_length=12, blank=True)
    postcode = models.CharField("postcode", max_length=4)
    lat = models.FloatField()
    lon = models.FloatField()
    register_uri = models.CharField(max_length=120, blank=True)

    class Meta:
        indexes = [models.Index(fields=["lat", "lon"], name="address_point")]
        constraints = [
            models.UniqueConstraint(
                fields=["street", "house_number", "box"], name="one_address_per_number"
            )
        ]

    class PersonalData:
        personal: set[str] = set()
        plain = {
            "street",
            "house_number",
            "number",
            "box",
            "postcode",
            "lat",
            "lon",
            "register_uri",
        }

    def __str__(self) -> str:
        box = f" bus {self.box}" if self.box else ""
        return f"{self.street.name} {self.house_number}{box}"


class FeatureKind(models.TextChoices):
    """What a feature of our own map is; the drawing order and the look follow from it."""

    FIELD = "field", "akker"
    MEADOW = "meadow", "weide"
    WOOD = "wood", "bos"
    PARK = "park", "park"
    PITCH = "pitch", "sportveld"
    WATER = "water", "water"
    BROOK = "brook", "beek"
    RAILWAY = "railway", "spoorweg"
    BUILT = "built", "bebouwde kom"
    PLOT = "plot", "perceel"
    BUILDING = "building", "huis"
    SHED = "shed", "bijgebouw"
    PATH = "path", "pad"
    STREET = "street", "straat"
    MAIN_STREET = "main_street", "verbindingsweg"
    REGIONAL_ROAD = "regional_road", "gewestweg"
    SQUARE = "square", "plein"
    PUBLIC = "public", "openbaar gebouw"
    CHURCH = "church", "kerk"
    TOWN_HALL = "town_hall", "gemeentehuis"
    TREE = "tree", "boom"
    PLACE = "place", "plaatsnaam"
    HOUSE_NUMBER = "house_number", "huisnummer"


class MapFeature(models.Model):
    """Something to draw on our own map tiles.

    ``size`` is in metres: the width of a road or a brook, the radius of a tree.
    """

    kind = models.CharField(max_length=16, choices=FeatureKind.choices)
    geometry = models.JSONField()
    label = models.CharField(max_length=80, blank=True)
    size = models.FloatField(default=0)
    min_lat = models.FloatField()
    min_lon = models.FloatField()
    max_lat = models.FloatField()
    max_lon = models.FloatField()

    class Meta:
        indexes = [
            models.Index(fields=["min_lon", "max_lon", "min_lat", "max_lat"], name="feature_box")
        ]

    class PersonalData:
        personal: set[str] = set()
        plain = {"kind", "geometry", "label", "size", "min_lat", "min_lon", "max_lat", "max_lon"}

    def __str__(self) -> str:
        return f"{self.kind} {self.label}"
