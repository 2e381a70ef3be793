from django.apps import AppConfig


class OrganisationConfig(AppConfig):
    name = "onthaal.organisation"
    label = "organisation"

    def ready(self) -> None:
        from onthaal.organisation import house_style, memberships
        from onthaal.people.models import Role
        from onthaal.ui import house_style as ui_house_style
        from onthaal.ui import offline
        from onthaal.ui.navigation import Entry, register

        ui_house_style.set_provider(house_style.look)
        memberships.register()
        admin = (Role.ADMINISTRATOR,)
        register(Entry("citizen", "Openingsuren", "opening-hours", position=70))
        offline.keep("opening-hours")
        for position, (label, name, icon, hint) in enumerate(
            (
                (
                    "Organisatie",
                    "organisation",
                    "building-2",
                    "Besturen, diensten, teams, locaties en openingsuren",
                ),
                (
                    "Sluitingsdagen",
                    "organisation-closing-days",
                    "calendar",
                    "Dagen waarop de hele administratie dicht is",
                ),
                (
                    "Huisstijl",
                    "organisation-house-style",
                    "palette",
                    "Naam, logo, kleuren en contactgegevens",
                ),
            ),
            start=80,
        ):
            register(Entry("staff", label, name, icon, position, "Beheer", admin, hint=hint))
