"""A code works once, not for long, and not by guessing; also under parallel tries."""

from __future__ import annotations

import datetime as dt
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from onthaal.core import clock
from onthaal.people.actions import codes, residents
from onthaal.people.models import LoginCode, User
from onthaal.people.rules import CodeProblem

pytestmark = pytest.mark.django_db


def refusal(code, typed) -> CodeProblem:
    with pytest.raises(codes.CodeRefused) as refused:
        codes.redeem(code, typed)
    return refused.value.problem


def wrong(code: str) -> str:
    return ("2" if code[0] != "2" else "3") + code[1:]


def test_the_code_of_the_mail_lets_in_once(mailbox):
    code = codes.send_code(email=" An@Voorbeeld.be")
    assert codes.redeem(code, mailbox.code()).email == "an@voorbeeld.be"
    assert refusal(code, mailbox.code()) is CodeProblem.USED


def test_the_code_itself_is_nowhere_in_the_database(mailbox):
    code = codes.send_code(email="an@voorbeeld.be")
    typed = mailbox.code().replace("-", "")
    assert typed not in str(LoginCode.objects.filter(pk=code.pk).values().get())
    assert mailbox.sent[-1].forget_text


def test_after_fifteen_minutes_it_is_over(mailbox, monkeypatch):
    code = codes.send_code(email="an@voorbeeld.be")
    later = clock.now() + dt.timedelta(minutes=15)
    monkeypatch.setattr(clock, "now", lambda: later)
    assert refusal(code, mailbox.code()) is CodeProblem.EXPIRED


def test_after_five_wrong_tries_even_the_right_code_is_refused(mailbox):
    code = codes.send_code(email="an@voorbeeld.be")
    right = mailbox.code().replace("-", "")
    seen = [refusal(code, wrong(right)) for _ in range(5)]
    assert seen == [CodeProblem.WRONG] * 4 + [CodeProblem.TRIED_TOO_OFTEN]
    assert refusal(code, right) is CodeProblem.TRIED_TOO_OFTEN


def test_the_person_hears_how_often_one_may_still_try(mailbox):
    code = codes.send_code(email="an@voorbeeld.be")
    with pytest.raises(codes.CodeRefused) as refused:
        codes.redeem(code, wrong(mailbox.code().replace("-", "")))
    assert refused.value.tries_left == 4


def test_a_new_code_ends_the_earlier_one(mailbox):
    first = codes.send_code(email="an@voorbeeld.be")
    old = mailbox.code()
    second = codes.send_code(email="an@voorbeeld.be", instead_of=first)
    assert refusal(first, old) is CodeProblem.EXPIRED
    assert codes.redeem(second, mailbox.code())


def test_a_code_of_one_request_does_not_fit_another(mailbox):
    an = codes.send_code(email="an@voorbeeld.be")
    codes.send_code(email="karim@voorbeeld.be")
    assert refusal(an, mailbox.code()) is CodeProblem.WRONG


@pytest.mark.django_db(transaction=True)
def test_twenty_parallel_visitors_with_one_code_let_in_exactly_one(mailbox):
    code = codes.send_code(email="an@voorbeeld.be")
    typed = mailbox.code()

    def enter(_: int) -> bool:
        try:
            codes.redeem(code, typed)
        except codes.CodeRefused:
            return False
        else:
            return True
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(enter, range(20))) == 1


@pytest.mark.django_db(transaction=True)
def test_parallel_guesses_get_no_more_than_five_tries(mailbox):
    code = codes.send_code(email="an@voorbeeld.be")
    typed = wrong(mailbox.code().replace("-", ""))

    def guess(_: int) -> CodeProblem:
        try:
            codes.redeem(code, typed)
        except codes.CodeRefused as refused:
            return refused.problem
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(guess, range(24)))
    assert answers.count(CodeProblem.WRONG) == 4
    assert LoginCode.objects.get().tries == 5


@pytest.mark.django_db(transaction=True)
def test_ten_first_visits_at_once_make_one_account(mailbox):
    def first_visit(_: int) -> int:
        try:
            return residents.resident("an@voorbeeld.be").pk
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        assert len(set(pool.map(first_visit, range(10)))) == 1
    assert User.objects.residents().count() == 1
