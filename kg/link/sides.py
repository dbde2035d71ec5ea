"""On whose side an actor is: a unit, its army, the ministry above it and the state count as one party to a dispute."""

from __future__ import annotations

from functools import cache

from kg.lexicons import table
from kg.link.countries import split
from kg.link.names import fold
from kg.model import EntityType, LinkedEntity


def side(actor: LinkedEntity) -> str:
    """The country an actor belongs to by its name, its offices or general knowledge; else its own id.

    Of several countries the first counts: "Russian ambassador to Poland" is Russia's.
    """
    of_name = [actor.name] if actor.type is EntityType.ORGANIZATION else []
    for text in (*of_name, *actor.roles):
        countries, _ = split(text)
        if countries:
            return countries[0]
    return _known().get(fold(actor.name), actor.id)


@cache
def _known() -> dict[str, str]:
    countries = {row["code"]: row["name"] for row in table("countries")}
    rows = (*table("organizations"), *table("people"))
    return {fold(row["name"]): countries[row["country"]] for row in rows if row["country"] in countries}
