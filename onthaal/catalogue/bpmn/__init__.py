"""A step list as BPMN 2.0, drawn in lanes, and back. Nothing in a diagram is ever executed."""
