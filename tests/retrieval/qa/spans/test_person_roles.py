import pytest

from retrieval.lexicon.word_files import read_all_words
from retrieval.qa.spans.person_roles import description
from retrieval.query.wordlists import parse_lexicon

LEXICON = parse_lexicon(read_all_words())


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("昨日，县总工会党组书记、常务副主席邱明说，要多走访。", "县总工会党组书记、常务副主席"),
        ("她就是配送员邱明。", "配送员"),
        ("全国模范、“浙江工匠”邱明走进学校。", "全国模范、“浙江工匠”"),
        ("他说：“我和焊工邱明一起去。", "我和焊工"),
        ("“驱寒暖身。”社区工会主席邱明说。", "社区工会主席"),
        ("邱明是本厂的焊工，去年来的。", "本厂的焊工"),
        ("邱明说，天冷。主席邱明说，多穿。", "主席"),
        ("本报讯记者秦岭报道青石供电公司工会主席邱明说，今年添书。", "青石供电公司工会主席"),
        ("邱明当选监事长。", "监事长"),
        ("职工王明向公司工会主席邱明提建议。", "公司工会主席"),
        ("对外联络部部长邱明说，多来。", "对外联络部部长"),
    ],
)
def test_what_a_person_is_stands_beside_the_name(text: str, said: str) -> None:
    place = description(text, "邱明", LEXICON)
    assert place is not None
    assert text[slice(*place)] == said


def test_who_is_only_named_is_not_described() -> None:
    assert description("邱明说，天冷。", "邱明", LEXICON) is None
