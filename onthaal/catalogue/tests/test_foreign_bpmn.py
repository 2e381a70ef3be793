"""Diagrams of other editors become the nearest list; bad files are refused with words."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onthaal.catalogue import flow
from onthaal.catalogue.bpmn.export import as_bpmn
from onthaal.catalogue.bpmn.importing import MAX_FLOWS, MAX_NODES, from_bpmn
from onthaal.catalogue.bpmn.names import MAX_BYTES, MAX_DEPTH
from onthaal.catalogue.bpmn.xml import Unreadable
from onthaal.catalogue.flow import END, REFUSED, Kind
from onthaal.catalogue.tests.lists import SPEELSTRAAT


def bpmn(body, before="", exporter="Camunda Modeler"):
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL"
 xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
 xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" id="D" targetNamespace="http://bpmn.io/schema/bpmn"
 exporter="{exporter}" exporterVersion="5.30.0">{before}
<bpmn:process id="P" name="Attest" isExecutable="true">{body}</bpmn:process>
</bpmn:definitions>""".encode()


def flows(*pairs):
    """``flows("a-b:Ja")`` is a sequence flow from a to b called Ja."""
    made = []
    for number, pair in enumerate(pairs):
        ends, _, name = pair.partition(":")
        source, target = ends.split("-")
        made.append(
            f'<bpmn:sequenceFlow id="f{number}" name="{name}" sourceRef="{source}" '
            f'targetRef="{target}"/>'
        )
    return "".join(made)


def names(found):
    return [line.name for line in found.lines]


def told(found):
    return " ".join(found.told)


START, STOP = '<bpmn:startEvent id="s"/>', '<bpmn:endEvent id="e" name="Afgegeven"/>'


def task(key, name, kind="task", inside=""):
    return f'<bpmn:{kind} id="{key}" name="{name}">{inside}</bpmn:{kind}>'


def test_a_plain_diagram_of_bpmn_io():
    found = from_bpmn(
        bpmn(
            START
            + task("b", "Geeft af")
            + task("a", "Vraagt aan")
            + STOP
            + flows("s-a", "a-b", "b-e"),
            exporter="bpmn-js (https://demo.bpmn.io)",
        )
    )
    assert names(found) == ["Vraagt aan", "Geeft af"]
    assert flow.problems(found.lines) == []
    assert not found.is_ours
    assert "zonder baan" in told(found)
    assert found.name == "Attest"


def test_lanes_become_roles_and_the_residents_lane_is_the_residents():
    def lane(key, name, inside):
        return f'<bpmn:lane id="{key}" name="{name}">{inside}</bpmn:lane>'

    def holds(key):
        return f"<bpmn:flowNodeRef>{key}</bpmn:flowNodeRef>"

    inner = f'<bpmn:childLaneSet id="c">{lane("l3", "Loket", holds("b"))}</bpmn:childLaneSet>'
    lanes = (
        f'<bpmn:laneSet id="l">{lane("l1", "Burger", holds("a"))}'
        f"{lane('l2', 'Gemeente', inner)}</bpmn:laneSet>"
    )
    body = lanes + START + task("a", "Vraagt aan", "userTask") + task("b", "Geeft af", "userTask")
    found = from_bpmn(bpmn(body + STOP + flows("s-a", "a-b", "b-e")))
    assert [(line.role, line.kind) for line in found.lines] == [
        ("Burger", Kind.RESIDENT),
        ("Loket", Kind.STAFF),
    ]
    assert found.told == ()


