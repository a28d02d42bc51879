"""Titles as digital editions print them, told from text."""

from retrieval.documents import Report
from retrieval.layout.restoration import restore

FERRY = (
    "渡轮公司昨天宣布，白沙至青屿航线的冬季班次增加到每天十二班，末班船推迟到二十一点半，票价不变。",
    "船长说，三艘新船已经完成试航，每艘载客二百八十人，甲板上留出了停放自行车的地方，舱里有充电座。",
    "岛上的居民从此可以看完电影再回家，中学生也不必为了赶船提前离开晚自习的教室，家长们放心多了。",
)
CLINIC = (
    "社区诊所本周起开设夜间门诊，两名全科医生轮流坐诊，配药窗口与白天一样开放，挂号可以用手机。",
    "诊所主任介绍，夜间来看病的多是发烧的孩子和下班晚的人，平均等候不到十五分钟，比大医院快得多。",
    "附近三个小区的老人也常来量血压，护士把结果记进档案，异常的当场联系家属，每月还上门随访两次。",
)


def restored(*lines: str) -> list[tuple[str | None, int]]:
    """Headline and number of paragraphs of each article."""
    articles = restore(Report("page", lines, "0" * 64))
    return [(article.headline, len(article.paragraphs)) for article in articles]


def test_a_long_title_with_a_colon_and_a_comma_is_not_glued_to_the_text_below() -> None:
    title = "便民：社区诊所开设夜间门诊，等候不到十五分钟"
    articles = restore(Report("page", (*FERRY * 8, title, *CLINIC * 2), "0" * 64))
    assert {len(p.lines) for article in articles for p in article.paragraphs} == {1}


def test_what_opens_all_titles_of_a_page_is_no_speaker() -> None:
    titles = ("原标题：白沙至青屿航线增加冬季班次", "原标题：社区诊所开设夜间门诊")
    found = restored(titles[0], *FERRY, titles[1], *CLINIC)
    assert found == [(titles[0], 3), (titles[1], 3)]


def test_a_title_that_is_cut_short_with_dots_is_a_title() -> None:
    found = restored("白沙至青屿航线冬季班次增至每天十二班...", *FERRY)
    assert found == [("白沙至青屿航线冬季班次增至每天十二班...", 3)]
