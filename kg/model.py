"""The records that flow through the house: article, annotation of one article, corpus of linked annotations.

Data classes only hold data. Offsets are Unicode code points into `Article.text`, half-open. Dates are EDTF strings
(https://www.loc.gov/standards/datetime/). Local ids (`n1`, `e1`, `c1`, `a1`) are unique inside one annotation; ids of
linked records (`actor/…`, `event/…`, `claim/…`) are content-derived and unique in the corpus, and become IRIs under a
base that the user sets.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from enum import StrEnum

Span = tuple[int, int]


class Stance(StrEnum):
    """What a speaker does with the propositions of a claim."""

    CLAIMED = "claimed"
    DENIED = "denied"
    UNCONFIRMED = "unconfirmed"


class Kind(StrEnum):
    """The kinds of checkable proposition."""

    ATTRIBUTED_TO = "attributed_to"
    WEAPON = "weapon"
    KILLED = "killed"
    INJURED = "injured"
    INTERCEPTED = "intercepted"
    DAMAGED = "damaged"
    TARGET = "target"
    OCCURRED = "occurred"


class EntityType(StrEnum):
    """What an entity is; `subtype` says more in free words."""

    PERSON = "person"
    ORGANIZATION = "organization"
    PLACE = "place"
    FACILITY = "facility"
    WEAPON = "weapon"


# ---- one article -----------------------------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class Article:
    """One article as read. `text` is never changed after reading; `boilerplate` marks parts that carry no annotation.

    `inferred` names the metadata fields that a person or a rule guessed rather than read in the source.
    """

    doc: str
    text: str
    title: str | None = None
    publisher: str | None = None
    published: str | None = None
    url: str | None = None
    inferred: tuple[str, ...] = ()
    boilerplate: tuple[Span, ...] = ()

    @property
    def sha256(self) -> str:
        """Hash of the UTF-8 text, by which a span can be checked years later."""
        return hashlib.sha256(self.text.encode("utf-8")).hexdigest()


@dataclass(frozen=True, slots=True)
class Entity:
    """A person, organization, place, facility or weapon as one article names it."""

    id: str
    type: EntityType
    subtype: str | None
    name: str
    role: str | None = None
    mentions: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened or is said to have happened. Never carries a culprit, a weapon or a toll."""

    id: str
    type: str
    label: str
    places: tuple[str, ...] = ()
    time: str | None = None
    mentions: tuple[Span, ...] = ()
    part_of: str | None = None


@dataclass(frozen=True, slots=True)
class Proposition:
    """One checkable statement about an event of the article. `actor`, `weapon` and `place` are entity ids."""

    kind: Kind
    event: str | None = None
    actor: str | None = None
    role: str | None = None
    weapon: str | None = None
    count: int | None = None
    qualifier: str | None = None
    who: str | None = None
    what: str | None = None
    place: str | None = None
    time: str | None = None
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Claim:
    """An utterance: one speaker (or none), one place in the text, a stance towards propositions.

    `rule` names the rule or model that found it; `confidence` is that rule's, between 0 and 1. `said_on` is the EDTF date
    of the utterance when the text gives one.
    """

    id: str
    source: tuple[str, ...]
    source_span: Span | None
    cue: Span | None
    content: tuple[Span, ...]
    stance: Stance
    via: tuple[str, ...] = ()
    about: tuple[str, ...] = ()
    propositions: tuple[Proposition, ...] = ()
    said_on: str | None = None
    rule: str | None = None
    confidence: float | None = None
    tags: tuple[str, ...] = ()
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Narrated:
    """An assertion in the article's own voice. Nobody but the publisher asserts it."""

    id: str
    content: tuple[Span, ...]
    about: tuple[str, ...] = ()
    propositions: tuple[Proposition, ...] = ()
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two claims of one article that cannot both be true of the same event."""

    a: str
    b: str
    reason: str


@dataclass(frozen=True, slots=True)
class Annotation:
    """What a reader found in one article, stand-off over its untouched text."""

    article: Article
    entities: tuple[Entity, ...] = ()
    events: tuple[Event, ...] = ()
    claims: tuple[Claim, ...] = ()
    narrated: tuple[Narrated, ...] = ()
    conflicts: tuple[Conflict, ...] = ()


# ---- the corpus after linking ------------------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True, order=True)
class Member:
    """A local record (entity or event) of one article that a linked record stands for."""

    doc: str
    local: str


@dataclass(frozen=True, slots=True)
class LinkedArticle:
    """An article of the corpus; `publisher` is the id of a linked entity, or None where nobody knows."""

    id: str
    article: Article
    publisher: str | None = None


@dataclass(frozen=True, slots=True)
class LinkedEntity:
    """One thing of the world with all its names. `id` starts with `actor/`, `place/` or `weapon/`.

    `state` is the id of the state that an organization belongs to, `within` that of the place that contains a place.
    `anonymous` entities exist only in the article that `members` names. A `disputed` place is assigned to nobody.
    """

    id: str
    type: EntityType
    subtype: str | None
    name: str
    aliases: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    anonymous: bool = False
    state: str | None = None
    within: str | None = None
    latitude: str | None = None  # decimal degrees as written, so that no float rounding leaks into an export
    longitude: str | None = None
    disputed: bool = False
    members: tuple[Member, ...] = ()


@dataclass(frozen=True, slots=True)
class Membership:
    """A person's office in an organization, as articles name it."""

    id: str
    member: str
    organization: str
    role: str


