"""Each kind of damage on a page of its own, mended or found as an editor would."""

from retrieval.documents import Gap, Report
from retrieval.layout import FindingKind, check
from retrieval.layout.restoration import restore

LEAD = "本报讯（记者陆明）滨湖市图书馆日前推出深夜书房，读者凭身份证刷卡入内，每天开放到凌晨两点。"
MORE = "书房设有一百二十个座位，由智能系统管理照明和空调，夜间只留一名保安和一名馆员。"
LAST = "书房开放以来，办证的读者多了两成，馆里又添了三千册新书，周末还请人来讲课。"
BOX = "深夜书房位于图书馆东侧，附近有三路公交车，末班车的时间是二十三点。"
SPORT = "本报讯（记者高翔）海门鲸鱼队昨晚客场战胜雪豹队，后卫罗一帆连续抢断，独得十四分。"
SPORT_MORE = "鲸鱼队主教练赛后表示，防守篮板的争抢是转折点，雪豹队中锋因犯规过多提前离场。"


def page(*lines: str) -> Report:
    spaced = [part for line in lines for part in (line, "")]
    return Report("page.txt", tuple(spaced), "0" * 64)


def texts(report: Report) -> list[list[str]]:
    return [[p.text for p in article.paragraphs] for article in restore(report)]


def test_a_paragraph_chopped_in_mid_word_is_glued() -> None:
    assert texts(page("图书馆深夜不打烊", LEAD, MORE[:17], MORE[17:])) == [[LEAD, MORE]]


def test_a_paragraph_chopped_twice_is_glued() -> None:
    pieces = (MORE[:17], MORE[17:33], MORE[33:])
    assert texts(page("图书馆深夜不打烊", LEAD, *pieces)) == [[LEAD, MORE]]


def test_a_caption_between_two_pieces_does_not_keep_them_apart() -> None:
    caption = ("", "", "读者在书房里看书。", "汪如毅 摄")
    (article,) = restore(page("图书馆深夜不打烊", LEAD, MORE[:17], *caption, MORE[17:]))
    assert [p.text for p in article.paragraphs] == [LEAD, MORE, "读者在书房里看书。", "汪如毅 摄"]
    assert (article.byline, article.photographers) == (("陆明",), ("汪如毅",))


def test_a_headline_over_two_lines_is_one() -> None:
    report = Report("p", ("图书馆里", "的深夜书房", "", LEAD, "", MORE), "0" * 64)
    assert restore(report)[0].headline == "图书馆里的深夜书房"


def test_markdown_and_spaces_round_digits_are_no_part_of_a_headline() -> None:
    (article,) = restore(page("**图书馆开放 24 小时**", LEAD, MORE))
    assert article.headline == "图书馆开放24小时"


def test_a_line_that_ends_in_a_dash_is_a_kicker_and_one_that_starts_so_a_subhead() -> None:
    (kicked,) = restore(page("深夜里的一盏灯越来越多，市民点赞——", "图书馆深夜不打烊", LEAD))
    assert (kicked.kicker, kicked.headline) == (
        "深夜里的一盏灯越来越多，市民点赞——",
        "图书馆深夜不打烊",
    )
    (article,) = restore(page("守灯的人", "——记滨湖市图书馆馆员老宋", LEAD))
    assert (article.headline, article.subhead) == ("守灯的人", "——记滨湖市图书馆馆员老宋")


def test_a_short_line_among_the_text_is_a_section_head() -> None:
    (article,) = restore(page("图书馆深夜不打烊", LEAD, "灯火通明", MORE, BOX, "座无虚席", LAST))
    assert [p.role.value for p in article.paragraphs].count("section_head") == 2


def test_a_label_over_a_headline_is_a_banner() -> None:
    (article,) = restore(page("新闻特写", "图书馆深夜不打烊", LEAD))
    assert (article.banners, article.headline) == (("新闻特写",), "图书馆深夜不打烊")


def test_a_box_is_a_tip_and_the_text_goes_on_after_it() -> None:
    (article,) = restore(page("图书馆深夜不打烊", LEAD, "阅读提示", BOX, MORE))
    assert [p.role.value for p in article.paragraphs] == ["body", "tip", "tip", "body"]


def test_a_dateline_starts_an_article_whose_headline_is_lost() -> None:
    found = restore(page("图书馆深夜不打烊", LEAD, MORE, SPORT, SPORT_MORE))
    assert [a.headline for a in found] == ["图书馆深夜不打烊", None]
    assert FindingKind.NO_HEADLINE in {finding.kind for finding in check(found)}


def test_a_paragraph_in_another_article_goes_home_and_says_how_sure_that_is() -> None:
    books = "图书馆馆长说，深夜书房的读者凭身份证刷卡入内，座位由智能系统管理，馆员和保安值班。"
    sport = "雪豹队主教练承认，鲸鱼队后卫罗一帆的抢断和防守篮板让雪豹队中锋无计可施。"
    found = restore(
        page(
            *("图书馆深夜书房不打烊", LEAD, MORE),
            *("鲸鱼队客场战胜雪豹队", SPORT, books, SPORT_MORE, sport),
        )
    )
    assert [p.text for p in found[0].paragraphs] == [LEAD, MORE, books]
    assert [p.text for p in found[1].paragraphs] == [SPORT, SPORT_MORE, sport]
    assert 0.5 <= found[0].paragraphs[-1].confidence < 1
    assert [finding.kind for finding in check(found)] == [FindingKind.MOVED]


