"""Papers with the words in them: the script, the announcer's text in large type, the prompter."""

from __future__ import annotations

from dataclasses import dataclass, field

from newsroom.rundown import Rundown
from newsroom.timing import rate_of
from newsroom.typed_time import print_rounded
from renderers.context import RenderContext
from renderers.pages import page
from renderers.paper import OFFICES, SYLLABLES_TO_SPLIT, Paper, Row
from renderers.script import NBSP, Part, Reading, Turn, bind, breaths, figure_of, readings, sentences, turns, voices_of

SCRIPT_HEADINGS = {"radio": "KỊCH BẢN CHƯƠNG TRÌNH PHÁT THANH", "tv": "KỊCH BẢN CHƯƠNG TRÌNH TRUYỀN HÌNH"}


@dataclass(frozen=True, slots=True)
class Ink:
    """A stretch of printed text: plain, a figure (underlined), a blank to fill or a cue; `space` follows it."""

    text: str = ""
    figure: bool = False
    blank: str = ""
    cue: str = ""
    space: str = " "


@dataclass(frozen=True, slots=True)
class Cue:
    """A line for the operator; `missing` when the sound is not there."""

    head: str
    text: str
    missing: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """One line to read on one breath, its breath mark, the written figures for the margin."""

    text: tuple[Ink, ...]
    breath: str
    margin: str


@dataclass(frozen=True, slots=True)
class SpokenTurn:
    """A turn ready to print."""

    name: str
    again: bool
    second: bool
    text: tuple[Ink, ...] = ()
    said: tuple[tuple[str, str], ...] = ()
    warnings: tuple[str, ...] = ()
    sentences: tuple[tuple[Line, ...], ...] = ()
    plain: tuple[str, ...] = ()
    blanks: tuple[str, ...] = ()


@dataclass(slots=True)
class Voices:
    """The voices of a programme: how each is named in the margin, and which is the second."""

    context: RenderContext
    rundown: Rundown
    order: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        names = [name for segment in self.rundown.segments for name in voices_of(segment.presenter)]
        self.order = list(dict.fromkeys(names))

    def short(self, name: str | None) -> str:
        """The last word of a name, when no other voice shares it."""
        if not name:
            return ""
        last = name.split()[-1]
        return name if sum(other.split()[-1] == last for other in self.order) > 1 else last

    @property
    def second(self) -> str:
        """The second voice of the programme."""
        return self.order[1] if len(self.order) > 1 else ""

    def of_row(self, row: Row) -> list[tuple[Turn, str, bool]]:
        """Turns of a row with the name to print and whether the turn goes on an item already begun."""
        said = turns(row.segment.script, row.segment.presenter)
        heard = [turn for turn in said if any(part.what != "cue" for part in turn.parts)]
        return [(turn, self.short(turn.voice), place > 0) for place, turn in enumerate(heard)]


def script_html(rundown: Rundown, context: RenderContext, embed: bool = True) -> str:
    """The script (kịch bản): every word, figures underlined with the way to say them in the margin."""
    p = context.paper(rundown)
    voices = Voices(context, rundown)
    return page(
        "script.html.j2",
        embed,
        p=p,
        c=context,
        heading=SCRIPT_HEADINGS.get(rundown.medium, SCRIPT_HEADINGS["radio"]),
        foot=context.foot,
        meta=_script_meta(p),
        under=lambda row: under_title(row, rundown),
        turns=lambda row: script_turns(row, voices),
        cues=cues_of,
        offices=OFFICES,
    )


def announcer_html(rundown: Rundown, context: RenderContext, embed: bool = True) -> str:
    """The announcer's text: large type, one breath a line, figures already in words."""
    p = context.paper(rundown)
    voices = Voices(context, rundown)
    return page(
        "announcer.html.j2",
        embed,
        p=p,
        c=context,
        foot="Hết trang là hết ý: không câu nào bị cắt qua trang.",
        second=voices.second,
        turns=lambda row: spoken_turns(row, voices),
        cues=cues_of,
    )


def prompter_html(rundown: Rundown, context: RenderContext, embed: bool = True) -> str:
    """The prompter: white on black, runs with the space bar."""
    voices = Voices(context, rundown)
    return page(
        "prompter.html.j2",
        embed,
        p=context.paper(rundown),
        c=context,
        turns=lambda row: spoken_turns(row, voices),
        cues=cues_of,
    )


