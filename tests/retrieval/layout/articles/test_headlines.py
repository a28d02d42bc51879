"""The headline is the one a reader would name: neither label nor name, and whole."""

import pytest

from retrieval.documents import Article, Report
from retrieval.layout.restoration import restore

LEAD = "本报讯（记者陆明）滨湖市图书馆日前推出深夜书房，读者凭身份证刷卡入内，每天开放到凌晨两点。"
MORE = "书房设有一百二十个座位，由智能系统管理照明和空调，夜间只留一名保安和一名馆员。"
GARDEN = "近日，云江县第三小学的孩子们有了自己的菜园，每个班级分到两垄地，种什么由孩子们商量着定。"
SEA = "海风从窗子里吹进来，带着一点咸味。我坐在堤上看渔船一只一只回来，天色渐渐暗了。"
FISH = "卖鱼的妇人把篮子放在脚边，同我说起年轻时候的事情，说着说着便笑了。"
BOOKS = "负责采购的老宋翻开账本，新书到馆以后先编目，再贴标签，最快三天就能上架。"
HELPERS = "志愿者黄小满每周来两个晚上，帮老人找书，也教他们用手机续借。"
HEADLINE = "滨湖图书馆深夜不打烊"


def restored(*lines: str) -> tuple[Article, ...]:
    return restore(Report("page.txt", tuple(x for line in lines for x in (line, "")), "0" * 64))


@pytest.mark.parametrize(
    "labels",
    [
        ("滨湖之窗",),
        ("本期聚焦",),
        ("本周人物",),
        ("·经济观察·",),
        ("【读者之友】",),
        ("滨湖新视野", "今日看点"),
        ("文化广场", "第三百零二期"),
        ("2025年终特刊", "总第108期"),
        ("教育周刊",),
        ("2024年终总评特刊",),
        ("新城日报",),
    ],
)
def test_labels_over_a_headline_are_not_it(labels: tuple[str, ...]) -> None:
    first, second = restored("孩子们种起小菜园", GARDEN, *labels, HEADLINE, LEAD, MORE)
    assert (first.headline, second.headline) == ("孩子们种起小菜园", HEADLINE)
    assert (second.kicker, second.subhead) == (None, None)


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("（寒蝉）", "寒蝉"),
        ("○ 李志文", "李志文"),
        ("◎老圃", "老圃"),
        ("□ 何苏墨", "何苏墨"),
        ("何苏墨", "何苏墨"),
        ("文/何苏墨", "何苏墨"),
        ("作者：何苏墨", "何苏墨"),
        ("何苏墨/文", "何苏墨"),
        ("*何苏墨*", "何苏墨"),
    ],
)
def test_a_name_under_a_headline_is_its_writer_and_starts_an_article(line: str, name: str) -> None:
    first, second = restored("老码头", SEA, "窗外的风", line, FISH)
    assert (first.headline, second.headline, second.byline) == ("老码头", "窗外的风", (name,))


@pytest.mark.parametrize("note", ["（上）", "（小说）", "（未完）"])
def test_a_note_in_brackets_is_no_name(note: str) -> None:
    assert all(not article.byline for article in restored("窗外的风", note, SEA, FISH))


@pytest.mark.parametrize(
    ("titles", "headline"),
    [
        (("滨湖市加快公共文化建设", "图书馆不打烊 书香飘满城", "全市建成书房三十六座"), 1),
        (("从“有没有”到“好不好”", "滨湖图书馆让书香更浓", "——滨湖文化服务见闻"), 1),
        (("民生新闻", "为了夜归人的一盏灯——", HEADLINE), 2),
        (("守灯的人", "——记滨湖市图书馆馆员老宋"), 0),
    ],
)
def test_the_headline_of_several_levels(titles: tuple[str, ...], headline: int) -> None:
    (article,) = restored(*titles, LEAD, MORE)
    assert article.headline == titles[headline]


def test_two_lines_of_one_headline_are_one() -> None:
    lines = ("前山县总工会", "为环卫工人装上直饮水", "", LEAD, "", MORE)
    (article,) = restore(Report("page.txt", lines, "0" * 64))
    assert article.headline == "前山县总工会为环卫工人装上直饮水"


