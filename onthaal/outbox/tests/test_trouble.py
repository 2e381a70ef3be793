"""What goes wrong around mail, and who must never profit from it."""

import datetime as dt

import pytest
from django_tasks import default_task_backend

from onthaal.core import clock
from onthaal.outbox import actions, bounces, personal, rules, wordings
from onthaal.outbox.models import DeliveryAttempt, Message, State
from onthaal.outbox.tests.test_delivery import mailbox, promise  # noqa: F401
from onthaal.outbox.tests.test_views import CONTEXT, REPORT, words
from onthaal.people.models import Role, User

pytestmark = pytest.mark.django_db(transaction=True)


def log_in_code(to="an@voorbeeld.example"):
    return actions.queue_mail(
        "people.login_code",
        to=to,
        context={"code": "7K3-M92", "minuten": "15"},
        forget_text=True,
    )


@pytest.fixture
def editor(client):
    user = User.objects.create_user("ed@lindeveld.example", is_staff=True, roles=[Role.EDITOR])
    client.force_login(user)
    return user


def test_a_wrong_password_of_the_mail_server_costs_no_mail(mailbox):  # noqa: F811
    mailbox.refuse_mail = "530 5.7.0 Authentication required"
    message = promise()
    actions.deliver.call(message.pk)
    message.refresh_from_db()
    assert message.state == State.QUEUED
    mailbox.refuse_mail = ""
    Message.objects.update(next_attempt_at=clock.now())
    assert actions.sweep.call() == 1
    assert len(mailbox.mails) == 1


def test_an_address_that_cannot_be_written_fails_and_holds_nobody_up(mailbox):  # noqa: F811
    addresses = ("\u00e0n@voorbeeld.example", "an@caf\u00e9.example", "an@voorbeeld.example")
    messages = [
        actions.send_now("issue_received", to=address, context=CONTEXT) for address in addresses
    ]
    actions.sweep.call()
    for message in messages:
        message.refresh_from_db()
    # a place with an accent has a name in plain letters (IDNA); a person with one has not
    assert [message.state for message in messages] == [State.FAILED, State.SENT, State.SENT]
    assert mailbox.mails[0]["To"].addresses[0].domain == "xn--caf-dma.example"


def test_a_line_that_breaks_after_the_text_leaves_a_doubt_that_is_written_down(mailbox):  # noqa: F811
    mailbox.hang_up = True
    message = promise()
    actions.deliver.call(message.pk)
    message.refresh_from_db()
    assert message.state == State.QUEUED
    mailbox.hang_up = False
    Message.objects.update(next_attempt_at=clock.now())
    actions.sweep.call()
    _, second = DeliveryAttempt.objects.filter(message=message)
    assert second.repeat_reason == rules.UNSURE


def test_nobody_reads_a_log_in_code_or_sends_it_elsewhere(client, editor):
    message = log_in_code()
    url = f"/balie/beheer/berichten/{message.pk}/"
    assert "7K3-M92" not in words(client.get(url))
    for state in (State.QUEUED, State.FAILED):
        Message.objects.update(state=state)
        client.post(f"{url}verzending/", {"to": editor.email})
        message.refresh_from_db()
        assert message.to_address == "an@voorbeeld.example"


def test_a_code_that_was_never_delivered_is_forgotten_too(mailbox):  # noqa: F811
    mailbox.refuse_rcpt = "550 5.1.1 onbekend"
    message = log_in_code()
    actions.deliver.call(message.pk)
    message.refresh_from_db()
    assert (message.state, message.body_text) == (State.FAILED, "")


def test_somebody_who_waits_for_a_code_goes_first(mailbox):  # noqa: F811
    default_task_backend.clear()
    promise()
    log_in_code("karim@voorbeeld.example")
    ordinary, code = default_task_backend.results
    assert code.task.priority > ordinary.task.priority
    actions.sweep.call()
    assert [mail["To"].addresses[0].username for mail in mailbox.mails] == ["karim", "an"]


def test_a_mail_server_that_is_away_is_not_asked_for_every_mail(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1  # nobody listens there
    for _ in range(3):
        promise()
    actions.sweep.call()
    assert DeliveryAttempt.objects.count() == 1


def test_a_long_name_is_no_reason_to_lose_a_mail():
    message = actions.queue_mail(
        "issue_received", to="an@voorbeeld.example", to_name="An " * 100, context=CONTEXT
    )
    assert message.to_name.startswith("An An")


def test_a_mail_that_staff_send_again_gets_its_full_time(mailbox, editor):  # noqa: F811
    message = promise()
    Message.objects.update(
        state=State.FAILED, attempts=15, created_at=clock.now() - dt.timedelta(days=5)
    )
    actions.retry(message, by=editor, to="an.goed@voorbeeld.example")
    mailbox.answer = "451 greylisted"
    actions.deliver.call(message.pk)
    message.refresh_from_db()
    assert message.state == State.QUEUED
    assert message.next_attempt_at < clock.now() + dt.timedelta(minutes=2)


def test_what_is_erased_while_it_is_sent_stays_erased(mailbox):  # noqa: F811
    message = promise()
    message, attempt = actions._claim(actions.Q(pk=message.pk))
    personal.erase_rows([message.pk])
    actions._send(message, attempt)
    message.refresh_from_db()
    assert (message.state, message.body_text, message.body_html) == (State.SENT, "", "")


@pytest.mark.parametrize("code", ["{Nummer}", "{nummer }", "{nummer2}", "{nummer", "nummer}"])
def test_a_mistyped_code_is_never_mailed(code):
    with pytest.raises(wordings.UnknownPlaceholder):
        wordings.check(wordings.get("issue_received"), "Dag", f"Uw nummer is {code}.")


def test_a_report_with_more_addresses_and_empty_lines_is_read(db):
    message = promise()
    report = REPORT.format(action="failed", id=message.message_id).replace(
        "--B\nContent-Type: text/rfc822-headers", "\n\n--B\nContent-Type: text/rfc822-headers"
    )
    bounce = bounces.read(report.encode())
    assert bounce.is_final
    assert "User unknown" in bounce.diagnosis