def test_a_choice_keeps_its_answers_and_its_two_ends():
    body = (
        START
        + task("a", "Kijkt na")
        + '<bpmn:exclusiveGateway id="g" name="In orde?"/>'
        + '<bpmn:exclusiveGateway id="m"/>'
        + task("b", "Herstelt")
        + task("c", "Geeft af")
        + STOP
        + '<bpmn:endEvent id="x" name="Aanvraag geweigerd"/>'
        + flows("s-a", "a-g", "g-m:Ja", "g-b:Bijna", "g-x:Nee", "b-m", "m-c", "c-e")
    )
    found = from_bpmn(bpmn(body))
    assert flow.problems(found.lines) == []
    by_name = {line.name: line for line in found.lines}
    choice = by_name["In orde?"]
    ways = {way.text: way.next for way in flow.exits(choice, flow.following(found.lines))}
    assert ways == {
        "Ja": by_name["Geeft af"].key,
        "Bijna": by_name["Herstelt"].key,
        "Nee": REFUSED,
    }


def test_branches_at_the_same_time_stand_after_each_other():
    body = (
        START
        + task("a", "Vraagt aan")
        + '<bpmn:parallelGateway id="p"/>'
        + task("b", "Vraagt advies brandweer")
        + task("c", "Vraagt advies politie")
        + task("c2", "Belt de politie")
        + '<bpmn:parallelGateway id="j"/>'
        + task("d", "Beslist")
        + STOP
        + flows("s-a", "a-p", "p-b", "p-c", "c-c2", "b-j", "c2-j", "j-d", "d-e")
    )
    found = from_bpmn(bpmn(body))
    assert names(found) == [
        "Vraagt aan",
        "Vraagt advies brandweer",
        "Vraagt advies politie",
        "Belt de politie",
        "Beslist",
    ]
    assert flow.problems(found.lines) == []
    assert "tegelijk" in told(found)


@pytest.mark.parametrize(
    "end",
    [
        '<bpmn:endEvent id="no" name="Geweigerd"/>',
        '<bpmn:endEvent id="no"><bpmn:terminateEventDefinition/></bpmn:endEvent>',
    ],
)
@pytest.mark.parametrize("ways", [("p-b", "p-c"), ("p-c", "p-b")])
def test_a_refusal_in_one_of_the_branches_stays_one(end, ways):
    body = (
        START
        + '<bpmn:parallelGateway id="p"/>'
        + task("b", "Kijkt na")
        + '<bpmn:exclusiveGateway id="g" name="Ontvankelijk?"/>'
        + task("b2", "Schrijft in")
        + task("c", "Vraagt advies")
        + '<bpmn:parallelGateway id="j"/>'
        + task("d", "Geeft de vergunning af")
        + end
        + STOP
        + flows("s-p", *ways, "b-g", "g-b2:Ja", "g-no:Nee", "b2-j", "c-j", "j-d", "d-e")
    )
    found = from_bpmn(bpmn(body))
    assert flow.problems(found.lines) == []
    (decision,) = [line for line in found.lines if line.is_decision]
    assert decision.answers[1].text == "Nee"
    assert decision.answers[1].next == (REFUSED if "Geweigerd" in end else END)
    # after the last branch nothing comes any more
    assert ("het einde van het hele proces" in told(found)) == (ways[0] == "p-b")


def test_a_branch_that_can_only_end_leaves_the_others_their_turn():
    stop = '<bpmn:endEvent id="%s"><bpmn:terminateEventDefinition/></bpmn:endEvent>'
    body = (
        START
        + '<bpmn:parallelGateway id="p"/>'
        + task("b", "Betaalt")
        + task("c", "Wacht op betaling")
        + stop % "e1"
        + stop % "e2"
        + flows("s-p", "p-b", "p-c", "b-e1", "c-e2")
    )
    found = from_bpmn(bpmn(body))
    assert names(found) == ["Betaalt", "Wacht op betaling"]
    assert flow.problems(found.lines) == []


def test_branches_that_meet_before_a_way_back_stand_after_each_other():
    body = (
        START
        + task("a", "Vult in")
        + '<bpmn:parallelGateway id="p"/>'
        + task("b", "Vraagt technisch advies")
        + task("c", "Vraagt financieel advies")
        + '<bpmn:parallelGateway id="j"/><bpmn:exclusiveGateway id="g" name="Akkoord?"/>'
        + STOP
        + flows("s-a", "a-p", "p-b", "p-c", "b-j", "c-j", "j-g", "g-e:Ja", "g-a:Nee")
    )
    found = from_bpmn(bpmn(body))
    assert names(found) == [
        "Vult in",
        "Vraagt technisch advies",
        "Vraagt financieel advies",
        "Akkoord?",
    ]
    assert flow.problems(found.lines) == []
    assert [answer.next for answer in found.lines[3].answers] == [END, "vult-in"]


