from pathlib import Path

import pytest

from retrieval.corpus import load_corpus
from retrieval.index.analysis import default_analyzer
from retrieval.lexicon.word_files import read_all_words
from retrieval.qa import Answerer, build_answerer
from retrieval.qa.linear import read_weights
from retrieval.query import FormSource, Question, Understander

PAGE = """柯桥区总工会为快递员体检

本报讯 记者王明报道 近日，柯桥区总工会为300名快递员送上免费体检，副主席陈立说，今年新建工会12家。

建德市总工会今年新建工会八家，发展会员960名。漂流书吧由建德市工人文化宫打造。
"""


@pytest.fixture
def answerer(tmp_path: Path, data_dir: Path) -> Answerer:
    (tmp_path / "page.txt").write_text(PAGE, encoding="utf-8")
    return build_answerer(
        load_corpus(tmp_path),
        default_analyzer(data_dir / "cache"),
        words=read_all_words(),
        weights=read_weights(),
    )


@pytest.fixture
def understander(answerer: Answerer) -> Understander:
    return answerer.follower.understander


def forms(question: Question, text: str) -> dict[str, FormSource]:
    concept = next(c for c in question.concepts if c.text == text)
    return {form.text: form.source for form in concept.forms}


def test_everyday_words_lead_to_those_of_the_reports(understander: Understander) -> None:
    assert forms(understander.understand("外卖小哥查身体"), "查身体")["体检"] is FormSource.SYNONYM


def test_a_number_is_found_in_its_other_spelling(understander: Understander) -> None:
    assert forms(understander.understand("新建8家"), "8家")["八家"] is FormSource.NUMERAL


def test_a_word_that_occurs_nowhere_is_replaced_by_what_sounds_alike(
    understander: Understander,
) -> None:
    assert understander.understand("飘流书吧在哪").replaced == (("飘流", "漂流"),)


def test_english_leads_to_chinese_words_of_the_reports(understander: Understander) -> None:
    question = understander.understand("How many couriers in Keqiao got a checkup?")
    assert forms(question, "keqiao")["柯桥"] is FormSource.ENGLISH
    assert forms(question, "checkup")["体检"] is FormSource.ENGLISH


def test_a_follow_up_replaces_the_place_and_keeps_the_rest(answerer: Answerer) -> None:
    question = answerer.understand("那建德呢？", ["柯桥区今年新建了多少家工会？"])
    words = {c.text for c in question.concepts}
    assert "建德" in words
    assert "柯桥区" not in words
    assert any("工会" in word for word in words)
    assert question.kind.value == "number"


def test_a_follow_up_is_shown_as_a_whole_question(answerer: Answerer) -> None:
    earlier = ["柯桥区今年新建了多少家工会？"]
    assert answerer.understand("那建德呢？", earlier).understood == "建德今年新建了多少家工会"
    asked = answerer.understand("是谁说的？", earlier).understood
    assert asked == "柯桥区今年新建工会，是谁说的"


def test_the_unit_of_a_noun_behind_a_measure_word_is_asked_for(understander: Understander) -> None:
    assert "小时" in understander.understand("最快的人走了几个钟头？").units


def test_chat_noise_does_not_cut_a_name(understander: Understander) -> None:
    assert understander.understand("娃哈哈公司在哪里").understood.startswith("娃哈哈")


def test_a_place_is_never_corrected_to_another_word(understander: Understander) -> None:
    assert understander.understand("余姚有几家工会").replaced == ()


def test_a_follow_up_may_ask_for_something_else(answerer: Answerer) -> None:
    question = answerer.understand("是谁说的？", ["柯桥今年新建了多少家工会？"])
    assert question.kind.value == "person"
    assert "柯桥" in {c.text for c in question.concepts}


def test_a_whole_question_leaves_the_earlier_ones_behind(answerer: Answerer) -> None:
    question = answerer.understand("建德市总工会今年发展了多少名会员？", ["漂流书吧是谁打造的？"])
    assert not any(concept.is_earlier for concept in question.concepts)


def test_the_sort_of_thing_asked_for_is_likelier_left_out_than_what_it_is_asked_of(
    understander: Understander,
) -> None:
    question = understander.understand("陈立参加了什么协会？")
    repeated = {concept.text: concept.repeated for concept in question.concepts}
    assert repeated["协会"] < repeated["陈立"]


def test_a_word_with_a_wrong_character_is_cut_as_it_was_meant(understander: Understander) -> None:
    question = understander.understand("柯桥区总工会副主习是谁？")
    assert question.office is not None
    assert question.office.title == "副主席"


def test_a_region_is_known_by_its_short_name(understander: Understander) -> None:
    assert forms(understander.understand("建德市有多少会员"), "建德市")["建德"] is FormSource.PART


def test_a_surname_behind_an_english_title_is_a_person_of_the_reports(
    tmp_path: Path, data_dir: Path
) -> None:
    (tmp_path / "page.txt").write_text(
        "驿站\n\n司机谢先生在驿站歇脚，说来自广西。\n", encoding="utf-8"
    )
    question = build_answerer(
        load_corpus(tmp_path),
        default_analyzer(data_dir / "cache"),
        words=read_all_words(),
        weights=read_weights(),
    ).understand("Where is Mr Xie's home?")
    assert forms(question, "xie")["谢先生"] is FormSource.ENGLISH


def test_particles_are_no_part_of_a_word_in_pinyin(understander: Understander) -> None:
    question = understander.understand("jiande de huiyuan you duoshao")
    assert forms(question, "jiande")["建德"] is FormSource.ENGLISH
    assert forms(question, "huiyuan")["会员"] is FormSource.ENGLISH
