from retrieval.qa import Answerer
from retrieval.query import Kind
from tests.retrieval.conversations import earlier_words


def test_another_year_takes_the_place_of_the_year_before(two_pages: Answerer) -> None:
    question = two_pages.understand("2018年呢？", ["海盐渔港2019年接待多少艘渔船？"])
    assert "2019年" not in earlier_words(question)
    assert question.understood == "海盐渔港2018年接待多少艘渔船"
    assert question.kind is Kind.NUMBER


def test_one_place_after_a_comparison_is_asked_for_alone(two_pages: Answerer) -> None:
    question = two_pages.understand("海盐呢？", ["云和和嘉兴谁种的茶叶多？"])
    assert not question.compares
    assert question.understood == "海盐种的茶叶多少"


def test_what_names_nothing_new_leaves_the_question_as_it_was(two_pages: Answerer) -> None:
    assert (
        two_pages.understand("还有呢？", ["渔港新建了多少家工会？"]).understood
        == "渔港新建了多少家工会"
    )


def test_another_thing_is_counted_in_units_of_its_own(two_pages: Answerer) -> None:
    question = two_pages.understand("那会员呢？", ["渔港新建了多少家工会？"])
    assert question.kind is Kind.NUMBER
    assert "名" in question.units


def test_another_office_of_the_same_organization_is_asked_for(two_pages: Answerer) -> None:
    question = two_pages.understand("那副主席呢？", ["渔港工会主席是谁？"])
    assert question.office is not None
    assert (question.office.title, question.asks_person) == ("副主席", True)


def test_a_word_alone_is_looked_for_not_counted(two_pages: Answerer) -> None:
    question = two_pages.understand("主办方", ["海盐渔港2019年接待多少艘渔船？"])
    assert earlier_words(question)
    assert question.kind is Kind.TOPIC


def test_the_same_is_counted_of_another_word(two_pages: Answerer) -> None:
    question = two_pages.understand("那茶叶呢", ["哪些报道提到渔港"])
    assert (question.counted, question.understood) == ("茶叶", "哪些报道提到茶叶")


def test_a_list_of_reports_is_told_with_its_count(two_pages: Answerer) -> None:
    assert two_pages.understand("几篇", ["哪些报道提到渔港"]).counted == "渔港"
