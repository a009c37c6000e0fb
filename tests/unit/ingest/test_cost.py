"""Time is linear in the size of a page and of a PDF."""

from __future__ import annotations

import io
import time
from collections.abc import Callable

import pytest
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from govreport_nlp.config import Config
from govreport_nlp.ingest import read_bytes

PROSE = "全市地区生产总值达到860亿元，增长5.5%；新建学校20所，"
TIMES = 8


def page(size: int) -> bytes:
    rows = f"<tr><td>{PROSE}</td><td>20</td></tr>" * 20
    block = f"<div><p>{PROSE * 5}</p><ul><li>{PROSE}</li></ul><table>{rows}</table></div>"
    return f"<!DOCTYPE html><meta charset=utf-8><body>{block * (30 * size)}".encode()


def pdf(size: int) -> bytes:
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    file = io.BytesIO()
    canvas = Canvas(file)
    for _ in range(3 * size):
        canvas.setFont("STSong-Light", 12)
        for n in range(30):
            canvas.drawString(60, 750 - 20 * n, PROSE)
        canvas.grid([60, 300, 500], [60, 80, 100])
        canvas.drawString(70, 65, "20所")
        canvas.showPage()
    canvas.save()
    return file.getvalue()


def seconds(data: bytes, name: str) -> float:
    began = time.process_time()
    read_bytes(data, name, Config())
    return time.process_time() - began


@pytest.mark.parametrize(("make", "name"), [(page, "a.html"), (pdf, "a.pdf")])
def test_linear(make: Callable[[int], bytes], name: str) -> None:
    small, large = make(1), make(TIMES)
    seconds(small, name)  # imports
    least = min(seconds(small, name) for _ in range(3))
    assert seconds(large, name) < 2.5 * TIMES * max(least, 0.005)
