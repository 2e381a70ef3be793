"""Numbers in what somebody typed or in an address: texts of which nothing is certain."""


def whole(text: str, most: int = 2**31 - 1) -> int | None:
    """The whole number in ``text``, or None: when it is empty, no number, or above ``most``.

    Only the digits 0 to 9 count, with or without spaces around them.
    """
    digits = text.strip()
    # ``isdigit`` alone also takes “²”, on which ``int`` fails.
    if not (digits.isascii() and digits.isdigit()):
        return None
    # Length first: ``int`` refuses a text of thousands of digits.
    significant = digits.lstrip("0") or "0"
    if len(significant) > len(str(most)):
        return None
    return number if (number := int(significant)) <= most else None
