"""The outputs of this room: one row each. Buttons, choices of the command line and the docs are made from this table."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from newsroom.rundown import Rundown
    from renderers.context import RenderContext

    Render = Callable[[Rundown, RenderContext], bytes]

_OFFICE = "application/vnd.openxmlformats-officedocument"


@dataclass(frozen=True, slots=True)
class Format:
    """An output: its name on the command line, file suffix, media type, Vietnamese label, and the function that makes it."""

    name: str
    suffix: str
    media_type: str
    label: str
    render: Render


def _sheet_html(rundown: Rundown, context: RenderContext) -> bytes:
    from renderers.sheet import html

    return html(rundown, context).encode()


def _sheet_pdf(rundown: Rundown, context: RenderContext) -> bytes:
    from renderers.printed import pdf
    from renderers.sheet import html

    return pdf(html(rundown, context, embed=False))


def _script_html(rundown: Rundown, context: RenderContext) -> bytes:
    from renderers.spoken_pages import script_html

    return script_html(rundown, context).encode()


def _script_pdf(rundown: Rundown, context: RenderContext) -> bytes:
    from renderers.printed import pdf
    from renderers.spoken_pages import script_html

    return pdf(script_html(rundown, context, embed=False))


def _announcer_html(rundown: Rundown, context: RenderContext) -> bytes:
    from renderers.spoken_pages import announcer_html

    return announcer_html(rundown, context).encode()


def _announcer_pdf(rundown: Rundown, context: RenderContext) -> bytes:
    from renderers.printed import pdf
    from renderers.spoken_pages import announcer_html

    return pdf(announcer_html(rundown, context, embed=False))


def _prompter_html(rundown: Rundown, context: RenderContext) -> bytes:
    from renderers.spoken_pages import prompter_html

    return prompter_html(rundown, context).encode()


def _prompter_text(rundown: Rundown, context: RenderContext) -> bytes:
    from renderers.spoken_pages import prompter_text

    return prompter_text(rundown, context).encode()


def _sheet_docx(rundown: Rundown, context: RenderContext) -> bytes:
    from renderers.word_papers import sheet_docx

    return sheet_docx(rundown, context)


def _script_docx(rundown: Rundown, context: RenderContext) -> bytes:
    from renderers.word_papers import script_docx

    return script_docx(rundown, context)


def _xlsx(rundown: Rundown, context: RenderContext) -> bytes:
    from renderers.spreadsheet import xlsx_bytes

    return xlsx_bytes(rundown, context)


def _csv(rundown: Rundown, context: RenderContext) -> bytes:
    from renderers.spreadsheet import csv_bytes

    return csv_bytes(rundown, context)


def _json(rundown: Rundown, context: RenderContext) -> bytes:
    from renderers.air_times import json_bytes

    return json_bytes(rundown, context)


def _ics(rundown: Rundown, context: RenderContext) -> bytes:
    from renderers.air_times import ics

    return ics(rundown, context)


def _mos(rundown: Rundown, context: RenderContext) -> bytes:
    from renderers.mos import mos_bytes

    return mos_bytes(rundown, context)


def _m3u8(rundown: Rundown, context: RenderContext) -> bytes:
    from renderers.playlists import m3u8

    return m3u8(rundown, context)


def _liquidsoap(rundown: Rundown, context: RenderContext) -> bytes:
    from renderers.playlists import liquidsoap

    return liquidsoap(rundown, context)


def _cue(rundown: Rundown, context: RenderContext) -> bytes:
    from renderers.playlists import cue

    return cue(rundown, context)


def _rdxml(rundown: Rundown, context: RenderContext) -> bytes:
    from renderers.rivendell import rdxml

    return rdxml(rundown, context)


def _libretime(rundown: Rundown, context: RenderContext) -> bytes:
    from renderers.playlists import libretime

    return libretime(rundown, context)


def _azuracast(rundown: Rundown, context: RenderContext) -> bytes:
    from renderers.playlists import azuracast

    return azuracast(rundown, context)


FORMATS = {
    row.name: row
    for row in (
        Format("html", ".html", "text/html", "Khung kịch bản (trang web)", _sheet_html),
        Format("pdf", ".pdf", "application/pdf", "Khung kịch bản (PDF)", _sheet_pdf),
        Format("docx", ".docx", f"{_OFFICE}.wordprocessingml.document", "Khung kịch bản (Word)", _sheet_docx),
        Format("script-html", "_loi.html", "text/html", "Kịch bản có lời (trang web)", _script_html),
        Format("script-pdf", "_loi.pdf", "application/pdf", "Kịch bản có lời (PDF)", _script_pdf),
        Format("script-docx", "_loi.docx", f"{_OFFICE}.wordprocessingml.document", "Kịch bản có lời (Word)", _script_docx),
        Format("announcer-html", "_ban-doc.html", "text/html", "Bản đọc chữ lớn (trang web)", _announcer_html),
        Format("announcer-pdf", "_ban-doc.pdf", "application/pdf", "Bản đọc chữ lớn (PDF)", _announcer_pdf),
        Format("prompter-html", "_chay-chu.html", "text/html", "Chạy chữ (trang web)", _prompter_html),
        Format("prompter-txt", "_chay-chu.txt", "text/plain", "Chạy chữ (văn bản)", _prompter_text),
        Format("xlsx", ".xlsx", f"{_OFFICE}.spreadsheetml.sheet", "Bảng tính Excel (sửa được, nhập lại được)", _xlsx),
        Format("csv", ".csv", "text/csv", "Bảng CSV (sửa được, nhập lại được)", _csv),
        Format("json", ".json", "application/json", "Tệp kịch bản JSON, có giờ", _json),
        Format("ics", ".ics", "text/calendar", "Lịch phát sóng (iCalendar)", _ics),
        Format("mos", ".mos.xml", "application/xml", "MOS roCreate", _mos),
        Format("m3u8", ".m3u8", "application/vnd.apple.mpegurl", "Danh sách phát M3U8", _m3u8),
        Format("liquidsoap", ".liq.txt", "text/plain", "Danh sách Liquidsoap có điểm vào ra", _liquidsoap),
        Format("cue", ".cue", "application/x-cue", "CUE sheet", _cue),
        Format("rdxml", ".rdxml", "application/xml", "Rivendell RDXML", _rdxml),
        Format("libretime", ".libretime.csv", "text/csv", "Danh sách nhập LibreTime", _libretime),
        Format("azuracast", ".azuracast.m3u", "audio/x-mpegurl", "Danh sách nhập AzuraCast", _azuracast),
    )
}
