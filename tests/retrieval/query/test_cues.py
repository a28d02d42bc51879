import pytest

from retrieval.lexicon.word_files import read_all_words
from retrieval.query import Kind
from retrieval.query.cues import clean, read
from retrieval.query.wordlists import parse_lexicon

LEXICON = parse_lexicon(read_all_words())


@pytest.mark.parametrize(
    ("typed", "left"),
    [
        ("请问柯桥有多少会员？谢谢啦🙏", "柯桥有多少会员"),
        ("@wenbao_bot 哈喽在吗 体检免费吗", "体检免费吗"),
        ("老师您好，麻烦帮我查一下驿站", "驿站"),
        ("給橫畈小學老師講課的是誰", "给横畈小学老师讲课的是谁"),
        ("１２家企业", "12家企业"),
    ],
)
def test_noise_is_dropped_and_the_rest_folded(typed: str, left: str) -> None:
    assert clean(typed, LEXICON).rstrip() == left


def test_a_question_of_nothing_but_noise_stays() -> None:
    assert clean("谢谢", LEXICON) == "谢谢"


@pytest.mark.parametrize(
    ("typed", "kind"),
    [
        ("一共有多少名会员", Kind.NUMBER),
        ("会员涨了几成", Kind.NUMBER),
        ("这话是谁说的", Kind.PERSON),
        ("仪式在哪里举行", Kind.PLACE),
        ("什么时候启动的", Kind.DATE),
        ("为啥要建联盟", Kind.WHY),
        ("零散小厂咋入会", Kind.HOW),
        ("驿站提供哪些服务", Kind.LIST),
        ("那个班叫啥", Kind.NAME),
        ("主题是什么意思", Kind.DEFINITION),
        ("驿站几点关门", Kind.CLOCK),
        ("总工会电话多少", Kind.CONTACT),
        ("百合社区 微网格 数量", Kind.NUMBER),
        ("南江村 工作队", Kind.TOPIC),
        ("How many couriers joined?", Kind.NUMBER),
        ("Who took part when it started?", Kind.PERSON),
    ],
)
def test_a_question_is_known_by_its_cues(typed: str, kind: Kind) -> None:
    assert read(typed, LEXICON).kind is kind


def test_of_several_cues_the_last_counts() -> None:
    assert read("做了十几年的劳模是谁", LEXICON).kind is Kind.PERSON


@pytest.mark.parametrize(
    ("typed", "unit"),
    [("花了多少钱", "万元"), ("来了多少号人", "名"), ("抢修快了几成", "%"), ("多少本书", "本")],
)
def test_an_amount_is_asked_in_units(typed: str, unit: str) -> None:
    assert unit in read(typed, LEXICON).units


@pytest.mark.parametrize(
    ("typed", "content"),
    [
        ("讲讲林秀的故事", "林秀的"),
        ("总结一下渔港的情况", "渔港的"),
        ("林秀的故事是谁讲的", "林秀的故事  讲的"),
    ],
)
def test_what_is_said_of_a_topic_is_no_word_of_it_unless_something_else_is_asked(
    typed: str, content: str
) -> None:
    assert read(typed, LEXICON).content.rstrip() == content


def test_chat_alone_is_noise_and_a_question_is_not() -> None:
    assert read("谢谢啦！", LEXICON).is_noise
    assert not read("谢谢，会员有多少", LEXICON).is_noise


@pytest.mark.parametrize(
    ("typed", "kind"),
    [
        ("wangdian zai nali", Kind.PLACE),
        ("zhuren shi shei", Kind.PERSON),
        ("huiyuan you duoshao", Kind.NUMBER),
        ("shenme shihou qidong", Kind.DATE),
        ("哪边的门先开", Kind.NAME),
        ("会员要交钱不", Kind.YES_NO),
    ],
)
def test_what_is_asked_in_pinyin_and_by_either_side(typed: str, kind: Kind) -> None:
    assert read(typed, LEXICON).kind is kind
