"""Finds items by what a citizen types: hanzi, pinyin, initials, everyday words, with one error in it (R6).

Pure: an `Index` is made once for a list from its names and their pinyin; `search` only compares strings. Best
first: the exact name, then names that begin so, everyday words, names that contain it, initials, homophones,
sounds that are taken for each other (z/zh, n/ng, n/l), one typing error, and last what shares most of its
characters.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum

from kiosk.catalog.near import Near

MOST_RESULTS = 24
LONGEST_QUERY = 40  # nobody types more, and a stuck key must not cost time
LEAST_DIGITS = 4  # of an item's code
LEAST_HANZI, LEAST_LETTERS = 3, 4  # any text is near to something shorter
ENOUGH = 3
SHARED_AT_LEAST = 0.5  # of the query's pairs of characters

_HANZI = re.compile(r"[\u3400-\u9fff]")
_DROPPED = re.compile(r"[\W_]+")
_FILLERS = re.compile(
    r"怎么办理|怎么办|怎么|如何|我要|我想|想要|请问|在哪里|在哪|哪里|什么|一下|办理|[吗呢的]"
)
_SOUNDS = (("zh", "z"), ("ch", "c"), ("sh", "s"), ("ng", "n"), ("l", "n"), ("v", "u"))


class Rank(IntEnum):
    """How a query was met; the lower the better."""

    EXACT = 0
    EXACT_ALIAS = 1
    PREFIX = 2
    ALIAS_PREFIX = 3
    INSIDE = 4
    ALIAS_INSIDE = 5
    INITIALS = 6
    MIXED = 7
    HOMOPHONE = 8
    SOUND = 9
    ERROR = 10
    SHARED = 11


Met = tuple[Rank, int]  # and the place in the phrase
Found = dict[int, tuple[int, int, int]]  # by item: rank, place and length of its best phrase


@dataclass(frozen=True)
class Phrase:
    """A name or an everyday word of one item, in every shape that it is looked for."""

    item: int
    text: str
    alias: bool
    syllables: tuple[str, ...] = ()
    spoken: str = ""  # "shebaozhengming"
    spaced: str = ""  # " she bao zheng ming "
    initials: str = ""
    folded: str = ""


@dataclass(frozen=True)
class Hit:
    """One item that was found."""

    code: str
    rank: Rank


@dataclass(frozen=True)
class Index:
    """Phrases of all items in the list's order. `readings`: a hanzi's usual syllable, for homophones."""

    codes: tuple[str, ...]
    frequent: tuple[bool, ...]
    english: tuple[str, ...]
    phrases: tuple[Phrase, ...]
    readings: Mapping[str, str]

    def search(self, query: str, most: int = MOST_RESULTS) -> tuple[Hit, ...]:
        """The items that `query` means, best first; an empty query finds nothing."""
        words = [word for word in map(plain, query[:LONGEST_QUERY].split()) if word]
        whole = "".join(words)
        found = self._said(whole) or self._all_of(words) or self._shared(whole)
        order = sorted(
            found, key=lambda item: (found[item][0], not self.frequent[item], *found[item][1:], item)
        )
        return tuple(Hit(self.codes[item], Rank(found[item][0])) for item in order[:most])

    def _said(self, query: str) -> Found:
        """What is meant by `query`, or by what is left of a question."""
        if not query:
            return {}
        return self._met(query) or self._met(_FILLERS.sub("", query))

    def _met(self, query: str) -> Found:
        """What is met the surest way; less sure ones are tried where that is little and not at the front."""
        if not query:
            return {}
        if _HANZI.search(query):
            ways = [_written(query), self._heard(query), _near(query, LEAST_HANZI)]
        else:
            ways = [
                _spelt(query),
                *([_sounding(query)] if len(query) > 2 else []),
                _near(query, LEAST_LETTERS),
            ]
        found: Found = {}
        for way in ways:
            found = self._found(way) | found
            if way is ways[0] and query.isascii():
                self._add_codes_and_english(query, found)
            if len(found) >= ENOUGH or _sure(query, found):
                break
        return found

    def _found(self, meets: Callable[[Phrase], Met | None]) -> Found:
        best: Found = {}
        for phrase in self.phrases:
            met = meets(phrase)
            if met is not None:
                score = (int(met[0]), met[1], len(phrase.text))
                if phrase.item not in best or score < best[phrase.item]:
                    best[phrase.item] = score
        return best

    def _heard(self, query: str) -> Callable[[Phrase], Met | None]:
        """By sound, for the wrong hanzi of the right syllable, and for hanzi among letters."""
        syllables = [self.readings.get(sign, sign) for sign in query]
        spaced, fold = f" {' '.join(syllables)} ", folded("".join(syllables))
        letters = any(sign.isascii() for sign in query)

        def meets(phrase: Phrase) -> Met | None:
            if (at := phrase.spaced.find(spaced)) >= 0:
                return Rank.HOMOPHONE, at
            if letters:
                return (Rank.MIXED, 0) if _mixed(query, phrase) else None
            if len(query) > 1 and (at := phrase.folded.find(fold)) >= 0:
                return Rank.SOUND, at
            return None

        return meets

    def _add_codes_and_english(self, query: str, best: Found) -> None:
        for item, (code, english) in enumerate(zip(self.codes, self.english, strict=True)):
            if query.isdigit() and code.startswith(query) and len(query) >= LEAST_DIGITS:
                best[item] = (Rank.PREFIX, 0, len(code))
            elif len(query) > 2 and (at := english.find(query)) >= 0:
                rank = Rank.EXACT if english == query else Rank.PREFIX if at == 0 else Rank.INSIDE
                best[item] = min(best.get(item, (rank, at, len(english))), (rank, at, len(english)))

    def _shared(self, query: str) -> Found:
        """Items whose phrases hold at least half of the query's pairs of characters."""
        query = _FILLERS.sub("", query) or query
        pairs = {query[at : at + 2] for at in range(len(query) - 1)} if _HANZI.search(query) else set()
        held: dict[int, set[str]] = {}
        for pair in pairs:
            for phrase in self.phrases:
                if pair in phrase.text:
                    held.setdefault(phrase.item, set()).add(pair)
        return {
            item: (int(Rank.SHARED), len(pairs) - len(shared), 0)
            for item, shared in held.items()
            if len(shared) >= SHARED_AT_LEAST * len(pairs)
        }

    def _all_of(self, words: Sequence[str]) -> Found:
        """Items that every one of several words meets, ranked by the worst of them."""
        if len(words) < 2:
            return {}
        each = [self._said(word) for word in words]
        common = set(each[0]).intersection(*each[1:])
        return {item: max(found[item] for found in each) for item in common}


