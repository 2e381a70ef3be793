"""Products on the IPDC/LPDC model and the processes behind them. Import from here."""

from onthaal.catalogue.models.exchange import form_of_address
from onthaal.catalogue.models.finding import ProductIndex, SoughtWords, WordGroup
from onthaal.catalogue.models.pages import FormerSlug, Language, PageOpinion, ProductViews
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
    "FormerSlug",
    "Language",
    "Office",
    "PageOpinion",
    "Process",
    "ProcessQuerySet",
    "Product",
    "ProductIndex",
    "ProductQuerySet",
    "ProductVersion",
    "ProductViews",
    "Skill",
    "SoughtWords",
    "VersionState",
    "WordGroup",
    "form_of_address",
    "general_process",
]
