"""The halls on paper: everybody who is asked for sits somewhere, and nobody can do everything."""

from __future__ import annotations

import datetime as dt

from onthaal.lindeveld import hall, staff
from onthaal.lindeveld.products import BY_SLUG, PRODUCTS, SKILLS
from onthaal.lindeveld.products.spec import APPOINTMENT, BOTH, NONE, WALK_IN
from onthaal.lindeveld.visits import demand

OPENING = {hall.GEMEENTEHUIS: staff.OPENING, hall.SOCIAAL_HUIS: staff.SOCIAL_OPENING}


def crew(place, weekday, after_noon):
    return [seat.clerk for seat in hall.ROSTER[place].get((weekday, after_noon), ())]


def test_who_serves_is_on_the_staff_and_differs_from_colleagues():
    members = {member.name: member for member in staff.CAST}
    assert set(hall.CLERKS) <= set(members)
    assert all("desk" in members[name].roles for name in hall.CLERKS)
    at_the_town_hall = [set(able) for name, able in hall.CLERKS.items() if able != ("sociaal",)]
    assert all(able < set(SKILLS) for able in at_the_town_hall)
    assert len({frozenset(able) for able in at_the_town_hall}) == len(at_the_town_hall)


def test_every_opening_has_its_crew_at_different_counters():
    for place, hours in OPENING.items():
        counters = {name for name, _ in hall.COUNTERS[place]}
        for period in hours:
            seats = hall.ROSTER[place][period.weekday, period.opens_at >= dt.time(12)]
            assert len({seat.clerk for seat in seats}) == len(seats) >= 2
            assert len({seat.counter for seat in seats}) == len(seats)
            assert {seat.counter for seat in seats} <= counters


def test_what_can_be_walked_in_for_is_served_at_every_open_hour():
    for product in PRODUCTS:
        if product.desk.access not in (WALK_IN, BOTH):
            continue
        place = hall.SOCIAAL_HUIS if "sociaal" in product.desk.skills else hall.GEMEENTEHUIS
        for period in OPENING[place]:
            if period.by_appointment:
                continue
            names = crew(place, period.weekday, period.opens_at >= dt.time(12))
            skills = set(product.desk.skills)
            if skills and skills <= {"burgerlijke-stand", "attesten", "bevolking", "identiteit"}:
                assert any(skills <= set(hall.CLERKS[name]) for name in names), product.slug


def test_what_is_bookable_fits_a_lane_and_somebody_who_is_there():
    for product in PRODUCTS:
        if product.desk.access not in (APPOINTMENT, BOTH) or not product.desk.skills:
            continue
        skills = set(product.desk.skills)
        found = 0
        for place, lanes in hall.LANES.items():
            able = {lane.name for lane in lanes if skills <= set(lane.skills)}
            for block in hall.BLOCKS[place]:
                if block.kind == "counter" and able & set(block.lanes):
                    names = crew(place, block.weekday, block.starts_at >= dt.time(12))
                    found += any(skills <= set(hall.CLERKS[name]) for name in names)
        assert found, product.slug


def test_room_for_appointments_lies_within_the_opening_hours():
    for place, blocks in hall.BLOCKS.items():
        for block in blocks:
            assert block.public <= block.staff <= len(block.lanes)
            if block.kind == "counter":
                assert any(
                    period.weekday == block.weekday
                    and period.opens_at <= block.starts_at
                    and block.ends_at <= period.closes_at
                    for period in OPENING[place]
                )


def test_the_demand_knows_only_what_can_be_had():
    for weights, ways in (
        (demand.WALK_INS, (WALK_IN, BOTH)),
        (demand.SOCIAL_WALK_INS, (WALK_IN, BOTH)),
        (demand.BOOKED, (APPOINTMENT, BOTH)),
    ):
        for slug in weights:
            assert BY_SLUG[slug].desk.access in ways, slug
    wanted = {*demand.WALK_INS, *demand.SOCIAL_WALK_INS, *demand.BOOKED}
    served = {product.slug for product in PRODUCTS if product.desk.access != NONE}
    assert wanted == served
    assert set(demand.SEASONS) | set(demand.REAL) <= served
    assert all(len(months) == 12 for months in demand.SEASONS.values())
