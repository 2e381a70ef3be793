"""Eva writes a product, Joris looks, residents read it; later it changes, and one day it goes."""

import datetime as dt
import threading

import pytest
from django.db import IntegrityError, connection, transaction

from onthaal.catalogue.actions import drafts, products
from onthaal.catalogue.actions.drafts import CannotDo, ChangedMeanwhile, Invalid, OwnWork
from onthaal.catalogue.actions.locking import locked_product
from onthaal.catalogue.models import Product, ProductVersion, ProductViews, VersionState
from onthaal.core import clock
from onthaal.core.tests.together import at_once
from onthaal.timeline.models import Event

from .conftest import CONTENT, publish


def kinds(product):
    return list(Event.objects.about(product).values_list("kind", flat=True))


def test_from_a_name_to_a_product_for_residents(town, drafted):
    version = drafted()
    product = version.product
    assert not Product.objects.published().exists()
    version = publish(version, town)
    product = Product.objects.published().get()
    assert (product.name, product.slug) == ("Reispas", "reispas")
    assert product.summary == "U vraagt hier een reispas aan. U komt zelf."
    assert (product.themes, product.synonyms) == (["BurgerOverheid"], ["paspoort"])
    assert product.published == version
    assert version.content["creatie"] <= version.content["laatstGewijzigd"]
    assert kinds(product) == [
        "product.added",
        "product.drafted",
        "product.saved",
        "product.submitted",
        "product.published",
    ]


def test_nobody_approves_what_he_or_she_wrote_in(town, drafted):
    version = drafted()
    version = drafts.keep(
        version=version,
        content=version.content | {"uitzonderingen": {"nl": "<p>Geen</p>"}},
        by=town.bram,
        expected_edition=version.edition,
        note="",
    )
    version = drafts.submit(version=version, by=town.eva, expected_edition=version.edition)
    for writer in (town.eva, town.bram):
        with pytest.raises(OwnWork):
            drafts.approve(version=version, by=writer, expected_edition=version.edition)
    assert not Product.objects.published().exists()
    # and the database itself refuses the author
    version.reviewer = town.eva
    with pytest.raises(IntegrityError, match="reviewed_by_somebody_else"), transaction.atomic():
        version.save()


def test_what_is_missing_is_said_before_a_colleague_looks(town):
    version = products.begin(name="Leeg", by=town.eva)
    with pytest.raises(CannotDo) as refusal:
        drafts.submit(version=version, by=town.eva, expected_edition=version.edition)
    assert [each.path for each in refusal.value.problems] == ["beschrijving"]


def test_a_text_that_was_sent_back_says_why_and_can_be_changed(town, drafted):
    version = drafted()
    version = drafts.submit(version=version, by=town.eva, expected_edition=version.edition)
    with pytest.raises(CannotDo, match="ligt ter nazicht"):
        drafts.keep(
            version=version, content=CONTENT, by=town.eva, expected_edition=version.edition, note=""
        )
    version = drafts.send_back(
        version=version, why="De prijs klopt niet.", by=town.joris, expected_edition=version.edition
    )
    assert (version.state, version.returned) == (VersionState.DRAFT, "De prijs klopt niet.")


def test_a_second_version_leaves_the_first_on_the_page_until_it_is_approved(town, published):
    product = published()
    first = product.published
    draft = drafts.start(product=product, by=town.eva)
    assert drafts.start(product=product, by=town.bram) == draft
    with pytest.raises(CannotDo, match="niets veranderd"):
        drafts.submit(version=draft, by=town.eva, expected_edition=draft.edition)
    draft = drafts.keep(
        version=draft,
        content=draft.content | {"naam": {"nl-BE-x-formal": "Internationaal paspoort"}},
        by=town.eva,
        expected_edition=draft.edition,
        note="Nieuwe naam",
    )
    product.refresh_from_db()
    assert (product.name, product.published) == ("Reispas", first)
    publish(draft, town)
    product.refresh_from_db()
    assert (product.name, product.published.number) == ("Internationaal paspoort", 2)
    first.refresh_from_db()
    assert first.state == VersionState.REPLACED
    # an address that somebody may have printed stays
    assert product.slug == "reispas"


def test_an_approved_text_waits_for_its_moment(town, drafted, on):
    now = on("2026-11-23 10:00")
    version = drafted()
    version = drafts.submit(version=version, by=town.eva, expected_edition=version.edition)
    moment = now + dt.timedelta(days=1)
    version = drafts.approve(
        version=version, by=town.joris, expected_edition=version.edition, at=moment
    )
    assert version.is_scheduled
    assert drafts.publish_due.call() == 0
    on("2026-11-24 10:01")
    assert drafts.publish_due.call() == 1
    assert drafts.publish_due.call() == 0
    assert Product.objects.published().get().published == version


def test_archiving_takes_back_what_waited_and_restoring_brings_the_page_back(town, published):
    product = published()
    draft = drafts.start(product=product, by=town.eva)
    draft = drafts.keep(
        version=draft,
        content=draft.content | {"uitzonderingen": {"nl": "<p>Kinderen</p>"}},
        by=town.eva,
        expected_edition=draft.edition,
        note="",
    )
    drafts.submit(version=draft, by=town.eva, expected_edition=draft.edition)
    products.archive(product=product, why="Bestaat niet meer.", by=town.joris)
    assert not Product.objects.published().exists()
    draft.refresh_from_db()
    assert (draft.state, draft.returned) == (VersionState.DRAFT, "Het product werd gearchiveerd.")
    with pytest.raises(CannotDo, match="gearchiveerd"):
        drafts.start(product=product, by=town.eva)
    with pytest.raises(CannotDo, match="al gearchiveerd"):
        products.archive(product=product, why="", by=town.joris)
    products.restore(product=product, by=town.joris)
    assert Product.objects.published().get() == product


