"""Administrators keep the parties to which meldingen can go."""

from __future__ import annotations

from collections.abc import Mapping

from django.conf import settings
from django.db import transaction

from onthaal.api.models import ExternalParty, ServiceMapping
from onthaal.core.secrecy import decrypt, encrypt
from onthaal.integrations.open311.client import Service
from onthaal.people.models import User
from onthaal.timeline.actions import record


@transaction.atomic
def keep(party: ExternalParty, *, key: str, codes: Mapping[int, str], by: User) -> ExternalParty:
    """Store the party with its code per category (id); an empty ``key`` leaves the old one."""
    is_new = party.pk is None
    if key:
        party.encrypted_key = encrypt(key)
    party.save()
    party.mappings.exclude(category__in=[pk for pk, code in codes.items() if code]).delete()
    for category_id, code in codes.items():
        if code:
            ServiceMapping.objects.update_or_create(
                party=party, category_id=category_id, defaults={"service_code": code}
            )
    record(
        "external_party.made" if is_new else "external_party.changed",
        party,
        by=by,
        data={"new_key": bool(key)},
    )
    return party


def service(party: ExternalParty) -> Service:
    """The service of this party, ready to be asked. Raises secrecy.Unreadable."""
    return Service(
        url=party.url,
        form=party.form,
        key=decrypt(party.encrypted_key),
        jurisdiction=party.jurisdiction_id,
        near=settings.PARTNER_NETWORKS,
    )
