from django.apps import AppConfig


class CatalogueConfig(AppConfig):
    name = "onthaal.catalogue"
    label = "catalogue"

    def ready(self) -> None:
        from onthaal.catalogue import retention, selection
        from onthaal.people.models import Role
        from onthaal.ui.navigation import Entry, register

        retention.register()
        register(
            Entry(
                "staff",
                "Producten",
                "product-list",
                "book-open",
                57,
                "Onthaal",
                count=selection.to_review,
                hint="Wat het gemeentehuis aanbiedt: teksten, duur, kanalen en wie het nakijkt.",
                url_names=(
                    "product-new",
                    "product-links",
                    "product-imports",
                    "product-import",
                    "product-concepts",
                    "product-exchange",
                    "skills",
                    "skill",
                    "skill-new",
                    "product-record",
                    "product-service",
                    "product-versions",
                    "product-check",
                    "product-archiving",
                    "product-concept",
                    "product-edit",
                    "product-review",
                ),
            )
        )
        register(
            Entry(
                "citizen",
                "Producten",
                "products",
                position=20,
                url_names=(
                    "product",
                    "product-theme",
                    "product-life-event",
                    "products-all",
                    "product-english",
                    "product-checklist",
                ),
            )
        )
        register(
            Entry(
                "staff",
                "Zoekwoorden",
                "product-sought-words",
                "search",
                74,
                "Beheer",
                (Role.EDITOR, Role.MANAGER),
                hint="Waar inwoners naar zoeken, wat ze niet vinden en wat onduidelijk is.",
                url_names=(
                    "product-synonym",
                    "product-word-groups",
                    "product-word-group",
                    "product-word-group-new",
                    "product-opinions",
                    "product-opinions-of",
                ),
            )
        )
        register(
            Entry(
                "staff",
                "Processen",
                "processes",
                "route",
                72,
                "Beheer",
                (Role.EDITOR, Role.MANAGER),
                hint="Hoe het werk loopt, wie ervoor instaat en hoelang het mag duren.",
                url_names=("process", "process-new"),
            )
        )
