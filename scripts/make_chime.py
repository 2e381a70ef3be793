#!/usr/bin/env python3
"""Make the chime of the hall display: two bell tones, of our own making."""

from __future__ import annotations

import array
import math
import wave
from pathlib import Path

RATE = 16_000
TARGET = Path(__file__).resolve().parent.parent / "onthaal/reception/static/reception/chime.wav"
# when it begins (seconds), pitch (Hz), loudness
TONES = ((0.0, 659.26, 0.5), (0.32, 523.25, 0.55))
# a bell: overtones with their share, the higher ones die away sooner
OVERTONES = ((1.0, 1.0, 2.6), (2.0, 0.45, 4.2), (3.01, 0.2, 6.5), (4.2, 0.08, 9.0))
LONG = 1.5


def main() -> None:
    samples = array.array("h")
    for number in range(int(RATE * LONG)):
        moment, value = number / RATE, 0.0
        for begins, pitch, loud in TONES:
            age = moment - begins
            if age < 0:
                continue
            rise = min(1.0, age / 0.006)
            value += (
                rise
                * loud
                * sum(
                    share * math.exp(-fall * age) * math.sin(2 * math.pi * pitch * multiple * age)
                    for multiple, share, fall in OVERTONES
                )
            )
        end = min(1.0, (LONG - moment) / 0.08)
        samples.append(int(max(-1.0, min(1.0, value * end * 0.62)) * 32_000))
    TARGET.parent.mkdir(parents=True, exist_ok=True)
    with wave.open(str(TARGET), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes(samples.tobytes())


if __name__ == "__main__":
    main()
