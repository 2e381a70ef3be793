"""Assumptions, scenarios, plans, words and comparing: without a database."""

import dataclasses
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onthaal.frontoffice.rules import plans, questions, results, scenarios, words
from onthaal.frontoffice.rules.assumptions import (
    Assumptions,
    Day,
    HalfHour,
    Layout,
    Origin,
    Product,
    Worker,
    Wrong,
    check,
    covering,
    nobody_can,
)
from onthaal.frontoffice.simulation.outcome import Interval, figures, simulate

MORNING = tuple(HalfHour(540 + 30 * n, 570 + 30 * n, 5.0, 2) for n in range(6))


def now(**changes):
    return dataclasses.replace(
        Assumptions(
            place="Gemeentehuis",
            products=(
                Product("reispas", "Reispas", 3.0, 8.0, 10),
                Product("verblijf", "Verblijfskaart", 1.0, 20.0, 20, skills=("vreemd",), room=True),
                Product("ophalen", "Ophalen", 2.0, 4.0, 5, booking="walk_in"),
            ),
            days=tuple(Day(weekday, MORNING, (720,)) for weekday in (0, 1, 2)),
            workers=(Worker("Baan 1", ("vreemd",)), Worker("Baan 2"), Worker("Baan 3")),
            elsewhere=(Product("premie", "Premie", 4.0, 25.0, 30),),
            skills={"vreemd": "Vreemdelingenzaken"},
            origins={"people": "typed"},
        ),
        **changes,
    )


def test_assumptions_survive_being_kept():
    kept = json.loads(json.dumps(now().as_json()))
    assert Assumptions.from_json(kept) == now()
    moved = scenarios.apply(
        now(),
        {
            "moved": {"products": [{"slug": "premie", "per_week": 4, "minutes": 20}]},
            "evening": {"weekday": 3, "begin": 1020, "end": 1140, "counters": 1, "shift": 0.2},
        },
    )
    assert Assumptions.from_json(json.loads(json.dumps(moved.as_json()))) == moved
    with pytest.raises(Wrong, match="andere versie"):
        Assumptions.from_json({**kept, "version": 0})
    del kept["workers"]
    with pytest.raises(Wrong, match="onvolledig"):
        Assumptions.from_json(kept)


def test_the_first_few_can_do_most_of_the_work():
    base = now()
    short, able = Worker("Kort"), Worker("Alles", ("vreemd",))
    assert covering((short, able, Worker("Ook kort")), base.products) == (
        able,
        short,
        Worker("Ook kort"),
    )
    # whoever adds what nobody can yet comes before a second one who can the same
    products = (
        dataclasses.replace(base.products[0], skills=("pas",)),
        dataclasses.replace(base.products[1], skills=("vreemd",)),
    )
    passes = (Worker("A", ("pas",)), Worker("B", ("pas",)), Worker("C", ("vreemd",)))
    assert [one.name for one in covering(passes, products)] == ["A", "C", "B"]


def test_when_nobody_at_the_open_counters_can_do_something_it_is_said():
    base = now(workers=(Worker("Baan 1"), Worker("Baan 2"), Worker("Baan 3", ("vreemd",))))
    [gap] = plans.gaps(base)
    assert gap.words == (
        "Op maandag van 9.00 tot 12.00 uur, dinsdag van 9.00 tot 12.00 uur en woensdag van 9.00 "
        "tot 12.00 uur kan niemand aan de open loketten “Verblijfskaart”: 17 % van de bezoeken."
    )
    assert plans.gaps(now()) == []
    evening = {"weekday": 3, "begin": 1020, "end": 1200, "counters": 2, "shift": 0.2}
    other = now(workers=(Worker("Baan 1"), Worker("Baan 2", ("vreemd",))))
    assert plans.gaps(scenarios.apply(other, {"evening": evening})) == []
    [gap] = plans.gaps(scenarios.apply(other, {"evening": {**evening, "counters": 1}}))
    assert gap.times == ((3, 1020, 1200),)


