"""House rules that a program can check."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest
from django import forms
from django.core.management import call_command
from django.urls import URLPattern, URLResolver, get_resolver

ROOT = Path(__file__).resolve().parent.parent
SOURCES = [
    path
    for path in (ROOT / "onthaal").rglob("*.py")
    if "migrations" not in path.parts and "tests" not in path.parts
]
TEMPLATES = sorted((ROOT / "onthaal").rglob("templates/**/*.html"))
# mails and the file with one's own data are read outside the site, without its stylesheets
MAILS = {"mail.html", "mail_button.html", "mail_link.html", "export.html"}


@pytest.mark.django_db
def test_no_migration_is_forgotten():
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_modules_are_named_after_their_subject(path: Path):
    assert path.stem not in {"utils", "helpers", "services", "misc", "common"}


@pytest.mark.parametrize(
    "path",
    [p for p in SOURCES if p.name == "views.py" or "views" in p.parts],
    ids=lambda path: str(path.relative_to(ROOT)),
)
def test_pages_do_not_write_themselves(path: Path):
    """A page makes one domain call; rows change in actions."""
    forbidden = {"create", "bulk_create", "get_or_create", "update_or_create", "bulk_update"}
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            name, source = node.func.attr, ast.unparse(node.func.value)
            assert name not in forbidden, f"{path.name}:{node.lineno} {name}"
            if name in ("save", "delete"):
                is_form = "form" in source and "commit=False" in ast.unparse(node)
                is_storage = source in ("cache", "request.session")
                assert is_form or is_storage, f"{path.name}:{node.lineno} {source}.{name}()"
            if name == "update":
                assert ".objects" not in source, f"{path.name}:{node.lineno} {source}.update()"


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT)))
def test_templates_keep_to_the_content_security_policy(path: Path):
    if path.name in MAILS:
        return
    text = path.read_text()
    assert not re.search(r"<style|\sstyle=", text)
    assert not re.search(r"\son[a-z]+=", text)
    assert not re.search(r"<script(?![^>]*\ssrc=)", text)
    assert not re.search(r"hx-on|hx-vals=.js:|hx-trigger=\"[^\"]*\[", text)


def test_every_form_that_posts_carries_its_token():
    for path in TEMPLATES:
        text = path.read_text()
        for form in re.findall(r"<form\b[^>]*method=\"post\".*?</form>", text, re.S | re.I):
            assert "csrf_token" in form or "csrf.html" in form, path.name


def test_every_route_has_a_name_and_ends_as_it_should():
    for route in routes():
        assert route.name, route.pattern
        text = str(route.pattern)
        assert " " not in text
        assert text == text.lower() or "<" in text


def test_what_exists_already_is_told_in_our_own_words():
    """The words of Django name the model as the code does, in English."""
    routes()  # their views know every form
    for form in every_kind_of(forms.ModelForm):
        if not form.__module__.startswith("onthaal."):
            continue
        for name in form.base_fields.keys() & {f.name for f in form._meta.model._meta.fields}:
            if form._meta.model._meta.get_field(name).unique:
                assert "unique" in (form._meta.error_messages or {}).get(name, {}), (form, name)


def every_kind_of(kind: type) -> list[type]:
    return [found for each in kind.__subclasses__() for found in (each, *every_kind_of(each))]


def routes(resolver: URLResolver | None = None) -> list[URLPattern]:
    found: list[URLPattern] = []
    for each in (resolver or get_resolver()).url_patterns:
        if isinstance(each, URLResolver):
            found += routes(each)
        else:
            found.append(each)
    return found


def test_every_email_address_fits_where_it_is_kept():
    """Django's own field takes more than its column."""
    for path in SOURCES:
        assert path.match("ui/forms.py") or "forms.EmailField" not in path.read_text(), path


def test_the_clock_is_read_in_one_place():
    for path in SOURCES:
        if path.name == "clock.py" or "lindeveld" in path.parts:
            continue
        text = path.read_text()
        assert not re.search(r"timezone\.now\(|datetime\.now\(|date\.today\(", text), path
