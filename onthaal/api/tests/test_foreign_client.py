"""A client that others wrote, unmodified, against our server over the network."""

from __future__ import annotations

import pytest
from georeport import GeoReport

from onthaal.issues.actions.lifecycle import Change, change_status
from onthaal.issues.models import Status


@pytest.mark.parametrize("form", ["json", "xml"])
def test_georeport_lists_filters_and_reads(live_server, report, town, form):
    lamp = report("Lamp", town.lamp)
    report("Put", town.hole)
    closed = report("Nog een put", town.hole)
    change_status(closed, change=Change(to=Status.RESOLVED, text="Gedicht."), by=town.bram)
    theirs = GeoReport(f"{live_server.url}/open311/v2", output_format=form)

    services = theirs.get_service_list()
    assert {row["service_code"] for row in services} == {"lamp", "put", "overlast", "boom"}
    assert theirs.get_service_definition("boom")["service_code"] == "boom"
    assert len(theirs.get_service_requests()) == 3
    assert len(theirs.get_service_requests(service_code="put", status="open,closed")) == 2
    found = theirs.get_service_request(lamp.reference)
    row = found[0] if isinstance(found, list) else found
    assert row["service_request_id"] == lamp.reference