def test_an_evening_is_proposed_with_enough_counters_for_who_moves():
    one, *_ = questions.propose("evening", now(), target=0.9)
    # 18 people in three hours, nine minutes each, of two counters
    assert one.changes["evening"]["counters"] == 2
    busy = scenarios.apply(now(), {"visitors": {"percent": 20}})
    assert questions.propose("evening", busy, target=0.9)[0].changes["evening"]["counters"] == 1


def test_one_counter_hour_is_said_as_one():
    hours = results.BY_NAME["counter_hours"]
    said = results.conclusion([results.Figure(hours, 25.0, 25, 25, 1.0, 1.0, 1.0)])
    assert said == "niet te onderscheiden van nu. Dat is 1 loketuur per dag meer."


def test_a_visit_takes_the_minutes_of_further_persons_and_second_products_too():
    base = now()
    behaviour = dataclasses.replace(base.behaviour, second_product=0.0, extra_person=0.0)
    alone = dataclasses.replace(base, behaviour=behaviour)
    assert alone.mean_minutes == pytest.approx((3 * 8 + 20 + 2 * 4) / 6 + 0.5)
    both = dataclasses.replace(base, behaviour=dataclasses.replace(behaviour, second_product=0.3))
    tally = simulate(plans.plan(both), seed=3, first=0, days=1500)
    assert tally.busy / tally.served == pytest.approx(both.mean_minutes, rel=0.03)


@pytest.mark.parametrize(
    ("changes", "about"),
    [
        ({"appointments": {"share": 1.2}}, "appointments"),
        ({"appointments": {"no_show": -0.1}}, "appointments"),
        ({"behaviour": {"patience": 900}}, "behaviour"),
        ({"behaviour": {"extra_person": 1.0}}, "behaviour"),
        ({"layout": {"places": 0}}, "layout"),
        ({"layout": {"station": "robot"}}, "layout"),
        ({"layout": {"rooms": 99}}, "layout"),
        ({"layout": {"colour": "red"}}, "layout"),
        ({"counters": {"counters": {"0": {str(540 + 30 * n): 0 for n in range(6)}}}}, "counters"),
        ({"counters": {"counters": {"0": {"540": 31}}}}, "counters"),
        ({"counters": {}}, "counters"),
        ({"visitors": {"people": {"0": {"540": 500}}}}, "visitors"),
        ({"visitors": {"percent": 900}}, "visitors"),
        ({"workers": {"workers": []}}, ""),
        ({"products": {"products": {"onbekend": {"minutes": 3}}}}, "products"),
        ({"products": {"products": {"reispas": {"minutes": 0}}}}, "products"),
        ({"products": {"products": {"reispas": {"booking": "soms"}}}}, "products"),
        ({"moved": {"products": [{"slug": "weg", "per_week": 3}]}}, "moved"),
        ({"moved": {"products": [{"slug": "premie", "per_week": 0}]}}, "moved"),
        (
            {"evening": {"weekday": 0, "begin": 700, "end": 800, "counters": 1, "shift": 0.1}},
            "evening",
        ),
        (
            {"evening": {"weekday": 0, "begin": 1200, "end": 1100, "counters": 1, "shift": 0.1}},
            "evening",
        ),
        (
            {"evening": {"weekday": 9, "begin": 1100, "end": 1200, "counters": 1, "shift": 0.1}},
            "evening",
        ),
        (
            {"evening": {"weekday": 0, "begin": 1100, "end": 1200, "counters": 1, "shift": 0.95}},
            "evening",
        ),
        (
            {"evening": {"weekday": 0, "begin": 1100, "end": 1200, "counters": 0, "shift": 0.1}},
            "evening",
        ),
        ({"weather": {}}, ""),
    ],
)
def test_what_makes_no_sense_is_refused_with_what_to_do(changes, about):
    if changes == {"workers": {"workers": []}}:
        # whoever is missing for the counters is added
        assert len(scenarios.apply(now(), changes).workers) == 2
        return
    with pytest.raises(Wrong) as refused:
        scenarios.apply(now(), changes)
    assert refused.value.about == about
    assert str(refused.value)[0].isupper()


