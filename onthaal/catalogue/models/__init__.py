"""Products on the IPDC/LPDC model and the processes behind them. Import from here."""

from onthaal.catalogue.models.process import GENERAL, Process, ProcessQuerySet, general_process
from onthaal.catalogue.models.product import (
    Access,
    Channel,
    Office,
    Product,
    ProductQuerySet,
    ProductVersion,
    Skill,
    VersionState,
)

__all__ = [
    "GENERAL",
    "Access",
    "Channel",
    "Office",
    "Process",
    "ProcessQuerySet",
    "Product",
    "ProductQuerySet",
    "ProductVersion",
    "Skill",
    "VersionState",
    "general_process",
]
