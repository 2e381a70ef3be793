"""What we take over from an identity provider, and how it is configured."""

from __future__ import annotations

import pytest

from onthaal.integrations.acm_idm import claims, configuration
from onthaal.integrations.acm_idm.configuration import RESIDENTS, STAFF, WrongConfiguration

ROLES = {"desk", "administrator"}


def test_the_national_number_is_never_taken_over():
    an = claims.resident(
        {"sub": "acm-1", "given_name": "An", "family_name": "Maes", "rrn": "85730199773"}
    )
    assert an == claims.Identity(subject="acm-1", name="An Maes")
    assert "85730199773" not in repr(an)


@pytest.mark.parametrize(
    ("verified", "email"),
    [(True, "an@voorbeeld.be"), (False, ""), (None, ""), ("true", "an@voorbeeld.be")],
)
def test_an_address_counts_only_when_the_provider_verified_it(verified, email):
    said = {"sub": "1", "email": "an@voorbeeld.be", "email_verified": verified}
    assert claims.resident(said).email == email


def test_staff_come_with_rights_organisation_and_an_address_of_the_job():
    fatma = claims.staff(
        {
            "sub": "acm-2",
            "given_name": "Fatma",
            "family_name": "Yildiz",
            "vo_email": "fatma@lindeveld.example",
            "vo_orgcode": "OVO001234",
            "onthaal_rol_3d": ["Loket:OVO001234"],
        },
        role_claim="onthaal_rol_3d",
    )
    assert fatma.email == "fatma@lindeveld.example"
    assert fatma.rights == ("Loket:OVO001234",)
    assert fatma.organisation == "OVO001234"


def test_one_right_may_come_as_plain_text_and_none_as_nothing():
    assert claims.staff({"sub": "1", "rol": "Loket"}, role_claim="rol").rights == ("Loket",)
    assert claims.staff({"sub": "1"}, role_claim="rol").rights == ()


def test_without_a_subject_nobody_is_known():
    with pytest.raises(KeyError):
        claims.resident({"email": "an@voorbeeld.be"})


def test_nothing_in_the_environment_means_no_provider():
    assert configuration.read({}, ROLES) == {}


def test_the_preset_of_acm_idm_knows_address_and_scopes():
    found = configuration.read(
        {
            "OIDC_RESIDENTS_CLIENT_ID": "onthaal",
            "OIDC_RESIDENTS_CLIENT_SECRET": "geheim",
            "OIDC_RESIDENTS_PRESET": "acm-test",
            "OIDC_STAFF_CLIENT_ID": "balie",
            "OIDC_STAFF_CLIENT_SECRET": "geheim",
            "OIDC_STAFF_PRESET": "acm",
            "OIDC_STAFF_ROLE_CLAIM": "onthaal_rol_3d",
            "OIDC_STAFF_ROLES": "Loket=desk, Beheer=administrator",
        },
        ROLES,
    )
    assert found[RESIDENTS].issuer == "https://authenticatie-ti.vlaanderen.be/op"
    assert found[RESIDENTS].scopes == ("openid", "profile")
    assert "rrn" not in found[STAFF].scopes
    assert found[STAFF].roles == {"Loket": "desk", "Beheer": "administrator"}
    assert found[STAFF].allauth_app()["settings"]["oauth_pkce_enabled"] is True


@pytest.mark.parametrize(
    ("extra", "named"),
    [
        ({"CLIENT_SECRET": ""}, "CLIENT_SECRET"),
        ({"ISSUER": ""}, "ISSUER"),
        ({"ISSUER": "http://login.example"}, "https"),
        ({"PRESET": "acmidm"}, "PRESET"),
        ({"TOKEN_AUTH": "geen"}, "TOKEN_AUTH"),
        ({"ROLES": "Loket"}, "Loket"),
        ({"ROLES": "Loket=koning"}, "Loket=koning"),
    ],
)
def test_a_wrong_setting_is_named(extra, named):
    base = {"CLIENT_ID": "a", "CLIENT_SECRET": "b", "ISSUER": "https://login.example"}
    environment = {f"OIDC_STAFF_{name}": value for name, value in {**base, **extra}.items()}
    with pytest.raises(WrongConfiguration, match=named):
        configuration.read(environment, ROLES)