def test_a_place_without_people_or_workers_is_refused():
    for wrong in (
        now(days=()),
        now(workers=()),
        now(products=(Product("x", "X", 0.0, 5.0, 5),)),
        now(days=(Day(0, (HalfHour(540, 600, 1, 1), HalfHour(570, 630, 1, 1)), (630,)),)),
        now(days=(Day(0, (HalfHour(1400, 1500, 1, 1),), (1500,)),)),
    ):
        with pytest.raises(Wrong):
            check(wrong)
    check(now())


def test_each_kind_changes_its_own_part():
    base = now()
    more = scenarios.apply(base, {"counters": {"counters": {"1": {"540": 4}}}})
    assert more.days[1].half_hours[0].counters == 4
    assert more.days[0] == base.days[0]
    # four counters need four people: the fourth can do everything
    assert more.workers[3] == Worker("Extra medewerker 4", ("vreemd",))
    busier = scenarios.apply(base, {"visitors": {"percent": 150}})
    assert busier.people_per_week == pytest.approx(1.5 * base.people_per_week)
    rooms = scenarios.apply(base, {"layout": {"rooms": 1, "room_products": ["reispas"]}})
    assert [one.room for one in rooms.products] == [True, False, False]
    faster = scenarios.apply(base, {"products": {"products": {"reispas": {"minutes": 6}}}})
    assert faster.products[0].minutes == 6


def test_an_evening_takes_people_from_their_own_moment():
    evening = scenarios.apply(
        now(),
        {"evening": {"weekday": 1, "begin": 1020, "end": 1140, "counters": 2, "shift": 0.2}},
    )
    day = evening.days[1]
    assert [one.begin for one in day.half_hours][-4:] == [1020, 1050, 1080, 1110]
    assert day.closings == (720, 1140)
    plan = plans.plan(evening)
    assert [one.keeps for one in plan.weekdays] == [0.8] * 3
    assert sum(people for *_, people in plan.weekdays[1].moved) == pytest.approx(0.2 * 90)
    assert plan.weekdays[0].moved == ()
    # a weekday that was closed becomes a day
    saturday = scenarios.apply(
        now(), {"evening": {"weekday": 5, "begin": 540, "end": 720, "counters": 1, "shift": 0.1}}
    )
    assert [day.weekday for day in saturday.days] == [0, 1, 2, 5]


def test_moved_products_bring_their_people():
    moved = scenarios.apply(
        now(), {"moved": {"products": [{"slug": "premie", "per_week": 9, "minutes": 20}]}}
    )
    assert moved.elsewhere == ()
    plan = plans.plan(moved)
    assert plan.products[-1].is_new
    assert sum(people for day in plan.weekdays for *_, people in day.added) == pytest.approx(9)


def test_quick_desks_take_the_place_of_counters_or_come_on_top():
    instead = plans.plan(scenarios.apply(now(), {"layout": {"quick_desks": 1}}))
    assert [one.quick for one in instead.staff] == [False, True, False]
    extra = plans.plan(scenarios.apply(now(), {"layout": {"quick_desks": 1, "quick_extra": True}}))
    assert [one.quick for one in extra.staff] == [False, True, False, False]
    assert extra.weekdays[0].counters[0][2] == 3
    assert [product.quick for product in extra.products] == [False, False, True]


def test_the_desk_in_front_is_a_station():
    assert plans.plan(now()).station is None
    kiosk = plans.plan(scenarios.apply(now(), {"layout": {"station": "kiosk", "places": 2}}))
    assert kiosk.station.places == 2


def test_a_product_that_nobody_can_serve_is_noticed():
    assert nobody_can(now()) == []
    without = now(workers=(Worker("Baan 1"), Worker("Baan 2"), Worker("Baan 3", ("vreemd",))))
    # the third never sits there: at most two counters are open
    assert [one.name for one in nobody_can(without)] == ["Verblijfskaart"]


def test_a_product_that_needs_a_room_where_there_is_none_is_noticed():
    for rooms in (None, 1):
        assert plans.without_room(now(layout=Layout(rooms=rooms))) == ""
    assert plans.without_room(now(layout=Layout(rooms=0))) == (
        "Er is geen gespreksruimte voor “Verblijfskaart”: daarvoor wordt niemand geholpen."
    )


