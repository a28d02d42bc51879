import pytest

from retrieval.query.model import Office

CHAIR = Office("主席", "总工会")


@pytest.mark.parametrize(
    ("sentence", "name", "is_held"),
    [
        ("市总工会主席强伟告诉记者", "强伟", True),
        ("县总工会党组书记、主席邱明说", "邱明", True),
        ("李华，市总工会主席，昨日到场", "李华", True),
        ("李华任市总工会主席", "李华", True),
        ("区快递行业工会主席朱融在会后", "朱融", False),
        ("市总工会副主席冯燕表示", "冯燕", False),
        ("来自市总工会的年轻干部韩洁", "韩洁", False),
        ("市总工会主席到场，职工孙皓发言", "孙皓", False),
    ],
)
def test_a_holder_stands_beside_the_office_and_its_organization(
    sentence: str, name: str, is_held: bool
) -> None:
    start = sentence.index(name)
    assert CHAIR.is_held(sentence, start, start + len(name)) == is_held


def test_a_deputy_is_asked_for_as_such() -> None:
    sentence = "市总工会副主席冯燕表示"
    assert Office("副主席", "总工会").is_held(sentence, 7, 9)


def test_without_an_organization_the_office_is_enough() -> None:
    assert Office("行长", "").is_held("曲江支行行长张文告诉记者", 6, 8)


@pytest.mark.parametrize(
    ("sentence", "name", "is_held"),
    [
        ("李某的妻子王芳住院", "王芳", True),
        ("王芳是李某的妻子", "王芳", True),
        ("李某的爱人叫王芳", "王芳", True),
        ("李某和妻子在医院里遇到了张强", "张强", False),
        ("李某的丈夫王强住院", "王强", False),
    ],
)
def test_a_relative_is_named_right_beside(sentence: str, name: str, is_held: bool) -> None:
    wife = Office("老婆", "", frozenset({"妻子", "老婆", "爱人"}), is_relative=True)
    start = sentence.index(name)
    assert wife.is_held(sentence, start, start + len(name)) == is_held
