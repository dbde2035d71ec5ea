"""What the rules for propositions read: one content, whose words it is, and who and what is named in it."""

from __future__ import annotations

from dataclasses import dataclass, field

from spacy.tokens import Token

from kg.annotate.actors import Cast, stands_for_weapon
from kg.model import Stance

CARRIED_OUT = "carried_out"
TO_BLAME = "to_blame"
INVOLVED = "involved"


@dataclass(frozen=True, slots=True)
class Weapon:
    """A mention of a weapon: its words, its canonical name, its class."""

    tokens: tuple[Token, ...]
    name: str
    kind: str


@dataclass(frozen=True, slots=True)
class Reading:
    """What is read: the tokens of a content, whose words they are, with what stance and cue, whether quoted or narrated.

    `weapons` are those of the whole article; `armed` are the positions of the tokens that name one, `inside` those of the
    content.
    """

    tokens: tuple[Token, ...]
    cast: Cast
    speaker: str | None = None
    stance: Stance = Stance.CLAIMED
    cue: tuple[Token, ...] = ()
    quoted: bool = False
    narrated: bool = False
    weapons: tuple[Weapon, ...] = ()
    inside: frozenset[int] = field(init=False)
    armed: frozenset[int] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "inside", frozenset(t.i for t in self.tokens))
        object.__setattr__(self, "armed", frozenset(t.i for w in self.weapons for t in w.tokens))

    def is_weapon(self, token: Token) -> bool:
        """Whether a token is a weapon, named or generic, or the number that stands for some."""
        return token.i in self.armed or stands_for_weapon(token)


@dataclass(frozen=True, slots=True)
class Responsibility:
    """An actor and the part it had in an act; `at` is the place of the words that say so."""

    actor: str
    role: str
    at: int
    what: str | None = None
    optional: bool = False
