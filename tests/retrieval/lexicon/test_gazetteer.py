from retrieval.lexicon.gazetteer import load_divisions, parse_divisions


def test_a_division_has_those_right_inside_it_by_their_short_names() -> None:
    divisions = parse_divisions(["浙江/省 杭州/市 桐庐/县 西湖区", "浙江/省 宁波/市 象山/县"])
    assert divisions.inside["浙江"] == divisions.inside["浙江省"] == ("杭州", "宁波")
    assert divisions.inside["杭州"] == ("桐庐", "西湖区")


def test_a_name_that_is_a_common_word_counts_only_whole() -> None:
    divisions = parse_divisions(["浙江/省 杭州/市 西湖区"])
    assert "西湖区" in divisions
    assert "西湖" not in divisions


def test_counties_right_under_a_province_are_inside_it() -> None:
    assert "澄迈" in load_divisions().inside["海南省"]
