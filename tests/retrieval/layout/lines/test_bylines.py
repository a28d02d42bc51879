"""Names in leads, byline lines, credits and at the ends of texts."""

import pytest

from retrieval.layout.lines.bylines import Bylines
from retrieval.layout.page_words import read_wording

BYLINES = Bylines.of(read_wording())


@pytest.mark.parametrize(
    ("text", "dateline", "names"),
    [
        ("本报讯 记者陆明 通讯员何彤报道 近日,记者从市里了解到", "本报讯", "陆明 何彤"),
        ("本报讯(记者陆明 何彤 苏墨)6月1日中午", "本报讯", "陆明 何彤 苏墨"),
        ("本报讯 (记者陆明 实习生何彤 通讯员苏墨)“快”", "本报讯", "陆明 何彤 苏墨"),
        ("记者陆明报道 “我们", None, "陆明"),
        ("通讯员陆明、何彤报道 职工", None, "陆明 何彤"),
        ("本报讯 通讯员陆明摄影报道 日前", "本报讯", "陆明"),
        ("本报北京6月1日电 （记者陆明）今天", "本报北京6月1日电", "陆明"),
        ("新华社上海5月3日电（记者陆明、何彤）", "新华社上海5月3日电", "陆明 何彤"),
        ("据新华社北京6月1日电（记者 王小明）", "据新华社北京6月1日电", "王小明"),
        ("本报讯（全媒体记者 李 明 通讯员 欧阳小明）近日", "本报讯", "李明 欧阳小明"),
        ("本报记者张三报道：今天", None, "张三"),
        ("本报讯 近日，某地", "本报讯", ""),
        ("【滨湖网报道 记者 陆明】近日", "滨湖网报道", "陆明"),
        ("滨湖网3月8日电 市里", "滨湖网3月8日电", ""),
        ("滨湖网消息：市里今天", "滨湖网消息：", ""),
        ("〔記者何彤／台中報導〕市圖書館", None, "何彤"),
        ("【本報記者何蘇墨高雄訊】市圖書館", None, "何蘇墨"),
        ("（中央社記者何蘇墨台北5日電）市圖書館", None, "何蘇墨"),
        ("記者何蘇墨、林俊／綜合報導", None, "何蘇墨 林俊"),
        ("【本報訊】記者何蘇墨報導，市圖書館", "本報訊", "何蘇墨"),
        ("【本報高雄訊】市圖書館", "本報高雄訊", ""),
        ("香港大公報訊（記者 何蘇墨）市圖書館", "香港大公報訊", "何蘇墨"),
    ],
)
def test_a_lead_gives_its_dateline_and_names_in_order(
    text: str, dateline: str | None, names: str
) -> None:
    lead = BYLINES.lead(text)
    assert lead is not None
    assert (lead.dateline, " ".join(lead.names)) == (dateline, names)


@pytest.mark.parametrize(
    "text",
    [
        "记者从市政府获悉，今年",
        "记者李明电话采访了",
        "记者在现场看到",
        "互联网消息传播很快",
        "作者从小爱读书",
        "文化馆里",
        "图书馆",
    ],
)
def test_a_text_that_only_mentions_a_job_has_no_lead(text: str) -> None:
    assert BYLINES.lead(text) is None


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("本报记者 杨明清 张楠 本报通讯员 宋少敏", "杨明清 张楠 宋少敏"),
        ("通讯员钱鸣、郑涛报道", "钱鸣 郑涛"),
        ("■本报记者 张三", "张三"),
        ("□ 记者 李四 通讯员 王五 文/摄", "李四 王五"),
        ("文/图 赵六", "赵六"),
        ("记者 张 三", "张三"),
        ("本报记者 张三 北京报道", "张三"),
        ("本报驻上海记者 周洁", "周洁"),
        ("記者：林俊賢", "林俊賢"),
        ("記者林俊賢／特稿", "林俊賢"),
    ],
)
def test_a_byline_line_gives_its_names(text: str, names: str) -> None:
    assert " ".join(BYLINES.line(text) or ()) == names


@pytest.mark.parametrize(
    "text", ["新闻特写", "记者手记", "（作者单位：市总工会）", "责任编辑：王明"]
)
def test_a_line_of_something_else_is_no_byline(text: str) -> None:
    assert BYLINES.line(text) is None


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("新华社记者 沈铂 摄", "沈铂"),
        ("汪如毅 摄", "汪如毅"),
        ("张三/摄", "张三"),
        ("摄影：李明", "李明"),
        ("記者林俊賢攝", "林俊賢"),
        ("攝影／林俊賢", "林俊賢"),
        ("摄影 李明", "李明"),
        ("新华社发（李明 摄）", "李明"),
        ("新华社发（科考队供图）", ""),
    ],
)
def test_a_credit_gives_people_not_agencies_or_editors(text: str, names: str) -> None:
    credit = BYLINES.credit(text)
    assert credit is not None
    assert " ".join(credit.photographers) == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("提升技能。 本报通讯员 邵世新 王磊 摄", "邵世新 王磊"),
        ("很好。（张三）", "张三"),
        ("很好。（记者张三 李四）", "张三 李四"),
        ("很好。（完）", ""),
        ("他叫张三（化名）", ""),
    ],
)
def test_names_that_close_a_text_are_found(text: str, names: str) -> None:
    assert " ".join(BYLINES.tail(text).photographers or BYLINES.tail(text).reporters) == names
