"""When a melding loses its personal data, what we kept beside it goes too."""

from __future__ import annotations

from onthaal.api.models import PhotoFetch, Transmission
from onthaal.timeline.models import Event


def forget(event_id: int) -> None:
    """Subscriber of ``issue.personal_data_erased``: blank the words and addresses."""
    issue_id = Event.objects.values_list("subject_id", flat=True).get(pk=event_id)
    Transmission.objects.filter(issue=issue_id).update(text="", their_notes="")
    PhotoFetch.objects.filter(issue=issue_id).delete()
