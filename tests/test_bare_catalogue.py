"""A municipality that begins: nothing in the catalogue, or a product that hardly has words."""

import pytest
from django.urls import NoReverseMatch, reverse

from onthaal.cases import urls as case_urls
from onthaal.catalogue import urls
from onthaal.catalogue.actions import snapshots
from onthaal.catalogue.models import Process, Product, ProductVersion, Skill
from onthaal.catalogue.tests.builder import published
from onthaal.catalogue.tests.conftest import as_staff, town  # noqa: F401 -- fixtures
from onthaal.organisation.models import Location
from onthaal.people.models import Role

NAMES = sorted({each.name for each in [*urls.urlpatterns, *case_urls.urlpatterns]})

SEARCHED = ("products", "product-suggestions", "product-list", "case-list", "product-concepts")


@pytest.fixture
def joris(as_staff, town):  # noqa: F811
    """Joris, who may do everything here, at his browser."""
    town.joris.roles = list(Role.values)
    town.joris.save()
    return as_staff(town.joris)


def pages(*choices):
    """Every address that one of ``choices`` (keyword arguments) fits."""
    for name in NAMES:
        for given in choices:
            try:
                yield reverse(name, kwargs=given)
            except NoReverseMatch:
                continue


def look_at(joris, addresses):
    for address in addresses:
        answer = joris.get(address)
        assert answer.status_code in (200, 302, 404, 405, 410), address
        if answer.streaming:
            b"".join(answer)


def test_an_empty_catalogue_has_every_page(joris):
    assert not Product.objects.exists()
    addresses = list(pages({}, {"kind": "csv"}, {"kind": "xlsx"}))
    assert len(addresses) > 25
    searched = [f"{reverse(name)}?q=paspoort" for name in SEARCHED]
    look_at(joris, [*addresses, *searched])


@pytest.mark.parametrize(
    "content", [{}, {"naam": {"nl": "Reispas"}, "voorwaarden": [{"order": 1}]}]
)
def test_a_product_without_a_description_has_every_page(joris, content):
    process = Process.objects.create(name="Reispas", slug="reispas")
    product = published(name="Reispas", process=process, channels=["online"])
    ProductVersion.objects.filter(product=product).update(content=content)
    snapshots.catch_up()
    addresses = list(
        pages(
            {"slug": product.slug},
            {"pk": product.pk},
            {},
            {"number": 0},
            {"key": product.uuid},
            {"kind": "csv"},
        )
    )
    searched = [f"{reverse(name)}?q=reispas" for name in SEARCHED]
    look_at(joris, [*addresses, *searched])
    page = joris.get(reverse("product", args=[product.slug]))
    assert (page.status_code, "Reispas" in page.text) == (200, True)


def test_without_skills_the_forms_say_where_they_are_kept(joris, town):  # noqa: F811
    place = Location.objects.create(unit=town.gemeente, name="Stadhuis", town="Zandberg")
    for name, args in (("reception-clerk-new", []), ("appointment-lane-new", [place.pk])):
        page = joris.get(reverse(name, args=args)).text
        assert "Er staan nog geen bekwaamheden in het register" in page
    Skill.objects.create(name="Reispassen", slug="reispassen")
    assert "Er staan nog geen" not in joris.get(reverse("reception-clerk-new")).text
