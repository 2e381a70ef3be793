"""Accounts, log-in codes, and what we must be able to prove about personal data."""

from onthaal.people.models.account import Role, User, UserManager
from onthaal.people.models.code import LoginCode, Purpose
from onthaal.people.models.personal_data import (
    Deed,
    DeletionLog,
    PersonalDataAccess,
    RetentionRule,
)

__all__ = [
    "Deed",
    "DeletionLog",
    "LoginCode",
    "PersonalDataAccess",
    "Purpose",
    "RetentionRule",
    "Role",
    "User",
    "UserManager",
]
