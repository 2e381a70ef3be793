"""Our Open311 GeoReport v2 service as an OpenAPI document, for tools that want one.

GeoReport v2 itself describes the calls in prose only; this says the same of what we answer.
"""

from __future__ import annotations

from typing import Any

from django.conf import settings

from onthaal.integrations.open311 import documents, updates

Schema = dict[str, Any]
_ERRORS = (400, 403, 404, 405, 406, 413, 415, 429)


def _text(**more: Any) -> Schema:
    return {"type": "string", **more}


def _maybe(kind: str) -> Schema:
    return {"type": [kind, "null"]}


_SERVICE: Schema = {
    "type": "object",
    "required": ["service_code", "service_name", "metadata", "type", "group"],
    "properties": {
        "service_code": _text(),
        "service_name": _text(),
        "description": _text(),
        "metadata": {"type": "boolean"},
        "type": _text(enum=["realtime"]),
        "keywords": _text(),
        "group": _text(),
    },
}
_DEFINITION: Schema = {
    "type": "object",
    "required": ["service_code", "attributes"],
    "properties": {
        "service_code": _text(),
        "attributes": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["variable", "code", "datatype", "required", "order", "description"],
                "properties": {
                    "variable": {"type": "boolean"},
                    "code": _text(),
                    "datatype": _text(
                        enum=[
                            "string",
                            "text",
                            "number",
                            "datetime",
                            "singlevaluelist",
                            "multivaluelist",
                        ]
                    ),
                    "required": {"type": "boolean"},
                    "datatype_description": _maybe("string"),
                    "order": {"type": "integer"},
                    "description": _text(),
                    "values": {
                        "type": "array",
                        "items": {
                            "type": "object",
                            "required": ["key", "name"],
                            "properties": {"key": _text(), "name": _text()},
                        },
                    },
                },
            },
        },
    },
}
_REQUEST: Schema = {
    "type": "object",
    "required": ["service_request_id", "status", "service_code", "requested_datetime"],
    "properties": {
        "service_request_id": _text(),
        "status": _text(enum=["open", "closed"]),
        "status_notes": _maybe("string"),
        "service_name": _text(),
        "service_code": _text(),
        "description": _maybe("string"),
        "agency_responsible": _maybe("string"),
        "service_notice": _maybe("string"),
        "requested_datetime": _text(format="date-time"),
        "updated_datetime": _text(format="date-time"),
        "expected_datetime": _maybe("string"),
        "address": _maybe("string"),
        "address_id": _maybe("string"),
        "zipcode": _maybe("string"),
        "lat": _maybe("number"),
        "long": _maybe("number"),
        "media_url": _maybe("string"),
        "extended_attributes": {"type": "object"},
    },
}
_UPDATE: Schema = {
    "type": "object",
    "required": ["update_id", "service_request_id"],
    "properties": {
        "update_id": _text(),
        "service_request_id": _text(),
        "status": _text(),
        "updated_datetime": _text(format="date-time"),
        "description": _text(),
        "media_url": _maybe("string"),
    },
}
_NUMBER: Schema = {
    "type": "object",
    "required": ["service_request_id"],
    "properties": {
        "service_request_id": _text(),
        "token": _text(),
        "service_notice": _maybe("string"),
        "account_id": _maybe("string"),
    },
}
_ERROR: Schema = {
    "type": "object",
    "required": ["code", "description"],
    "properties": {"code": _text(), "description": _text()},
}
_SPAN = ("start_date", "end_date")
_REPORT = (
    "service_code",
    "description",
    "lat",
    "long",
    "address_string",
    "address_id",
    "email",
    "first_name",
    "last_name",
    "phone",
    "account_id",
    "media_url",
    "api_key",
    "jurisdiction_id",
)


def document() -> Schema:
    """The whole description; OpenAPI 3.1."""
    paths: Schema = {}
    for form in (documents.JSON, documents.XML):
        for name, operations in _calls().items():
            paths[f"/{name}.{form}"] = {
                method: _operation(call, form) for method, call in operations.items()
            }
    return {
        "openapi": "3.1.0",
        "info": {"title": "Open311 GeoReport v2", "version": "2.0.0"},
        "servers": [{"url": f"{settings.PUBLIC_URL}/open311/v2"}],
        "paths": paths,
    }


def _calls() -> dict[str, dict[str, Schema]]:
    listed = {"ids": ("service_request_id", "service_code", "status", *_SPAN, "page", "page_size")}
    return {
        "discovery": {"get": {"gives": {"type": "object"}}},
        "services": {"get": {"gives": _list(_SERVICE)}},
        "services/{service_code}": {"get": {"gives": _DEFINITION, "path": "service_code"}},
        "requests": {
            "get": {"gives": _list(_REQUEST), "asks": (*listed["ids"], "extensions")},
            "post": {
                "gives": _list(_NUMBER),
                "takes": _REPORT,
                "needs": ("service_code", "api_key"),
            },
        },
        "requests/{service_request_id}": {
            "get": {"gives": _list(_REQUEST), "path": "service_request_id", "asks": ("extensions",)}
        },
        "tokens/{token}": {"get": {"gives": _list(_NUMBER), "path": "token"}},
        "servicerequestupdates": {
            "get": {"gives": _list(_UPDATE), "asks": ("service_request_id", *_SPAN)},
            "post": {
                "gives": _list(_UPDATE),
                "takes": (
                    "service_request_id",
                    "update_id",
                    "status",
                    "description",
                    "media_url",
                    "api_key",
                ),
                "needs": ("service_request_id", "api_key"),
                "choices": {"status": sorted(updates.STATES)},
            },
        },
    }


def _list(item: Schema) -> Schema:
    return {"type": "array", "items": item}


def _operation(call: Schema, form: str) -> Schema:
    # one content type per format, as documents.CONTENT_TYPES says, without its parameters
    content_type = documents.CONTENT_TYPES[form].partition(";")[0]
    is_json = form == documents.JSON
    parameters = [
        {"name": name, "in": "query", "schema": _text()}
        for name in (*call.get("asks", ()), "api_key", "jurisdiction_id")
        if "takes" not in call
    ]
    if name := call.get("path"):
        parameters.append({"name": name, "in": "path", "required": True, "schema": _text()})

    def answer(schema: Schema, words: str) -> Schema:
        shape = {"schema": schema} if is_json else {}
        return {"description": words, "content": {content_type: shape}}

    operation: Schema = {
        "parameters": parameters,
        "responses": {
            "200": answer(call["gives"], "OK"),
            **{str(status): answer(_list(_ERROR), "Fout") for status in _ERRORS},
        },
    }
    if fields := call.get("takes"):
        choices = call.get("choices", {})
        operation["requestBody"] = {
            "required": True,
            "content": {
                "application/x-www-form-urlencoded": {
                    "schema": {
                        "type": "object",
                        "required": list(call["needs"]),
                        "properties": {
                            field: _text(**({"enum": choices[field]} if field in choices else {}))
                            for field in fields
                        },
                    }
                }
            },
        }
    return operation
