"""Products on the IPDC/LPDC model and the processes behind them. Import from here."""

from onthaal.catalogue.models.concept import Concept, ConceptSnapshot, FeedPosition
from onthaal.catalogue.models.exchange import (
    CatalogueSettings,
    Form,
    ImportKind,
    ImportRun,
    InstanceSnapshot,
    LinkCheck,
    form_of_address,
)
from onthaal.catalogue.models.process import GENERAL, Process, ProcessQuerySet, general_process
from onthaal.catalogue.models.product import (
    Access,
    Channel,
    Office,
    Product,
    ProductQuerySet,
    ProductVersion,
    ReviewState,
    Skill,
    VersionState,
)

__all__ = [
    "GENERAL",
    "Access",
    "CatalogueSettings",
    "Channel",
    "Concept",
    "ConceptSnapshot",
    "FeedPosition",
    "Form",
    "ImportKind",
    "ImportRun",
    "InstanceSnapshot",
    "LinkCheck",
    "Office",
    "Process",
    "ProcessQuerySet",
    "Product",
    "ProductQuerySet",
    "ProductVersion",
    "ReviewState",
    "Skill",
    "VersionState",
    "form_of_address",
    "general_process",
]