def test_markdown_tells_section_labels_headlines_and_section_heads() -> None:
    found = restored(
        "## 本地新闻", f"### 1. {HEADLINE}", LEAD, "#### 座位", MORE, "### 2. 小菜园", GARDEN
    )
    assert [(a.banners, a.headline) for a in found] == [(("本地新闻",), HEADLINE), ((), "小菜园")]
    assert [p.role.value for p in found[0].paragraphs] == ["body", "section_head", "body"]


def test_briefs_are_items_of_their_own_each_with_its_own_credit() -> None:
    briefs = ["▲云江举行焊工比武，二十六人参赛。", "▲海门渔港新码头通过验收，下月投用。"]
    photos = [
        "昨天，云江县老街的花灯亮了。",
        "通讯员 何苏墨 摄",
        "图为滨湖湿地的白鹭。",
        "李志文 摄",
    ]
    found = restored("短讯", *briefs, "图片新闻", *photos, HEADLINE, LEAD)
    assert [[p.text for p in a.paragraphs] for a in found] == [
        [briefs[0]],
        [briefs[1]],
        photos[:2],
        photos[2:],
        [LEAD],
    ]
    assert [a.photographers for a in found] == [(), (), ("何苏墨",), ("李志文",), ()]
    assert [a.byline for a in found] == [(), (), (), (), ("陆明",)]


@pytest.mark.parametrize("head", ["关爱无处不在", "全员参与", "找准方向", "从容应对", "安宁祥和"])
def test_a_section_head_may_end_in_any_whole_word(head: str) -> None:
    (article,) = restored(HEADLINE, LEAD, MORE, head, BOOKS, "灯火通明", HELPERS)
    assert (head, "section_head") in [(p.text, p.role.value) for p in article.paragraphs]


def test_a_body_signs_a_notice_and_is_no_title_of_what_follows() -> None:
    notice = "因管网检修，城东片区四月八日上午八时至下午四时停水，请居民提前储水。"
    first, second = restored("停水通知", notice, "云江县自来水公司", HEADLINE, LEAD)
    assert [p.role.value for p in first.paragraphs] == ["body", "byline"]
    assert second.headline == HEADLINE


def test_a_name_that_closes_a_piece_ends_it() -> None:
    found = restored("老码头", SEA + "（寒蝉）", "窗外的风", FISH + "（老圃）")
    assert [(a.headline, a.byline) for a in found] == [
        ("老码头", ("寒蝉",)),
        ("窗外的风", ("老圃",)),
    ]


def test_numbers_that_a_crawler_put_before_headlines_are_no_part_of_them() -> None:
    found = restored(f"1、{HEADLINE}", LEAD, MORE, "2、孩子们种起小菜园", GARDEN)
    assert [article.headline for article in found] == [HEADLINE, "孩子们种起小菜园"]


def test_where_several_titles_have_a_word_beneath_them_it_is_a_name() -> None:
    pieces = [("老码头", "看客", SEA), ("窗外的风", "山农", FISH), ("小菜园", "寒蝉", GARDEN)]
    found = restored(*(line for piece in pieces for line in piece))
    assert [(a.headline, a.byline) for a in found] == [(t, (name,)) for t, name, _ in pieces]


@pytest.mark.parametrize("spaced", [True, False])
def test_a_short_line_right_over_a_dateline_is_a_headline_though_formed_like_a_label(
    spaced: bool,
) -> None:
    lines = ("河港添新貌", LEAD, "老街新貌", LEAD.replace("陆明", "何苏墨"), "农家书屋", LEAD)
    found = restored(*lines) if spaced else restore(Report("page.txt", lines, "0" * 64))
    assert [article.headline for article in found] == list(lines[::2])
    assert all(article.banners == () for article in found)


@pytest.mark.parametrize("label", ["简讯", "本期聚焦", "【读者之友】"])
def test_the_label_of_a_column_stays_one_over_a_dateline(label: str) -> None:
    (article,) = restored(label, LEAD, MORE)
    assert article.headline is None
    assert article.banners == (label,)


def test_a_line_that_opens_in_bold_is_not_the_rest_of_one_that_is_not_bold() -> None:
    (article,) = restore(
        Report("p", ("三区首次开展联合审计", "**图书馆推出", "的深夜书房**", "", LEAD), "0" * 64)
    )
    assert (article.kicker, article.headline) == ("三区首次开展联合审计", "图书馆推出的深夜书房")
