"""The segmentation engines, and that the two with a dictionary agree."""

from __future__ import annotations

import pickle
import re
import subprocess
import sys
from pathlib import Path
from typing import Literal

import pytest

from govreport_nlp.config import Config
from govreport_nlp.words import Segmenter, get_segmenter, load_lexicon

FIXTURES = Path(__file__).parents[2] / "fixtures" / "reports"
TEXT = "全市地区生产总值增长5.5%，营商环境持续优化。\n　　新建公园20个 ABC-1！"
Engine = Literal["rjieba", "jieba", "char"]


@pytest.fixture(scope="module")
def fast() -> Segmenter:
    return get_segmenter(Config())


@pytest.fixture(scope="module")
def reference() -> Segmenter:
    return get_segmenter(Config(segmenter="jieba"))


@pytest.mark.parametrize("engine", ["rjieba", "jieba", "char"])
@pytest.mark.parametrize("text", ["", " ", TEXT, "\u2028\t", "𠀀字🏗️", "ＡＢ１２"])
def test_words_joined_are_the_text(engine: Engine, text: str) -> None:
    assert "".join(get_segmenter(Config(segmenter=engine)).segment(text)) == text


def test_terms_of_the_lexicon_stay_whole(fast: Segmenter, reference: Segmenter) -> None:
    for entry in load_lexicon():
        assert fast.segment(entry.word) == [entry.word]
        assert reference.segment(entry.word) == [entry.word]


@pytest.mark.parametrize("path", sorted(FIXTURES.glob("*.txt")), ids=lambda path: path.stem)
def test_engines_agree(path: Path, fast: Segmenter, reference: Segmenter) -> None:
    for line in path.read_text(encoding="utf-8").splitlines():
        assert _chinese(fast.segment(line)) == _chinese(reference.segment(line))


def _chinese(words: list[str]) -> list[str]:
    """Leave out runs of ASCII: the engines cut ``2021-2025`` differently."""
    return [word for word in words if re.search(r"[^\x00-\x7f]", word)]


def test_user_lexicon(tmp_path: Path) -> None:
    path = tmp_path / "mine.txt"
    path.write_text("江临模式\n", encoding="utf-8")
    for engine in ("rjieba", "jieba"):
        config = Config(segmenter=engine, lexicon=str(path))
        assert "江临模式" in get_segmenter(config).segment("推广江临模式。")
        assert "江临模式" not in get_segmenter(Config(segmenter=engine)).segment("推广江临模式。")


def test_hmm_guesses_words(fast: Segmenter) -> None:
    text = "张晓岚主持会议"
    assert get_segmenter(Config(hmm=True)).segment(text) != fast.segment(text)


@pytest.mark.parametrize("engine", ["rjieba", "jieba", "char"])
def test_segmenters_go_to_other_processes(engine: Engine) -> None:
    segmenter = get_segmenter(Config(segmenter=engine))
    words = segmenter.segment(TEXT)
    assert pickle.loads(pickle.dumps(segmenter)).segment(TEXT) == words


def test_jieba_is_silent_and_leaves_no_file(tmp_path: Path) -> None:
    code = (
        "import warnings; warnings.simplefilter('error')\n"
        "from govreport_nlp.config import Config\n"
        "from govreport_nlp.words import get_segmenter\n"
        "get_segmenter(Config(segmenter='jieba')).segment('营商环境')\n"
        "import jieba; assert not jieba.dt.initialized and '营商环境' not in jieba.dt.FREQ\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        check=True,
        env={"TMPDIR": str(tmp_path), "PATH": ""},
    )
    assert (done.stdout, done.stderr, list(tmp_path.iterdir())) == (b"", b"", [])
