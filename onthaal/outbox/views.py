"""What staff see of the mail: what waits, what failed, and how it is worded."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from onthaal.core.numbers import whole
from onthaal.outbox import actions, wordings
from onthaal.outbox.actions import CannotChange
from onthaal.outbox.forms import RetryForm, WordingForm
from onthaal.outbox.models import MailTemplate, Message, State
from onthaal.outbox.wordings import Template
from onthaal.people.access import StaffRequest, role_required
from onthaal.people.models import Role

PAGE = 50
TABS = (
    ("wacht", "Wacht", (State.QUEUED, State.SENDING)),
    ("fout", "Niet aangekomen", (State.FAILED, State.BOUNCED)),
    ("verzonden", "Verzonden", (State.SENT,)),
    ("geannuleerd", "Geannuleerd", (State.CANCELLED,)),
)
editor = role_required(Role.EDITOR)


@require_safe
@editor
def message_list(request: StaffRequest) -> HttpResponse:
    tab = request.GET.get("toestand", "wacht")
    chosen = next((each for each in TABS if each[0] == tab), TABS[0])
    text = " ".join(request.GET.get("q", "").split())[:200]
    seen = Message.objects.visible_to(request.user)
    rows = seen.filter(state__in=chosen[2]).defer("body_text", "body_html")
    if text:
        rows = rows.filter(to_address__iexact=text) | rows.filter(subject__icontains=text)
    numbers = dict(seen.order_by().values_list("state").annotate(Count("pk")))
    page = Paginator(rows, PAGE).get_page(request.GET.get("pagina"))
    return render(
        request,
        "outbox/messages.html",
        {
            "page": page,
            "tab": chosen[0],
            "text": text,
            "tabs": [
                (key, label, sum(numbers.get(state, 0) for state in states))
                for key, label, states in TABS
            ],
        },
    )


@require_safe
@editor
def message(request: StaffRequest, pk: int) -> HttpResponse:
    return _message_page(request, _find(request, pk))


@require_POST
@editor
def message_retry(request: StaffRequest, pk: int) -> HttpResponse:
    """Send it again, if wanted to a corrected address."""
    found = _find(request, pk)
    form = RetryForm(request.POST)
    if not form.is_valid():
        return _message_page(request, found, form)
    try:
        actions.retry(found, by=request.user, to=form.cleaned_data["to"])
    except CannotChange as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, "Het bericht wordt opnieuw verzonden.")
    return redirect("message", pk)


@require_POST
@editor
def message_cancel(request: StaffRequest, pk: int) -> HttpResponse:
    try:
        actions.cancel(_find(request, pk), by=request.user)
    except CannotChange as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, "Het bericht wordt niet verzonden.")
    return redirect("message", pk)


def _find(request: StaffRequest, pk: int) -> Message:
    return get_object_or_404(Message.objects.visible_to(request.user), pk=pk)


def _message_page(
    request: StaffRequest, found: Message, form: RetryForm | None = None
) -> HttpResponse:
    return render(
        request,
        "outbox/message.html",
        {
            "message": found,
            "tries": found.tries.all(),
            "form": form or RetryForm(initial={"to": found.to_address}),
            "can_retry": found.state not in (State.SENT, State.SENDING) and found.body_text,
            "can_cancel": found.state == State.QUEUED,
        },
        status=422 if form else 200,
    )


@require_safe
@editor
def wording_list(request: StaffRequest) -> HttpResponse:
    own = set(MailTemplate.objects.filter(is_active=True).values_list("key", flat=True))
    return render(
        request,
        "outbox/wordings.html",
        {"templates": [(each, each.key in own) for each in wordings.all_templates()]},
    )


@require_http_methods(["GET", "HEAD", "POST"])
@editor
def wording(request: StaffRequest, key: str) -> HttpResponse:
    """Change the wording of one mail, with the mail as it would look beside it."""
    template = _template(key)
    subject, body = actions.wording(key)
    kept = MailTemplate.objects.filter(key=key)
    now = kept.filter(is_active=True).first()
    if older := kept.filter(pk=whole(request.GET.get("tekst", "")) or 0).first():
        subject, body = older.subject, older.body
    form = WordingForm(
        request.POST or None,
        template=template,
        initial={"subject": subject, "body": body, "seen": now.pk if now else None},
    )
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            subject, body = form.cleaned_data["subject"], form.cleaned_data["body"]
            if "voorbeeld" in request.POST:
                status = 200
            elif stored := _store(request, template, form):
                return stored
    return render(
        request,
        "outbox/wording.html",
        {
            "template": template,
            "form": form,
            "preview": actions.preview(key, template.examples, own=(subject, body)),
            "history": MailTemplate.objects.filter(key=key).select_related("changed_by")[:10],
            "is_own": MailTemplate.objects.filter(key=key, is_active=True).exists(),
            "placeholders": [
                (f"{{{name}}}", meaning, example)
                for name, (meaning, example) in template.placeholders.items()
            ],
        },
        status=status,
    )


def _store(request: StaffRequest, template: Template, form: WordingForm) -> HttpResponse | None:
    """Store it and go on; nothing when a colleague was first, which the form then says."""
    data = form.cleaned_data
    try:
        actions.save_wording(
            template.key,
            subject=data["subject"],
            body=data["body"],
            by=request.user,
            seen=data["seen"],
        )
    except actions.ChangedMeanwhile as conflict:
        who = conflict.now.changed_by if conflict.now else None
        form.look_again(conflict.now.pk if conflict.now else None)
        form.add_error(
            None,
            f"{who or 'Een collega'} veranderde deze tekst terwijl u bezig was. Kijk bij “Eerdere "
            "teksten” wat er nu staat. Uw eigen tekst staat er nog; bewaar opnieuw als die moet "
            "gelden.",
        )
        return None
    messages.success(request, "De tekst is bewaard en geldt vanaf de volgende mail.")
    return redirect("wording", template.key)


@require_POST
@editor
def wording_restore(request: StaffRequest, key: str) -> HttpResponse:
    actions.restore_wording(_template(key).key, by=request.user)
    messages.success(request, "De standaardtekst geldt weer.")
    return redirect("wording", key)


@require_POST
@editor
def wording_test(request: StaffRequest, key: str) -> HttpResponse:
    """Send the mail with example values to the member of staff who asks."""
    template = _template(key)
    actions.send_now(key, to=request.user.email, context=template.examples)
    messages.success(request, f"Een proefmail is onderweg naar {request.user.email}.")
    return redirect("wording", key)


def _template(key: str) -> Template:
    try:
        return wordings.get(key)
    except KeyError:
        raise Http404 from None
