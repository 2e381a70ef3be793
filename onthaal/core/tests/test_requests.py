"""What every request goes through."""

import pytest


@pytest.mark.django_db
@pytest.mark.parametrize(
    "address",
    [
        "/afspraak/%00/",
        "/afspraak/wachtlijst/a%00/",
        "/producten/%00/",
    ],
)
def test_an_address_with_a_nul_is_refused_and_breaks_nothing(client, address):
    answer = client.get(address)
    assert answer.status_code == 400
    assert "Dit adres klopt niet" in answer.text


@pytest.mark.django_db
@pytest.mark.parametrize(
    "address",
    [
        "/afspraak/?zoek=a%00b",
        "/afspraak/?product=%00",
        "/afspraak/?product=%%0000",
        "/producten/?q=%%0000",
    ],
)
def test_a_nul_in_a_question_is_left_out(client, address):
    assert client.get(address).status_code == 200


@pytest.mark.django_db
def test_a_percent_sign_that_was_typed_is_no_nul(client):
    assert client.get("/afspraak/?zoek=%2500").status_code == 200


@pytest.mark.django_db
@pytest.mark.parametrize(("form", "kind"), [("xml", "text/xml"), ("json", "application/json")])
def test_a_service_refuses_an_address_with_a_nul_in_its_own_form(client, form, kind):
    answer = client.get(f"/open311/v2/requests/x%00.{form}")
    assert answer.status_code in (400, 404)
    assert answer["Content-Type"].startswith(kind)
