"""Lies sees in the list of staff who works in which team."""

from __future__ import annotations

import pytest

from onthaal.organisation.models import AdministrativeUnit, Department, Team, TeamMembership
from onthaal.people.models import Role, User

pytestmark = pytest.mark.django_db


def test_the_teams_of_bram_stand_with_his_account(client):
    unit = AdministrativeUnit.objects.create(kind="gemeente", name="Gemeente Lindeveld")
    department = Department.objects.create(unit=unit, name="Openbaar domein")
    lies, bram = (
        User.objects.create_user(
            f"{name}@lindeveld.example", name=name.title(), is_staff=True, roles=[role.value]
        )
        for name, role in (("lies", Role.ADMINISTRATOR), ("bram", Role.HANDLER))
    )
    for name, active in (("Wegen", True), ("Groen", True), ("Opgeheven ploeg", False)):
        team = Team.objects.create(department=department, name=name, is_active=active)
        TeamMembership.objects.create(team=team, user=bram)
    client.force_login(lies)
    for path in ("", f"{bram.pk}/"):
        page = client.get(f"/balie/beheer/medewerkers/{path}").content.decode()
        assert "Groen, Wegen" in page
        assert "Opgeheven" not in page
