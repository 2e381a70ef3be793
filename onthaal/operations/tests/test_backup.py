"""Lies makes a backup on Friday; on Monday the disk is new and everything comes back."""

import io
import tarfile

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from onthaal.operations.backup import BackupProblem, backup, restore
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


def test_a_damaged_or_foreign_file_is_refused_before_anything_is_touched(an, tmp_path):
    file = tmp_path / "onthaal.tar.gz"
    file.write_bytes(b"geen archief")
    with pytest.raises(BackupProblem, match="geen reservekopie"):
        restore(file, replace=True)
    backup(file)
    with tarfile.open(file) as whole, tarfile.open(tmp_path / "bad.tar.gz", "w:gz") as bad:
        for member in whole.getmembers():
            content = whole.extractfile(member).read()
            if member.name.endswith(".dump"):
                content = content[:-1] + bytes([content[-1] ^ 1])
            member.size = len(content)
            bad.addfile(member, io.BytesIO(content))
    with pytest.raises(BackupProblem, match="controlesom"):
        restore(tmp_path / "bad.tar.gz", replace=True)
    assert User.objects.count() == 1
