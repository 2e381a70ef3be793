from django.apps import AppConfig


class OperationsConfig(AppConfig):
    name = "onthaal.operations"
    label = "operations"

    def ready(self) -> None:
        from onthaal.core import health
        from onthaal.operations import checks

        health.register("databank", checks.database, essential=True)
        for name, check in (
            ("versie van de databank", checks.migrations),
            ("achtergrondwerk", checks.worker),
            ("nachtwerk", checks.nightly),
            ("opslag", checks.storage),
            ("klok", checks.clock_skew),
        ):
            health.register(name, check)
