from retrieval.lexicon import load_glosses, parse_synonyms
from retrieval.lexicon.word_files import read_words


def test_the_words_of_a_group_find_each_other() -> None:
    synonyms = parse_synonyms(["体检 筛查"])
    assert synonyms.of["体检"].keys() == {"筛查"}
    assert synonyms.of["筛查"].keys() == {"体检"}


def test_an_arrow_leads_one_way() -> None:
    synonyms = parse_synonyms(["保姆 > 家政"])
    assert synonyms.of["保姆"].keys() == {"家政"}
    assert "家政" not in synonyms.of


def test_a_word_of_two_groups_has_the_synonyms_of_both() -> None:
    synonyms = parse_synonyms(["钱 工资", "钱 经费"])
    assert synonyms.of["钱"].keys() == {"工资", "经费"}


def test_no_line_of_the_shipped_list_stands_alone() -> None:
    lines = read_words("synonyms")
    assert [line for line in lines if len(line.replace(">", " ").split()) < 2] == []


def test_english_words_have_their_chinese_in_any_form() -> None:
    glosses = load_glosses(["courier, couriers: 快递员"])
    assert glosses.translations("couriers")[0] == "快递员"
    assert "志愿者" in glosses.translations("volunteers")
    assert "舟山" in glosses.translations("zhoushan")
    assert glosses.translations("qwxyz") == ()


def test_words_with_the_same_gloss_are_near() -> None:
    glosses = load_glosses()
    assert "比赛" in set(glosses.near("竞赛"))
    assert "竞赛" not in glosses.near("竞赛")
