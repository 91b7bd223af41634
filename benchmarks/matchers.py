# ruff: noqa: PLC0415  (peers are extras: each is imported where it is used)
"""Matchers side by side: ours, rapidfuzz, SQLite FTS5, bm25s, tantivy and a linear SVM, behind one function each.

Each takes a question set and returns a function from a query to the best entry with its score. Peers are used as
their own documentation shows them.
"""

from __future__ import annotations

import re
import sqlite3
from collections import defaultdict
from typing import TYPE_CHECKING

from sets import Found

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from sets import QuestionSet

    from bot.language.reader import Reader
    from bot.retrieval.vote import Phrasing, Ranker

    Finder = Callable[[str], Found]

_WORD = re.compile(r"\w+")


def ours(questions: QuestionSet) -> Finder:
    """Our engine: no names, no thesaurus, no rules, only words, letters and votes."""
    from bot.retrieval.vote import Phrasing

    reader, ranker = plain([Phrasing(id_, text) for id_, text in questions.phrasings], questions.language)

    def find(query: str) -> Found:
        ranked = ranker.rank(reader.read_clause(query, whole=True).tokens)
        return Found(ranked[0].entry_id, ranked[0].vote) if ranked else Found("", 0.0)

    return find


def plain(phrasings: Sequence[Phrasing], language: str) -> tuple[Reader, Ranker]:
    """Return a reader and a ranker over phrasings, without names, thesaurus or rules."""
    from bot.language.dates import Dates
    from bot.language.keyboard import Keyboard
    from bot.language.pack import packs_for
    from bot.language.phrases import Phrasebook
    from bot.language.reader import Reader
    from bot.language.stems import Stems
    from bot.language.talk import Talk
    from bot.language.text import words_of
    from bot.language.vocabulary import Vocabulary
    from bot.retrieval.vectors import FeatureSpace
    from bot.retrieval.vote import Ranker

    packs = packs_for([language])
    words = [words_of(phrasing.text) for phrasing in phrasings]
    talk = Talk(packs)
    vocabulary = Vocabulary(Stems([language], packs), (), packs[0].stop_words, talk.question_words)
    vocabulary.learn(word for of_text in words for word in of_text)
    reader = Reader(vocabulary, Phrasebook(()), talk, Keyboard(packs), Dates(packs, ()))
    return reader, Ranker(phrasings, FeatureSpace([reader.read_base(of_text) for of_text in words]))


def _rapidfuzz(questions: QuestionSet, scorer_name: str) -> Finder:
    from rapidfuzz import fuzz, process, utils

    texts = [utils.default_process(text) for _, text in questions.phrasings]
    scorer = getattr(fuzz, scorer_name)

    def find(query: str) -> Found:
        hit = process.extractOne(utils.default_process(query), texts, scorer=scorer)
        return Found(questions.phrasings[hit[2]][0], hit[1]) if hit else Found("", 0.0)

    return find


def wratio(questions: QuestionSet) -> Finder:
    """Use rapidfuzz's default: `process.extractOne` with WRatio."""
    return _rapidfuzz(questions, "WRatio")


def token_set(questions: QuestionSet) -> Finder:
    """Use rapidfuzz with token_set_ratio."""
    return _rapidfuzz(questions, "token_set_ratio")


def token_sort(questions: QuestionSet) -> Finder:
    """Use rapidfuzz with token_sort_ratio."""
    return _rapidfuzz(questions, "token_sort_ratio")


def _documents(questions: QuestionSet) -> dict[str, str]:
    documents: dict[str, list[str]] = defaultdict(list)
    for id_, text in questions.phrasings:
        documents[id_].append(text)
    return {id_: "\n".join(texts) for id_, texts in documents.items()}


def fts5(questions: QuestionSet) -> Finder:
    """SQLite FTS5 with porter stems, one document per entry."""
    base = sqlite3.connect(":memory:")
    base.execute("CREATE VIRTUAL TABLE entries USING fts5(id UNINDEXED, text, tokenize = 'porter unicode61')")
    base.executemany("INSERT INTO entries VALUES (?, ?)", _documents(questions).items())

    def find(query: str) -> Found:
        words = _WORD.findall(query.lower())
        if not words:
            return Found("", 0.0)
        expression = " OR ".join(f'"{word}"' for word in words)
        hit = base.execute(
            "SELECT id, -rank FROM entries WHERE entries MATCH ? ORDER BY rank LIMIT 1", (expression,)
        ).fetchone()
        return Found(*hit) if hit else Found("", 0.0)

    return find


def bm25(questions: QuestionSet) -> Finder:
    """bm25s with its defaults, English stop words and snowball stems, one document per entry."""
    import bm25s
    import Stemmer

    documents = _documents(questions)
    stem = Stemmer.Stemmer("english").stemWords
    index = bm25s.BM25()
    index.index(
        bm25s.tokenize(list(documents.values()), stopwords=None, stemmer=stem, show_progress=False), show_progress=False
    )
    ids = list(documents)

    def find(query: str) -> Found:
        tokens = bm25s.tokenize([query], stopwords=None, stemmer=stem, show_progress=False)
        hits, scores = index.retrieve(tokens, k=1, show_progress=False)
        return Found(ids[int(hits[0, 0])], float(scores[0, 0]))

    return find


def tantivy(questions: QuestionSet) -> Finder:
    """Use tantivy with English stems, one document per entry."""
    import tantivy as library

    builder = library.SchemaBuilder()
    builder.add_text_field("id", stored=True, tokenizer_name="raw")
    builder.add_text_field("text", tokenizer_name="en_stem")
    index = library.Index(builder.build())
    writer = index.writer(heap_size=50_000_000, num_threads=1)
    for id_, text in _documents(questions).items():
        writer.add_document(library.Document(id=id_, text=text))
    writer.commit()
    writer.wait_merging_threads()
    index.reload()
    searcher = index.searcher()

    def find(query: str) -> Found:
        words = " ".join(_WORD.findall(query.lower()))
        if not words:
            return Found("", 0.0)
        hits = searcher.search(index.parse_query(words, ["text"]), 1).hits
        return Found(searcher.doc(hits[0][1])["id"][0], hits[0][0]) if hits else Found("", 0.0)

    return find


def linear_svc(questions: QuestionSet) -> Finder:
    """scikit-learn's LinearSVC on word and letter TF-IDF, trained on the phrasings."""
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.pipeline import make_pipeline, make_union
    from sklearn.svm import LinearSVC

    model = make_pipeline(
        make_union(
            TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True, token_pattern=r"\w+"),  # noqa: S106
            TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 5), sublinear_tf=True),
        ),
        LinearSVC(),
    )
    model.fit([text for _, text in questions.phrasings], [id_ for id_, _ in questions.phrasings])

    def find(query: str) -> Found:
        margins = model.decision_function([query])[0]
        best = int(margins.argmax())
        return Found(str(model.classes_[best]), float(margins[best]))

    return find


MATCHERS: dict[str, Callable[[QuestionSet], Finder]] = {
    "rapidfuzz WRatio": wratio,
    "rapidfuzz token_set_ratio": token_set,
    "rapidfuzz token_sort_ratio": token_sort,
    "SQLite FTS5": fts5,
    "bm25s": bm25,
    "tantivy": tantivy,
    "LinearSVC": linear_svc,
    "talks-bot": ours,
}
