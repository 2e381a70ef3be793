"""Which team gets what: the rules, in their order, and what a change of them would do."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db import transaction

from onthaal.issues import rules
from onthaal.issues.actions.submission import route_of
from onthaal.issues.models import Category, Issue, RoutingRule
from onthaal.organisation.models import Team
from onthaal.people.models import User
from onthaal.timeline.actions import record

SAMPLE = 500
EXAMPLES = 12


@dataclass(frozen=True)
class Moved:
    """An issue of the sample that would have gone to another team."""

    issue: Issue
    before: Team
    after: Team


@dataclass(frozen=True)
class Effect:
    """What other rules would have done with the last issues."""

    tested: int
    moved: int = 0
    examples: list[Moved] = field(default_factory=list)
    totals: list[tuple[Team, Team, int]] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)


def ordered() -> list[RoutingRule]:
    """The rules as they are now, in their order, with all that they name."""
    return list(
        RoutingRule.objects.select_related(
            "category", "neighbourhood", "question__category", "team"
        ).order_by("position", "id")
    )


def describe(rule: RoutingRule) -> str:
    """The rule in one line."""
    when = [
        str(part)
        for part in (
            rule.category,
            rule.neighbourhood,
            f"“{rule.answer}”" if rule.question_id else None,
        )
        if part
    ]
    return f"{', '.join(when)} → {rule.team}"


def with_rule(rule: RoutingRule, place: int) -> list[RoutingRule]:
    """The rules as they would be with ``rule`` at ``place`` (0 = first)."""
    others = [each for each in ordered() if each.pk != rule.pk or rule.pk is None]
    place = max(0, min(place, len(others)))
    return [*others[:place], rule, *others[place:]]


def without_rule(rule: RoutingRule) -> list[RoutingRule]:
    """The rules as they would be without ``rule``."""
    return [each for each in ordered() if each.pk != rule.pk]


def try_out(new: Sequence[RoutingRule]) -> Effect:
    """Route the last issues by today's rules and by ``new``, and compare. Changes nothing."""
    old_routes = [route_of(rule) for rule in ordered()]
    new_routes = [route_of(rule) for rule in new]
    fallback = dict(Category.objects.values_list("pk", "team"))
    teams = Team.objects.in_bulk()
    sample = list(
        Issue.objects.order_by("-received_at")
        .select_related("category")
        .only(
            "reference", "title", "place", "category__name", "category", "neighbourhood", "answers"
        )[:SAMPLE]
    )
    moved = []
    for issue in sample:
        before, after = (
            rules.team_for(
                routes,
                category_id=issue.category_id,
                neighbourhood_id=issue.neighbourhood_id,
                answers=issue.answers,
                fallback_team_id=fallback[issue.category_id],
            )
            for routes in (old_routes, new_routes)
        )
        if before != after:
            moved.append(Moved(issue, teams[before], teams[after]))
    totals = Counter((each.before.pk, each.after.pk) for each in moved)
    return Effect(
        tested=len(sample),
        moved=len(moved),
        examples=moved[:EXAMPLES],
        totals=[(teams[a], teams[b], number) for (a, b), number in totals.most_common()],
        warnings=warnings(new),
    )


def warnings(rows: Sequence[RoutingRule]) -> list[str]:
    """What is odd about these rules, in Dutch: never reached, decided by order, impossible."""
    routes = [route_of(rule) for rule in rows]
    found = []
    for later, (rule, route) in enumerate(zip(rows, routes, strict=True)):
        number = later + 1
        if rule.question and rule.question.options and rule.answer not in rule.question.options:
            found.append(
                f"Regel {number} werkt nooit: “{rule.answer}” is geen keuze bij de vraag "
                f"“{rule.question.label}”."
            )
        if not rule.team.is_active:
            found.append(f"Regel {number} stuurt naar team {rule.team}, dat niet meer werkt.")
        for earlier in range(later):
            if rules.covers(routes[earlier], route):
                found.append(
                    f"Regel {number} wordt nooit bereikt: regel {earlier + 1} geldt al voor al die "
                    "meldingen."
                )
                break
            if (
                rules.overlaps(routes[earlier], route)
                and routes[earlier].team_id != route.team_id
                and not rules.covers(route, routes[earlier])
            ):
                found.append(
                    f"Regel {earlier + 1} en regel {number} kunnen op dezelfde melding slaan. "
                    f"Dan wint regel {earlier + 1}, omdat ze eerst komt."
                )
    return found


@transaction.atomic
def save_rule(*, rule: RoutingRule, place: int, by: User) -> RoutingRule:
    """Store a rule at ``place`` (0 = first). It counts for new issues and new categories of
    issues; where issues are now does not change."""
    list(RoutingRule.objects.select_for_update())
    is_new = rule.pk is None
    before = None if is_new else _facts(RoutingRule.objects.get(pk=rule.pk))
    rows = with_rule(rule, place)
    rule.position = rows.index(rule)
    rule.save()
    _renumber(rows)
    record(
        "routing_rule.saved",
        rule,
        by=by,
        data={"new": True} if is_new else {"from": before, "to": _facts(rule)},
    )
    return rule


@transaction.atomic
def remove_rule(*, rule: RoutingRule, by: User) -> None:
    """Take a rule away; the next ones move up."""
    list(RoutingRule.objects.select_for_update())
    record("routing_rule.removed", rule, by=by, data={"name": describe(rule), "from": _facts(rule)})
    _renumber(without_rule(rule))
    rule.delete()


def objections(team: Team) -> list[str]:
    """Why ``team`` cannot stop yet, in Dutch sentences: rules, categories and open issues."""
    reasons = [
        f"Verander eerst verdeelregel {rule.position + 1} (Verdeling): ze stuurt naar dit team."
        for rule in RoutingRule.objects.filter(team=team).order_by("position")
    ]
    names = list(Category.objects.filter(team=team, is_active=True).values_list("name", flat=True))
    if names:
        reasons.append(f"Geef eerst een ander team aan (Onderwerpen): {', '.join(names)}.")
    if number := Issue.objects.open().filter(team=team).count():
        reasons.append(
            "Wijs eerst de open melding van dit team aan een ander team toe (Meldingen)."
            if number == 1
            else f"Wijs eerst de {number} open meldingen van dit team aan een ander team toe "
            "(Meldingen)."
        )
    return reasons


def _renumber(rows: Sequence[RoutingRule]) -> None:
    for position, row in enumerate(rows):
        if row.position != position:
            row.position = position
            row.save(update_fields=["position"])


def _facts(rule: RoutingRule) -> dict[str, object]:
    return {
        "position": rule.position,
        "category": rule.category_id,
        "neighbourhood": rule.neighbourhood_id,
        "question": rule.question_id,
        "answer": rule.answer,
        "team": rule.team_id,
        "note": rule.note,
    }
