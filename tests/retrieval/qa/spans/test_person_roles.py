import pytest

from retrieval.qa.spans.person_roles import description

ROLES = frozenset({"主席", "副主席", "工匠", "焊工", "配送员"})


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
    ],
)
def test_what_a_person_is_stands_beside_the_name(text: str, said: str) -> None:
    place = description(text, "邱明", ROLES)
    assert place is not None
    assert text[slice(*place)] == said


def test_who_is_only_named_is_not_described() -> None:
    assert description("邱明说，天冷。", "邱明", ROLES) is None
