"""Living through three years: each melding gets a life that keeps to the rules."""

from __future__ import annotations

import datetime as dt
import math
import random
from bisect import bisect_left
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Any
from zoneinfo import ZoneInfo

from onthaal.issues.rules import REOPEN_WITHIN, SURVEY_OPEN_FOR, short_title
from onthaal.lindeveld import texts
from onthaal.lindeveld.categories import CATEGORIES, CHOICE, NOT_OURS, TEXT, CategorySpec
from onthaal.lindeveld.history.days import WorkingDays
from onthaal.lindeveld.history.life import Event, FollowerRow, Issue, SurveyRow
from onthaal.lindeveld.history.seasons import WEIGHTS, Days, time_of_day, work_time

YEARS = 3
_BELGIUM = ZoneInfo("Europe/Brussels")
_Z = {0.05: 1.645, 0.1: 1.282, 0.15: 1.036, 0.2: 0.842, 0.25: 0.674}
_SPREAD = 0.85
_ENDINGS = (
    ("resolved", 0.86),
    ("not_feasible", 0.055),
    ("not_ours", 0.035),
    ("withdrawn", 0.015),
    ("duplicate", 0.035),
)
_REASONS = ("not_found", "not_found", "planned_works", "private", "not_needed", "no_money", "rules")
_CHANNELS = (("web", 0.68), ("phone", 0.15), ("mail", 0.07), ("desk", 0.05), ("field", 0.05))


@dataclass(frozen=True)
class Place:
    """Somewhere something can be wrong: an address, or a known spot with a name of its own."""

    address: int | None
    label: str
    street: str
    number: str
    corner: str
    lat: float
    lon: float
    neighbourhood: int | None
    is_regional: bool = False


@dataclass(frozen=True)
class TeamCast:
    """A team by id, its members, and which share of its work ends late."""

    id: int
    members: Sequence[int]
    late_share: float


@dataclass(frozen=True)
class Cast:
    """Everybody and everything that history needs, by id."""

    teams: Mapping[str, TeamCast]
    categories: Mapping[str, int]
    places: Sequence[Place]
    play_places: Sequence[Place]
    desk: Sequence[int]
    regional: Sequence[Place]
    closing_days: frozenset[dt.date]