@pytest.mark.parametrize("question", questions.QUESTIONS)
def test_every_question_proposes_scenarios_that_run(question):
    proposals = questions.propose(question, now(), target=0.9)
    assert 1 <= len(proposals) < questions.MOST_SCENARIOS
    assert len({one.name for one in proposals}) == len(proposals)
    for one in proposals:
        changed = scenarios.apply(now(), one.changes)
        assert one.search or scenarios.in_words(now(), one.changes)
        assert simulate(plans.plan(changed), seed=1, first=0, days=3).wanted > 0


def test_the_first_guess_has_no_less_than_one_counter_where_it_is_open():
    day = Day(0, (*MORNING, HalfHour(780, 810, 0.0, 1), HalfHour(810, 840, 0.0, 0)), (720, 840))
    guess = questions.first_guess(now(days=(day,)), day, 0.9, lagged=True)
    assert guess[-2:] == [1, 0]
    assert all(number >= 1 for number in guess[:-1])


def test_scenarios_in_words():
    said = scenarios.in_words(
        now(),
        {
            "appointments": {"share": 0.6, "no_show": 0.2, "reserve": 0.5, "bonus": 10},
            "workers": {
                "workers": [
                    {"name": "Baan 1", "skills": []},
                    {"name": "Baan 2", "skills": ["vreemd"]},
                    {"name": "Nieuw", "skills": []},
                ]
            },
            "evening": {"weekday": 3, "begin": 1020, "end": 1200, "counters": 1, "shift": 0.1},
            "visitors": {"percent": 110},
            "layout": {"station": "desk", "quick_desks": 1, "rooms": 1},
            "products": {"products": {"reispas": {"minutes": 6, "weight": 9}}},
            "behaviour": {"patience": 0},
            "counters": {"counters": {"0": {"540": 1}}},
            "moved": {"products": [{"slug": "premie", "per_week": 4}]},
        },
    )
    text = " ".join(said)
    for part in (
        "60 % van wie mag kiezen",
        "Baan 2 kan ook: Vreemdelingenzaken",
        "Baan 1 doet niet meer",
        "Nieuw komt erbij",
        "Baan 3 werkt niet meer",
        "op donderdag van 17.00 tot 20.00 uur met 1 loket; 10 %",
        "99 mensen per week in plaats van 90",
        "Reispas: 6 minuten in plaats van 8",
        "17,5 loketuren per week in plaats van 18",
        "Premie komt naar de frontoffice: 4 mensen per week",
        "1 aparte gespreksruimte voor: Verblijfskaart",
    ):
        assert part in text, part
    assert scenarios.in_words(now(), {}) == []


def test_the_words_name_every_number_and_where_it_comes_from():
    sections = words.sections(now(layout=Layout(station="kiosk")))
    text = " ".join(one.text for section in sections for one in section.sentences)
    for part in ("90 mensen", "Reispas: 50 %", "18 loketuren", "Weibull", "1. Baan 1", "zuil"):
        assert part in text, part
    origins = {one.origin for section in sections for one in section.sentences}
    assert Origin.TYPED.words in origins
    assert Origin.MODEL.words in origins
    endless = now(behaviour=dataclasses.replace(now().behaviour, patience=0))
    assert "Niemand gaat weg" in str(words.sections(endless))


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        (0.4, "enkele seconden"),
        (12, "ongeveer 10 seconden"),
        (38, "ongeveer 40 seconden"),
        (58, "ongeveer 1 minuut"),
        (170, "ongeveer 3 minuten"),
    ],
)
def test_what_is_left_is_said_no_finer_than_is_known(seconds, said):
    assert words.left(seconds) == said


def test_too_few_weeks_are_warned_about():
    assert "niet op metingen" in words.warning(now())
    assert "1 week gemeten" in words.warning(now(measured_weeks=1))
    assert "5 weken gemeten" in words.warning(now(measured_weeks=5))
    assert words.warning(now(measured_weeks=8)) == ""


