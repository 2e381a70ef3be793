"""What can be decided from a step list, without a database."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from onthaal.catalogue import flow
from onthaal.catalogue.flow import END, REFUSED, Answer, Kind, Line
from onthaal.catalogue.tests.lists import SPEELSTRAAT, any_list, fine_lists


def texts(lines):
    return " ".join(problem.text for problem in flow.problems(lines))


def step(key, **more):
    return Line(key, key.title(), role="Frontoffice", **more)


def choice(key, *answers):
    return step(key, kind=Kind.DECISION, question="En?", answers=answers)


def test_a_written_out_process_has_no_problems():
    assert flow.problems(flow.tidied(SPEELSTRAAT)) == []


def test_an_empty_list_asks_for_its_first_step():
    assert "nog geen stap" in texts(())


def test_a_step_that_nobody_comes_to_is_named():
    assert "Geen enkele stap leidt naar “B”" in texts([step("a", next="c"), step("b"), step("c")])


def test_a_loop_needs_a_way_out():
    loop = [step("a"), step("b", next="a")]
    assert "raakt niemand nog aan het einde" in texts(loop)
    way_out = [step("a"), choice("b", Answer("Opnieuw", "a"), Answer("Klaar", END))]
    assert flow.problems(way_out) == []


def test_a_decision_says_what_follows_each_answer():
    assert "minstens twee antwoorden" in texts([choice("a", Answer("Ja"))])
    assert "geef elk antwoord een naam" in texts([choice("a", Answer(""), Answer("Nee", REFUSED))])
    assert "heten hetzelfde" in texts([choice("a", Answer("ja"), Answer("JA", REFUSED))])
    assert "niets te kiezen" in texts([choice("a", Answer("Ja"), Answer("Nee"))])
    assert "een stap die niet bestaat" in texts([choice("a", Answer("Ja"), Answer("Nee", "zee"))])


def test_roles_and_names_are_asked_for():
    assert "vul in wie dit doet" in texts([replace(step("a"), role="")])
    assert "heeft geen naam" in texts([replace(step("a"), name="")])


def test_the_usual_way_goes_by_the_first_answers():
    lines = flow.tidied(SPEELSTRAAT)
    assert flow.usual_way(lines) == ["vraagt-aan", "kijkt-na", "volledig", "advies", "brief"]
    assert flow.norm_days(lines) == 8
    assert flow.norm_days(lines, "advies") == 6


def test_who_pointed_at_a_removed_step_goes_past_it():
    lines = flow.removed(SPEELSTRAAT, "advies")
    assert flow.problems(lines) == []
    assert lines[2].answers[0] == Answer("Ja", "brief")
    skips = flow.removed([step("a"), step("b", next="d"), step("c"), step("d")], "b")
    assert flow.successors(skips)["a"] == ["d"]


def test_a_copy_stands_right_after_its_original():
    lines = flow.duplicated(SPEELSTRAAT, "brief")
    assert [line.key for line in lines[-2:]] == ["brief", "stuurt-de-vergunning"]
    assert lines[-1].name == "Stuurt de vergunning (kopie)"


def test_a_comparison_names_what_was_added_removed_moved_and_changed():
    old = [step("a"), step("b"), step("c"), step("d")]
    new = [step("x"), step("b"), replace(step("a"), norm_days=3), step("d")]
    found = {each.name: each for each in flow.differences(old, new)}
    assert found["X"].kind == "added"
    assert found["C"].kind == "removed"
    # of the two that changed places one counts as moved
    assert [each.name for each in found.values() if each.is_moved] in (["A"], ["B"])
    assert [(c.label, c.before, c.after) for c in found["A"].changes] == [
        ("Norm in werkdagen", "", "3")
    ]
    assert "D" not in found


def test_moving_steps_does_not_change_what_an_answer_means():
    lines = flow.tidied(
        [choice("a", Answer("Ja"), Answer("Nee", "c")), step("b"), step("c"), step("d")]
    )
    assert lines[0].answers[0].next == "b"
    assert flow.moved(lines, "b", 1)[0].answers == lines[0].answers
    between = flow.inserted(lines, step("x"), 1)
    assert [answer.next for answer in between[0].answers] == ["x", "c"]
    assert flow.problems(between) == []


def test_an_insertion_moves_nothing():
    new = [step("x"), *SPEELSTRAAT]
    assert [each.kind for each in flow.differences(SPEELSTRAAT, new)] == ["added"]


def test_steps_of_another_file_keep_the_keys_that_we_know():
    other = [replace(line, key=f"u{number}") for number, line in enumerate(SPEELSTRAAT[:2])]
    kept = flow.with_known_keys(other, SPEELSTRAAT)
    assert [line.key for line in kept] == ["vraagt-aan", "kijkt-na"]


@given(any_list())
def test_tidying_twice_is_tidying_once(lines):
    assert flow.tidied(lines) == lines


@given(any_list())
def test_a_list_survives_json(lines):
    assert tuple(flow.from_data(flow.as_data(line)) for line in lines) == lines


@given(any_list(), st.data())
def test_moving_there_and_back_changes_nothing_in_the_order(lines, data):
    key = data.draw(st.sampled_from([line.key for line in lines]))
    if lines[-1].key == key:
        return
    there = flow.moved(lines, key, 1)
    back = flow.moved(there, key, -1)
    assert [line.key for line in back] == [line.key for line in lines]


@settings(max_examples=40, deadline=None)
@given(fine_lists(), st.data())
def test_the_usual_way_reaches_an_end_or_comes_round(lines, data):
    way = flow.usual_way(lines)
    assert way[0] == lines[0].key
    assert len(set(way)) == len(way)
    last = next(line for line in lines if line.key == way[-1])
    first_exit = flow.exits(last, flow.following(lines))[0].next
    assert first_exit in flow.ENDS or first_exit in way


@given(any_list())
def test_a_list_differs_from_itself_in_nothing(lines):
    assert flow.differences(lines, lines) == []