def test_a_drawing_that_goes_on_at_a_sign_with_the_same_name_is_one_way():
    sign = '<bpmn:linkEventDefinition id="{0}d" name="A"/>'
    body = (
        START
        + task("a", "Kijkt na")
        + task("out", "", "intermediateThrowEvent", sign.format("out"))
        + task("in", "", "intermediateCatchEvent", sign.format("in"))
        + task("b", "Geeft af")
        + STOP
        + flows("s-a", "a-out", "in-b", "b-e")
    )
    found = from_bpmn(bpmn(body))
    assert names(found) == ["Kijkt na", "Geeft af"]
    assert flow.problems(found.lines) == []


BORDER = '<bpmn:boundaryEvent id="r" name="Na tien dagen" attachedToRef="a" {}/>'


def test_what_breaks_a_task_off_is_an_answer():
    body = (
        START
        + task("a", "Geeft advies")
        + BORDER.format("")
        + task("b", "Geeft af")
        + STOP
        + '<bpmn:endEvent id="x" name="Geweigerd"/>'
        + flows("s-a", "a-b", "b-e", "r-x")
    )
    found = from_bpmn(bpmn(body))
    assert names(found) == ["Geeft advies", "Hoe eindigt “Geeft advies”?", "Geeft af"]
    assert flow.problems(found.lines) == []
    assert [(each.text, each.next) for each in found.lines[1].answers] == [
        ("Zoals gewoonlijk", "geeft-af"),
        ("Na tien dagen", REFUSED),
    ]
    assert "is een antwoord geworden" in told(found)


def test_what_happens_beside_a_task_is_said_to_be_left_out():
    body = (
        START
        + task("a", "Geeft advies")
        + BORDER.format('cancelActivity="false"')
        + task("b", "Herinnert")
        + STOP
        + flows("s-a", "a-e", "r-b")
    )
    found = from_bpmn(bpmn(body))
    assert names(found) == ["Geeft advies", "Herinnert"]
    assert "staan los" in told(found)


def test_formatted_documentation_becomes_words():
    inside = (
        "<bpmn:documentation><![CDATA[<html><body><p>Vul <b>alles</b> in.</p><p>Teken.</p>"
        "</body></html>]]></bpmn:documentation>"
    )
    found = from_bpmn(bpmn(START + task("a", "Vult in", inside=inside) + STOP + flows("s-a")))
    assert found.lines[0].instruction == "Vul alles in.\nTeken."


def test_a_subprocess_is_unfolded_in_its_place():
    inner = (
        '<bpmn:startEvent id="is"/>'
        + task("i1", "Zoekt op")
        + task("i2", "Vult in")
        + '<bpmn:endEvent id="ie"/>'
        + flows("is-i1", "i1-i2", "i2-ie").replace('id="f', 'id="i')
    )
    body = (
        flows("s-a", "a-sub", "sub-b", "b-e")
        + START
        + task("a", "Vraagt aan")
        + task("sub", "Maakt het attest", "subProcess", inner)
        + task("b", "Geeft af")
        + STOP
    )
    found = from_bpmn(bpmn(body))
    assert names(found) == ["Vraagt aan", "Zoekt op", "Vult in", "Geeft af"]
    assert flow.problems(found.lines) == []
    assert "Maakt het attest” is opengevouwen" in told(found)


