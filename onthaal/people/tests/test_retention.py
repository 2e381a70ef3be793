"""What has been kept long enough goes, by rules that Lies keeps."""

from __future__ import annotations

import datetime as dt
from concurrent.futures import ThreadPoolExecutor

import pytest
from allauth.mfa.models import Authenticator
from django.apps import apps
from django.contrib.sessions.models import Session
from django.db import connection

from onthaal.core import clock
from onthaal.people import personal_data, tasks
from onthaal.people.actions import retention, staff
from onthaal.people.models import DeletionLog, LoginCode, RetentionRule, User

pytestmark = pytest.mark.django_db
PAGE = "/balie/beheer/bewaartermijnen/"
UNUSED = "people.unused_residents"


def old_resident(number: int, days: int = 800) -> User:
    long_ago = clock.now() - dt.timedelta(days=days)
    return User.objects.create_user(f"oud{number}@voorbeeld.be", joined_at=long_ago)


@pytest.fixture
def kind():
    return personal_data.retention_kind(UNUSED)


def test_the_night_erases_what_is_old_and_logs_it_without_content(an, kind):
    old_resident(1)
    seen = old_resident(2)
    seen.last_login = clock.now()
    seen.save()
    assert tasks.apply_retention.call()[UNUSED] == 1
    assert set(User.objects.all()) == {an, seen}
    log = DeletionLog.objects.get()
    assert (log.kind, log.count, log.rule) == (UNUSED, 1, "Bewaartermijn 2 jaar")
    assert RetentionRule.objects.get(key=UNUSED).last_count == 1
    assert tasks.apply_retention.call()[UNUSED] == 0
    assert DeletionLog.objects.count() == 1


def test_a_dry_run_changes_nothing_and_tells_the_oldest(kind):
    oldest = old_resident(1, days=1000)
    old_resident(2)
    run = retention.dry_run(kind)
    assert (run.count, run.oldest) == (2, oldest.joined_at)
    assert User.objects.count() == 2


def test_a_rule_that_is_off_erases_nothing(kind):
    old_resident(1)
    RetentionRule.objects.create(key=UNUSED, days=730, active=False)
    assert UNUSED not in tasks.apply_retention.call()
    assert User.objects.exists()


def test_it_goes_in_batches_that_are_each_logged(kind, monkeypatch):
    monkeypatch.setattr(retention, "BATCH", 3)
    for number in range(7):
        old_resident(number)
    assert retention.apply(kind) == 7
    assert list(DeletionLog.objects.order_by("pk").values_list("count", flat=True)) == [3, 3, 1]


def test_killed_half_way_it_keeps_whole_batches_and_goes_on_next_time(kind, monkeypatch):
    monkeypatch.setattr(retention, "BATCH", 3)
    for number in range(5):
        old_resident(number)
    erase, batches = kind.erase, []

    def power_cut_in_the_second(ids):
        erase(ids)
        batches.append(ids)
        if len(batches) == 2:
            raise KeyboardInterrupt

    object.__setattr__(kind, "erase", power_cut_in_the_second)
    try:
        with pytest.raises(KeyboardInterrupt):
            retention.apply(kind)
        assert User.objects.count() == 2
        assert DeletionLog.objects.get().count == 3
        assert retention.apply(kind) == 2
    finally:
        object.__setattr__(kind, "erase", erase)
    assert not User.objects.exists()


def test_an_erasure_that_erases_nothing_is_found_out(kind, monkeypatch):
    old_resident(1)
    erase = kind.erase
    object.__setattr__(kind, "erase", lambda ids: None)
    try:
        with pytest.raises(RuntimeError, match="left some"):
            retention.apply(kind)
    finally:
        object.__setattr__(kind, "erase", erase)
    assert not DeletionLog.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_two_nights_at_once_erase_everything_once(monkeypatch):
    monkeypatch.setattr(retention, "BATCH", 2)
    for number in range(9):
        old_resident(number)
    kind = personal_data.retention_kind(UNUSED)

    def night(_: int) -> int:
        try:
            return retention.apply(kind)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        assert sum(pool.map(night, [1, 2])) == 9
    assert sum(DeletionLog.objects.values_list("count", flat=True)) == 9


