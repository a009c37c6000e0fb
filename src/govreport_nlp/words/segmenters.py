"""The segmentation engines behind one protocol."""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from govreport_nlp.config import Config
    from govreport_nlp.words.lexicon import LexiconEntry

from govreport_nlp.words.lexicon import load_lexicon

__all__ = ["Segmenter", "get_segmenter"]


class Segmenter(Protocol):
    """Cuts a text into words."""

    def segment(self, text: str) -> list[str]:
        """Return the words of a text in order; joined they are the text again."""
        ...


class CharSegmenter:
    """Every character a word: needs no dictionary."""

    def segment(self, text: str) -> list[str]:
        """Return the characters."""
        return list(text)


class _DictionarySegmenter:
    """What both engines share: the dictionary is loaded with the first text."""

    def __init__(self, lexicon: tuple[LexiconEntry, ...], *, hmm: bool) -> None:
        self._lexicon = lexicon
        self._hmm = hmm
        self._engine: Any = None

    def __getstate__(self) -> dict[str, Any]:
        """Leave the engine out: a worker process loads its own."""
        return {**self.__dict__, "_engine": None}

    def segment(self, text: str) -> list[str]:
        """Return the words of a text in order."""
        if self._engine is None:
            self._engine = self._load()
        words: list[str] = self._cut(text)
        return words

    def _load(self) -> Any:
        raise NotImplementedError

    def _cut(self, text: str) -> list[str]:
        raise NotImplementedError


class RJiebaSegmenter(_DictionarySegmenter):
    """jieba's algorithm in Rust, on a private instance."""

    def _load(self) -> Any:
        import rjieba  # noqa: PLC0415  heavy

        engine = rjieba.Jieba()
        for word, frequency, tag in self._lexicon:
            engine.add_word(word, frequency, tag)
        return engine

    def _cut(self, text: str) -> list[str]:
        words: list[str] = self._engine.cut(text, hmm=self._hmm)
        return words


class JiebaSegmenter(_DictionarySegmenter):
    """The reference engine, on a private tokenizer whose dictionary never leaves memory.

    jieba's own ``initialize`` reads and writes a cache in the shared temporary folder and talks on
    standard error; the dictionary is therefore built here.
    """

    def _load(self) -> Any:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # its source has invalid escapes
            import jieba  # noqa: PLC0415  heavy

            engine = jieba.Tokenizer()
            engine.FREQ, engine.total = engine.gen_pfdict(engine.get_dict_file())
        engine.initialized = True
        for word, frequency, tag in self._lexicon:
            engine.add_word(word, frequency, tag)
        return engine

    def _cut(self, text: str) -> list[str]:
        words: list[str] = self._engine.lcut(text, HMM=self._hmm)
        return words


def get_segmenter(config: Config) -> Segmenter:
    """Make the segmenter that a configuration names.

    The dictionary is loaded when the first text is segmented.

    Args:
        config: Its ``segmenter``, ``hmm`` and ``lexicon`` count.

    Returns:
        A segmenter with a dictionary of its own: nothing global is changed.

    Raises:
        ConfigError: The lexicon cannot be read or a line of it breaks the format.

    Example:
        >>> from govreport_nlp.config import Config
        >>> get_segmenter(Config(segmenter="char")).segment("增长")
        ['增', '长']
    """
    if config.segmenter == "char":
        return CharSegmenter()
    engine = JiebaSegmenter if config.segmenter == "jieba" else RJiebaSegmenter
    return engine(load_lexicon(config.lexicon), hmm=config.hmm)