def test_a_draft_can_go_but_not_the_only_text(town, published):
    product = published()
    draft = drafts.start(product=product, by=town.eva)
    drafts.discard(version=draft, by=town.eva, expected_edition=draft.edition)
    assert product.versions.count() == 1
    fresh = products.begin(name="Nieuw", by=town.eva)
    with pytest.raises(CannotDo, match="enige tekst"):
        drafts.discard(version=fresh, by=town.eva, expected_edition=fresh.edition)


def test_texts_that_are_not_right_are_not_kept(town, drafted):
    version = drafted()
    with pytest.raises(Invalid):
        drafts.keep(
            version=version,
            content={"naam": 3},
            by=town.eva,
            expected_edition=version.edition,
            note="",
        )
    assert ProductVersion.objects.get().content["naam"] == CONTENT["naam"]


def test_how_it_is_served_holds_at_once_and_two_colleagues_do_not_overwrite_each_other(
    town, published
):
    product = published()
    values = {"minutes": 15, "max_persons": 4, "bring": ["Identiteitskaart"]}
    kept = products.save_operations(
        product=product, values=values, skills=[], by=town.eva, expected_edition=product.edition
    )
    assert (kept.minutes, kept.bring, kept.edition) == (15, ["Identiteitskaart"], 2)
    with pytest.raises(ChangedMeanwhile):
        products.save_operations(
            product=product,
            values={"minutes": 20},
            skills=[],
            by=town.bram,
            expected_edition=product.edition,
        )
    kept.refresh_from_db()
    assert kept.minutes == 15


@pytest.mark.django_db(transaction=True)
class TestTwoAtOnce:
    def test_two_who_save_the_same_draft(self, town, drafted):
        version = drafted()

        def save(by, words):
            return lambda: drafts.keep(
                version=version,
                content=version.content | {"uitzonderingen": {"nl": f"<p>{words}</p>"}},
                by=by,
                expected_edition=version.edition,
                note="",
            )

        outcomes = at_once(save(town.eva, "Eva"), save(town.bram, "Bram"))
        assert sum(isinstance(each, ChangedMeanwhile) for each in outcomes) == 1
        (kept,) = [each for each in outcomes if isinstance(each, ProductVersion)]
        assert ProductVersion.objects.get().content == kept.content

    def test_approving_while_somebody_takes_it_back(self, town, drafted):
        version = drafted()
        version = drafts.submit(version=version, by=town.eva, expected_edition=version.edition)
        outcomes = at_once(
            lambda: drafts.approve(
                version=version, by=town.joris, expected_edition=version.edition
            ),
            lambda: drafts.send_back(
                version=version, why="Wacht", by=town.bram, expected_edition=version.edition
            ),
        )
        assert sum(isinstance(each, ChangedMeanwhile) for each in outcomes) == 1
        events = Event.objects.filter(kind__in=("product.published", "product.sent_back"))
        assert events.count() == 1

    def test_two_drafts_are_one(self, town, published):
        product = published()
        outcomes = at_once(
            *[lambda: drafts.start(product=product, by=town.eva)] * 3,
            *[lambda: drafts.start(product=product, by=town.bram)] * 3,
        )
        assert len({each.pk for each in outcomes}) == 1

    def test_two_products_with_one_name_have_two_addresses(self, town):
        at_once(*[lambda: products.begin(name="Attest", by=town.eva)] * 4)
        slugs = set(Product.objects.values_list("slug", flat=True))
        assert slugs == {"attest", "attest-2", "attest-3", "attest-4"}

    def test_two_workers_publish_once(self, town, drafted, on):
        now = on("2026-11-23 10:00")
        version = drafted()
        version = drafts.submit(version=version, by=town.eva, expected_edition=version.edition)
        drafts.approve(
            version=version,
            by=town.joris,
            expected_edition=version.edition,
            at=now + dt.timedelta(minutes=5),
        )
        on("2026-11-23 10:06")
        outcomes = at_once(*[drafts.publish_due.call] * 3)
        assert sorted(outcomes) == [0, 0, 1]
        assert Event.objects.filter(kind="product.published").count() == 1

    def test_many_published_together_have_each_their_own_place_in_the_stream(self, town, drafted):
        versions = [drafted() for _ in range(5)]
        versions = [
            drafts.submit(version=each, by=town.eva, expected_edition=each.edition)
            for each in versions
        ]
        outcomes = at_once(
            *[
                lambda each=each: drafts.approve(
                    version=each, by=town.joris, expected_edition=each.edition
                )
                for each in versions
            ]
        )
        assert all(isinstance(each, ProductVersion) for each in outcomes)
        moments = [
            each.snapshots.get().generated_at for each in Product.objects.order_by("published__id")
        ]
        assert len(set(moments)) == 5


@pytest.mark.django_db(transaction=True)
def test_a_page_is_counted_while_a_colleague_changes_the_product(published):
    product = published()
    locked, counted = threading.Event(), threading.Event()

    def change():
        with transaction.atomic():
            locked_product(product.pk)
            locked.set()
            assert counted.wait(10)

    def look():
        assert locked.wait(10)
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET LOCAL lock_timeout = '2s'")
            ProductViews.objects.create(product=product, day=clock.today())
        counted.set()

    assert at_once(change, look) == [None, None]
