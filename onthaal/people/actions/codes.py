"""Sending codes by e-mail and taking them in."""

from __future__ import annotations

import secrets

from django.db import transaction
from django.utils.crypto import constant_time_compare, salted_hmac

from onthaal.core import clock
from onthaal.core.references import ALPHABET
from onthaal.people import mail, rules
from onthaal.people.models import LoginCode, Purpose, User
from onthaal.people.models.account import tidy_email


class CodeRefused(Exception):
    """The code does not let anybody in; ``problem`` says why, ``tries_left`` how often still."""

    def __init__(self, problem: rules.CodeProblem, tries_left: int = 0) -> None:
        super().__init__(problem.value)
        self.problem = problem
        self.tries_left = tries_left


@transaction.atomic
def send_code(
    *, email: str, user: User | None = None, instead_of: LoginCode | None = None
) -> LoginCode:
    """Mail a fresh code to ``email``; earlier codes asked for in the same place stop working.

    Without ``user`` the code logs in, whether or not the address has an account: nobody can tell
    the difference. With ``user`` it proves that the new address belongs to that account's owner.
    """
    now = clock.now()
    if instead_of is not None:
        LoginCode.objects.filter(pk=instead_of.pk, used_at__isnull=True).update(expires_at=now)
    code = "".join(secrets.choice(ALPHABET) for _ in range(rules.CODE_LENGTH))
    row = LoginCode.objects.create(
        purpose=Purpose.NEW_EMAIL if user else Purpose.LOGIN,
        email=tidy_email(email),
        user=user,
        created_at=now,
        expires_at=now + rules.CODE_LIVES,
    )
    row.digest = _digest(row, code)
    row.save(update_fields=["digest"])
    mail.send(
        "people.new_email_code" if user else "people.login_code",
        to=row.email,
        context={
            "code": rules.shown_code(code),
            "minuten": str(int(rules.CODE_LIVES.total_seconds() // 60)),
        },
        forget_text=True,
    )
    return row


def redeem(code: LoginCode, typed: str) -> LoginCode:
    """Use the code up. Raises CodeRefused; a wrong try is counted even then.

    Two parallel tries cannot both succeed, nor together try more often than is allowed.
    """
    with transaction.atomic():
        row = LoginCode.objects.select_for_update().get(pk=code.pk)
        now = clock.now()
        matches = constant_time_compare(row.digest, _digest(row, rules.tidy_code(typed)))
        problem = rules.code_problem(
            matches=matches,
            used_at=row.used_at,
            expires_at=row.expires_at,
            tries=row.tries,
            now=now,
        )
        if problem is None:
            row.used_at = now
        elif problem is rules.CodeProblem.WRONG:
            row.tries += 1
            if row.tries >= rules.TRIES_PER_CODE:
                problem = rules.CodeProblem.TRIED_TOO_OFTEN
        row.save(update_fields=["used_at", "tries"])
    if problem is not None:
        raise CodeRefused(problem, rules.TRIES_PER_CODE - row.tries)
    return row


def _digest(row: LoginCode, code: str) -> str:
    return salted_hmac(
        "onthaal.people.code", f"{row.pk}:{row.purpose}:{row.email}:{code}", algorithm="sha256"
    ).hexdigest()
