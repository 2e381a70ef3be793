"""Numbers of the hall for others: what came out of the events of one visit, or of a whole day."""

from onthaal.reception.rules.times import Durations, Stretch, durations, stretches

__all__ = ["Durations", "Stretch", "durations", "stretches"]
