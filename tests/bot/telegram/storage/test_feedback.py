"""The operator sees poorly answered questions only as far as questions are kept."""

from pathlib import Path

from bot.telegram.storage import open_state
from bot.telegram.storage.feedback import PoorAnswer, poor_answers
from retrieval.qa import Answer, Status


def ask(data_dir: Path, *, keeps: bool) -> None:
    state = open_state(data_dir)
    for question, status in (("甲", Status.NOT_FOUND), ("乙", Status.ANSWERED)):
        answer = Answer(question, status)
        answer_id = state.next_answer_id()
        state.keep_answer(
            answer_id, answer, chat_id=1, user_id=1, question_id=None, message_id=None, turns=()
        )
        state.rate(answer_id, 0, user_id=1, is_good=False)
        if keeps:
            state.log_question(answer, user_id=None)
    state.close()


def test_what_was_refused_or_voted_down_is_listed(tmp_path: Path) -> None:
    ask(tmp_path, keeps=True)
    assert poor_answers(tmp_path) == [PoorAnswer("甲", "bad"), PoorAnswer("乙", "bad")]


def test_nothing_is_listed_where_questions_are_not_kept(tmp_path: Path) -> None:
    ask(tmp_path, keeps=False)
    assert poor_answers(tmp_path) == []


def test_nothing_is_listed_where_no_bot_has_run(tmp_path: Path) -> None:
    assert poor_answers(tmp_path) == []
