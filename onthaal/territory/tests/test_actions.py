"""Laying the ground, twice, wrongly, and from files."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from onthaal.territory import lookup
from onthaal.territory.actions import CannotLoad, NewAddress, NewNeighbourhood, NewStreet, load
from onthaal.territory.geometry import area_km2
from onthaal.territory.models import Address, MapFeature, Neighbourhood, Street, Territory
from onthaal.territory.tests.conftest import ground, rectangle

pytestmark = pytest.mark.django_db
SAMPLES = Path(os.environ.get("ONTHAAL_SAMPLES", Path(__file__).parents[4] / "shared" / "data"))


def test_loading_twice_keeps_the_same_rows(testdorp):
    before = set(Address.objects.values_list("id", "house_number"))
    hoods = set(Neighbourhood.objects.values_list("id", "name"))

    again = load(ground=ground())

    assert again.addresses == len(before)
    assert set(Address.objects.values_list("id", "house_number")) == before
    assert set(Neighbourhood.objects.values_list("id", "name")) == hoods
    assert MapFeature.objects.count() == 4


def test_what_is_gone_from_the_source_goes(testdorp):
    load(
        ground=ground(
            streets=[NewStreet("Kerkstraat")],
            addresses=[NewAddress("Kerkstraat", "14", 51.11, 5.01)],
            neighbourhoods=[NewNeighbourhood("West", "W")],
        )
    )
    assert Street.objects.count() == 1
    assert [str(a) for a in Address.objects.select_related("street")] == ["Kerkstraat 14"]
    assert Neighbourhood.objects.get().boundary is None


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"boundary": {"type": "Point", "coordinates": [5, 51]}}, "vlak"),
        ({"boundary": rectangle(197000, 202000, 198000, 203000)}, "WGS84"),
        ({"nis_code": "1302"}, "vijf cijfers"),
        ({"streets": []}, "onbekende straat"),
        ({"streets": [NewStreet("A"), NewStreet("A")], "addresses": []}, "twee keer"),
    ],
)
def test_nonsense_is_refused_and_changes_nothing(db, changes, why):
    with pytest.raises(CannotLoad, match=why):
        load(ground=ground(**changes))
    assert not Territory.objects.exists()


def test_another_municipality_needs_an_empty_database(testdorp):
    with pytest.raises(CannotLoad, match="Testdorp"):
        load(ground=ground(nis_code="13021", name="Meerhout"))


def write(tmp_path, nis="13998"):
    boundary = tmp_path / "grens.geojson"
    boundary.write_text(
        json.dumps(
            {
                "type": "Feature",
                "properties": {"NIS": nis},
                "geometry": rectangle(5.0, 51.1, 5.1, 51.2),
            }
        )
    )
    return boundary


def test_the_command_reads_boundary_sectors_and_addresses(db, tmp_path, capsys):
    sectors = tmp_path / "wijken.csv"
    sectors.write_text("sector,nis9\nCENTRUM,13998A00-\nELDERS,13999A00-\n")
    addresses = tmp_path / "adressen.csv"
    addresses.write_text(
        "straatnaam;huisnummer;busnummer;postcode;lat;lon\n"
        "Dorpsstraat;1;;2998;51,15;5,05\nDorpsstraat;1;A;2998;51.15;5.05\n"
    )
    call_command(
        "load_territory", boundary=write(tmp_path), sectors=sectors, addresses=addresses,
        nis="13998", name="Testdorp",
    )  # fmt: skip
    assert "1 wijken, 1 straten, 2 adressen" in capsys.readouterr().out
    assert Territory.objects.get().postcode == "2998"
    assert Neighbourhood.objects.get().name == "Centrum"
    assert lookup.search_addresses("dorpsstr 1")[0].label == "Dorpsstraat 1"


@pytest.mark.parametrize(
    ("files", "why"),
    [
        ({"boundary": "{}"}, "geen GeoJSON"),
        ({"boundary": None}, "niet leesbaar"),
        ({"sectors": "a,b\n1,2\n"}, "naam en de code"),
        ({"addresses": "straatnaam,huisnummer,lat,lon\nDorp,1,noord,5\n"}, "regel 2"),
        ({"addresses": "straatnaam,huisnummer,lat,lon\nDorp,,51,5\n"}, "regel 2"),
    ],
)
def test_a_wrong_file_says_what_is_wrong(db, tmp_path, files, why):
    paths = {"boundary": write(tmp_path)}
    for name, content in files.items():
        paths[name] = tmp_path / f"fout-{name}"
        if content is not None:
            paths[name].write_text(content)
    with pytest.raises(CommandError, match=why):
        call_command("load_territory", nis="13998", name="Testdorp", **paths)


def test_a_boundary_of_another_municipality_is_refused(db, tmp_path):
    with pytest.raises(CommandError, match="13021"):
        call_command(
            "load_territory", boundary=write(tmp_path, "13021"), nis="13998", name="Testdorp"
        )


def test_meerhout_from_open_files(db, capsys):
    boundary = SAMPLES / "meerhout_boundary.geojson"
    if not boundary.exists():
        pytest.skip(f"no files of Meerhout in {SAMPLES} (set ONTHAAL_SAMPLES)")
    for _ in range(2):
        call_command(
            "load_territory", boundary=boundary, nis="13021", name="Meerhout", postcode="2450",
            sectors=SAMPLES / "meerhout_statistical_sectors.csv",
        )  # fmt: skip
    assert "Meerhout (13021): 36,6 km², 17 wijken" in capsys.readouterr().out
    assert area_km2(Territory.objects.get().boundary) == pytest.approx(36.56, abs=0.02)
    assert lookup.inside(51.132, 5.078)  # the church square
    assert not lookup.inside(51.162, 4.99)  # Geel
