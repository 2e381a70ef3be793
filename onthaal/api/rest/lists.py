"""What the other addresses refer to: subjects, teams and crews."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from ninja import Router

from onthaal.api.models import Scope
from onthaal.api.rest import schemas
from onthaal.api.rest.service import key_of, operation
from onthaal.issues import subjects
from onthaal.organisation.models import Team
from onthaal.workplan.models import Crew

router = Router(tags=["Lijsten"])


@operation(router, "GET", "/onderwerpen", scope=None, response=list[schemas.Category])
def list_categories(request: HttpRequest) -> list[dict[str, Any]]:
    """Waarover iemand een melding kan doen, met de vragen erbij."""
    return [
        {
            "slug": category.slug,
            "name": category.name,
            "group": group.name,
            "questions": [
                {
                    "key": each.key,
                    "label": each.label,
                    "kind": each.kind,
                    "required": each.required,
                    "options": list(each.options),
                }
                for each in category.questions.all()
            ],
        }
        for group in subjects.groups()
        for category in group.choices
        if not category.stopper
    ]


@operation(router, "GET", "/teams", scope=Scope.READ, response=list[schemas.Team])
def list_teams(request: HttpRequest) -> list[dict[str, Any]]:
    """De teams die meldingen behandelen."""
    return [{"id": team.pk, "name": team.name} for team in Team.objects.active()]


@operation(router, "GET", "/ploegen", scope=Scope.ORDERS, response=list[schemas.Crew])
def list_crews(request: HttpRequest) -> list[dict[str, Any]]:
    """De ploegen waarvoor deze sleutel plant."""
    person = key_of(request).acts_for
    if person is None:
        return []
    crews = Crew.objects.plannable_by(person).active().select_related("team")
    return [{"id": crew.pk, "name": crew.name, "team": crew.team.name} for crew in crews]