def test_codes_sessions_and_former_staff_have_their_own_kinds(bram, lies):
    long_ago = clock.now() - dt.timedelta(days=400)
    LoginCode.objects.create(email="an@voorbeeld.be", digest="x", expires_at=long_ago)
    Session.objects.create(session_key="oud", session_data="x", expire_date=long_ago)
    staff.deactivate(bram, by=lies)
    Authenticator.objects.create(user=bram, type="totp", data={})
    User.objects.filter(pk=bram.pk).update(deactivated_at=long_ago, phone="0470")
    done = tasks.apply_retention.call()
    assert done["people.login_codes"] == done["people.sessions"] == 1
    assert done["people.former_staff"] == 1
    bram.refresh_from_db()
    assert (bram.name, bram.phone, bram.has_usable_password()) == ("Bram Peeters", "", False)
    assert not Authenticator.objects.exists()
    assert tasks.apply_retention.call()["people.former_staff"] == 0


def test_lies_sees_what_tonight_brings_and_shortens_a_term(as_lies, lies):
    old_resident(1, days=400)
    page = as_lies.get(PAGE).content.decode()
    assert "2 jaar" in page
    rule = f"{PAGE}{UNUSED}/"
    assert "wordt er niets gewist" in as_lies.get(rule).content.decode()
    change = {"days": "365", "active": "on", "selection_rule": "SL-12", "reason": "Advies DPO"}
    assert as_lies.post(rule, change).url == PAGE
    assert "1 jaar" in as_lies.get(PAGE).content.decode()
    event = apps.get_model("timeline", "Event").objects.get(kind="retention_rule.changed")
    assert event.actor_id == lies.pk
    assert event.data["before"]["days"] == 730
    assert event.data["reason"] == "Advies DPO"
    assert as_lies.post(f"{rule}nu/").url == PAGE
    assert DeletionLog.objects.get().by == lies
    assert "SL-12" in as_lies.get(PAGE).content.decode()


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"days": "0"}, "minstens 1 dag"),
        ({"days": "99999999999"}, "hoogstens"),
        ({"days": "een jaar"}, "zonder komma"),
        ({"reason": ""}, "Geef een reden"),
    ],
)
def test_a_change_that_makes_no_sense_is_explained(as_lies, change, words):
    good = {"days": "365", "active": "on", "selection_rule": "", "reason": "Advies"}
    page = as_lies.post(f"{PAGE}{UNUSED}/", {**good, **change})
    assert page.status_code == 422
    assert words in page.content.decode()


def test_archive_is_not_erased_without_a_selection_rule(as_lies, monkeypatch):
    monkeypatch.setattr(personal_data, "_kinds", dict(personal_data._kinds))
    personal_data.register_retention(
        "archief",
        "Archief",
        default_days=10,
        explanation="Alleen volgens een selectieregel.",
        find=lambda cutoff: User.objects.filter(joined_at__lt=cutoff),
        moment="joined_at",
        erase=lambda ids: User.objects.filter(pk__in=ids).delete(),
        active_by_default=False,
    )
    old_resident(1)
    assert "archief" not in tasks.apply_retention.call()
    change = {"days": "10", "active": "on", "selection_rule": "", "reason": "Opruimen"}
    page = as_lies.post(f"{PAGE}archief/", change)
    assert page.status_code == 422
    assert "selectieregel" in page.content.decode()
    assert as_lies.post(f"{PAGE}archief/", {**change, "selection_rule": "SL-3"}).status_code == 302


def test_an_unknown_kind_is_not_found(as_lies):
    assert as_lies.get(f"{PAGE}bestaat.niet/").status_code == 404


def test_only_administrators_come_here(client, joris):
    client.force_login(joris)
    assert client.get(PAGE).status_code == 403
    assert client.post(f"{PAGE}{UNUSED}/nu/").status_code == 403
