"""Lies makes a backup on Friday; on Monday the disk is new and everything comes back."""

import hashlib
import io
import json
import os
import resource
import tarfile

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from onthaal.core import clock
from onthaal.operations.backup import BackupProblem, backup, restore
from onthaal.operations.models import Heartbeat
from onthaal.people.models import User

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def an():
    return User.objects.create_user("an@voorbeeld.example", name="An")


def test_a_round_trip_brings_back_rows_and_attachments(an, tmp_path):
    default_storage.save("meldingen/0/foto.jpg", ContentFile(b"beeld"))
    file = tmp_path / "onthaal.tar.gz"
    manifest = backup(file)
    assert manifest["attachments"] == 1
    assert file.stat().st_mode & 0o077 == 0
    User.objects.all().delete()
    User.objects.create_user("karim@voorbeeld.example")
    default_storage.delete("meldingen/0/foto.jpg")
    restore(file, replace=True)
    assert [user.email for user in User.objects.all()] == ["an@voorbeeld.example"]
    assert default_storage.open("meldingen/0/foto.jpg").read() == b"beeld"


def test_a_database_with_content_is_not_overwritten_by_mistake(an, tmp_path):
    file = tmp_path / "onthaal.tar.gz"
    backup(file)
    with pytest.raises(BackupProblem, match="--replace"):
        restore(file)
    assert User.objects.count() == 1


@pytest.fixture
def kept(an, tmp_path):
    """A backup with An and a photo of 2 MB that does not compress."""
    default_storage.save("meldingen/0/foto.jpg", ContentFile(os.urandom(2_000_000)))
    file = tmp_path / "onthaal.tar.gz"
    backup(file)
    return file


def changed(file, name, change):
    """The same archive with other content for one member."""
    other = file.with_name(f"anders-{file.name}")
    with tarfile.open(file) as whole, tarfile.open(other, "w:gz") as out:
        for member in whole.getmembers():
            content = whole.extractfile(member).read()
            if member.name == name:
                content = change(content)
            member.size = len(content)
            out.addfile(member, io.BytesIO(content))
    return other


def as_it_was():
    return [user.email for user in User.objects.all()] == [
        "an@voorbeeld.example"
    ] and default_storage.exists("meldingen/0/foto.jpg")


def test_what_is_no_whole_backup_is_refused_before_anything_is_touched(kept, tmp_path):
    nonsense = tmp_path / "nonsense.tar.gz"
    nonsense.write_bytes(b"geen archief")
    half = tmp_path / "half.tar.gz"
    half.write_bytes(kept.read_bytes()[:1_000_000])
    escape = tmp_path / "escape.tar.gz"
    with tarfile.open(escape, "w:gz") as archive:
        archive.addfile(tarfile.TarInfo("bijlagen/../../elders"))
    bit = changed(kept, "databank.dump", lambda content: content[:-1] + bytes([content[-1] ^ 1]))
    for file, says in (
        (nonsense, "geen reservekopie"),
        (half, "het einde ontbreekt"),
        (escape, "geen reservekopie"),
        (bit, "controlesom"),
        (tmp_path / "nergens.tar.gz", "bestaat niet"),
    ):
        with pytest.raises(BackupProblem, match=says):
            restore(file, replace=True)
        assert as_it_was()
    assert not (tmp_path / "elders").exists()


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"format": 99}, "andere versie"),
        ({"migrations": ["issues.9999_from_the_future"]}, "nieuwere versie"),
        ({"pg_dump": 99}, "postgresql-client-99"),
    ],
)
def test_a_backup_of_another_version_says_what_to_do(kept, change, says):
    other = changed(
        kept, "onthaal.json", lambda text: json.dumps({**json.loads(text), **change}).encode()
    )
    with pytest.raises(BackupProblem, match=says):
        restore(other, replace=True)
    assert as_it_was()


def test_a_running_town_hall_is_not_overwritten(kept):
    Heartbeat.objects.create(worker="w1", beat_at=clock.now())
    with pytest.raises(BackupProblem, match="draait nog"):
        restore(kept, replace=True)


def test_a_restore_that_fails_halfway_leaves_everything_as_it_was(kept):
    """The checksum is right, and yet PostgreSQL does not want it."""
    with tarfile.open(kept) as archive:
        dump = archive.extractfile("databank.dump").read()
    half = dump[: len(dump) // 2]
    manifest = {"dump_sha256": hashlib.sha256(half).hexdigest()}
    broken = changed(kept, "databank.dump", lambda content: half)
    broken = changed(
        broken, "onthaal.json", lambda text: json.dumps({**json.loads(text), **manifest}).encode()
    )
    with pytest.raises(BackupProblem, match="pg_restore lukt niet"):
        restore(broken, replace=True)
    assert as_it_was()


def test_a_full_disk_leaves_no_half_backup(kept, tmp_path):
    """A limit on the size of files stands for the disk: the same error at the same place."""
    before = kept.read_bytes()
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1_800_000, hard))
    try:
        with pytest.raises(BackupProblem, match="Dat lukt niet"):
            backup(kept)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert kept.read_bytes() == before
    assert [path.name for path in tmp_path.glob(".onthaal-*")] == []


def test_a_backup_needs_a_folder_that_exists(an, tmp_path):
    with pytest.raises(BackupProblem, match="een map die er is"):
        backup(tmp_path / "nergens/onthaal.tar.gz")
