"""Measures of GB/T 9704-2012 as Word counts them. One rule: distances in twips, sizes in half-points."""

SIZE_2, SIZE_3, SIZE_4, SIZE_5 = 44, 32, 28, 21  # 2号, 3号, 4号, 五号
LINE_PITCH = 579  # 22 lines in 225 mm
CHARACTER = 320  # one character of 3号
TEXT_WIDTH = 8844  # 156 mm


def twips(millimetres: float) -> int:
    """Return a length in millimetres as twips."""
    return round(millimetres * 1440 / 25.4)
