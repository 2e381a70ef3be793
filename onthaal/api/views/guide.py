"""The REST API described for people, from the same source as for programs."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from onthaal.api.rest import problems
from onthaal.api.rest.whole import api


@require_safe
def guide(request: HttpRequest) -> HttpResponse:
    """Every operation with its parameters and the right that it needs."""
    schema = api.get_openapi_schema()
    groups: dict[str, list[dict[str, Any]]] = {}
    for path, operations in schema["paths"].items():
        for method, operation in operations.items():
            words, _, needs = operation["description"].rpartition("\n\n")
            groups.setdefault(operation["tags"][0], []).append(
                {
                    "method": method.upper(),
                    "path": path,
                    "words": words,
                    "needs": needs,
                    "parameters": [
                        each for each in operation.get("parameters", []) if each["in"] != "path"
                    ],
                    "fields": _fields(schema, operation),
                }
            )
    return render(
        request,
        "api/guide.html",
        {"groups": groups.items(), "address": f"{settings.PUBLIC_URL}/api/v1"},
    )


@require_safe
def description(request: HttpRequest) -> HttpResponse:
    """The same for programs: OpenAPI 3.1."""
    return JsonResponse(api.get_openapi_schema())


def _fields(schema: Any, operation: Any) -> list[dict[str, Any]]:
    """The fields of the JSON that the operation wants."""
    content = operation.get("requestBody", {}).get("content", {})
    reference = content.get("application/json", {}).get("schema", {}).get("$ref", "")
    wanted = schema["components"]["schemas"].get(reference.rpartition("/")[2], {})
    required = wanted.get("required", ())
    return [
        {
            "name": name,
            "required": name in required,
            "description": facts.get("description", ""),
            "choices": _choices(schema, facts),
        }
        for name, facts in wanted.get("properties", {}).items()
    ]


def _choices(schema: Any, facts: Any) -> list[str]:
    """The values that a field may have, when they are few."""
    found: list[str] = list(facts.get("enum", ()))
    for each in (facts, *facts.get("anyOf", ())):
        name = each.get("$ref", "").rpartition("/")[2]
        found += schema["components"]["schemas"].get(name, {}).get("enum", ())
    return found


@csrf_exempt
def unknown(request: HttpRequest) -> HttpResponse:
    """Everything else under /api/: a problem instead of a page."""
    return problems.answer(404)