@pytest.mark.parametrize("caught", [False, True])
def test_a_refusal_inside_a_subprocess_is_one_unless_the_drawing_goes_on(caught):
    inner = (
        '<bpmn:startEvent id="is"/><bpmn:exclusiveGateway id="ig" name="Volledig?"/>'
        + task("i1", "Vult in")
        + '<bpmn:endEvent id="ie"/><bpmn:endEvent id="no" name="Geweigerd"/>'
        + flows("is-ig", "ig-i1:Ja", "ig-no:Nee", "i1-ie").replace('id="f', 'id="i')
    )
    border = (
        '<bpmn:boundaryEvent id="b" name="Geweigerd" attachedToRef="sub">'
        "<bpmn:errorEventDefinition/></bpmn:boundaryEvent>"
        + task("w", "Schrijft een brief")
        + flows("b-w", "w-e").replace('id="f', 'id="w')
    )
    body = (
        flows("s-sub", "sub-d", "d-e")
        + START
        + task("sub", "Maakt het dossier", "subProcess", inner)
        + task("d", "Geeft af")
        + (border if caught else "")
        + STOP
    )
    found = from_bpmn(bpmn(body))
    assert flow.problems(found.lines) == []
    (answer,) = [a for line in found.lines for a in line.answers if a.text == "Nee"]
    assert (answer.next == REFUSED) is not caught
    assert ("“Geweigerd” in een deelproces" in told(found)) is not caught


def test_a_script_is_words_and_nothing_else(tmp_path):
    mark = tmp_path / "uitgevoerd"
    script = f"<bpmn:script>import os; open('{mark}', 'w')</bpmn:script>"
    condition = (
        '<bpmn:sequenceFlow id="c1" sourceRef="g" targetRef="b"><bpmn:conditionExpression '
        f"xsi:type=\"bpmn:tFormalExpression\">${{open('{mark}', 'w')}}</bpmn:conditionExpression>"
        "</bpmn:sequenceFlow>"
    )
    body = (
        START
        + task("a", "Berekent", "scriptTask", script)
        + '<bpmn:exclusiveGateway id="g"/>'
        + task("b", "Betaalt")
        + STOP
        + flows("s-a", "a-g", "g-e:Gratis", "b-e")
        + condition
    )
    found = from_bpmn(bpmn(body))
    assert not mark.exists()
    computes = found.lines[0]
    assert computes.kind == Kind.SYSTEM
    assert "import os" in computes.instruction
    assert "nooit uitgevoerd" in told(found)
    assert "nooit uitgerekend" in told(found)


def test_what_a_list_cannot_hold_is_reported():
    timer = (
        "<bpmn:timerEventDefinition><bpmn:timeDuration>P3D</bpmn:timeDuration>"
        "</bpmn:timerEventDefinition>"
    )
    body = (
        START
        + task("a", "Wacht af", "intermediateCatchEvent", timer)
        + task("b", "Roept aan", "callActivity")
        + '<bpmn:boundaryEvent id="r" name="Te laat" attachedToRef="b"/>'
        + '<bpmn:textAnnotation id="t"><bpmn:text>Bel eerst</bpmn:text></bpmn:textAnnotation>'
        + '<bpmn:association id="as" sourceRef="b" targetRef="t"/>'
        + '<bpmn:dataStoreReference id="ds" name="Register"/>'
        + STOP
        + flows("s-a", "a-b", "b-e")
    )
    other = '<bpmn:process id="Q" name="Andere partij"><bpmn:task id="q"/></bpmn:process>'
    found = from_bpmn(bpmn(body, other))
    assert found.lines[0].kind == Kind.WAIT
    assert found.lines[0].norm_days == 3
    assert found.lines[1].instruction == "Bel eerst"
    for words in ("Te laat", "ander proces", "Andere partij", "gegevensopslag"):
        assert words in told(found), words


def test_ways_out_of_a_task_without_a_gateway_get_a_decision():
    body = (
        START
        + task("a", "Kijkt na")
        + task("b", "Geeft af")
        + STOP
        + '<bpmn:endEvent id="x" name="Afgewezen"/>'
        + flows("s-a", "a-b:Goed", "a-x:Fout", "b-e")
    )
    found = from_bpmn(bpmn(body))
    assert [line.kind for line in found.lines] == [Kind.STAFF, Kind.DECISION, Kind.STAFF]
    assert flow.problems(found.lines) == []
    assert found.lines[1].answers[1].next == REFUSED


