FROM python:3.11-slim-bookworm AS build
WORKDIR /opt/onthaal
COPY . .
RUN python3 scripts/bootstrap.py run

FROM python:3.11-slim-bookworm
RUN apt-get update && apt-get install -y --no-install-recommends postgresql-client \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --system --create-home --home-dir /var/lib/onthaal onthaal
COPY --from=build /opt/onthaal /opt/onthaal
USER onthaal
ENV ONTHAAL_VAR=/var/lib/onthaal HOST=0.0.0.0
EXPOSE 8000
HEALTHCHECK CMD ["/opt/onthaal/.venv/bin/python", "-c", "import urllib.request as u; u.urlopen('http://127.0.0.1:8000/gezond/live')"]
CMD ["/opt/onthaal/.venv/bin/onthaal", "up"]
