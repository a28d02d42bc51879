"""The command as people run it: a process, its output and its exit code."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from rich.cells import cell_len

from bot.cli.command_table import COMMANDS
from tests.bot.running import QUESTION, WENBAO, Run, run

pytestmark = pytest.mark.slow


def test_ask_answers_its_arguments_in_plain_text(data_dir: Path) -> None:
    result = run("ask", "柯桥区", "新建工会多少家", "--top", "1", data_dir=data_dir)
    assert (result.returncode, result.stderr) == (0, "")
    assert "今年柯桥区新建工会44家" in result.stdout
    assert "\x1b" not in result.stdout


def test_ask_reads_lines_and_objects_and_keeps_their_ids(here: Run) -> None:
    stdin = f'{QUESTION}\n\n{{"id": "A1", "q": "{QUESTION}"}}\n'
    result = here("ask", "--json", stdin=stdin)
    first, second = map(json.loads, result.stdout.splitlines())
    assert (first["id"], second["id"]) == (None, "A1")
    assert first["passages"] == second["passages"]


def test_ask_keeps_its_contract(here: Run) -> None:
    answer = json.loads(here("ask", "--json", QUESTION, "--top", "2").stdout)
    assert {"id", "question", "status", "passages", "missing"} <= answer.keys()
    assert len(answer["passages"]) == 2
    passage = answer["passages"][0]
    keys = {"rank", "score", "text", "sentence", "answer", "highlights", "article", "source"}
    assert keys <= passage.keys()
    assert {"id", "headline", "kicker", "subhead", "byline"} <= passage["article"].keys()
    assert {"report", "lines"} <= passage["source"].keys()


def test_ask_answers_each_line_as_it_comes(data_dir: Path) -> None:
    with subprocess.Popen(
        [*WENBAO, "ask", "--json", "--data-dir", str(data_dir)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        for question in (QUESTION, "舟山体检多少人"):
            process.stdin.write(f"{question}\n".encode())
            process.stdin.flush()
            assert json.loads(process.stdout.readline())["question"] == question
        process.stdin.close()
    assert process.returncode == 0


def test_a_line_that_is_no_question_is_named_and_the_others_are_answered(here: Run) -> None:
    result = here("ask", "--json", stdin=f"{{bad\n{QUESTION}\n")
    assert result.returncode == 1
    assert result.stderr.startswith("-:1: 不是完整的 JSON 对象")
    bad, answer = map(json.loads, result.stdout.splitlines())
    assert (bad["status"], bad["line"], bad["question"]) == ("error", 1, "{bad")
    assert (bad["id"], bad["passages"], bad["missing"]) == (None, [], [])
    assert answer["question"] == QUESTION


def test_what_is_no_question_is_told_with_its_line_and_its_id(here: Run) -> None:
    lines = ['{"q": ""}', '{"id": NaN, "q": "x"}', '{"id": 1e999, "q": "x"}', '{"id": "A7"}']
    lines += ["问" * 20_000]
    result = here("ask", "--json", stdin="\n".join(lines))
    assert result.returncode == 1
    records = list(map(json.loads, result.stdout.splitlines()))
    assert [record["status"] for record in records] == ["error"] * len(lines)
    assert [record["line"] for record in records] == [1, 2, 3, 4, 5]
    assert [record["id"] for record in records] == [None, None, None, "A7", None]
    assert [line.split(" ")[0] for line in result.stderr.splitlines()] == [
        f"-:{number}:" for number in range(1, 6)
    ]


def test_a_question_may_begin_with_a_quote_or_a_bracket(here: Run) -> None:
    result = here("ask", "--json", stdin='"工会"是什么？\n[图] 工会\n2024\n"工会"\n')
    records = map(json.loads, result.stdout.splitlines())
    assert [record["question"] for record in records] == [
        '"工会"是什么？',
        "[图] 工会",
        "2024",
        '"工会"',
    ]


@pytest.mark.parametrize("command", ["ask 工会", "ask --json 工会", "articles"])
def test_who_reads_no_further_ends_it_in_silence(data_dir: Path, command: str) -> None:
    unread, output = os.pipe()
    os.close(unread)
    result = subprocess.run(
        [*WENBAO, *command.split()],
        stdout=output,
        stderr=subprocess.PIPE,
        check=False,
        env={**os.environ, "WENBAO_DATA_DIR": str(data_dir)},
    )
    os.close(output)
    assert (result.returncode, result.stderr) == (141, b"")


def test_an_explanation_is_in_sentences_and_in_full_in_figures(here: Run) -> None:
    said = here("ask", "--explain", "--top", "1", QUESTION).stdout
    assert "问的是数量：" in said
    assert "第 1 段有：" in said
    assert "×" not in said
    assert "×" in here("ask", "--explain=full", QUESTION).stdout


def test_what_is_counted_is_explained_as_such(here: Run) -> None:
    said = here("ask", "--explain", "有几篇文章提到工会").stdout
    assert said.rstrip().endswith("这是查目录、逐篇核对原文得来的，没有推断。")


def test_an_explanation_is_of_the_passages_that_are_shown(here: Run) -> None:
    said = here("ask", "--explain=full", "--top", "1", QUESTION).stdout
    assert "第 1 段，" in said
    assert "第 2 段，" not in said


def test_the_help_of_the_console_asks_what_the_reports_answer(here: Run, tmp_path: Path) -> None:
    page = "南湾镇办起职工托育园\n本报讯 南湾镇今年新建职工托育园36家，收了不少孩子。\n"
    (tmp_path / "1.txt").write_text(page, encoding="utf-8")
    flags = ("--reports", str(tmp_path))
    said = here("chat", *flags, stdin="托育园\n/help\n").stdout
    assert "比如：\n  南湾镇今年新建职工托育园多少家？\n" in said


def test_files_left_out_are_told_once_in_the_language_of_the_person(
    here: Run, tmp_path: Path
) -> None:
    reports = tmp_path / "reports"
    reports.mkdir()
    (reports / "1.txt").write_text("工会开会\n职工代表大会今天在杭州召开。\n", encoding="utf-8")
    (reports / "2.txt").write_bytes("工会\n".encode() + b"\0")
    flags = ("--reports", str(reports), "工会")
    first = here("ask", *flags)
    assert (first.returncode, first.stderr) == (
        0,
        f"{reports / '2.txt'}:2: 不是文字文件（字符 0x00）\n",
    )
    assert here("ask", *flags).stderr == ""
    told = here("index", "--reports", str(reports), LC_ALL="en_US.UTF-8").stdout
    assert "2.txt:2: not a text file (character 0x00)" in told


def test_a_folder_without_reports_is_told_as_such(here: Run, tmp_path: Path) -> None:
    result = here("ask", "--json", "--reports", str(tmp_path), "工会")
    assert json.loads(result.stdout)["status"] == "not_found"
    assert str(tmp_path) in result.stderr


@pytest.mark.usefixtures("seeds")
def test_the_check_of_the_index_is_json_when_asked_for(here: Run) -> None:
    result = here("index", "--check", "--json")
    assert json.loads(result.stdout) == {"sound": True, "faults": []}


def test_lines_in_gb18030_are_read_and_others_are_named(here: Run) -> None:
    lines = QUESTION.encode("gb18030") + b"\n\xff\xfe\x80\n" + QUESTION.encode()
    result = here("ask", "--json", stdin=lines, WENBAO_LANGUAGE="zh-Hans")
    first, bad, last = map(json.loads, result.stdout.splitlines())
    assert (first["question"], last["question"]) == (QUESTION, QUESTION)
    assert (bad["status"], bad["line"], result.returncode) == ("error", 2, 1)
    assert result.stderr == "-:2: 不是 UTF-8，也不是 GB18030；请把输入转成 UTF-8\n"


def test_any_text_is_a_question(here: Run) -> None:
    lines = ["a" * 10_000, '{"q": "\\ud800工会"}', "😂", "{" * 3000, '{"q":' * 3000, "工会"]
    result = here("ask", "--top", "1", stdin="\n".join(lines))
    assert "Traceback" not in result.stderr
    assert [line.partition(" ")[0] for line in result.stderr.splitlines()] == ["-:4:", "-:5:"]


@pytest.mark.parametrize("closed", ["<&-", ">&-", "2>&-", "> /dev/full"])
def test_closed_and_full_streams_are_no_crash(data_dir: Path, closed: str) -> None:
    command = f'"{sys.executable}" -m bot.cli.main ask 工会 {closed}'
    result = subprocess.run(
        ["sh", "-c", command],
        capture_output=True,
        check=False,
        env={**os.environ, "WENBAO_DATA_DIR": str(data_dir)},
    )
    assert b"Traceback" not in result.stderr


@pytest.mark.parametrize(
    ("arguments", "environ", "code"),
    [
        (["ask", "火星"], {}, 0),
        (["ask", ""], {}, 2),
        (["ask", "--nonsense"], {}, 2),
        (["nonsense"], {}, 2),
        (["ask", "--json", "--explain", "工会"], {}, 2),
        (["articles", "--top", "3"], {}, 2),
        (["--help"], {}, 0),
        (["ask", "--help"], {}, 0),
        (["--version"], {}, 0),
        (["ask", "--top", "101", "工会"], {}, 2),
        (["ask", "工会"], {"WENBAO_TOP": "0"}, 2),
        (["ask", "--reports", "nowhere", "工会"], {}, 1),
        (["articles", "nothing"], {}, 1),
        (["evaluate", "nowhere.jsonl"], {}, 1),
    ],
)
def test_exit_codes(here: Run, arguments: list[str], environ: dict[str, str], code: int) -> None:
    result = here(*arguments, **environ)
    assert result.returncode == code
    assert "Traceback" not in result.stderr
    assert bool(result.stderr) == (code != 0)


def test_a_report_that_there_is_not_is_told_with_how_to_list_those_that_are(here: Run) -> None:
    said, advice = here("articles", "nothing", WENBAO_LANGUAGE="zh-Hans").stderr.splitlines()
    assert said.startswith("nothing: 没有这个版面；现有 000_")
    assert "wenbao articles" in advice
    assert "权限" not in advice


@pytest.mark.parametrize(
    "command",
    [
        ["ask", "工会"],
        ["ask", "--json", "工会"],
        ["articles"],
        ["articles", "--json"],
        ["index"],
        ["index", "--json"],
        ["index", "--check"],
        ["index", "--watch"],
        ["chat"],
        ["evaluate", "gold.jsonl"],
    ],
    ids=" ".join,
)
@pytest.mark.parametrize("what", ["gone", "file", "loop"])
def test_a_folder_of_reports_that_cannot_be_listed_is_an_error_and_leaves_nothing(
    here: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: list[str], what: str
) -> None:
    monkeypatch.chdir(tmp_path)
    gold = {"id": "1", "q": "工会", "file": "1.txt", "lines": [1], "answer": "工会"}
    (tmp_path / "gold.jsonl").write_text(json.dumps(gold), encoding="utf-8")
    (tmp_path / "file").touch()
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    flags = ("--reports", what, "--data-dir", "kept")
    result = here(*command, *flags, WENBAO_LANGUAGE="zh-Hans")
    assert (result.returncode, result.stdout) == (1, "")
    why = {"loop": "打不开这个文件夹", "file": "这是一个文件", "gone": "没有这个文件夹"}[what]
    told, advice = result.stderr.splitlines()
    assert told.startswith(f"{what}: {why}")
    assert "--reports" in advice
    assert not (tmp_path / "kept" / "index").exists()


def test_a_bot_does_not_start_without_its_folder_of_reports(tmp_path: Path) -> None:
    environ = {"WENBAO_LANGUAGE": "zh-Hans", "WENBAO_TELEGRAM_TOKEN": f"123456789:{'A' * 35}"}
    result = run("bot", "--reports", str(tmp_path / "gone"), data_dir=tmp_path, **environ)
    assert (result.returncode, result.stdout) == (1, "")
    assert result.stderr.startswith(f"{tmp_path / 'gone'}: 没有这个文件夹")


@pytest.mark.parametrize("place", ["file", "file/below"])
def test_data_that_are_to_be_kept_in_a_file_are_told_with_the_path_and_what_to_do(
    here: Run, tmp_path: Path, place: str
) -> None:
    (tmp_path / "file").touch()
    flags = ("--data-dir", str(tmp_path / place))
    for command in (["index"], ["index", "--check"]):
        result = here(*command, *flags, WENBAO_LANGUAGE="zh-Hans")
        assert (result.returncode, result.stdout) == (1, "")
        told, advice = result.stderr.splitlines()
        assert told.startswith(f"{tmp_path / 'file'}: ")
        assert "--data-dir" in advice


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("zh-Hans", "--top: {} 不行；应是：一个回答最多几段，1 到 100 的整数"),
        ("zh-Hant", "--top: {} 不行；應是：一個回答最多幾段，1 到 100 的整數"),
        ("en", "--top: {} is not allowed; it should be: passages in an answer, 1 to 100"),
    ],
)
@pytest.mark.parametrize("value", ["0", "101", "many"])
def test_a_number_out_of_its_bounds_is_told_in_the_language_of_the_person(
    here: Run, language: str, expected: str, value: str
) -> None:
    result = here("ask", "--top", value, "工会", WENBAO_LANGUAGE=language)
    assert (result.returncode, result.stdout) == (2, "")
    assert result.stderr.splitlines()[0] == expected.format(value)


def test_options_may_stand_before_the_command_between_words_and_after(here: Run) -> None:
    expected = here("ask", "柯桥区", "新建工会", "--json", "--top", "1").stdout
    assert json.loads(expected)["question"] == "柯桥区 新建工会"
    for arguments in (
        ["--json", "--top", "1", "ask", "柯桥区", "新建工会"],
        ["--top", "1", "ask", "柯桥区", "--json", "新建工会"],
        ["ask", "--json", "--top=1", "--", "柯桥区", "新建工会"],
    ):
        assert here(*arguments).stdout == expected


def test_words_after_two_dashes_are_no_options(here: Run) -> None:
    result = here("ask", "--json", "--", "--top", "9")
    assert json.loads(result.stdout)["question"] == "--top 9"


@pytest.mark.parametrize(
    ("arguments", "language", "expected"),
    [
        ("indx", "en", "There is no command indx. Do you mean index?"),
        ("indx", "zh-Hans", "没有 indx 这个命令。是不是 index？"),
        ("火星", "zh-Hant", "沒有 火星 這個命令。有：chat ask bot articles index evaluate"),
        ("ask --tpo 3 工会", "zh-Hans", "没有 --tpo 这个选项。是不是 --top？"),
        (
            "chat --火星",
            "zh-Hans",
            "没有 --火星 这个选项。有：--plain --top --reports --data-dir --help",
        ),
        ("ask 工会 --top", "zh-Hans", "--top 后面缺一个值。"),
        ("ask --export", "zh-Hant", "--export 後面缺一個值。"),
        ("ask --json=3 工会", "zh-Hans", "--json 后面不能写值。"),
        ("index 火星", "zh-Hans", "index 后面不能写 火星。"),
        ("chat -- 火星", "en", "chat takes no 火星."),
        (
            "ask 工会 --since 2023-13",
            "zh-Hans",
            "--since：看不懂日期“2023-13”；请写成 2023-06-07、2023-06 或 2023。",
        ),
    ],
)
def test_wrong_use_is_told_in_a_sentence_of_the_persons_language(
    here: Run, arguments: str, language: str, expected: str
) -> None:
    result = here(*arguments.split(), WENBAO_LANGUAGE=language)
    assert (result.returncode, result.stdout) == (2, "")
    said, advice = result.stderr.splitlines()
    assert said == expected
    assert "--help" in advice


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ("evaluate gone.jsonl", "gone.jsonl: 没有这个文件；请检查路径。"),
        ("evaluate folder", "folder: 这里读不出问题。每行应是一个问题，或一个 JSON 对象。"),
        ("ask 火星 --export gone/1.md", "gone/1.md 写不进去：没有这个文件夹；请换一个。"),
        ("ask 火星 --export folder.md", "folder.md 是个文件夹；请写出文件名。"),
        ("ask 火星 --export 1.txt", "1.txt：只能存成 .md .csv .docx。"),
    ],
)
def test_a_file_that_cannot_be_read_or_written_is_told_with_why(
    here: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: str, said: str
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder.md").mkdir()
    result = here(*arguments.split(), WENBAO_LANGUAGE="zh-Hans")
    assert result.returncode in (1, 2)
    assert result.stderr.splitlines()[0] == said


def test_a_variable_that_is_no_setting_is_told_in_the_language_of_the_person(here: Run) -> None:
    result = here("ask", "火星", WENBAO_LANGUAGE="zh-Hans", WENBAO_TPO="3", WENBAO_XYZ="1")
    assert result.returncode == 0
    assert sorted(result.stderr.splitlines()) == [
        "WENBAO_TPO: 没有这项设置；是不是 WENBAO_TOP？",
        "WENBAO_XYZ: 没有这项设置",
    ]


def test_advice_is_in_the_language_that_a_file_sets(
    here: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "wenbao.toml").write_text("language = 'en'\ntop = 0\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    result = here("ask", "工会", LC_ALL="C.UTF-8")
    assert result.returncode == 2
    assert "wenbao.toml: top: 0 " in result.stderr
    assert "Correct the setting" in result.stderr


def test_interrupted_ends_with_130(data_dir: Path) -> None:
    with subprocess.Popen(
        [*WENBAO, "ask", "--json", "--data-dir", str(data_dir)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(f"{QUESTION}\n".encode())
        process.stdin.flush()
        process.stdout.readline()
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=20) == 130
        assert process.stderr is not None
        assert b"Traceback" not in process.stderr.read()


def test_chat_without_a_terminal_reads_standard_input(data_dir: Path) -> None:
    result = run(data_dir=data_dir, stdin=f"{QUESTION}\n/quit\n工会\n")
    assert result.returncode == 0
    assert result.stdout.count("第18行") == 1
    assert "\x1b" not in result.stdout


@pytest.mark.parametrize(
    ("language", "words"),
    [("zh_TW", "沒有找到"), ("en_US", "Not found in the reports"), ("C", "没有找到")],
)
def test_the_locale_chooses_the_language(here: Run, language: str, words: str) -> None:
    result = here("ask", "xyzzy", LC_ALL=f"{language}.UTF-8")
    assert words in result.stdout


def test_evaluate_prints_the_figures_of_a_gold_file(here: Run, tmp_path: Path) -> None:
    gold = tmp_path / "gold.jsonl"
    record = {
        "id": "A1",
        "q": QUESTION,
        "style": "terse",
        "file": "002_1d9a941f8215b31a.txt",
        "lines": [18],
        "answers": ["44家"],
    }
    gold.write_text(json.dumps(record), encoding="utf-8")
    result = here("evaluate", "--json", "--misses", str(gold))
    report = json.loads(result.stdout)
    assert report["figures"]["all"]["hit@1"] == 1.0
    assert report["misses"] == []
    assert "hit@1" in here("evaluate", str(gold)).stdout


def test_evaluate_asks_the_operators_own_questions_without_a_file(
    here: Run, tmp_path: Path
) -> None:
    record: dict[str, object] = {"id": "A1", "q": "火星上有几家报社？", "file": None, "lines": []}
    (tmp_path / "golden.jsonl").write_text(json.dumps(record), encoding="utf-8")
    told = here("evaluate", data_dir=tmp_path).stdout
    assert "自备的 1 个问题答对 1 个，比上次差的有 0 个。" in told


@pytest.mark.usefixtures("seeds")
@pytest.mark.parametrize(
    ("arguments", "unwanted"),
    [
        ("--help", ["jieba", "numpy", "pydantic", "rich", "telegram", "prompt_toolkit"]),
        (
            "ask --json 工会",
            [
                *("rich", "telegram", "prompt_toolkit", "pydantic", "asyncio", "typer", "gzip"),
                *(
                    "opencc",
                    "pypinyin",
                    "rank_bm25",
                    "fluent.runtime",
                    "retrieval.store.writing.writer",
                ),
                *("retrieval.layout.restoration", "retrieval.index.bm25"),
            ],
        ),
        ("articles --json", ["rich", "telegram", "prompt_toolkit"]),
    ],
)
def test_a_command_imports_only_what_it_needs(
    data_dir: Path, arguments: str, unwanted: list[str]
) -> None:
    result = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "bot.cli", *arguments.split()],
        capture_output=True,
        encoding="utf-8",
        check=True,
        env={**os.environ, "WENBAO_DATA_DIR": str(data_dir)},
    )
    imported = {line.rpartition("|")[2].strip() for line in result.stderr.splitlines()}
    assert imported & set(unwanted) == set()


@pytest.mark.usefixtures("seeds")
def test_a_start_unpacks_nothing_and_leaves_the_reports_alone(data_dir: Path) -> None:
    code = (
        "import sys\n"
        "from bot.cli.main import main\n"
        "opened = []\n"
        "sys.addaudithook(lambda event, about: event == 'open' and opened.append(str(about[0])))\n"
        f"sys.argv = ['wenbao', 'ask', '--json', '{QUESTION}']\n"
        "main()\n"
        "print(*opened, sep='\\n', file=sys.stderr)\n"
    )
    result = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        encoding="utf-8",
        check=True,
        env={**os.environ, "WENBAO_DATA_DIR": str(data_dir)},
    )
    opened = [Path(name) for name in result.stderr.splitlines()]
    assert any(path.suffix == ".words" for path in opened)  # jieba's, of which parts are read
    assert not [path for path in opened if path.suffix == ".gz"]
    assert not [path for path in opened if path.parent.name == "seeds"]


def test_a_folder_without_reports_is_told_with_what_to_do(here: Run, tmp_path: Path) -> None:
    environ = {"WENBAO_LANGUAGE": "zh-Hans", "WENBAO_REPORTS": str(tmp_path)}
    result = here("chat", stdin=f"{QUESTION}\n", **environ)
    told = f"{tmp_path} 里没有版面文件。请把报纸版面的文件放进去（文字、PDF、"
    assert result.stdout.startswith(told)


@pytest.mark.parametrize("command", COMMANDS)
def test_help_fits_a_terminal_of_60_columns(here: Run, command: str) -> None:
    result = here(command, "--help", COLUMNS="60")
    assert result.returncode == 0
    assert [line for line in result.stdout.splitlines() if cell_len(line) > 60] == []
