"""Short English names of events: "Missile strike on Belgorod on 30 December 2023"."""

from __future__ import annotations

from collections.abc import Sequence

from kg.annotate import date_values as values
from kg.annotate.date_readings import MONTHS

NAMES = {
    "missile_strike": ("Missile strike", "on"),
    "shelling": ("Shelling", "of"),
    "drone_attack": ("Drone attack", "on"),
    "air_strike": ("Air strike", "on"),
    "bombing": ("Bombing", "in"),
    "explosion": ("Explosion", "in"),
    "interception": ("Interception", "near"),
    "misfire": ("Misfire", "in"),
    "ship_attack": ("Attack on a ship", "at"),
    "arrest": ("Arrest", "in"),
    "investigation": ("Investigation", "in"),
    "evacuation": ("Evacuation", "in"),
    "airspace_violation": ("Airspace violation", "in"),
    "diplomatic": ("Diplomatic step", "in"),
    "troop_movement": ("Troop movement", "in"),
    "negotiation": ("Negotiations", "in"),
}
GROUPS = {
    "kinetic": "Attack",
    "crash": "Crash",
    "fire": "Fire",
    "quake": "Earthquake",
    "cyber": "Cyber attack",
    "poisoning": "Poisoning",
    "killing": "Killing",
    "capture": "Abduction",
    "coup": "Coup",
    "sabotage": "Sabotage",
    "verdict": "Verdict",
    "trains": "Suspension",
}


def label(kind: str, group: str, word: str, places: Sequence[str], time: str | None) -> str:
    """The name of an event from its type, the kind and the noun that tell it, its place and its day.

    >>> label("missile_strike", "kinetic", "", ["Belgorod"], "2023-12-30")
    'Missile strike on Belgorod on 30 December 2023'
    >>> label("other", "crash", "collision", [], "2024-01")
    'Collision in January 2024'
    """
    if kind == "interception" and group == "crash":
        name, link = "Shooting down", "in"
    elif kind in NAMES:
        name, link = NAMES[kind]
    else:
        plain = group == "kinetic" or not word
        name, link = (GROUPS.get(group, group.capitalize()) if plain else word[:1].upper() + word[1:]), "in"
        if group == "kinetic":
            link = "on"
    where = f" {link} {places[0]}" if places else ""
    when = in_words(time)
    return f"{name}{where}{f' {when}' if when else ''}"


def in_words(time: str | None) -> str:
    """An EDTF value as English with its preposition, empty where it is unknown or has an open end.

    >>> in_words("2024-01-04/2024-01-05"), in_words("2022-03-29?")
    ('from 4 to 5 January 2024', 'on 29 March 2022')
    """
    if not time or ".." in time:
        return ""
    first, slash, last = time.partition("/")
    if slash:
        start, end = _spelled(first), _spelled(last)
        if start.split(" ")[1:] == end.split(" ")[1:] and values.as_day(first):
            start = start.split(" ")[0]
        return f"from {start} to {end}"
    return f"{'on' if values.as_day(first) else 'in'} {_spelled(first)}"


def _spelled(value: str) -> str:
    exact = values.as_day(value)
    if exact:
        return f"{exact.day} {MONTHS[exact.month - 1]} {exact.year}"
    year, _, number = values.plain(value).partition("-")
    if not number.isdigit():
        return year
    if 1 <= int(number) <= 12:
        return f"{MONTHS[int(number) - 1]} {year}"
    season = {21: "spring", 22: "summer", 23: "autumn", 24: "winter"}.get(int(number), "")
    return f"{season} {year}".strip()