@dataclass(frozen=True, slots=True)
class LinkedEvent:
    """One happening, whoever tells it. `earliest` and `latest` are the xsd:date bounds of the EDTF `time`."""

    id: str
    type: str
    label: str
    places: tuple[str, ...] = ()
    time: str | None = None
    earliest: str | None = None
    latest: str | None = None
    part_of: str | None = None
    members: tuple[Member, ...] = ()


@dataclass(frozen=True, slots=True)
class LinkedProposition:
    """One checkable statement; the same node whoever says it. Counts are intervals: [low, high], None = unbounded.

    `object` is the id of the actor blamed or of the weapon. `population` is the folded text of who or what is counted.
    """

    id: str
    kind: Kind
    event: str | None
    label: str
    object: str | None = None
    role: str | None = None
    low: int | None = None
    high: int | None = None
    qualifier: str | None = None
    population: str | None = None
    place: str | None = None
    time: str | None = None


@dataclass(frozen=True, slots=True)
class LinkedClaim:
    """An utterance in the corpus. `narrated` claims are the publisher's own voice.

    `speakers`, `relays` (nearest to the reader first) are entity ids, `propositions` and `events` ids of linked records;
    `article` is the id of the linked article and `local` the claim's id in that article's annotation.
    """

    id: str
    article: str
    local: str
    stance: Stance
    narrated: bool
    speakers: tuple[str, ...]
    relays: tuple[str, ...]
    propositions: tuple[str, ...]
    events: tuple[str, ...]
    content: tuple[Span, ...]
    cue: Span | None = None
    source_span: Span | None = None
    said_on: str | None = None
    rule: str | None = None
    confidence: str | None = None  # a decimal of at most four digits, as text
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Two claims that cannot both hold of one event, with the kind of conflict and the rule that found it.

    `kind` is one of stance, actor, weapon, count, target, place, time, occurrence. `soft` conflicts may both be true
    (lower bounds, growing tolls) and are shown apart.
    """

    id: str
    kind: str
    rule: str
    claims: tuple[str, str]
    propositions: tuple[str, str]
    event: str
    soft: bool = False


@dataclass(frozen=True, slots=True)
class Merge:
    """Why local records were taken for one thing: identity is a judgement and can be undone."""

    id: str
    into: str
    members: tuple[Member, ...]
    rule: str
    evidence: str


@dataclass(frozen=True, slots=True)
class Corpus:
    """All linked records, each tuple sorted by id."""

    articles: tuple[LinkedArticle, ...] = ()
    entities: tuple[LinkedEntity, ...] = ()
    memberships: tuple[Membership, ...] = ()
    events: tuple[LinkedEvent, ...] = ()
    propositions: tuple[LinkedProposition, ...] = ()
    claims: tuple[LinkedClaim, ...] = ()
    contradictions: tuple[Contradiction, ...] = ()
    merges: tuple[Merge, ...] = field(default=())


def quotation(text: str, spans: tuple[Span, ...]) -> str:
    """The words of a claim, the gaps of a split quotation shown as an ellipsis.

    >>> quotation("He said A, and B.", ((8, 9), (15, 16)))
    'A … B'
    """
    return " … ".join(text[start:end] for start, end in spans)
