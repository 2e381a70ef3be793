"""Photos, for who may see them: staff, the reporter, and everybody once released."""

from __future__ import annotations

from django.core.signing import BadSignature, TimestampSigner
from django.http import FileResponse, Http404, HttpRequest
from django.urls import reverse
from django.views.decorators.http import require_safe

from onthaal.issues import public
from onthaal.issues.models import Issue, Photo
from onthaal.people.models import User

_signer = TimestampSigner(salt="issues.photo")
SIGNATURE_HOLDS = 24 * 3600


def signed(photo: Photo, *, small: bool = True) -> str:
    """The address of a photo on the page of who has the secret link; works for a day."""
    signature = _signer.sign(photo.key).partition(":")[2]
    return f"{reverse('photo-small' if small else 'photo', args=[photo.key])}?s={signature}"


@require_safe
def photo(request: HttpRequest, key: str, *, small: bool = False) -> FileResponse:
    found = Photo.objects.filter(key=key).first()
    if found is None:
        raise Http404
    for_everybody = _is_public(found)
    if not (for_everybody or _is_signed(request, key) or _is_for_staff(request, found)):
        raise Http404
    file = found.thumbnail if small else found.file
    try:
        response = FileResponse(file.open("rb"), content_type="image/jpeg")
    except FileNotFoundError as error:
        raise Http404 from error
    response["Content-Disposition"] = 'inline; filename="foto.jpg"'
    response["Cache-Control"] = f"{'public' if for_everybody else 'private'}, max-age=3600"
    response["X-Robots-Tag"] = "noindex"
    response["Referrer-Policy"] = "no-referrer"
    return response


def _is_public(found: Photo) -> bool:
    return (
        found.is_public
        and public.issues().filter(pk=found.issue_id, released_at__isnull=False).exists()
    )


def _is_signed(request: HttpRequest, key: str) -> bool:
    if not (signature := request.GET.get("s")):
        return False
    try:
        _signer.unsign(f"{key}:{signature}", max_age=SIGNATURE_HOLDS)
    except BadSignature:
        return False
    return True


def _is_for_staff(request: HttpRequest, found: Photo) -> bool:
    return (
        isinstance(request.user, User)
        and Issue.objects.visible_to(request.user).filter(pk=found.issue_id).exists()
    )