def _sure(query: str, found: Found) -> bool:
    """Whether something begins as the query does, or bears all of its initials and these are not few."""
    best = min(found.values())[0] if found else len(Rank)
    return best <= Rank.ALIAS_PREFIX or (best == Rank.INITIALS and len(query) >= LEAST_LETTERS)


def _written(query: str) -> Callable[[Phrase], Met | None]:
    def meets(phrase: Phrase) -> Met | None:
        at = phrase.text.find(query)
        return _inside(phrase, at, exact=phrase.text == query) if at >= 0 else None

    return meets


def _spelt(query: str) -> Callable[[Phrase], Met | None]:
    def meets(phrase: Phrase) -> Met | None:
        if query in phrase.spoken and (at := _at_syllable(query, phrase)) is not None:
            return _inside(phrase, at, exact=phrase.spoken == query)
        if (at := phrase.initials.find(query)) >= 0:
            return Rank.INITIALS, at
        return (_inside(phrase, 0, exact=phrase.text == query)) if phrase.text.startswith(query) else None

    return meets


def _sounding(query: str) -> Callable[[Phrase], Met | None]:
    fold = folded(query)

    def meets(phrase: Phrase) -> Met | None:
        if query[0] in phrase.initials and _mixed(query, phrase):
            return Rank.MIXED, 0
        if len(query) > 3 and (at := phrase.folded.find(fold)) >= 0:
            return Rank.SOUND, at
        return None

    return meets


def _near(query: str, least: int) -> Callable[[Phrase], Met | None]:
    """With one error, for a query that is long enough."""
    near = Near(query) if len(query) >= least else None
    hanzi = bool(_HANZI.search(query))

    def meets(phrase: Phrase) -> Met | None:
        text = phrase.text if hanzi else phrase.spoken
        return (Rank.ERROR, 0) if near is not None and near.inside(text) else None

    return meets


def _inside(phrase: Phrase, at: int, *, exact: bool) -> tuple[Rank, int]:
    if exact:
        return (Rank.EXACT_ALIAS if phrase.alias else Rank.EXACT), 0
    if at == 0:
        return (Rank.ALIAS_PREFIX if phrase.alias else Rank.PREFIX), 0
    return (Rank.ALIAS_INSIDE if phrase.alias else Rank.INSIDE), at


def _at_syllable(query: str, phrase: Phrase) -> int | None:
    """The number of the syllable that `query` begins with, where it is spoken so in one piece."""
    at = phrase.spoken.find(query)
    while at >= 0:
        passed = 0
        for number, syllable in enumerate(phrase.syllables):
            if passed == at:
                return number
            passed += len(syllable)
            if passed > at:
                break
        at = phrase.spoken.find(query, at + 1)
    return None


def _mixed(query: str, phrase: Phrase) -> bool:
    """Whether hanzi, syllables and initials follow each other as in the phrase: 社bao, shebzm."""
    first = query[0]
    for start, syllable in enumerate(phrase.syllables):
        if (syllable[:1] == first or phrase.text[start : start + 1] == first) and _follows(
            query, phrase, start
        ):
            return True
    return False


def _follows(query: str, phrase: Phrase, start: int) -> bool:
    """Whether `query` is used up by the signs from `start`, each by itself or by a beginning of its sound."""
    rests = {query}
    for number in range(start, len(phrase.syllables)):
        sign, syllable = phrase.text[number], phrase.syllables[number]
        after = set()
        for rest in rests:
            if rest.startswith(sign):
                after.add(rest[1:])
            for length in range(1, len(syllable) + 1):
                if not rest.startswith(syllable[:length]):
                    break
                after.add(rest[length:])
        if "" in after:
            return True
        if not after:
            return False
        rests = after
    return False


def phrase_of(item: int, text: str, syllables: Iterable[str], *, alias: bool) -> Phrase:
    """A phrase from its plain text and the syllable of each of its characters."""
    spoken = tuple(syllables)
    joined = "".join(spoken)
    return Phrase(
        item=item,
        text=text,
        alias=alias,
        syllables=spoken,
        spoken=joined,
        spaced=f" {' '.join(spoken)} ",
        initials="".join(syllable[:1] for syllable in spoken),
        folded=folded(joined),
    )


def plain(text: str) -> str:
    """Lower case, one width, no punctuation: what is compared."""
    return _DROPPED.sub("", unicodedata.normalize("NFKC", text).lower())


def folded(spoken: str) -> str:
    """Pinyin with the sounds made one that many do not tell apart."""
    for sound, other in _SOUNDS:
        spoken = spoken.replace(sound, other)
    return spoken