def test_a_rest_whose_head_is_nowhere_is_marked() -> None:
    (article,) = restore(page("图书馆深夜不打烊", LEAD, "的小程序免费预约。", MORE))
    assert [p.lost_before for p in article.paragraphs] == [False, True, False]


def test_numbered_paragraphs_have_lost_nothing() -> None:
    numbered = ("一、时间。每天九点到次日两点。", "二、地点。市图书馆一楼东侧大厅。")
    (article,) = restore(page("图书馆深夜不打烊", LEAD, *numbered))
    assert article.gaps == ()


def test_a_line_of_fact_over_one_that_asks_is_its_kicker() -> None:
    (article,) = restore(page("租客隔断引发火灾", "房东、租客、中介谁来担责？", LEAD, MORE))
    assert (article.kicker, article.subhead) == ("租客隔断引发火灾", None)


def test_a_line_of_fact_under_a_short_one_is_its_subhead() -> None:
    titles = ("撑起“保护伞”", "云江市总工会组织一千名外卖骑手免费体检")
    (article,) = restore(page(*titles, LEAD, MORE))
    assert (article.headline, article.subhead) == titles


def test_the_space_after_a_hanging_word_is_taken_out_of_a_title() -> None:
    (article,) = restore(page("让书房成为 夜归人的灯 让城市多一分暖", LEAD, MORE))
    assert article.headline == "让书房成为夜归人的灯 让城市多一分暖"


def test_a_lost_tail_and_a_lost_head_are_marked() -> None:
    (article,) = restore(page("图书馆深夜不打烊", LEAD, "段，在夜里守着灯火。", MORE[:17]))
    assert article.gaps == (Gap.MIDDLE, Gap.TAIL)
    kinds = [finding.kind for finding in check([article])]
    assert kinds == [FindingKind.LOST_HEAD, FindingKind.LOST_TAIL]


def test_glued_lines_are_reported_with_their_numbers() -> None:
    (finding,) = check(restore(page("图书馆深夜不打烊", LEAD, MORE[:17], MORE[17:])))
    assert (finding.kind, finding.lines) == (FindingKind.GLUED, (5, 7))


def test_a_number_cut_at_its_decimal_point_is_glued() -> None:
    whole = "书房开放一个月来接待读者2.35万人次，借出图书6.1万册，夜间读者占三成，多为学生。"
    cut = whole.index(".") + 1
    assert texts(page("图书馆深夜不打烊", LEAD, whole[:cut], whole[cut:])) == [[LEAD, whole]]


def test_the_questions_of_an_interview_are_text_not_headings() -> None:
    turns = ["记者：书房为什么开到深夜？", "馆长：因为白天没有座位。", "记者：会收费吗？"]
    (article,) = restore(page("图书馆深夜不打烊", LEAD, *turns, "馆长：不会，一直免费。"))
    assert {p.role.value for p in article.paragraphs} == {"body"}


def test_a_section_of_another_topic_under_a_title_without_a_byline_is_an_article() -> None:
    sport = SPORT.removeprefix("本报讯（记者高翔）")
    found = restore(page("图书馆深夜不打烊", LEAD, MORE, "鲸鱼队客场战胜雪豹队", sport, SPORT_MORE))
    assert [article.headline for article in found] == ["图书馆深夜不打烊", "鲸鱼队客场战胜雪豹队"]


def test_a_text_that_goes_over_to_another_page_has_lost_its_rest_on_this_one() -> None:
    cut = MORE[:33] + "(下转第三版)"
    (article,) = restore(page("图书馆深夜不打烊", LEAD, cut, BOX))
    assert [(p.text, p.lost_after) for p in article.paragraphs][1:] == [(cut, True), (BOX, False)]


def test_the_rest_of_a_text_of_another_page_has_lost_its_head() -> None:
    rest = "（上接第一版）" + MORE[33:]
    found = restore(page("鲸鱼队客场战胜雪豹队", SPORT, SPORT_MORE[:20], rest, BOX))
    (paragraph,) = [p for a in found for p in a.paragraphs if p.text == rest]
    assert paragraph.lost_before


def test_texts_that_end_with_a_comma_have_lost_nothing_where_no_page_has_full_stops() -> None:
    old = (
        "電車工人昨日推舉代表五人、向公司要求加薪二成、",
        "公司方面允於三日內答覆、工人態度頗為和平、",
    )
    assert [article.gaps for article in restore(page("電車工人要求加薪", *old))] == [()]


def test_a_page_in_no_sure_order_is_not_said_to_lack_text() -> None:
    lines = (
        *("城东小学新楼启用", "城西医院迁址扩建"),
        *("近日，城东小学新教学楼正式启用，孩子们在", "近日，城西医院完成迁址扩建，新院区设有床位"),
        *(
            "宽敞明亮的教室里开始了新学期的第一堂课，校",
            "八百张，比老院区多出一倍，周边居民看病更方",
        ),
        *("长李红说，新楼还设有图书馆和室内操场。", "便了，院长王军介绍，急诊科已先行开诊。"),
    )
    found = restore(Report("p", lines, "0" * 64))
    assert {article.unreliable for article in found} == {True}
    assert {article.gaps for article in found} == {()}
