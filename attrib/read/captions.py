"""Captions, SubRip (SRT) and WebVTT: the cues' words as running text, each line with its time.

Read here and not by a library: those that there are give no place in the file, and captions that
people have edited by hand break the formats in many ways that players forgive.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from html import unescape

from attrib.errors import ReadError

from .paragraphs import LINE_BREAK, Paragraph, Part, joined

_TIMING = re.compile(
    r"[ \t]{0,20}((?:\d{1,4}:)?\d{1,2}:\d{1,2}[.,]\d{1,3})[ \t]{0,20}-->[ \t]{0,20}(?:\d{1,4}:)?\d{1,2}:\d{1,2}[.,]\d"
)
_VTT = re.compile(r"WEBVTT(?:[ \t\n\r]|$)")
# Cues begin within the first lines of a file, below its header.
_LOOKED_AT = 4_000
_TAG = re.compile(r"<(/?)(?:([A-Za-z]{1,10})(?=[\s./>])|\d)([^<>]{0,300})>|\{\\[^{}]{1,60}\}")
_BLOCKS = ("NOTE", "STYLE", "REGION")
_CHANGES = re.compile(r"[ \t]{0,9}(?:>{2,4}|[-–](?=\s?[^\W\d_]))[ \t]{0,9}")
_LANGUAGE = re.compile(r"Language:[ \t]{0,9}([A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3})")
_MUSIC = re.compile("[♪♫♬]+")
# A file rolls where so many of its cues begin with what the one before ended with.
_ROLLING = 1 / 3
_FEWEST = 4
_MOST_CUES = 1_000_000


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of a cue without its tags; None for a voice where it has none."""

    words: str
    number: int
    voice: str | None


@dataclass(frozen=True, slots=True)
class _Cue:
    time: str
    lines: tuple[_Line, ...]


def looks_like_captions(raw: str) -> bool:
    """Whether a text is captions: it begins as WebVTT, or a cue's times stand near its top."""
    if _VTT.match(raw):
        return True
    lines = [line for line in raw[:_LOOKED_AT].splitlines() if line.strip()]
    return any(_TIMING.match(line) for line in lines[:4])


def caption_language(raw: str) -> str | None:
    """The language that the head of a WebVTT file names."""
    head, _, _ = raw[:_LOOKED_AT].partition("-->")
    found = _LANGUAGE.search(head) if _VTT.match(raw) else None
    return found.group(1) if found else None


def read_captions(raw: str, path: str) -> tuple[Paragraph, ...]:
    """The words of captions, a paragraph for each stretch without a change of speaker.

    A voice (``<v Name>``) is the paragraph's speaker; ">>" or a dash before a line begins somebody
    new. Tags, notes, styles and the repeats of captions that roll are left out.

    Raises:
        ReadError: no words, or more cues than any film has.
    """
    cues = _cues(raw, path)
    if not any(cue.lines for cue in cues):
        raise ReadError("no words: captions without text", path=path)
    return tuple(_paragraphs(_unrolled(cues)))


def _cues(raw: str, path: str) -> list[_Cue]:
    lines = LINE_BREAK.split(raw)
    is_vtt = _VTT.match(raw) is not None
    cues: list[_Cue] = []
    gathered: list[_Line] = []
    time: str | None = None
    voice: str | None = None
    blank = True
    skipping = False
    for index, line in enumerate(lines):
        match = _TIMING.match(line) if "-->" in line else None
        if match is not None:
            if time is not None:
                cues.append(_Cue(time, tuple(gathered)))
            if len(cues) > _MOST_CUES:
                raise ReadError(f"more than {_MOST_CUES:,} captions", path=path)
            time, gathered, voice = _clock(match.group(1)), [], None
            blank = skipping = False
            continue
        if not line.strip():
            blank, skipping = True, False
            continue
        if blank and is_vtt and line.startswith(_BLOCKS):
            word = line.split(maxsplit=1)[0]
            skipping = word in _BLOCKS
        # What stands right above the times is a cue's number or name; only WebVTT's may be words.
        following = lines[index + 1] if index + 1 < len(lines) else ""
        names_cue = "-->" in following and _TIMING.match(following) is not None
        if (
            skipping
            or time is None
            or (names_cue and (line.strip().isdigit() or (blank and is_vtt)))
        ):
            blank = False
            continue
        blank = False
        for words, said in _voices(line, voice):
            voice = said
            words = " ".join(_MUSIC.sub(" ", unescape(words)).split())
            if words:
                gathered.append(_Line(words, index + 1, voice))
    if time is not None:
        cues.append(_Cue(time, tuple(gathered)))
    return cues


