"""The cast, and the mails that people get."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

import pytest

from onthaal.people import mail
from onthaal.people.models import Role, User

PASSWORD = "een paard eet geen komkommersla"


@dataclass
class Sent:
    key: str
    to: str
    context: dict
    forget_text: bool


@dataclass
class Mailbox:
    """Everything that was promised, in order; stands where the outbox registers itself."""

    sent: list[Sent] = field(default_factory=list)

    def __call__(self, template, *, to, context, to_name="", forget_text=False):
        self.sent.append(Sent(template, to, dict(context), forget_text))

    def code(self) -> str:
        return self.sent[-1].context["code"]

    def link(self) -> str:
        return re.sub(r"^https?://[^/]+", "", self.sent[-1].context["link"])

    def kinds(self) -> list[str]:
        return [each.key for each in self.sent]


@pytest.fixture
def mailbox(monkeypatch) -> Mailbox:
    box = Mailbox()
    monkeypatch.setattr(mail, "_sender", box)
    return box


def member(name: str, *roles: Role) -> User:
    email = f"{name.split()[0].lower()}@lindeveld.example"
    return User.objects.create_user(
        email, PASSWORD, name=name, is_staff=True, roles=[role.value for role in roles]
    )


@pytest.fixture
def an(db) -> User:
    return User.objects.create_user("an@voorbeeld.be", name="An Maes", phone="0470 11 22 33")


@pytest.fixture
def karim(db) -> User:
    return User.objects.create_user("karim@voorbeeld.be", name="Karim Aziz")


@pytest.fixture
def bram(db) -> User:
    return member("Bram Peeters", Role.HANDLER)


@pytest.fixture
def joris(db) -> User:
    return member("Joris Wouters", Role.MANAGER)


@pytest.fixture
def lies(db) -> User:
    return member("Lies De Smet", Role.ADMINISTRATOR)


@pytest.fixture
def as_lies(client, lies):
    client.force_login(lies)
    return client
