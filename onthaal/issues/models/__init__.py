"""What the town knows about meldingen. Import from here."""

from onthaal.issues.models.category import (
    Category,
    CategoryGroup,
    Question,
    QuestionKind,
    RoutingRule,
    StandardText,
    Stopper,
    WordWeight,
)
from onthaal.issues.models.contact import (
    Enquiry,
    EnquiryKind,
    Follower,
    Reporter,
    Satisfaction,
    Survey,
)
from onthaal.issues.models.draft import DraftPhoto
from onthaal.issues.models.issue import Channel, Issue, IssueQuerySet, Photo, PhotoSource
from onthaal.issues.models.work import Presence, SavedFilter
from onthaal.issues.states import Reason, Status

__all__ = [
    "Category",
    "CategoryGroup",
    "Channel",
    "DraftPhoto",
    "Enquiry",
    "EnquiryKind",
    "Follower",
    "Issue",
    "IssueQuerySet",
    "Photo",
    "PhotoSource",
    "Presence",
    "Question",
    "QuestionKind",
    "Reason",
    "Reporter",
    "RoutingRule",
    "Satisfaction",
    "SavedFilter",
    "StandardText",
    "Status",
    "Stopper",
    "Survey",
    "WordWeight",
]