def prompter_text(rundown: Rundown, context: RenderContext) -> str:
    """The prompter's plain text."""
    voices = Voices(context, rundown)
    p = context.paper(rundown)
    lines = [f"{p.running_head} · {p.day_words}, {p.on_air} · {p.version}", ""]
    for row in p.rows:
        if not row.number:
            continue
        lines += [f"=== {row.number}. {row.segment.title} · {row.duration_sign}{row.duration}", ""]
        for turn in spoken_turns(row, voices):
            mark = f"({turn.name.upper()}) " if turn.name else ""
            lines += [mark + " ".join(turn.plain), *[f"[CHỜ: {blank}]" for blank in turn.blanks], ""]
        lines += [f"[{cue.head} {cue.text}]".replace(" ]", "]") for cue in cues_of(row)]
        lines += [""]
    return "\n".join(lines)


def _script_meta(p: Paper) -> list[tuple[str, str, str, str]]:
    dots = "…………"
    total = f"Dự kiến {print_rounded(p.rundown.planned_ms)} – tính được {p.total}"
    air = f"{p.on_air}, {p.day_words}" + (f" – {p.rundown.repeats}" if p.rundown.repeats else "")
    crew = dict(p.rundown.crew)
    return [
        ("Chuyên mục", p.rundown.show, "Số / kỳ", p.rundown.issue or dots),
        ("Chủ đề", p.rundown.title, "Thể loại, mã sản phẩm", dots),
        ("Thời lượng", total, "Giờ phát – Phát lại", air),
        ("Kênh / tần số", p.rundown.channel or dots, "Người thực hiện", crew.get("Người thực hiện", dots)),
        ("Biên tập viên (BTV)", crew.get("BTV", dots), "Phát thanh viên (PTV)", p.presenters or dots),
        ("Kỹ thuật viên (KTV)", crew.get("KTV", dots), "Nguồn tin", "; ".join(p.rundown.sources) or dots),
    ]


def under_title(row: Row, rundown: Rundown) -> str:
    """The small line under a title: kind, voice, rate, feed."""
    segment = row.segment
    words = [row.kind, segment.presenter or ""]
    words += [f"{rate_of(segment, rundown)} âm tiết/phút"] if row.timed.script_ms else [segment.feed or ""]
    words += ["DỰ PHÒNG – không tính giờ"] if segment.float else []
    return " · ".join(filter(None, words))


def cues_of(row: Row) -> list[Cue]:
    """What the operator plays in a row."""
    segment = row.segment
    standalone = [
        Cue(part.text, "") for turn in turns(segment.script, segment.presenter) for part in turn.parts
        if part.what == "cue" and all(other.what == "cue" for other in turn.parts)
    ]  # fmt: skip
    if row.hole is not None:
        planned = f"dự kiến {row.duration}" if row.timed.duration_ms is not None else "chưa rõ thời lượng"
        return [*standalone, Cue("CHƯA CÓ ÂM THANH", f"– {row.hole} · {planned}", True)]
    if segment.sound is None:
        return standalone
    length = f" – {print_rounded(segment.media_ms)}" if segment.media_ms is not None else ""
    details = [
        segment.sound,
        f"Vào: {segment.words_in}" if segment.words_in else "",
        f"Ra: {segment.words_out}" if segment.words_out else "",
    ]
    return [*standalone, Cue(f"{row.kind.upper()}{length}", "· " + " · ".join(filter(None, details)))]


def script_turns(row: Row, voices: Voices) -> list[SpokenTurn]:
    """Turns for the script: as written, with readings and warnings."""
    return [_script_turn(turn, name, again, voices) for turn, name, again in voices.of_row(row)]


def _script_turn(turn: Turn, name: str, again: bool, voices: Voices) -> SpokenTurn:
    ink: list[Ink] = []
    said: list[tuple[str, str]] = []
    warnings: list[str] = []
    for part in turn.parts:
        if part.what != "words":
            ink.append(Ink(blank=part.text or "điền") if part.what == "blank" else Ink(cue=part.text))
            warnings += [f"Chỗ trống: {part.text or 'điền'}"] if part.what == "blank" else []
            continue
        for sentence in sentences(part.text):
            pieces = readings(sentence, voices.context.speak)
            ink += _written(pieces)
            said += [pair for pair in _pairs(pieces) if pair not in said]
            count = voices.context.syllables(sentence)
            warnings += [f"Câu {count} âm tiết – nên tách; ngắt hơi xem bản đọc"] if count > SYLLABLES_TO_SPLIT else []
    return SpokenTurn(
        name, again, turn.voice == voices.second != "", tuple(_no_space_before_marks(ink)), tuple(said), tuple(warnings)
    )


