"""One way of writing a telephone number, so that the same number is recognised."""

from __future__ import annotations

import re


def tidy_phone(typed: str) -> str:
    """``0470 12 34 56`` as ``+32470123456``, also written as ``+32 (0)470 …``, ``0032 470 …`` or
    ``32470…``; what is no number stays as it was typed."""
    packed = re.sub(r"[\s./()\-\u2010-\u2015]", "", typed)
    if re.fullmatch(r"32[1-9]\d{7,8}", packed):
        packed = f"+{packed}"
    elif packed.startswith("00"):
        packed = f"+{packed[2:]}"
    elif packed.startswith("0"):
        packed = f"+32{packed[1:]}"
    # the zero between brackets belongs only to the number within the country
    packed = re.sub(r"^\+320", "+32", packed)
    return packed if re.fullmatch(r"\+\d{6,15}", packed) else typed.strip()


def is_phone(typed: str) -> bool:
    return bool(re.fullmatch(r"\+\d{8,15}", tidy_phone(typed)))


def spaced_phone(number: str) -> str:
    """``+32470123456`` as ``0470 12 34 56``, for reading; a foreign number keeps its plus."""
    if match := re.fullmatch(r"\+32(4\d\d)(\d\d)(\d\d)(\d\d)", number):
        return "0{} {} {} {}".format(*match.groups())
    if match := re.fullmatch(r"\+32([2349]|\d\d)(\d\d\d?)(\d\d)(\d\d)", number):
        return "0{} {} {} {}".format(*match.groups())
    return number
