"""Products on the IPDC/LPDC model and the processes behind them. Import from here."""

from onthaal.catalogue.models.process import GENERAL, Process, ProcessQuerySet, general_process
from onthaal.catalogue.models.process_version import (
    ProcessVersion,
    ProcessVersionQuerySet,
    StepsState,
)
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
from onthaal.catalogue.models.step import Step

__all__ = [
    "GENERAL",
    "Access",
    "Channel",
    "Office",
    "Process",
    "ProcessQuerySet",
    "ProcessVersion",
    "ProcessVersionQuerySet",
    "Product",
    "ProductQuerySet",
    "ProductVersion",
    "Skill",
    "Step",
    "StepsState",
    "VersionState",
    "general_process",
]
