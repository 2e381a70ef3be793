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
from onthaal.catalogue.models.finding import ProductIndex, SoughtWords, WordGroup
from onthaal.catalogue.models.pages import FormerSlug, Language, PageOpinion, ProductViews
from onthaal.catalogue.models.process import GENERAL, Process, ProcessQuerySet, general_process
from onthaal.catalogue.models.process_version import (
    ProcessVersion,
    ProcessVersionQuerySet,
    StepsState,
)
from onthaal.catalogue.models.product import (
    SENSITIVE,
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
from onthaal.catalogue.models.step import Step

__all__ = [
    "GENERAL",
    "SENSITIVE",
    "Access",
    "CatalogueSettings",
    "Channel",
    "Concept",
    "ConceptSnapshot",
    "FeedPosition",
    "Form",
    "FormerSlug",
    "ImportKind",
    "ImportRun",
    "InstanceSnapshot",
    "Language",
    "LinkCheck",
    "Office",
    "PageOpinion",
    "Process",
    "ProcessQuerySet",
    "ProcessVersion",
    "ProcessVersionQuerySet",
    "Product",
    "ProductIndex",
    "ProductQuerySet",
    "ProductVersion",
    "ProductViews",
    "ReviewState",
    "Skill",
    "SoughtWords",
    "Step",
    "StepsState",
    "VersionState",
    "WordGroup",
    "form_of_address",
    "general_process",
]
