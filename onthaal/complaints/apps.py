from django.apps import AppConfig


class ComplaintsConfig(AppConfig):
    name = "onthaal.complaints"
    label = "complaints"

    def ready(self) -> None:
        from onthaal.complaints import letters, mails, retention
        from onthaal.complaints.actions.conversion import path_of_successor
        from onthaal.complaints.models import Complaint
        from onthaal.issues import succession
        from onthaal.outbox import confidential
        from onthaal.people.models import Role
        from onthaal.timeline.subscriptions import on
        from onthaal.ui.navigation import Entry, register

        mails.register()
        letters.register()
        retention.register()
        confidential.register("complaints.complaint", Complaint.objects.visible_to)
        succession.register(path_of_successor)
        on("team.member_added", "onthaal.complaints.actions.handling.drop_newcomer")
        register(
            Entry(
                "staff",
                "Klachten",
                "complaint-list",
                "shield",
                position=30,
                phone_roles=(Role.COMPLAINTS,),
                url_names=(
                    "complaint-detail",
                    "complaint-intake",
                    "complaint-yearly",
                    "complaint-regulation",
                    "complaint-absences",
                ),
            )
        )