def outcome(changes=None, days=60):
    assumptions = scenarios.apply(now(), changes or {})
    plan = plans.plan(assumptions)
    groups = [simulate(plan, seed=1, first=n * 3, days=3) for n in range(days // 3)]
    from onthaal.frontoffice.simulation.outcome import Norms

    return figures(groups, Norms())


def test_results_survive_being_kept():
    found = outcome()
    kept = results.outcome(json.loads(json.dumps(results.as_json(found))))
    assert kept.days == found.days
    for name, one in found.figures.items():
        assert kept.figures[name].value == pytest.approx(one.value, abs=1e-4)
    assert len(kept.half_hours) == len(found.half_hours)
    single = results.as_json(dataclasses.replace(found, figures={"x": Interval(1, -1e999, 1e999)}))
    assert single["figures"]["x"] == [1, None, None]


def test_more_counters_are_clearly_better_and_nothing_is_the_same():
    base, more = (
        outcome(),
        outcome(
            {
                "counters": {
                    "counters": {str(d): {str(540 + 30 * n): 4 for n in range(6)} for d in range(3)}
                }
            }
        ),
    )
    by_name = {measure.name: results.figure(measure, more, base) for measure in results.MEASURES}
    assert by_name["walk_in_p90"].verdict_words == "duidelijk beter"
    assert by_name["walk_in_within"].verdict == "better"
    assert by_name["utilisation"].verdict_words == "duidelijk minder"
    assert by_name["counter_hours"].verdict == "more"
    assert by_name["station_mean"].value is None
    assert results.figure(results.BY_NAME["walk_in_p90"], base, None).verdict == ""
    same = results.figure(results.BY_NAME["walk_in_p90"], base, base)
    assert same.verdict_words == "gelijk"
    said = results.conclusion(list(by_name.values()))
    assert said.startswith("duidelijk beter: ")
    fewer = results.figure(results.BY_NAME["walk_in_p90"], base, more)
    assert "duidelijk slechter" in results.conclusion([fewer])
    assert "niet te onderscheiden" in results.conclusion([same])


def test_a_station_that_is_new_or_goes_is_judged_as_waiting_that_was_not_there():
    # one slow desk where everybody registers
    desk = {"layout": {"station": "desk", "places": 1, "minutes": 5, "appointment_minutes": 5}}
    measure, without, slow = results.BY_NAME["station_mean"], outcome(), outcome(desk)
    came = results.figure(measure, slow, without)
    assert came.verdict_words == "duidelijk slechter"
    assert came.change == came.value > 0
    assert "duidelijk slechter: wachten om zich aan te melden" in results.conclusion([came])
    gone = results.figure(measure, without, slow)
    assert (gone.value, gone.verdict) == (0, "better")
    assert results.figure(measure, without, without).value is None


def points(*signs):
    """+ clearly more, 0 cannot be told, − clearly fewer, at 0, 5, 10 … %."""
    gaps = {"+": Interval(1, 0.5, 2), "0": Interval(0, -1, 1), "-": Interval(-1, -2, -0.5)}
    return [(place * 0.05, gaps[sign]) for place, sign in enumerate(signs)]


@pytest.mark.parametrize(
    ("signs", "said"),
    [
        ("++0--", "Als 15 % of meer niet komt opdagen"),
        ("++0--", "tot 5 % zijn het er duidelijk meer"),
        ("+0--", "alleen als iedereen komt"),
        ("00--", "daaronder is er geen duidelijk verschil"),
        ("++++", "Ook als 15 % niet komt"),
        ("0000", "niet te onderscheiden"),
        ("----", "Zelfs als iedereen komt opdagen"),
    ],
)
def test_break_even_no_show_in_words(signs, said):
    assert said in results.break_even(points(*signs)).words


@given(
    st.dictionaries(
        st.sampled_from(["share", "no_show", "reserve", "bonus", "early"]),
        st.floats(-0.2, 1.2, allow_nan=False),
        max_size=3,
    )
)
@settings(deadline=None)
def test_a_change_is_refused_or_gives_assumptions_that_are_right(values):
    try:
        changed = scenarios.apply(now(), {"appointments": values})
    except Wrong:
        return
    check(changed)
    assert scenarios.apply(now(), {"appointments": values}) == changed