class Author:
    """Writes issues in order of receipt; the same arguments give the same history."""

    def __init__(self, cast: Cast, *, number: int, seed: int, now: dt.datetime) -> None:
        self.cast = cast
        self.number = number
        self.chance = random.Random(f"history-{seed}")
        self.now = now
        self.today = now.astimezone(_BELGIUM).date()
        days = YEARS * 365
        # a small history shows more of the last weeks, so that there is work on the desk
        recent = 6.5 if number <= 5000 else 1.0 if number <= 20_000 else 0.0
        self.busy_since = self.now - dt.timedelta(days=40 if recent else 0)
        self.days = Days(self.today, days, recent)
        self.working = WorkingDays(
            self.today - dt.timedelta(days=days + 40),
            self.today + dt.timedelta(days=500),
            cast.closing_days,
        )
        self._slugs = list(WEIGHTS)
        self._weights = [WEIGHTS[s] * self._share(s) for s in self._slugs]
        self._recent: dict[str, deque[Issue]] = {}
        self._hot = [self.chance.choice(cast.places) for _ in range(14)]

    def _share(self, slug: str) -> float:
        """Seasons are relative: no category may come in more only because of its table."""
        return self.days.sums(slug)[-1] / self.days.sums("andere-melding")[-1]

    def issues(self) -> Iterator[Issue]:
        """Every issue once, oldest first. A later one may still change an earlier one of the
        last weeks (a double adds a follower), so keep the last 2000 at hand."""
        chance = self.chance
        drawn = chance.choices(self._slugs, weights=self._weights, k=self.number)
        starts: list[tuple[dt.datetime, str, str]] = []
        for slug in drawn:
            day = self.days.draw(slug, chance)
            channel = _pick(_CHANNELS, chance)
            at_home = channel == "web"
            if not at_home:
                day = self._office_day(day)
            moment = _moment(day, time_of_day(at_home, chance))
            while moment > self.now:
                moment -= dt.timedelta(hours=chance.randint(1, 9), minutes=chance.randint(0, 59))
            starts.append((moment, slug, channel))
        starts.sort(key=lambda row: row[0])
        # the latest of each team is still on its desk, so that everybody finds work to try with
        self._on_the_desk = {
            CATEGORIES[slug].team: key
            for key, (_, slug, _) in enumerate(starts)
            if CATEGORIES[slug].stopper != NOT_OURS
        }
        for key, (moment, slug, channel) in enumerate(starts):
            issue = self._issue(key, slug, channel, moment)
            self._recent.setdefault(slug, deque(maxlen=6)).append(issue)
            yield issue

    def _office_day(self, day: dt.date) -> dt.date:
        while not self.working.is_one(day):
            day -= dt.timedelta(days=1)
        return day

    # -- the beginning

    def _issue(self, key: int, slug: str, channel: str, moment: dt.datetime) -> Issue:
        chance = self.chance
        spec = CATEGORIES[slug]
        original = self._original(slug, moment)
        place = self._place(slug) if original is None else None
        description = texts.description(
            slug,
            street=place.street if place else original.place.split(" ")[0] if original else "",
            number=place.number if place else "",
            corner=place.corner if place else "Kerkstraat",
            chance=chance,
        )
        day = moment.astimezone(_BELGIUM).date()
        due = self.working.add(day, spec.working_days)
        reporter = self._reporter(channel)
        answers = _answers(spec, chance)
        team = self._team(spec, answers)
        by_staff = channel != "web"
        submitter = self._submitter(channel, team) if by_staff else None
        if place is not None:
            where: dict[str, Any] = {
                "lat": round(place.lat + chance.gauss(0, 0.00004), 7),
                "lon": round(place.lon + chance.gauss(0, 0.00006), 7),
                "address": place.address,
                "place": place.label,
                "neighbourhood": place.neighbourhood,
            }
        else:
            assert original is not None  # noqa: S101  # one of the two is always there
            where = {
                "lat": round(original.lat + chance.gauss(0, 0.00007), 7),
                "lon": round(original.lon + chance.gauss(0, 0.0001), 7),
                "address": original.address,
                "place": original.place,
                "neighbourhood": original.neighbourhood,
            }
        issue = Issue(
            key=key,
            slug=slug,
            received_at=moment,
            received_on=day,
            channel=channel,
            reporter=reporter,
            submitter=submitter,
            team=team.id,
            title=short_title(description, spec.name),
            description=description,
            answers=answers,
            due_on=due,
            expected_on=due,
            changed_at=moment,
            **where,
        )
        issue.events.append(
            Event(
                "issue.received",
                moment,
                by=submitter,
                by_label="" if submitter else "melder",
                data={
                    "channel": channel,
                    "category": self.cast.categories[slug],
                    "team": team.id,
                },
            )
        )
        self._live(issue, spec, team, original)
        self._follow(issue)
        return issue

    def _original(self, slug: str, moment: dt.datetime) -> Issue | None:
        """An issue of the last days that this one doubles, now and then."""
        if self.chance.random() > 0.045:
            return None
        for earlier in reversed(self._recent.get(slug, ())):
            if moment - earlier.received_at > dt.timedelta(days=14):
                break
            if earlier.status not in ("duplicate", "withdrawn", "not_ours"):
                return earlier
        return None

    def _place(self, slug: str) -> Place:
        chance = self.chance
        if slug == "gewestweg":
            return chance.choice(self.cast.regional)
        if slug in ("speeltoestel", "sportveld", "bank-of-tafel") and chance.random() < 0.8:
            return chance.choice(self.cast.play_places)
        if slug in ("sluikstort", "zwerfvuil-op-straat", "glasbol") and chance.random() < 0.3:
            return chance.choice(self._hot)
        for _ in range(4):
            place = chance.choice(self.cast.places)
            if not place.is_regional:
                return place
        return place

    def _reporter(self, channel: str) -> texts.Person | None:
        if channel == "field" or self.chance.random() < 0.09:
            return None
        return texts.person(self.chance)

    def _submitter(self, channel: str, team: TeamCast) -> int | None:
        if channel == "field" and team.members:
            return self.chance.choice(team.members)
        return self.chance.choice(self.cast.desk) if self.cast.desk else None

    def _team(self, spec: CategorySpec, answers: Mapping[str, Any]) -> TeamCast:
        if spec.slug == "sluikstort" and answers.get("gevaarlijk") == "Ja":
            return self.cast.teams["Milieu en handhaving"]
        if spec.slug == "schade-fietspad" and answers.get("wat") == "Glas of puin":
            return self.cast.teams["Netheid"]
        return self.cast.teams[spec.team]

    # -- what the town hall does

    def _live(
        self, issue: Issue, spec: CategorySpec, team: TeamCast, original: Issue | None
    ) -> None:
        chance = self.chance
        ending = self._ending(spec, original)
        handler = chance.choice(team.members) if team.members else None
        start = self._later(issue.received_at, issue.received_on, self._first_wait(spec))
        work = self._duration(spec, team)
        if issue.received_at > self.busy_since and chance.random() < 0.3:
            # somebody is ill: part of the recent work waits
            work = round(work * chance.uniform(1.5, 3)) + 2
        if ending in ("duplicate", "not_ours", "withdrawn"):
            work = min(work, chance.choice((0, 1, 1, 2)))
        # three quarters of an hour for taking it and writing the first answer
        busy = start + dt.timedelta(minutes=45)
        end = self._later(busy, start.astimezone(_BELGIUM).date(), max(0, work - 1))
        if self._on_the_desk.get(spec.team) == issue.key:
            start, end = issue.received_at, self.now + dt.timedelta(days=1)
        if not self._assign(issue, team, handler, start):
            return
        if issue.channel != "field" and chance.random() < 0.8 and ending != "duplicate":
            self._status(
                issue,
                "in_progress",
                start + _minutes(chance, 1, 40),
                by=handler,
                text=chance.choice(texts.STARTED),
            )
        if chance.random() < 0.28:
            self._note(issue, self._between(busy, end), handler)
        if ending == "duplicate" and original is not None:
            self._double(issue, original, end, handler)
            return
        if work >= 3:
            self._middle(issue, spec, busy, end, handler, ending)
        if chance.random() < 0.05 and issue.reporter:
            self._event(
                issue,
                Event(
                    "issue.remark_added",
                    self._between(start, end),
                    by_label="melder",
                    public_text=chance.choice(texts.REMARKS),
                ),
            )
        if spec.is_public and chance.random() < 0.55 and ending == "resolved":
            self._release(issue, self._between(start, end), handler)
        self._end(issue, spec, ending, end, handler)
        self._after(issue, spec, team, handler)
        issue.events.sort(key=lambda event: event.at)

    def _ending(self, spec: CategorySpec, original: Issue | None) -> str:
        if original is not None:
            return "duplicate"
        if spec.stopper == NOT_OURS:
            return "not_ours"
        ending = _pick(_ENDINGS, self.chance)
        return "resolved" if ending == "duplicate" else ending

    def _first_wait(self, spec: CategorySpec) -> int:
        if spec.working_days <= 2:
            return 0
        return self.chance.choices((0, 1, 2, 3), weights=(42, 38, 14, 6))[0]

    def _duration(self, spec: CategorySpec, team: TeamCast) -> int:
        """Working days to the end, so that the team's share ends after the term."""
        z = _Z[min(_Z, key=lambda share: abs(share - team.late_share))]
        days = math.exp(
            math.log(spec.working_days + 0.5) - _SPREAD * z + _SPREAD * self.chance.gauss(0, 1)
        )
        return min(round(days), 7 * spec.working_days)

    def _assign(self, issue: Issue, team: TeamCast, handler: int | None, at: dt.datetime) -> bool:
        """Somebody takes the issue; false when that lies in the future."""
        if at > self.now:
            return False
        if handler is not None:
            issue.handler = handler
            self._event(
                issue,
                Event(
                    "issue.assigned",
                    at,
                    by=handler,
                    data={
                        "from": {"team": team.id, "handler": None},
                        "to": {"team": team.id, "handler": handler},
                    },
                ),
                change=True,
            )
        return True

    def _middle(
        self,
        issue: Issue,
        spec: CategorySpec,
        start: dt.datetime,
        end: dt.datetime,
        handler: int | None,
        ending: str,
    ) -> None:
        chance = self.chance
        first = self._between(start, end)
        sort = chance.random()
        if sort < 0.07 and issue.reporter and issue.reporter.email:
            self._wait(issue, "waiting_reporter", first, end, handler, texts.ASK_REPORTER)
        elif sort < 0.17:
            self._wait(issue, "waiting_third_party", first, end, handler, texts.WAIT_THIRD)
        elif sort < 0.55 and ending == "resolved":
            shown = end.astimezone(_BELGIUM).date()
            self._status(
                issue,
                "planned",
                first,
                by=handler,
                text=chance.choice(texts.PLANNED),
                expected_on=max(shown, issue.expected_on) if chance.random() < 0.4 else None,
            )
        if chance.random() < 0.05:
            self._later_date(issue, self._between(first, end), handler)

    def _wait(
        self,
        issue: Issue,
        status: str,
        at: dt.datetime,
        end: dt.datetime,
        handler: int | None,
        words: Sequence[str],
    ) -> None:
        self._status(issue, status, at, by=handler, text=self.chance.choice(words))
        self._status(issue, "in_progress", self._between(at, end), by=handler)

    def _later_date(self, issue: Issue, at: dt.datetime, handler: int | None) -> None:
        if at > self.now or issue.closed_at:
            return
        before = issue.expected_on
        issue.expected_on = self.working.add(before, self.chance.randint(2, 8))
        self._event(
            issue,
            Event(
                "issue.expected_date_changed",
                at,
                by=handler,
                public_text="Door drukte bij de ploeg wordt het iets later. Onze excuses.",
                data={"from": before.isoformat(), "to": issue.expected_on.isoformat()},
            ),
            change=True,
        )

    def _note(self, issue: Issue, at: dt.datetime, by: int | None) -> None:
        self._event(
            issue, Event("issue.noted", at, by=by, internal_text=self.chance.choice(texts.NOTES))
        )

    def _release(self, issue: Issue, at: dt.datetime, by: int | None) -> None:
        if at > self.now:
            return
        issue.public_title = CATEGORIES[issue.slug].name
        lead = texts.PIECES[issue.slug][0]
        issue.public_title = next((t for t in lead if t in issue.title), issue.public_title)
        issue.released_at = at
        self._event(issue, Event("issue.released", at, by=by, data={"photos": 0}), change=True)

    def _end(
        self, issue: Issue, spec: CategorySpec, ending: str, at: dt.datetime, handler: int | None
    ) -> None:
        chance = self.chance
        if ending == "withdrawn":
            self._status(issue, ending, at, by_label="melder")
        elif ending == "not_feasible":
            reason = chance.choice(_REASONS)
            self._status(
                issue,
                ending,
                at,
                by=handler,
                reason=reason,
                text=chance.choice(texts.NOT_FEASIBLE[reason]),
            )
        elif ending == "not_ours":
            whose, words = texts.NOT_OURS.get(spec.slug, texts.NOT_OURS[""])
            self._status(issue, ending, at, by=handler, text=words, forwarded_to=whose)
        else:
            self._status(
                issue,
                "resolved",
                at,
                by=handler,
                text=chance.choice(spec.resolved or ("Het probleem is opgelost.",)),
            )

    def _double(self, issue: Issue, original: Issue, at: dt.datetime, handler: int | None) -> None:
        issue.duplicate_of = original.key
        if not self._status(
            issue,
            "duplicate",
            at,
            by=handler,
            text="Iemand meldde dit al. U krijgt voortaan dat nieuws.",
        ):
            issue.duplicate_of = None
            return
        moved = 0
        email = issue.reporter.email if issue.reporter else ""
        known = {row.email for row in original.followers}
        if original.reporter:
            known.add(original.reporter.email)
        if email and email not in known:
            original.followers.append(FollowerRow(email, at, at))
            moved = 1
        original.events.append(
            Event(
                "issue.merged_in",
                at,
                by=handler,
                data={"duplicate": issue.key, "reference": issue.key, "followers": moved},
            )
        )

    # -- what happens afterwards

    def _after(self, issue: Issue, spec: CategorySpec, team: TeamCast, handler: int | None) -> None:
        chance = self.chance
        if not issue.surveys or issue.closed_at is None or chance.random() > 0.34:
            return
        survey = issue.surveys[-1]
        at = issue.closed_at + dt.timedelta(
            hours=chance.choice((1, 3, 8, 20, 27, 50, 98)), minutes=chance.randrange(60)
        )
        if at > self.now:
            return
        late = issue.within_term is False
        said: Sequence[str]
        bad = {"resolved": 0.07, "not_feasible": 0.5, "not_ours": 0.3}.get(issue.status, 0.1)
        mood = chance.random()
        if mood < bad + (0.1 if late else 0):
            survey.satisfaction, said = 1, texts.UNHAPPY_TEXTS
        elif mood < bad + (0.35 if late else 0.2):
            survey.satisfaction, said = 2, texts.NEUTRAL_TEXTS
        else:
            survey.satisfaction, said = 3, texts.HAPPY_TEXTS
        survey.solved = survey.satisfaction > 1 or chance.random() < 0.35
        survey.answered_at = at
        survey.text = chance.choice(said) if chance.random() < 0.6 else ""
        self._event(
            issue,
            Event(
                "issue.survey_answered",
                at,
                by_label="melder",
                internal_text=survey.text,
                data={"satisfaction": survey.satisfaction, "solved": survey.solved},
            ),
        )
        if not survey.solved and issue.closed_at and at - issue.closed_at <= REOPEN_WITHIN:
            self._reopen(issue, spec, team, at, handler, survey.text)

    def _reopen(
        self,
        issue: Issue,
        spec: CategorySpec,
        team: TeamCast,
        at: dt.datetime,
        handler: int | None,
        why: str,
    ) -> None:
        chance = self.chance
        self._status(
            issue,
            "reopened",
            at,
            by_label="melder",
            note=why or chance.choice(texts.REOPEN_TEXTS),
            text="U liet weten dat het probleem niet opgelost is. Wij bekijken het opnieuw.",
        )
        again = self._later(at, at.astimezone(_BELGIUM).date(), chance.choice((0, 1, 1, 2)))
        self._status(issue, "in_progress", again, by=handler)
        wait = max(1, self._duration(spec, team) // 2)
        end = self._later(again, again.astimezone(_BELGIUM).date(), wait)
        self._status(
            issue,
            "resolved",
            end,
            by=handler,
            text="Wij zijn opnieuw langs geweest. Nu is het in orde.",
        )

    def _follow(self, issue: Issue) -> None:
        chance = self.chance
        if chance.random() > 0.13 or issue.status in ("duplicate", "withdrawn"):
            return
        last = issue.closed_at or self.now
        for _ in range(min(9, 1 + int(chance.expovariate(0.7)))):
            who = texts.person(chance)
            if not who.email:
                continue
            at = issue.received_at + (last - issue.received_at) * chance.random()
            confirmed = at + dt.timedelta(minutes=chance.randint(1, 300))
            if confirmed > self.now:
                continue
            issue.followers.append(FollowerRow(who.email, at, confirmed))

    # -- small steps

    def _status(
        self,
        issue: Issue,
        new: str,
        at: dt.datetime,
        *,
        by: int | None = None,
        by_label: str = "",
        text: str = "",
        note: str = "",
        reason: str = "",
        forwarded_to: str = "",
        expected_on: dt.date | None = None,
    ) -> bool:
        """The change as ``issues.actions.lifecycle`` makes it; false when it lies in the future."""
        if at > self.now:
            return False
        day = at.astimezone(_BELGIUM).date()
        old, issue.status = issue.status, new
        closed = new in ("resolved", "not_feasible", "not_ours", "duplicate", "withdrawn")
        issue.reason, issue.forwarded_to = reason, forwarded_to
        if new == "reopened":
            issue.reopenings += 1
            issue.closed_at = issue.lead_days = issue.within_term = None
            issue.due_on = self.working.add(day, CATEGORIES[issue.slug].working_days)
            issue.expected_on = issue.due_on
        if new in ("waiting_reporter", "waiting_third_party"):
            issue.paused_at, issue.paused_on = at, day
        elif issue.paused_on is not None:
            moved = self.working.add(issue.due_on, self.working.between(issue.paused_on, day))
            if moved > issue.due_on:
                issue.due_on = moved
                issue.expected_on = max(issue.expected_on, moved)
            issue.paused_at = issue.paused_on = None
        if expected_on and not closed:
            issue.expected_on = expected_on
        if by is not None and text and issue.first_answer_at is None:
            issue.first_answer_at = at
            issue.first_answer_days = self.working.between(issue.received_on, day)
        if closed:
            issue.closed_at = at
            issue.lead_days = self.working.between(issue.received_on, day)
            issue.within_term = day <= issue.due_on
            if new not in ("duplicate", "withdrawn") and issue.reporter and issue.reporter.email:
                issue.surveys.append(SurveyRow(at, at + SURVEY_OPEN_FOR))
        data: dict[str, Any] = {"from": old, "to": new}
        if reason:
            data["reason"] = reason
        if new == "duplicate":
            data["original"] = issue.duplicate_of
        self._event(issue, Event(f"issue.{new}", at, by, by_label, text, note, data), change=True)
        return True

    def _event(self, issue: Issue, event: Event, *, change: bool = False) -> None:
        if event.at > self.now:
            return
        issue.events.append(event)
        if change:
            issue.version += 1
            issue.changed_at = max(issue.changed_at or event.at, event.at)

    def _later(self, after: dt.datetime, day: dt.date, working_days: int) -> dt.datetime:
        """A moment in working hours, so many working days later, never before ``after``."""
        target = self.working.add(day, working_days)
        at = _moment(target, work_time(self.chance))
        if at <= after:
            at = after + _minutes(self.chance, 4, 90)
            if at.astimezone(_BELGIUM).hour >= 18 or not self.working.is_one(target):
                at = _moment(self.working.add(target, 1), dt.time(8, 15)) + _minutes(
                    self.chance, 0, 120
                )
        return at

    def _between(self, start: dt.datetime, end: dt.datetime) -> dt.datetime:
        """A moment in working hours between two others."""
        at = start + (end - start) * self.chance.uniform(0.1, 0.8)
        local = at.astimezone(_BELGIUM)
        if self.working.is_one(local.date()) and 8 <= local.hour < 17:
            return at
        moved = _moment(self.working.add(local.date(), 0), work_time(self.chance))
        return moved if start < moved < end else at


def _pick(table: Sequence[tuple[str, float]], chance: random.Random) -> str:
    sums = list(accumulate(share for _, share in table))
    return table[min(len(table) - 1, bisect_left(sums, chance.random() * sums[-1]))][0]


def _moment(day: dt.date, time: dt.time) -> dt.datetime:
    return dt.datetime.combine(day, time, tzinfo=_BELGIUM).astimezone(dt.UTC)


def _minutes(chance: random.Random, least: int, most: int) -> dt.timedelta:
    return dt.timedelta(minutes=chance.randint(least, most), seconds=chance.randrange(60))


def _answers(spec: CategorySpec, chance: random.Random) -> dict[str, Any]:
    """Answers to the category's questions; what would stop a melding was not chosen."""
    out: dict[str, Any] = {}
    for question in spec.questions:
        if not question.required and chance.random() < 0.45:
            continue
        if question.kind == CHOICE:
            options = [option for option in question.options if option != question.stop_on]
            weights = [1.0 / (1 + i) for i in range(len(options))]
            if question.key == "gevaarlijk":
                weights = [8, 0.6, 2]
            out[question.key] = chance.choices(options, weights=weights)[0]
        elif question.kind == TEXT and question.key == "paalnummer":
            out[question.key] = f"{chance.randint(100, 999)}/{chance.randint(10, 99)}"
    return out
