"""A reply as text messages of at most two SMS parts each.

The words of the answer come first and whole, behind a notice where there is one. Then, in the order in which they may
claim room: which place of one name is meant, the source (an answer comes with its source), the first place that helps,
the word for more when something has to wait, what the municipality adds, the choices (the first of them where not all
fit), further places. What does not fit waits for the following message. A hint is shown where there is room and
nowhere else. Within a message the parts stand in the order of the reply.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import IntEnum

from assistant.dialogue.model import Checked, Choices, Help, Local, Notice, Part, Reply, Text, Which
from assistant.knowledge import Language, Service
from assistant.sms.encoding import downgrade, is_too_long
from assistant.sms.hours import hours_in_words
from assistant.sms.split import split

MESSAGES = ("sms.source", "sms.more", "sms.municipality")
"""The keys of `Language.messages` that a layout needs: {source} and {date}; nothing; {place} and {phone}."""


class _Claim(IntEnum):
    """Who may claim room in a message, first to last."""

    TEXT = 0
    WHICH = 1
    SOURCE = 2
    HELP = 3
    MORE = 4
    LOCAL = 5
    CHOICES = 6
    FURTHER = 7
    HINT = 8


@dataclass(frozen=True)
class _Piece:
    """Lines that stay together. `place` is where they stand in the reply; `briefs` say it in fewer words, longest
    first.
    """

    claim: _Claim
    place: int
    text: str
    briefs: tuple[str, ...] = ()


def layout(reply: Reply, language: Language) -> tuple[str, ...]:
    """The messages of this reply, the first one to be sent now and the others when the person asks for more.

    Each costs at most two parts. Empty for a reply without words.
    """
    pieces = _pieces(reply, language)
    hints = [piece for piece in pieces if piece.claim is _Claim.HINT]
    left = [piece for piece in pieces if piece.claim is not _Claim.HINT] or hints[:1]
    more = _Piece(_Claim.MORE, len(reply.parts), downgrade(language.messages["sms.more"]))
    messages: list[list[_Piece]] = []
    while left:
        message, left = ([*left], []) if _fit(left) else _fill(left, more)
        messages.append(message)
    for hint in hints:
        if hint.text not in _joined(messages[-1]) and _fit([*messages[-1], hint]):
            messages[-1].append(hint)
    return tuple(downgrade(_joined(message)) for message in messages)


def _pieces(reply: Reply, language: Language) -> list[_Piece]:
    pieces: dict[tuple[_Claim, str], _Piece] = {}
    told = "\n".join(part.text for part in reply.parts if isinstance(part, Text))
    for place, part in enumerate(reply.parts):
        part = _not_told_yet(part, told) if isinstance(part, Help) else part
        for claim, text, briefs in _lines(part, language):
            piece = _Piece(claim, place, downgrade(text.strip()), tuple(map(downgrade, briefs)))
            if piece.text:
                pieces.setdefault((claim, piece.text), piece)
    return _with_headings(_with_notices(list(pieces.values()), reply))


def _not_told_yet(part: Help, told: str) -> Help:
    """The help without services that add nothing to the text: no more than a name, or a number that stands there."""
    services = tuple(
        service
        for service in part.services
        if service.address or service.hours or (service.phone and service.phone not in told)
    )
    return replace(part, services=services)


def _with_notices(pieces: list[_Piece], reply: Reply) -> list[_Piece]:
    """The first notice goes with the text behind it, so neither comes without the other; the next ones may wait."""
    notices = [piece for piece in pieces if isinstance(reply.parts[piece.place], Notice)]
    answer = next((piece for piece in pieces if notices and piece.place > notices[0].place and _is_text(piece)), None)
    if answer is None:
        return pieces
    whole = replace(answer, text=f"{notices[0].text}\n{answer.text}")
    return [whole if piece is answer else piece for piece in pieces if piece is not notices[0]]


def _is_text(piece: _Piece) -> bool:
    return piece.claim is _Claim.TEXT


def _with_headings(pieces: list[_Piece]) -> list[_Piece]:
    """A line that ends in a colon, somewhere after the answer, goes with the choices under it."""
    joined: list[_Piece] = []
    for piece in pieces:
        heading = joined[-1] if len(joined) > 1 else None
        if heading and heading.claim is _Claim.TEXT and heading.text.endswith(":") and piece.claim is _Claim.CHOICES:
            joined[-1] = replace(piece, text=f"{heading.text}\n{piece.text}")
        else:
            joined.append(piece)
    return joined


def _lines(part: Part, language: Language) -> Iterator[tuple[_Claim, str, tuple[str, ...]]]:
    match part:
        case Text():
            yield _Claim.TEXT, part.text, ()
        case Local() | Notice():
            yield _Claim.LOCAL, part.text, ()
        case Help():
            yield from _help(part, language)
        case Which():
            yield _Claim.WHICH, f"{part.question} {', '.join(f'{item.number} {item.label}' for item in part.items)}", ()
        case Choices():
            lines = [f"{item.number} {item.label}" for item in part.items]
            # The first choices in sight are worth more than all of them behind the word for more.
            fewer = ["\n".join(lines[:count]) for count in range(len(lines) - 1, 0, -1)]
            yield _Claim.CHOICES, "\n".join(lines), () if is_too_long("\n".join(lines)) else tuple(fewer)
        case Checked():
            yield _Claim.SOURCE, language.messages["sms.source"].format(source=part.source.title, date=part.on), ()
        case _:
            yield _Claim.HINT, part.text, ()


def _help(part: Help, language: Language) -> Iterator[tuple[_Claim, str, tuple[str, ...]]]:
    number = _municipality(part, language)
    if not part.services:
        fewer = dict.fromkeys(filter(None, (part.about, part.brief or number)))
        yield _Claim.HELP, _line_by_line(part.about, number), tuple(fewer)
        return
    first, *further = part.services
    own = "" if first.phone else number
    brief = f"{first.name}: {first.phone}" if first.phone else number
    whole = _line_by_line(_service(first, language), own)
    fewer = dict.fromkeys(filter(None, (whole, brief)))
    yield _Claim.HELP, _line_by_line(part.about, whole), tuple(fewer)
    for service in further:
        yield _Claim.FURTHER, _service(service, language), ()


def _line_by_line(*texts: str) -> str:
    return "\n".join(filter(None, texts))


def _municipality(part: Help, language: Language) -> str:
    if part.phone and part.place:
        return language.messages["sms.municipality"].format(place=part.place, phone=part.phone)
    return part.phone or ""


def _service(service: Service, language: Language) -> str:
    hours = hours_in_words(service.hours, language.code) if service.hours else None
    known = ", ".join(fact for fact in (service.phone, service.address, hours) if fact)
    return f"{service.name}: {known}" if known else service.name


def _fill(left: Sequence[_Piece], more: _Piece) -> tuple[list[_Piece], list[_Piece]]:
    """One message out of what is left, which is too much for one; and what is left then."""
    message, later = _texts_that_fit(left, more)
    waiting = next((piece.place for piece in later if piece.claim is _Claim.TEXT), more.place)
    if waiting < more.place:
        more = replace(more, claim=_Claim.SOURCE)  # a person has to know that the words go on
    for piece in sorted([*later, more], key=lambda piece: piece.claim):
        if piece.claim is _Claim.TEXT or (piece.claim > _Claim.SOURCE and piece.place > waiting):
            continue
        if piece.claim is _Claim.FURTHER and any(other.claim is _Claim.HELP for other in later):
            continue  # the best place to go comes first or not at all
        shown = next((version for version in _versions(piece) if _fit([*message, version])), None)
        if shown is None:
            continue
        message.append(shown)
        rest = () if shown is piece else (replace(piece, briefs=()),)
        later = [one for other in later for one in (rest if other is piece else (other,))]
    if all(piece is more for piece in message):
        message, later = _cut(left, [more])
        message += [more] if _fit([*message, more]) else []
    return message, later


def _versions(piece: _Piece) -> Iterator[_Piece]:
    yield piece
    for brief in piece.briefs:
        yield replace(piece, text=brief, briefs=())


def _texts_that_fit(left: Sequence[_Piece], more: _Piece) -> tuple[list[_Piece], list[_Piece]]:
    """The texts that go into this message, and all the rest.

    Room for source and more is kept free where the texts take more than one message anyway.
    """
    texts = [piece for piece in left if piece.claim is _Claim.TEXT]
    if _fit(texts):
        return texts, [piece for piece in left if piece not in texts]
    reserved = [*(piece for piece in left if piece.claim is _Claim.SOURCE), more]
    beginnings = (texts[:count] for count in range(len(texts) - 1, 0, -1))
    whole = next((some for some in beginnings if _fit([*some, *reserved])), texts[:1])
    return (whole, [piece for piece in left if piece not in whole]) if _fit(whole) else _cut(left, reserved)


def _cut(left: Sequence[_Piece], reserved: Sequence[_Piece]) -> tuple[list[_Piece], list[_Piece]]:
    """The beginning of the first piece, with room for `reserved` where that can be; and what is left then."""
    first = min(left, key=lambda piece: piece.claim)
    tries = (_beginning(first, kept) for kept in (reserved, reserved[-1:], ()))
    head, tail = next(cut for cut in tries if cut)
    rest = [replace(piece, text=tail, briefs=()) if piece is first else piece for piece in left]
    return [replace(first, text=head, briefs=())], rest


def _beginning(piece: _Piece, reserved: Sequence[_Piece]) -> tuple[str, str] | None:
    return split(piece.text, lambda text: _fit([replace(piece, text=text), *reserved]))


def _fit(pieces: Iterable[_Piece]) -> bool:
    return not is_too_long(_joined(pieces))


def _joined(pieces: Iterable[_Piece]) -> str:
    return "\n".join(piece.text for piece in sorted(pieces, key=lambda piece: piece.place))
