"""What `onthaal up` says once the town hall runs."""

import pytest

from onthaal.operations import supervisor
from onthaal.people.models import Role, User

pytestmark = pytest.mark.django_db


@pytest.fixture
def said(capsys, monkeypatch):
    """``said()`` is everything that the start tells."""

    def listen() -> str:
        supervisor.say_welcome()
        return capsys.readouterr().out

    # the connection of a test stays
    monkeypatch.setattr(supervisor.connections, "close_all", lambda: None)
    return listen


def test_an_empty_town_hears_how_to_begin_and_of_no_accounts_that_are_not_there(said):
    text = said()
    assert "onthaal manage first_administrator" in text
    assert "lindeveld" not in text.lower()


def test_with_an_administrator_there_is_nothing_to_begin(said):
    User.objects.create_user("lies@g.example", is_staff=True, roles=[Role.ADMINISTRATOR])
    assert "first_administrator" not in said()
