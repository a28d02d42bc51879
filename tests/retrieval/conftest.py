"""Two pages of little articles, and an answerer over them."""

from pathlib import Path

import pytest

from retrieval.corpus import load_corpus
from retrieval.index.analysis import default_analyzer
from retrieval.lexicon.word_files import read_all_words
from retrieval.qa import Answerer, build_answerer
from retrieval.qa.linear import read_weights

PAGES = {
    "a.txt": """海盐渔港开门纳客

本报讯 记者陈安报道 6月8日，海盐渔港码头启用，港区2018年接待渔船320艘，2019年接待410艘。

渔港工会主席王海介绍，码头有会员96名，新建工会12家，开放日由县渔业局主办。
""",
    "b.txt": """云和梯田丰收

本报讯 记者周宁报道 云和县梯田种植茶叶800亩，种茶能手是林秀。
""",
}


@pytest.fixture(scope="session")
def two_pages(tmp_path_factory: pytest.TempPathFactory, data_dir: Path) -> Answerer:
    """Answers from the two pages."""
    reports = tmp_path_factory.mktemp("pages")
    for name, text in PAGES.items():
        (reports / name).write_text(text, encoding="utf-8")
    return build_answerer(
        load_corpus(reports),
        default_analyzer(data_dir / "cache"),
        words=read_all_words(),
        weights=read_weights(),
    )
