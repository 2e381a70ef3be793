"""One person's data across all apps: looking up, handing over, erasing."""

from __future__ import annotations

import io
import json
import mimetypes
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass

from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from django.template.loader import render_to_string

from onthaal.core import clock
from onthaal.core.dutch import moment_in_words
from onthaal.people import mail, personal_data
from onthaal.people.models import Deed, DeletionLog, PersonalDataAccess, User
from onthaal.people.models.account import tidy_email
from onthaal.people.personal_data import Holder, Person, Record
from onthaal.ui import house_style


@dataclass(frozen=True)
class Held:
    """What one app holds about a person."""

    holder: Holder
    records: list[Record]


def person(email: str) -> Person:
    """Who has this address; also somebody without any account."""
    address = tidy_email(email)
    accounts = {user.is_staff: user for user in User.objects.with_email(address)}
    return Person(address, resident=accounts.get(False), staff=accounts.get(True))


def held(who: Person, *, reader: User) -> list[Held]:
    """Everything that every app holds about this person, apps with nothing left out.

    What is confidential is there for the person self and for who may see it.
    """
    own = reader in (who.resident, who.staff)
    found = [
        Held(
            holder,
            [
                each
                for each in holder.export(who)
                if own or each.seen_by is None or each.seen_by(reader)
            ],
        )
        for holder in reversed(personal_data.holders())
    ]
    return [each for each in found if each.records]


def note_reading(address: str, *, what: str, by: User) -> None:
    """Keep that ``by`` read something sensitive, such as of health or need, about who has this
    mail address ("" when none is known); ``what`` is its reference."""
    subject = person(address).reference if address else ""
    PersonalDataAccess.objects.create(deed=Deed.READ, subject=subject, reason=what, by=by)


@transaction.atomic
def look_up(who: Person, *, by: User) -> list[Held]:
    """Like ``held``, for a member of staff: keeps who looked at whom."""
    PersonalDataAccess.objects.create(deed=Deed.SEARCHED, subject=who.reference, by=by)
    return held(who, reader=by)


@transaction.atomic
def export(who: Person, *, by: User, reason: str = "") -> bytes:
    """Everything as a zip: ``gegevens.html`` to read, ``gegevens.json`` for machines, files."""
    PersonalDataAccess.objects.create(
        deed=Deed.EXPORTED, subject=who.reference, by=by, reason=reason
    )
    return _zip(who, held(who, reader=by))


@transaction.atomic
def erase(who: Person, *, by: User | None, reason: str) -> dict[str, int]:
    """Erase everything that may be erased, in all apps together; returns how many per app.

    A resident's account goes, too. The account of a member of staff stays: it belongs to the
    job. Afterwards a last mail says that it was done.
    """
    counts = {holder.key: holder.erase(who) for holder in personal_data.holders()}
    counts = {key: count for key, count in counts.items() if count}
    for key, count in counts.items():
        DeletionLog.objects.create(
            kind=key, count=count, subject=who.reference, rule=reason, by=_still_there(by, who)
        )
    PersonalDataAccess.objects.create(
        deed=Deed.ERASED, subject=who.reference, by=_still_there(by, who), reason=reason
    )
    if who.resident:
        mail.send(
            "people.account_erased",
            to=who.email,
            context={"moment": moment_in_words(clock.now())},
            forget_text=True,
        )
    return counts


def _still_there(by: User | None, who: Person) -> User | None:
    return None if by is None or (who.resident and by.pk == who.resident.pk) else by


def _zip(who: Person, everything: Iterable[Held]) -> bytes:
    everything = list(everything)
    names: dict[tuple[str, int], dict[str, str]] = {}
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for each in everything:
            for number, record in enumerate(each.records, start=1):
                places = {}
                for name, open_file in record.files.items():
                    places[name] = f"bestanden/{each.holder.key}-{number}-{_safe(name)}"
                    with open_file() as file:
                        archive.writestr(places[name], file.read())
                names[each.holder.key, number] = places
        sections = [
            {
                "label": each.holder.label,
                "keeps": each.holder.keeps,
                "records": [
                    {
                        "title": record.title,
                        "fields": dict(record.fields),
                        "files": names[each.holder.key, number],
                    }
                    for number, record in enumerate(each.records, start=1)
                ],
            }
            for each in everything
        ]
        now = clock.now()
        archive.writestr(
            "gegevens.json",
            json.dumps(
                {"e-mailadres": who.email, "gemaakt": now, "gegevens": sections},
                cls=DjangoJSONEncoder,
                ensure_ascii=False,
                indent=2,
            ),
        )
        archive.writestr(
            "gegevens.html",
            render_to_string(
                "people/export.html",
                {
                    "who": who,
                    "now": now,
                    "sections": sections,
                    "municipality": house_style.current().municipality_name,
                },
            ),
        )
    return content.getvalue()


def _safe(name: str) -> str:
    kept = "".join(c if c.isalnum() or c in "-_." else "-" for c in name).strip(".-")
    known = mimetypes.guess_type(kept)[0]
    return kept[-80:] if known else f"{kept[-70:] or 'bestand'}.bin"
