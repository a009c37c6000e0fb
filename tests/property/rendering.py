"""One report in the formats that bureaus publish: made by the tests, from a text."""

from __future__ import annotations

import html
import io
import random
from collections.abc import Callable, Iterator
from itertools import groupby, pairwise
from typing import Any

import docx
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

TRADITIONAL = "國業發產會"
LINKS = "".join(f'<li><a href="/n{i}">关于做好第{i}项工作的通知</a></li>' for i in range(12))


def is_traditional(text: str) -> bool:
    """Whether a text is in traditional script."""
    return any(character in text for character in TRADITIONAL)


def _blocks(text: str) -> Iterator[tuple[bool, list[str]]]:
    """Yield runs of lines that are rows of a table, and of others."""
    for is_table, lines in groupby(text.split("\n"), key=lambda line: "\t" in line.strip()):
        yield is_table, list(lines)


def _pieces(line: str, rng: random.Random) -> list[str]:
    """Cut a line where an editor may change the font: anywhere, inside numbers too."""
    cuts = sorted({0, len(line), *(rng.randrange(len(line)) for _ in range(len(line) // 25))})
    return [line[a:b] for a, b in pairwise(cuts)]


def _table(rows: list[str]) -> str:
    """Write rows as a table of a page."""
    cells = ("</td><td>".join(map(html.escape, row.split("\t"))) for row in rows)
    return "<table>" + "".join(f"<tr><td>{row}</td></tr>" for row in cells) + "</table>"


def modern_page(text: str) -> bytes:
    """A page of a content system: article in a box of its own, menus and lists of links around."""
    rng = random.Random(1)
    parts = []
    for is_table, lines in _blocks(text):
        if is_table:
            parts.append(_table(lines))
            continue
        for line in lines:
            spans = "".join(
                f'<span style="font-size:{16 + n % 2}px">{html.escape(piece)}</span>'
                for n, piece in enumerate(_pieces(line.strip(), rng))
            )
            parts.append(f'<p style="text-indent:2em">&nbsp;&nbsp;{spans}</p>\n')
    page = f"""<!DOCTYPE html>
<html lang="zh"><head><meta charset="utf-8"><title>政务公开_某市人民政府</title>
<style>p {{ color: black }}</style><script>var n = "增长99%，新建学校99所。";</script></head>
<body><div class="nav"><ul>{LINKS}</ul></div>
<div class="wrap"><div class="crumbs"><a href="/">首页</a> &gt; <a href="/a">政务公开</a></div>
<div class="left"><ul>{LINKS}</ul></div>
<div class="detail"><div class="TRS_Editor">{"".join(parts)}</div></div>
<div class="share"><a href="#">微信</a><a href="#">微博</a></div></div>
<div class="footer">版权所有：某市人民政府办公室　联系电话：0000-1234567，网站标识码123。</div>
</body></html>"""
    return page.encode("utf-8")


def old_page(text: str) -> bytes:
    """A page of tables and fonts, lines parted by breaks, in what it calls GB 2312."""
    parts = []
    for is_table, lines in _blocks(text):
        if is_table:
            parts.append(_table(lines))
        else:
            parts += [f"&nbsp;&nbsp;&nbsp;&nbsp;{html.escape(one.strip())}<BR>\n" for one in lines]
    page = f"""<HTML><HEAD><META http-equiv="Content-Type" content="text/html; charset=gb2312">
<TITLE>信息</TITLE></HEAD><BODY bgcolor=white>
<TABLE width=100%><TR><TD colspan=2><A href=/>网站首页</A> <A href=/z>政务</A></TD></TR>
<TR><TD width=180><TABLE>{LINKS.replace("<li>", "<tr><td>").replace("</li>", "</td></tr>")}</TABLE>
<TD><FONT face=宋体 size=4>{"".join(parts)}</FONT></TD></TR>
<TR><TD colspan=2 align=center><A href="#">关闭窗口</A></TD></TR></TABLE></BODY></HTML>"""
    return page.encode("gb18030")


def word_file(text: str) -> bytes:
    """A Word file, its runs cut anywhere, with a running head and page numbers."""
    rng = random.Random(2)
    document = docx.Document()
    section = document.sections[0]
    section.header.paragraphs[0].text = "某市人民政府办公室文件"
    section.footer.paragraphs[0].text = "- 1 -"
    for is_table, lines in _blocks(text):
        if is_table:
            rows = [line.split("\t") for line in lines]
            table = document.add_table(len(rows), len(rows[0]))
            for row, cells in zip(table.rows, rows, strict=True):
                for cell, value in zip(row.cells, cells, strict=True):
                    cell.text = value
            continue
        for line in lines:
            paragraph = document.add_paragraph()
            for piece in _pieces(line, rng):
                paragraph.add_run(piece)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def pdf_file(text: str, *, columns: int = 1) -> bytes:
    """A PDF of A4 pages: lines broken at the right edge, a running head, page numbers."""
    sheet = _Sheet(text, columns)
    for is_table, lines in _blocks(text):
        if is_table:
            sheet.table([line.split("\t") for line in lines])
            continue
        for line in lines:
            sheet.paragraph(line.strip())
    return sheet.bytes()


class _Sheet:
    """Pages that are written from top to bottom, column after column."""

    size, lead, left, top, gap = 14.0, 24.0, 80.0, 760.0, 25.0

    def __init__(self, text: str, columns: int) -> None:
        self._canvas, self._font, self._file = _canvas(text)
        self._columns = columns
        self._width = (435.0 - self.gap * (columns - 1)) / columns
        self._y, self._column, self._page = self.top, 0, 1
        self._title = True
        _margins(self._canvas, self._font, 1)

    def paragraph(self, line: str) -> None:
        """Write a paragraph, indented by two characters; the first of all is the title."""
        indent = 0.0 if self._title else 2 * self.size
        self._title = False
        for n, part in enumerate(_wrapped(line, self._font, self.size, self._width, indent)):
            self._put([(indent if n == 0 else 0.0, part)])

    def table(self, rows: list[list[str]]) -> None:
        """Write a table without rules, as wide as the column; a narrow one is set in small type."""
        widths = [max(self._of(row[n]) for row in rows) for n in range(len(rows[0]))]
        gap = 2.2 * self.size
        scale = min(1.0, self._width / (sum(widths) + gap * (len(widths) - 1)))
        starts = [scale * (sum(widths[:n]) + gap * n) for n in range(len(widths))]
        for row in rows:
            self._put([p for p in zip(starts, row, strict=True) if p[1]], self.size * scale)

    def bytes(self) -> bytes:
        """Return the file."""
        self._canvas.showPage()
        self._canvas.save()
        return self._file.getvalue()

    def _of(self, text: str) -> float:
        return float(stringWidth(text, self._font, self.size))

    def _put(self, parts: list[tuple[float, str]], size: float | None = None) -> None:
        if self._y < 100:
            self._y, self._column = self.top, self._column + 1
            if self._column == self._columns:
                self._canvas.showPage()
                self._page, self._column = self._page + 1, 0
                _margins(self._canvas, self._font, self._page)
        self._canvas.setFont(self._font, size or self.size)
        for x, text in parts:
            place = self.left + self._column * (self._width + self.gap) + x
            self._canvas.drawString(place, self._y, text)
        self._y -= self.lead


def _canvas(text: str) -> tuple[Any, str, io.BytesIO]:
    font = "MSung-Light" if is_traditional(text) else "STSong-Light"
    pdfmetrics.registerFont(UnicodeCIDFont(font))
    file = io.BytesIO()
    return Canvas(file, pagesize=A4, invariant=1), font, file


def _margins(canvas: Any, font: str, page: int) -> None:
    canvas.setFont(font, 9)
    canvas.drawString(250, 810, "某市人民政府公報")
    canvas.drawString(290, 40, f"- {page} -")


def _wrapped(line: str, font: str, size: float, width: float, indent: float) -> list[str]:
    """Break a line at the right edge; the first part is indented."""
    parts, part, room = [], "", width - indent
    for character in line:
        if (
            part
            and stringWidth(part + character, font, size) > room
            and character not in "，。；、"
        ):
            parts.append(part)
            part, room = "", width
        part += character
    return [*parts, part] if part else []


def broken_lines(text: str) -> bytes:
    """A text taken out of a PDF file: a line break at each line's end, and numbers of pages."""
    pages: list[list[str]] = [[]]
    font = _canvas(text)[1]
    for line in text.split("\n"):
        parts = _wrapped("　　" + line.strip(), font, 1.0, 32.0, 0.0) if line.strip() else []
        for part in [line] if "\t" in line else parts:
            if len(pages[-1]) == 24:
                pages.append([f"- {len(pages)} -"])
            pages[-1].append(part)
    return "\n".join("\n".join(page) for page in pages).encode()


def _as(encoding: str) -> Callable[[str], bytes]:
    return lambda text: text.encode(encoding)


RENDERINGS: dict[str, tuple[str, Callable[[str], bytes]]] = {
    "utf-8": (".txt", _as("utf-8")),
    "utf-16": (".txt", _as("utf-16")),
    "gb18030": (".txt", _as("gb18030")),
    "broken lines": (".txt", broken_lines),
    "modern page": (".html", modern_page),
    "old page": (".htm", old_page),
    "docx": (".docx", word_file),
    "pdf": (".pdf", pdf_file),
    "pdf in columns": (".pdf", lambda text: pdf_file(text, columns=2)),
}
