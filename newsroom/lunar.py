"""Days of the Vietnamese lunar calendar, by Hồ Ngọc Đức's published algorithm (UTC+7, valid 1800-2199).

After "Computing the Vietnamese lunar calendar", informatik.uni-leipzig.de/~duc/amlich; formulas of Jean Meeus.
"""

from __future__ import annotations

from datetime import date
from math import floor, pi, sin

_ZONE = 7 / 24
_JDN_OF_ORDINAL = 1_721_425


def _new_moon(k: int) -> int:
    """Julian day number, in Vietnam, of the k-th new moon after that of 1 January 1900."""
    t = k / 1236.85
    t2, t3, rad = t * t, t * t * t, pi / 180
    mean = 2415020.75933 + 29.53058868 * k + 0.0001178 * t2 - 0.000000155 * t3
    mean += 0.00033 * sin((166.56 + 132.87 * t - 0.009173 * t2) * rad)
    sun = (359.2242 + 29.10535608 * k - 0.0000333 * t2 - 0.00000347 * t3) * rad
    moon = (306.0253 + 385.81691806 * k + 0.0107306 * t2 + 0.00001236 * t3) * rad
    node = (21.2964 + 390.67050646 * k - 0.0016528 * t2 - 0.00000239 * t3) * rad
    shift = (0.1734 - 0.000393 * t) * sin(sun) + 0.0021 * sin(2 * sun) - 0.4068 * sin(moon) + 0.0161 * sin(2 * moon)
    shift += -0.0004 * sin(3 * moon) + 0.0104 * sin(2 * node) - 0.0051 * sin(sun + moon) - 0.0074 * sin(sun - moon)
    shift += 0.0004 * sin(2 * node + sun) - 0.0004 * sin(2 * node - sun) - 0.0006 * sin(2 * node + moon)
    shift += 0.0010 * sin(2 * node - moon) + 0.0005 * sin(sun + 2 * moon)
    delta = (
        0.001 + 0.000839 * t + 0.0002261 * t2 - 0.00000845 * t3 - 0.000000081 * t * t3
        if t < -11
        else -0.000278 + 0.000265 * t + 0.000262 * t2
    )
    return floor(mean + shift - delta + 0.5 + _ZONE)


def _sun_sector(day: int) -> int:
    """Which twelfth of the ecliptic the sun is in at local midnight of a Julian day."""
    t = (day - 2451545.5 - _ZONE) / 36525
    t2, rad = t * t, pi / 180
    anomaly = (357.52910 + 35999.05030 * t - 0.0001559 * t2 - 0.00000048 * t * t2) * rad
    longitude = 280.46645 + 36000.76983 * t + 0.0003032 * t2
    longitude += (1.914600 - 0.004817 * t - 0.000014 * t2) * sin(anomaly)
    longitude += (0.019993 - 0.000101 * t) * sin(2 * anomaly) + 0.000290 * sin(3 * anomaly)
    turn = longitude * rad
    turn -= 2 * pi * floor(turn / (2 * pi))
    return floor(turn / pi * 6)


def _month_11(year: int) -> int:
    """First day of the lunar month that holds the winter solstice of `year`."""
    offset = date(year, 12, 31).toordinal() + _JDN_OF_ORDINAL - 2415021
    k = floor(offset / 29.530588853)
    found = _new_moon(k)
    return _new_moon(k - 1) if _sun_sector(found) >= 9 else found


def _leap_offset(month_11: int) -> int:
    k = floor(0.5 + (month_11 - 2415021.076998695) / 29.530588853)
    last, offset = 0, 1
    sector = _sun_sector(_new_moon(k + offset))
    while sector != last and offset < 14:
        last, offset = sector, offset + 1
        sector = _sun_sector(_new_moon(k + offset))
    return offset - 1


def solar(year: int, month: int, day: int) -> date:
    """The solar day of a lunar day in the lunar year that begins at Tết of `year`; leap months are not addressed."""
    before, after = (_month_11(year - 1), _month_11(year)) if month < 11 else (_month_11(year), _month_11(year + 1))
    k = floor(0.5 + (before - 2415021.076998695) / 29.530588853)
    offset = month - 11 if month >= 11 else month + 1
    if after - before > 365 and offset >= _leap_offset(before):
        offset += 1
    return date.fromordinal(_new_moon(k + offset) + day - 1 - _JDN_OF_ORDINAL)
