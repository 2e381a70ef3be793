"""Every route that a stranger may open, by name, with the reason. All others are for somebody.

The access walk refuses a route that is neither here nor behind a decorator of ``people.access``.
"""

LOG_IN = "nobody is logged in yet when logging in"
LINK = "the secret in the link, mailed to one person, is the key"
TOWN = "the town's own information, for everybody"
REPORT = "residents report without an account"
MACHINE = "asked by machines; tells nothing about persons"

PUBLIC = {
    # people
    "people-log-in": LOG_IN,
    "people-log-in-code": LOG_IN,
    "people-log-in-new-code": LOG_IN,
    "people-oidc": LOG_IN,
    "openid_connect_callback": LOG_IN,
    "people-log-out": "does nothing for a stranger",
    "account_login": LOG_IN,
    "mfa_authenticate": "the second step, after the password was right in this session",
    "mfa_login_webauthn": LOG_IN,
    "account_inactive": "only words",
    "account_reset_password": "for who forgot the password; says the same to everybody",
    "account_reset_password_from_key": LINK,
    "account_reset_password_from_key_done": "only words",
    # the town
    "home": TOWN,
    "privacy": TOWN,
    "accessibility": TOWN,
    "opening-hours": TOWN,
    "house-style-css": TOWN,
    "house-style-logo": TOWN,
    "map-tile": TOWN,
    "map-plate": TOWN,
    "map-pattern": TOWN,
    "map-addresses": TOWN,
    "map-place": TOWN,
    # the site itself
    "service-worker": "a script; names public pages only",
    "manifest": TOWN,
    "app-icon": TOWN,
    "offline": "only words",
    **dict.fromkeys(
        (
            "style-guide",
            "style-guide-forms",
            "style-guide-parts",
            "style-guide-map",
            "style-guide-staff",
            "style-guide-swatches",
            "style-guide-house-style",
            "style-guide-picture",
            "style-guide-pattern",
            "style-guide-tile",
        ),
        "shows how pages are built, with invented contents",
    ),
    # reporting and following
    "report": REPORT,
    "report-nearby": REPORT,
    "report-suggestions": REPORT,
    "report-token": REPORT,
    "report-draft-photo": LINK,
    "report-thanks": LINK,
    "issue-status": LINK,
    "issue-addition": LINK,
    "issue-withdrawal": LINK,
    "follower": LINK,
    "follower-stop": LINK,
    "survey": LINK,
    "enquiry": LINK,
    "work-feed": LINK,
    "photo": LINK,
    "photo-small": LINK,
    "issues": "released issues without personal data",
    "issues-map": "released issues without personal data",
    "issue-search": "finds a released issue by its public number",
    "issue": "released issues without personal data",
    "issue-following": "a stranger follows a public issue with a confirmed address",
    # requests
    "case-new": "residents ask without an account",
    "case-thanks": LINK,
    "case-status": LINK,
    "case-answer": LINK,
    "case-withdrawal": LINK,
    # complaints
    "complaint-status": LINK,
    "complaint-remark": LINK,
    "complaint-withdrawal": LINK,
    "complaint-own-letter": LINK,
    # the front door
    "front-door": "residents write without an account",
    "message-form": "residents write without an account",
    "complaint-form": "residents write without an account",
    "complaint-received": LINK,
    "paper": TOWN,
    "paper-form": TOWN,
    "suggestion-status": LINK,
    "suggestion-thanks": LINK,
    # other systems
    **dict.fromkeys(
        (
            "open311-discovery",
            "open311-discovery-above",
            "open311-services",
            "open311-service",
            "open311-requests",
            "open311-request",
            "open311-token",
            "open311-updates",
            "open311-unknown",
        ),
        "shows what the public pages show; more only to a key of a partner",
    ),
    **dict.fromkeys(
        ("open311-description", "rest-guide", "rest-description", "api-root", "rest-unknown"),
        "describes the services for other systems; holds no data",
    ),
    **dict.fromkeys(
        (
            "rest-list-categories",
            "rest-list-teams",
            "rest-list-crews",
            "rest-list-issues",
            "rest-create-issue",
            "rest-read-issue",
            "rest-change-issue-status",
            "rest-add-issue-remark",
            "rest-add-issue-photo",
            "rest-read-issue-photo",
            "rest-read-issue-contact",
            "rest-list-work-orders",
            "rest-read-work-order",
            "rest-plan-work-order",
            "rest-unplan-work-order",
            "rest-report-deed",
        ),
        "asks a key with the right of that address (401 and 403 otherwise)",
    ),
    # operations
    "health-live": MACHINE,
    "health-ready": MACHINE,
    "metrics": "only for the addresses in its own setting; no personal data",
    "trial-mailbox": "only in try-out mode, on the machine itself",
    "trial-mail": "only in try-out mode, on the machine itself",
    "trial-mail-html": "only in try-out mode, on the machine itself",
}
