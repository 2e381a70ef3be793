"""Partners of Lindeveld: FietsApp passes on what cyclists report, Nutsbouw mends cables."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from onthaal.api.actions import keys
from onthaal.api.models import Scope
from onthaal.issues.tests.conftest import (  # noqa: F401  # the same small Lindeveld
    _fresh_memory,
    ground,
    photo_file,
    report,
    town,
)
from onthaal.people.models import Role, User


@pytest.fixture
def lies(db):
    return User.objects.create_user(
        "lies@lindeveld.example", name="Lies", is_staff=True, roles=[Role.ADMINISTRATOR]
    )


@pytest.fixture
def key_for(lies):
    def give(name, *scopes, per_minute=1000, expires_on=None):
        key, secret = keys.make(
            name=name, scopes=list(scopes), per_minute=per_minute, expires_on=expires_on, by=lies
        )
        return SimpleNamespace(row=key, secret=secret)

    return give


@pytest.fixture
def fietsapp(key_for):
    return key_for("FietsApp", Scope.REPORT, Scope.FOLLOW, Scope.REMARK)


@pytest.fixture
def nutsbouw(key_for):
    return key_for("Nutsbouw", Scope.READ, Scope.STATUS)