def _written(pieces: list[Reading]) -> list[Ink]:
    found = []
    for piece in pieces:
        if not piece.changed:
            found.append(Ink(bind(piece.written)))
        elif piece.written:
            figure = figure_of(piece.written)
            head, _, tail = piece.written.partition(figure)
            found += [Ink(head, space="")] if head else []
            found += [Ink(figure.replace(" ", NBSP), figure=True, space="" if tail else " ")]
            found += [Ink(tail)] if tail else []
    return found


def _pairs(pieces: list[Reading]) -> list[tuple[str, str]]:
    """Figures and how to say them; single digits need no help."""
    pairs = [(figure_of(piece.written), figure_of(piece.said)) for piece in pieces if piece.changed and piece.written]
    return [(written, said) for written, said in pairs if said and not (len(written) == 1 and written in "123456789")]


def _no_space_before_marks(ink: list[Ink]) -> list[Ink]:
    """Text that begins with a mark sits close to what stands before it."""
    found = list(ink)
    for place in range(len(found) - 1):
        if found[place + 1].text[:1] in tuple(",.;:!?…”)"):
            here = found[place]
            found[place] = Ink(here.text, here.figure, here.blank, here.cue, "")
    return found


def spoken_turns(row: Row, voices: Voices) -> list[SpokenTurn]:
    """Turns for reading aloud: one breath a line, figures in words."""
    return [_spoken_turn(turn, name, again, voices) for turn, name, again in voices.of_row(row)]


def _spoken_turn(turn: Turn, name: str, again: bool, voices: Voices) -> SpokenTurn:
    lines: list[tuple[Line, ...]] = []
    plain: list[str] = []
    blanks: list[str] = []
    for words, blank in _stretches(turn.parts):
        for sentence in sentences(words):
            pieces = readings(sentence, voices.context.speak)
            plain.append(" ".join(filter(None, (piece.said for piece in pieces))))
            lines.append(_lines(pieces))
        if blank is not None:
            blanks.append(blank)
            lines.append((Line((Ink(blank=blank or "điền"),), "", ""),))
    return SpokenTurn(
        name, again, turn.voice == voices.second != "", sentences=tuple(lines), plain=tuple(plain), blanks=tuple(blanks)
    )


def _stretches(parts: tuple[Part, ...]) -> list[tuple[str, str | None]]:
    """Words up to each blank."""
    found: list[tuple[str, str | None]] = []
    words: list[str] = []
    for part in parts:
        if part.what == "words":
            words.append(part.text)
        elif part.what == "blank":
            found.append((" ".join(words), part.text))
            words = []
    return [*found, (" ".join(words), None)] if words or not found else found


def _lines(pieces: list[Reading]) -> tuple[Line, ...]:
    """A sentence in breaths; a figure in words is never cut from its neighbours by the line's end."""
    marked = [(word, piece if piece.changed else None) for piece in pieces for word in piece.said.split()]
    found: list[Line] = []
    start = 0
    phrases = breaths([word for word, _ in marked])
    for place, phrase in enumerate(phrases):
        chunk = marked[start : start + len(phrase)]
        start += len(phrase)
        last = place == len(phrases) - 1
        found.append(_line(chunk, "//" if last else "/"))
    return tuple(found)


def _line(chunk: list[tuple[str, Reading | None]], breath: str) -> Line:
    ink: list[Ink] = []
    margin: list[str] = []
    run: list[str] = []
    current: Reading | None = None
    for word, piece in [*chunk, ("", None)]:
        if piece is not current or not word:
            if run:
                text = " ".join(run)
                ink.append(Ink(bind(text) if current is None else text, figure=current is not None))
            run, current = [], piece
            if piece is not None and piece.written:
                margin.append(figure_of(piece.written))
        run.append(word)
    return Line(tuple(ink), breath, " · ".join(dict.fromkeys(margin)))
