"""What is written can be read, whatever people type; what others send cannot harm."""

import contextlib
import datetime as dt
import ipaddress
import json
from xml.etree import ElementTree
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onthaal.integrations.open311 import documents, moments, outbound

BELGIUM = ZoneInfo("Europe/Brussels")


@given(st.text())
def test_any_text_makes_xml_that_every_reader_reads(text):
    body = documents.write("service_requests", [{"description": text}], "xml")
    found = ElementTree.fromstring(body).findtext("request/description")  # noqa: S314
    allowed = documents._NOT_XML.sub("", text)
    assert (found or "") == allowed


@given(st.text())
def test_any_text_makes_json_that_every_reader_reads(text):
    body = documents.write("service_requests", [{"description": text}], "json")
    found = json.loads(body.decode("utf-8"))[0]["description"]
    assert found == text.encode("utf-8", "replace").decode()


@given(
    st.text(
        alphabet=st.characters(
            min_codepoint=33, max_codepoint=0x2FFFF, exclude_categories=["Cs", "Cc", "Cn"]
        ),
        min_size=1,
    )
)
def test_what_we_write_we_read_back(text):
    rows = [{"service_request_id": "1", "description": text.strip() or "x", "zipcode": None}]
    for form in documents.FORMATS:
        assert documents.read(documents.write("service_requests", rows, form), form) == rows


def test_a_text_that_looks_like_the_end_of_a_section_stays_a_text():
    body = documents.write("errors", [{"description": "]]> & <b> 🚲\x07"}], "xml")
    assert "]]&gt; &amp; &lt;b&gt; 🚲</description>".encode() in body


def test_lists_and_empty_values_in_xml():
    body = documents.write(
        "service_definition",
        {"service_code": "lamp", "attributes": [{"required": True, "values": []}], "x": None},
        "xml",
    )
    assert body.decode() == (
        '<?xml version="1.0" encoding="utf-8"?>\n<service_definition><service_code>lamp'
        "</service_code><attributes><attribute><required>true</required><values/></attribute>"
        "</attributes><x/></service_definition>"
    )


@pytest.mark.parametrize(
    "body",
    [
        b'<!DOCTYPE a [<!ENTITY b "bb"><!ENTITY c "&b;&b;">]><a>&c;</a>',
        b'<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>',
        b"<a>&b;</a>",
        b"<a>" * 50 + b"</a>" * 50,
        b"<a><b></a>",
        b"",
        b'<?xml version="1.0" encoding="klingon"?><a/>',
    ],
)
def test_dangerous_or_broken_xml_is_refused(body):
    with pytest.raises(documents.BadDocument):
        documents.read(body, "xml")


@given(st.binary(max_size=200))
def test_no_bytes_at_all_break_the_readers(body):
    for form in documents.FORMATS:
        with contextlib.suppress(documents.BadDocument):
            documents.read(body, form)


def test_json_with_a_root_is_read_as_well():
    assert documents.read(b'{"service_requests": [{"status": "open"}]}', "json") == [
        {"status": "open"}
    ]


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2026-11-23T17:05:00Z", "2026-11-23T18:05:00+01:00"),
        ("2026-11-23T17:05:00+01:00", "2026-11-23T17:05:00+01:00"),
        ("2026-11-23T17:05:00 01:00", "2026-11-23T17:05:00+01:00"),
        ("2026-07-01T12:00:00.25", "2026-07-01T12:00:00+02:00"),
        ("2026-07-01", "2026-07-01T00:00:00+02:00"),
        ("2026-07", "2026-07-01T00:00:00+02:00"),
    ],
)
def test_moments_are_read_as_the_w3c_writes_them(text, moment):
    assert moments.write(moments.read(text, BELGIUM), BELGIUM) == moment


@given(st.text(max_size=40))
def test_no_text_breaks_the_reading_of_moments(text):
    try:
        found = moments.read(text, BELGIUM)
    except moments.BadMoment:
        return
    assert found.tzinfo
    assert found.astimezone(dt.UTC)


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "10.1.2.3",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "0.0.0.0",  # noqa: S104
        "224.0.0.1",
        "::1",
        "fe80::1%eth0",
        "fd00::1",
        "::ffff:127.0.0.1",
        "::ffff:10.0.0.1",
        "64:ff9b::7f00:1",
        "2002:7f00:1::",
        "nonsense",
    ],
)
def test_our_own_machines_are_never_asked(address):
    assert not outbound.may_ask(address, ())


def test_public_addresses_and_networks_that_the_town_named_are_asked():
    assert outbound.may_ask("8.8.8.8", ())
    assert outbound.may_ask("10.1.2.3", [ipaddress.ip_network("10.1.0.0/16")])


@pytest.mark.parametrize(
    "url",
    [
        "ftp://voorbeeld.be/a.jpg",
        "file:///etc/passwd",
        "http://",
        "http://voorbeeld.be:99999/",
        "https://an:geheim@voorbeeld.be/",
        "http://voorbeeld.be/a b",
        "http://[::1",
        "javascript:alert(1)",
    ],
)
def test_only_plain_web_addresses_are_asked(url):
    with pytest.raises(outbound.NotAllowed):
        outbound.ask(url, largest=10)


def test_a_name_that_leads_home_is_not_asked():
    with pytest.raises(outbound.NotAllowed):
        outbound.ask("http://localhost:9/foto.jpg", largest=10)
