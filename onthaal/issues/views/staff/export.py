"""The work list as a file."""

from __future__ import annotations

from django.http import FileResponse, HttpResponseBase, StreamingHttpResponse
from django.views.decorators.http import require_safe

from onthaal.core import clock
from onthaal.issues import export, selection
from onthaal.people.access import StaffRequest, staff_required
from onthaal.people.models import Role
from onthaal.timeline.actions import record_now, selection_data


@require_safe
@staff_required
def work_export(request: StaffRequest, kind: str) -> HttpResponseBase:
    """The whole selection as a file; who exported what is kept in the timeline."""
    chosen = selection.parse(request.GET, request.user)
    rows = selection.issues(chosen, request.user)
    personal = request.user.has_role(Role.DESK, Role.MANAGER)
    record_now(
        "issue.exported",
        request.user,
        by=request.user,
        data={**selection_data(request.GET), "kind": kind, "personal": personal},
    )
    name = f"meldingen-{clock.today():%Y-%m-%d}.{kind}"
    if kind == "xlsx":
        return FileResponse(
            export.as_excel(rows, personal=personal),
            as_attachment=True,
            filename=name,
            content_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        )
    response = StreamingHttpResponse(
        export.as_csv(rows, personal=personal), content_type="text/csv; charset=utf-8"
    )
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
