"""What the service worker keeps on a device: public pages only, as a stranger sees them."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass

from django.urls import reverse

from onthaal.ui import bundles, house_style, navigation


@dataclass(frozen=True)
class Kept:
    """A page that must open without network, with the styles and scripts that it uses."""

    url_name: str
    styles: tuple[str, ...] = ()
    scripts: tuple[str, ...] = ()


_kept: list[Kept] = []


def keep(url_name: str, *, styles: tuple[str, ...] = (), scripts: tuple[str, ...] = ()) -> None:
    """Let a public page open without network. Call it in ``AppConfig.ready``."""
    page = Kept(url_name, styles, scripts)
    if page not in _kept:
        _kept.append(page)


def files() -> list[str]:
    """The addresses of every file that the kept pages need."""
    look = house_style.current()
    names = ["icons.svg", *bundles.fonts()]
    styles = ["citizen", *(style for page in _kept for style in page.styles)]
    scripts = ["citizen", *(script for page in _kept for script in page.scripts)]
    names += [f"{style}.css" for style in styles]
    names += [f"{script}.js" for script in scripts]
    addresses = [bundles.address(name) for name in names]
    addresses += [chunk for script in scripts for chunk in bundles.chunks(script)]
    addresses += [url for url in (look.css_url, look.logo_url) if url]
    return list(dict.fromkeys(addresses))


def head() -> str:
    """The line of script that tells the service worker what to keep, and in which version."""
    told: dict[str, object] = {
        "pages": [reverse(page.url_name) for page in _kept],
        "offline": reverse("offline"),
        "files": files(),
    }
    whole = json.dumps(told, sort_keys=True) + bundles.version()
    told["version"] = hashlib.sha256(whole.encode()).hexdigest()[:16]
    return f"self.onthaal={json.dumps(told)};\n"


def shortcuts() -> list[tuple[str, str]]:
    """The kept pages that have a place in the menu of residents, for the menu of the app's icon."""
    urls = {page.url_name for page in _kept}
    return [
        (entry.label, reverse(entry.url_name))
        for entry in navigation.registered("citizen")
        if entry.url_name in urls
    ]