def _clock(time: str) -> str:
    """ "00:01:12" of "01:12.500" or "0:1:12,5"."""
    fields = re.split("[:]", re.split("[.,]", time)[0])
    hours, minutes, seconds = ["0", *fields][-3:]
    return f"{int(hours):02}:{int(minutes):02}:{int(seconds):02}"


def _voices(line: str, voice: str | None) -> Iterator[tuple[str, str | None]]:
    """The words of a line without tags, parted where another voice begins."""
    pieces: list[str] = []
    done = 0
    for match in _TAG.finditer(line):
        pieces.append(line[done : match.start()])
        done = match.end()
        if match.group(2) in ("br", "BR"):
            pieces.append(" ")
        if match.group(2) != "v":
            continue
        if match.group(1):
            yield "".join(pieces), voice
            pieces, voice = [], None
        else:
            yield "".join(pieces), voice
            pieces = []
            # Classes ("<v.loud Name>") stand before the name.
            _, _, name = match.group(3).replace("\t", " ").partition(" ")
            voice = " ".join(unescape(name).split()) or None
    pieces.append(line[done:])
    yield "".join(pieces), voice


def _unrolled(cues: Sequence[_Cue]) -> list[_Cue]:
    """The cues less what each repeats of the one before, where the file's captions roll."""
    repeats: list[int] = []
    repeating = 0
    previous: Sequence[_Line] = ()
    for cue in cues:
        repeats.append(_repeated(previous, cue.lines))
        repeating += repeats[-1] > 0 or _grown(previous, cue.lines) > 0
        previous = cue.lines or previous
    if repeating < _FEWEST or repeating < _ROLLING * len(cues):
        return list(cues)
    kept: list[_Cue] = []
    previous = ()
    for cue, count in zip(cues, repeats, strict=True):
        lines = list(cue.lines[count:])
        grown = _grown(previous, lines)
        if grown:
            lines[0] = replace(lines[0], words=lines[0].words[grown:])
        kept.append(_Cue(cue.time, tuple(lines)))
        previous = cue.lines or previous
    return kept


def _repeated(previous: Sequence[_Line], lines: Sequence[_Line]) -> int:
    """How many lines a cue begins with that the one before ended with."""
    # Captions have two or three lines; more are looked at no further than this.
    for count in range(min(len(previous), len(lines), 4), 0, -1):
        if [line.words for line in previous[-count:]] == [line.words for line in lines[:count]]:
            return count
    return 0


def _grown(previous: Sequence[_Line], lines: Sequence[_Line]) -> int:
    """How much of the first line is the last one before, which grows word by word."""
    last = f"{previous[-1].words} " if previous else ""
    return len(last) if lines and last and lines[0].words.startswith(last) else 0


def _paragraphs(cues: Sequence[_Cue]) -> Iterator[Paragraph]:
    gathered: list[Part] = []
    speaker: str | None = None
    voiced: str | None = None
    for cue in cues:
        for line in cue.lines:
            change = _CHANGES.match(line.words)
            new_voice = line.voice is not None and line.voice != voiced
            if change is not None or new_voice:
                if gathered:
                    yield Paragraph(joined(gathered), 0, speaker)
                gathered = []
                voiced = line.voice
                # A mark inside a voice is somebody that it does not name.
                speaker = (line.voice if new_voice else None) or ""
            words = line.words[change.end() :] if change is not None else line.words
            if words:
                gathered.append(Part(words, line.number, None, cue.time))
    if gathered:
        yield Paragraph(joined(gathered), 0, speaker)