def test_documents_beside_a_task_come_along():
    link = (
        '<bpmn:dataInputAssociation id="d1"><bpmn:sourceRef>o</bpmn:sourceRef>'
        "<bpmn:targetRef>x</bpmn:targetRef></bpmn:dataInputAssociation>"
    )
    body = (
        START
        + task("a", "Kijkt na", "userTask", link)
        + '<bpmn:dataObjectReference id="o" name="Identiteitskaart"/>'
        + STOP
        + flows("s-a", "a-e")
    )
    (line,) = from_bpmn(bpmn(body)).lines
    assert line.document_in == "Identiteitskaart"
    assert line.next == ""


def test_a_loop_of_gateways_alone_does_not_hang():
    body = (
        START
        + '<bpmn:exclusiveGateway id="g"/><bpmn:exclusiveGateway id="h"/>'
        + task("a", "Doet")
        + STOP
        + flows("s-g", "g-h", "h-g", "h-a", "a-e")
    )
    assert "Doet" in names(from_bpmn(bpmn(body)))


def test_the_end_alone_gives_an_end():
    (line,) = from_bpmn(bpmn(START + task("a", "Doet") + flows("s-a"))).lines
    assert flow.exits(line, flow.following([line]))[0].next == END


BOMB = b"""<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "lol"><!ENTITY c "&b;&b;&b;">]>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL">&c;</definitions>"""
FETCH = b"""<?xml version="1.0"?><!DOCTYPE a SYSTEM "http://elders.example/x.dtd"><definitions/>"""


@pytest.mark.parametrize(
    ("file", "words"),
    [
        (b"", "leeg"),
        (b"   ", "leeg"),
        (b"geen xml", "geen goede XML"),
        (b"<a>", "geen goede XML"),
        (b"\x00\x01\x02", "geen goede XML"),
        (b'<?xml version="1.0" encoding="ebcdic-9"?><a/>', "schrift|geen goede XML"),
        (b"<a/>", "geen BPMN 2.0"),
        (BOMB, "DTD"),
        (FETCH, "DTD"),
        (b"<a>" * (MAX_DEPTH + 5) + b"</a>" * (MAX_DEPTH + 5), "te diep"),
        (b"<a>" + b"<b/>" * 30_000 + b"</a>", "te veel onderdelen"),
        (b"<a>" + b" " * MAX_BYTES + b"</a>", "groter dan 2 MB"),
        (bpmn(""), "geen proces"),
        (bpmn(START + STOP), "geen enkele taak"),
        (bpmn('<bpmn:parallelGateway id="p"/>'), "geen enkele taak"),
        (bpmn(task("t", "", "intermediateThrowEvent")), "geen enkele taak"),
        (bpmn(START + task("t", "T") * (MAX_NODES + 1)), "hoogstens 400 taken"),
        (bpmn(task("d", "D", "subProcess", task("t", "T") * MAX_NODES)), "Splits het diagram"),
        (bpmn(task("a", "A") + flows(*["a-a"] * (MAX_FLOWS + 1))), "pijlen"),
    ],
)
def test_a_bad_file_says_what_is_wrong(file, words):
    with pytest.raises(Unreadable, match=words):
        from_bpmn(file)


@given(st.lists(st.integers(0, 400), max_size=12))
@settings(max_examples=60, deadline=None)
def test_a_file_with_lines_missing_gives_a_list_or_words(gone):
    whole = as_bpmn(flow.tidied(SPEELSTRAAT), name="X", slug="x").decode().splitlines()
    file = "\n".join(line for number, line in enumerate(whole) if number not in gone).encode()
    with suppress(Unreadable):
        found = from_bpmn(file)
        assert found.lines
        flow.problems(found.lines)
