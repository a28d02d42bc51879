from retrieval.query.model import earlier_turns


def test_the_question_is_the_last_turn_and_no_earlier_one() -> None:
    assert earlier_turns(["松阳建了几个小家？", "那衢江呢？"], "那衢江呢？ ") == [
        "松阳建了几个小家？"
    ]


def test_turns_that_leave_the_question_out_are_all_earlier() -> None:
    assert earlier_turns(["松阳建了几个小家？"], "那衢江呢？") == ["松阳建了几个小家？"]
    assert earlier_turns([], "那衢江呢？") == []
