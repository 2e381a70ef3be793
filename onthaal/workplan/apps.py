from django.apps import AppConfig


class WorkplanConfig(AppConfig):
    name = "onthaal.workplan"
    label = "workplan"

    def ready(self) -> None:
        from onthaal.organisation.actions import guard_team
        from onthaal.people.models import Role
        from onthaal.timeline import subscriptions
        from onthaal.ui import navigation
        from onthaal.ui.navigation import Entry
        from onthaal.workplan import figures, menu, retention
        from onthaal.workplan.actions.settings import objections

        guard_team(objections)
        retention.register()
        subscriptions.on("workorder.*", "onthaal.workplan.actions.calendars.on_change")
        subscriptions.on("issue.*", "onthaal.workplan.actions.orders.on_issue")
        navigation.register(
            Entry(
                "staff",
                "Mijn ploeg",
                "crew-day",
                "truck",
                position=31,
                on_phone=True,
                shown_to=menu.works_in_a_crew,
            )
        )
        navigation.register(
            Entry(
                "staff",
                "Werkplanning",
                "work-board",
                "calendar",
                position=30,
                roles=(Role.HANDLER, Role.MANAGER),
                count=figures.waiting_for,
                url_names=("work-order", "work-order-new", "work-order-change", "work-order-move"),
            )
        )
