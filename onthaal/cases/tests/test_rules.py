"""Where a request stands, without a database."""

import datetime as dt

from hypothesis import given, settings
from hypothesis import strategies as st

from onthaal.cases import rules
from onthaal.catalogue import flow
from onthaal.catalogue.flow import Answer, Kind, Line
from onthaal.catalogue.tests.lists import SPEELSTRAAT, fine_lists

MONDAY = dt.date(2026, 11, 23)
LINES = flow.tidied(SPEELSTRAAT)


def test_asking_is_the_first_step_when_the_list_begins_with_the_resident():
    assert rules.first_steps(LINES) == ["vraagt-aan", "kijkt-na"]
    assert rules.first_steps(LINES[1:]) == ["kijkt-na"]


def test_a_decision_goes_where_its_answer_says():
    assert rules.way_out(LINES, "volledig", "Ja").next == "advies"
    assert rules.way_out(LINES, "volledig", "Mag niet").next == flow.REFUSED
    assert rules.way_out(LINES, "volledig", "Misschien") is None
    assert rules.way_out(LINES, "brief", "") == Answer("", flow.END)


def test_a_new_request_stands_at_stage_two_of_four():
    progress = rules.progress(LINES, ["vraagt-aan", "kijkt-na"], is_closed=False)
    assert (progress.number, progress.total) == (2, 4)
    assert [stage.state for stage in progress.stages] == ["done", "now", "next", "next"]


def test_a_step_without_words_leaves_the_resident_where_he_was():
    progress = rules.progress(LINES, ["vraagt-aan", "kijkt-na", "volledig"], is_closed=False)
    assert progress.now.key == "kijkt-na"


def test_what_must_be_done_again_lies_ahead():
    visited = ["vraagt-aan", "kijkt-na", "volledig", "vult-aan"]
    progress = rules.progress(LINES, visited, is_closed=False)
    assert [stage.key for stage in progress.stages] == [
        "vraagt-aan",
        "vult-aan",
        "kijkt-na",
        "advies",
        "brief",
    ]
    assert (progress.number, progress.total) == (2, 5)


def test_a_closed_request_has_only_what_lies_behind():
    progress = rules.progress(LINES, ["vraagt-aan", "kijkt-na", "volledig"], is_closed=True)
    assert [stage.state for stage in progress.stages] == ["done", "done"]
    assert progress.now is None


def test_terms_count_working_days():
    assert rules.step_due(MONDAY, 2, ()) == dt.date(2026, 11, 25)
    assert rules.step_due(MONDAY, None, ()) is None
    assert rules.whole_due(MONDAY, LINES, None, ()) == dt.date(2026, 12, 3)
    assert rules.whole_due(MONDAY, LINES, 3, ()) == dt.date(2026, 11, 26)


def test_a_promise_is_only_ever_made_later():
    late = dt.date(2026, 12, 7)
    assert rules.expected(MONDAY, late, LINES, "advies", ()) == dt.date(2026, 12, 15)
    assert rules.expected(late, MONDAY, LINES, "brief", ()) == late


@given(fine_lists(), st.data())
@settings(max_examples=60, deadline=None)
def test_however_it_goes_the_resident_sees_one_place(lines, data):
    visited = rules.first_steps(lines)
    for _ in range(data.draw(st.integers(0, 12))):
        way = data.draw(st.sampled_from(rules.ways_out(lines, visited[-1])))
        if way.next in flow.ENDS:
            break
        visited.append(way.next)
    progress = rules.progress(lines, visited, is_closed=False)
    states = [stage.state for stage in progress.stages]
    assert states.count("now") == (1 if states else 0)
    assert 0 <= progress.number <= progress.total == len(states)
    assert len({stage.key for stage in progress.stages}) == len(states)
    if states:
        assert progress.stages[progress.number - 1].state == "now"


def test_a_list_of_one_step_of_the_resident_stands_in_it():
    only = (Line("a", "Vraagt", Kind.RESIDENT, "Inwoner", public_text="U vraagt."),)
    assert rules.first_steps(only) == ["a"]
