"""The command line as people use it: click's runner for words and exit codes, a real process for the server."""

import contextlib
import os
import re
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.request
import uuid
from pathlib import Path

import pytest
import sqlalchemy as sa

from inspect_app import cli, cli_base
from inspect_app.commands import accounts, orgs, photos, push, visits
from inspect_app.commands.log import writing
from inspect_app.domain import dates
from inspect_app.paths import checklists_dir
from inspect_app.storage import tables as t
from inspect_app.storage.blobs import Folder
from inspect_app.storage.db import Database
from inspect_app.storage.migrate import upgrade
from tests.helpers import ORG, TODAY, Tablet, actor, found_county, jpeg, plan_value, raw, sha
from tests.servers import free_port

COMMANDS = (
    "serve",
    "worker",
    "demo",
    "init",
    "user",
    "check",
    "verify",
    "backup",
    "evidence",
    "keys",
    "pdf",
    "import-rescue",
    "remind",
)


class Shell:
    """Runs commands against one data directory."""

    def __init__(self, data, monkeypatch, capsys):
        self.data, self.capsys = data, capsys
        for name in ("INSPECT_DATABASE", "INSPECT_BLOBS", "INSPECT_PASSWORD", "INSPECT_ORG", "PORT", "HOST"):
            monkeypatch.delenv(name, raising=False)
        monkeypatch.setenv("INSPECT_DATA", str(data))

    def __call__(self, *arguments):
        """(exit code, what was printed, what was complained)"""
        code = cli_base.run(cli.commands, list(map(str, arguments)))
        said = self.capsys.readouterr()
        return code, said.out, said.err

    def db(self):
        db = Database(f"sqlite:///{self.data / 'inspect.db'}")
        upgrade(db)
        return db


@pytest.fixture
def shell(tmp_path, monkeypatch, capsys):
    return Shell(tmp_path / "data", monkeypatch, capsys)


@pytest.fixture
def bureau(shell):
    """A bureau with people, one received visit and two photos."""
    db = shell.db()
    found_county(db)
    visit = visits.plan(db, actor("p-sec"), plan_value())
    tablet, pictures = Tablet(db), [jpeg(1), jpeg(2)]
    push.push(db, actor("p-exp1"), tablet.device, raw(tablet.inspection(visit, pictures)))
    for picture in pictures:
        photos.put_photo(db, Folder(shell.data / "blobs"), actor("p-exp1"), sha(picture), picture)
    db.close()
    return shell


@contextlib.contextmanager
def changed(data):
    """The database behind the program's back."""
    with contextlib.closing(sqlite3.connect(data / "inspect.db")) as connection, connection:
        yield connection


# --- help and usage --------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_says_what_it_does_with_examples(shell, command):
    code, out, _ = shell(command, "--help")

    assert code == 0
    assert "例：" in out or command in ("user", "keys", "pdf")
    assert re.search("[一-龥]", out)


@pytest.mark.parametrize("command", ["add", "list", "disable", "password"])
def test_every_user_command_has_an_example(shell, command):
    assert f"inspect-app user {command}" in shell("user", command, "--help")[1]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["fly"], "没有命令"),
        (["serve", "--prot", "1"], "没有选项 --prot"),
        (["serve", "--port", "99999"], "参数 "),
        (["serve", "--port", "abc"], "参数 "),
        (["demo", "--findings", "-1"], "参数 "),
        (["demo", "--today", "gestern"], "参数 "),
        (["user", "add"], "缺少参数"),
        (["verify", "extra"], "多余的参数"),
        (["backup"], "二者选一"),
    ],
)
def test_wrong_usage_is_said_in_chinese_and_ends_with_two(shell, arguments, said):
    code, _, err = shell(*arguments)

    assert code == 2
    assert said in err
    assert "Traceback" not in err


def test_help_and_the_server_load_nothing_heavy():
    """WeasyPrint, Pillow and the demo's drawings have no place in a start."""
    ask = (
        "import sys; import inspect_app.cli; inspect_app.create_app;"
        "heavy = {'weasyprint', 'PIL', 'sqlalchemy', 'fontTools', 'granian'} & set(sys.modules); print(sorted(heavy))"
    )
    assert (
        subprocess.run([sys.executable, "-c", ask], capture_output=True, text=True, check=True).stdout
        == "[]\n"
    )


def test_a_port_that_is_no_number_is_named(shell, monkeypatch):
    monkeypatch.setenv("PORT", "http")

    assert shell("verify")[0] == 1


def test_a_file_that_is_no_database_is_named(shell):
    shell.data.mkdir()
    (shell.data / "inspect.db").write_bytes(b"hello, I am a text file and not a database at all" * 50)

    code, _, err = shell("verify")
    assert code == 1
    assert "不是本程序的数据库" in err


def test_a_database_of_a_newer_version_is_refused(bureau):
    db = bureau.db()
    with db.write() as connection:
        connection.execute(sa.text("UPDATE alembic_version SET version_num = '9999'"))

    code, _, err = bureau("verify")
    assert code == 1
    assert "比程序版本" in err


# --- init, user ------------------------------------------------------------------------------------------------------------------------


def test_a_bureau_begins_with_its_name_and_the_six_checklists(shell):
    code, out, _ = shell("init", "--name", "某县应急管理局", "--abbr", "某")

    assert code == 0
    assert "检查表 6 份" in out
    assert shell("verify")[0] == 0
    code, _, err = shell("init", "--name", "某县应急管理局", "--abbr", "某")
    assert (code, "已经存在" in err) == (1, True)


def test_a_person_is_added_signs_in_changes_the_password_and_is_disabled(bureau, monkeypatch):
    monkeypatch.setenv("INSPECT_PASSWORD", "first-password")
    assert (
        bureau("user", "add", "wang", "--name", "王建国", "--role", "expert", "--specialty", "电气")[0] == 0
    )
    db = bureau.db()
    token = accounts.sign_in(db, "wang", "first-password")
    assert accounts.who(db, token).name == "王建国"

    monkeypatch.setenv("INSPECT_PASSWORD", "second-password")
    assert bureau("user", "password", "wang")[0] == 0
    with pytest.raises(accounts.BadCredentials):
        accounts.sign_in(db, "wang", "first-password")
    assert bureau("user", "disable", "wang")[0] == 0
    assert accounts.who(db, token) is None
    with pytest.raises(accounts.BadCredentials):
        accounts.sign_in(db, "wang", "second-password")
    assert "wang\t专家\t王建国\t已停用" in bureau("user", "list")[1]
    assert bureau("user", "disable", "wang", "--undo")[0] == 0
    accounts.sign_in(db, "wang", "second-password")
    assert bureau("verify")[0] == 0


def test_a_password_comes_through_a_pipe(bureau):
    add = [
        sys.executable,
        "-m",
        "inspect_app.cli",
        "user",
        "add",
        "chen",
        "--name",
        "陈静",
        "--role",
        "section",
        "--password-stdin",
    ]
    done = subprocess.run(add, input="piped-password\n", capture_output=True, text=True, timeout=60)

    assert done.returncode == 0, done.stderr
    assert accounts.sign_in(bureau.db(), "chen", "piped-password")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["add", "x", "--name", "甲", "--role", "king"], "没有角色 king"),
        (["add", "x", "--name", "甲", "--role", "grid"], "--township"),
        (["add", "x", "--name", "甲", "--role", "grid", "--township", "000"], "没有乡镇"),
        (["add", "x", "--name", "甲", "--role", "ent_safety", "--enterprise", "e-9"], "没有企业"),
        (["add", "x", "--name", "甲", "--role", "dept"], "--department"),
        (["add", "x", "--name", "甲", "--role", "dept", "--department", "海关"], "没有部门"),
        (["password", "nobody"], "没有账号 nobody"),
        (["disable", "nobody"], "没有账号 nobody"),
    ],
)
def test_a_wrong_person_is_refused_with_what_to_do(bureau, monkeypatch, arguments, said):
    monkeypatch.setenv("INSPECT_PASSWORD", "some-password")
    code, _, err = bureau("user", *arguments)

    assert code == 1
    assert said in err


def test_a_short_password_and_a_taken_login_are_refused(bureau, monkeypatch):
    monkeypatch.setenv("INSPECT_PASSWORD", "short")
    assert "至少 8 位" in bureau("user", "add", "x", "--name", "甲", "--role", "section")[2]
    monkeypatch.setenv("INSPECT_PASSWORD", "long-enough")
    assert bureau("user", "add", "x", "--name", "甲", "--role", "section")[0] == 0
    assert "已存在" in bureau("user", "add", "x", "--name", "乙", "--role", "section")[2]


# --- check -----------------------------------------------------------------------------------------------------------------------------


def copied_checklists(tmp_path) -> Path:
    place = tmp_path / "lists"
    shutil.copytree(checklists_dir(), place)
    return place


def test_the_checklists_that_come_with_the_program_are_clean(shell):
    code, out, _ = shell("check")

    assert code == 0
    assert "6 份检查表" in out


def test_a_fault_is_named_with_file_line_item_and_field(shell, tmp_path):
    place = copied_checklists(tmp_path)
    file = place / "fire-safety.yaml"
    text = (
        file.read_text("utf-8")
        .replace("severity: general", "severity: grave", 1)
        .replace("version: 0.1.0", "version: 0.2.0", 1)
    )
    file.write_text(text, "utf-8")
    line = text[: text.index("severity: grave")].count("\n") + 1

    code, out, err = shell("check", place)
    assert code == 1
    assert f"fire-safety.yaml:{line}：检查项 fire-mgmt-01：字段 " in out
    assert "1 处问题" in err


def test_a_published_version_is_immutable_and_a_new_one_is_published(bureau, tmp_path):
    place = copied_checklists(tmp_path)
    held = bureau.db()
    with held.write() as connection:  # helpers publish electrical@0.1.0 with other content than the library's
        assert (
            connection.scalar(
                sa.select(t.checklist.c.content_hash).where(t.checklist.c.id == "electrical@0.1.0")
            )
            == "0" * 64
        )
    code, _, err = bureau("check", place, "--publish")
    assert code == 1
    assert "electrical@0.1.0 已发布" in err

    (place / "electrical.yaml").unlink()
    code, out, _ = bureau("check", place, "--publish")
    assert code == 0
    assert "fire-safety@0.1.0" in out
    assert "没有新版本" in bureau("check", place, "--publish")[1]
    assert bureau("verify")[0] == 0


def test_a_folder_that_is_not_there_is_said(shell, tmp_path):
    assert shell("check", tmp_path / "nowhere")[0] == 1


# --- verify ----------------------------------------------------------------------------------------------------------------------------


def test_a_whole_log_verifies_and_an_altered_row_is_named(bureau):
    code, out, _ = bureau("verify")
    assert (code, "哈希链完整" in out) == (0, True)

    with changed(bureau.data) as connection:
        connection.execute("UPDATE finding SET statement = '改过'")
    code, out, err = bureau("verify", "--org", ORG)
    assert code == 1
    assert "statement" in out
    assert "1 处问题" in err
    assert bureau("verify", "--rebuild")[0] == 0

    with changed(bureau.data) as connection:
        connection.execute("UPDATE op_value SET value = replace(value, '配电室', '锅炉房')")
    code, out, _ = bureau("verify")
    assert code == 1
    assert re.search(r"第 \d+ 条 .*内容与其哈希不符", out)


def test_an_unknown_bureau_is_said_with_those_there_are(bureau):
    code, _, err = bureau("verify", "--org", "999999")

    assert code == 1
    assert ORG in err


# --- backup ----------------------------------------------------------------------------------------------------------------------------


def test_a_backup_is_whole_incremental_and_comes_back(bureau, tmp_path):
    dest = tmp_path / "backup"
    code, out, err = bureau("backup", dest)
    assert code == 0, err
    assert "2 个文件，本次复制 2 个" in out
    assert "本次复制 0 个" in bureau("backup", dest)[1]
    assert sorted(path.name for path in dest.iterdir()) == ["blobs", "inspect.db", "secret"]

    assert "已有数据" in bureau("backup", "--restore", dest)[2]
    with changed(bureau.data) as connection:
        connection.execute("DELETE FROM finding")
    shutil.rmtree(bureau.data / "blobs")
    code, out, err = bureau("backup", "--restore", dest, "--force")
    assert code == 0, err
    assert "本次复制 2 个" in out
    assert bureau("verify")[0] == 0


def test_a_restore_into_an_empty_directory_needs_no_force(bureau, tmp_path, monkeypatch):
    assert bureau("backup", tmp_path / "backup")[0] == 0
    monkeypatch.setenv("INSPECT_DATA", str(tmp_path / "new"))

    assert bureau("backup", "--restore", tmp_path / "backup")[0] == 0
    assert "哈希链完整" in bureau("verify")[1]
    assert (tmp_path / "new" / "secret").read_text() == (bureau.data / "secret").read_text()


def test_a_backup_with_a_damaged_or_missing_photo_is_refused(bureau, tmp_path):
    dest = tmp_path / "backup"
    bureau("backup", dest)
    photo = next(path for path in (dest / "blobs").rglob("*") if path.is_file())
    whole = photo.read_bytes()
    photo.write_bytes(whole[:-1] + b"?")
    assert "文件损坏" in bureau("backup", "--restore", dest, "--force")[2]
    photo.unlink()
    assert "缺少文件" in bureau("backup", "--restore", dest, "--force")[2]
    assert bureau("verify")[0] == 0  # the data in use was not touched


@pytest.mark.parametrize(("place", "said"), [("data/copy", "数据目录里面"), ("", "数据目录")])
def test_a_backup_into_the_data_directory_is_refused(bureau, tmp_path, place, said):
    code, _, err = bureau("backup", tmp_path / place)

    assert code == 1
    assert said in err


def test_a_restore_under_a_running_server_is_refused(bureau, tmp_path):
    bureau("backup", tmp_path / "backup")
    db = bureau.db()
    with db.read() as connection:
        connection.execute(sa.select(t.org))
        assert "请先停止服务" in bureau("backup", "--restore", tmp_path / "backup", "--force")[2]


def test_a_postgresql_is_told_to_use_its_own_tools(shell, monkeypatch, tmp_path):
    monkeypatch.setenv("INSPECT_DATABASE", "postgresql+psycopg://nobody@localhost/none")

    code, _, err = shell("backup", tmp_path / "backup")
    assert code == 1
    assert "pg_dump" in err


# --- demo ------------------------------------------------------------------------------------------------------------------------------


def test_demo_data_never_goes_into_a_real_bureau(bureau):
    db = bureau.db()
    orgs.describe(db, ORG, {"name": "真实县应急管理局", "abbr": "真", "demo": False})
    db.close()

    for arguments in (["demo"], ["demo", "--reset"]):
        code, _, err = bureau(*arguments)
        assert (code, "真实数据" in err) == (1, True)
    assert bureau("demo", "--if-empty")[0] == 0
    assert bureau("verify")[0] == 0


# --- serve -----------------------------------------------------------------------------------------------------------------------------


class Server:
    """A real process; `ready` waits for its first 200."""

    def __init__(self, data, port):
        env = {key: value for key, value in os.environ.items() if not key.startswith("INSPECT_")}
        self.port = port
        self.began = time.monotonic()
        command = [sys.executable, "-u", "-m", "inspect_app.cli", "serve", "--port", str(port)]
        self.process = subprocess.Popen(
            command,
            env={**env, "INSPECT_DATA": str(data)},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )

    def ready(self):
        while time.monotonic() - self.began < 60:
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/healthz", timeout=5) as answer:
                    return answer.status
            except OSError:
                assert self.process.poll() is None, self.process.communicate()[0]
                time.sleep(0.02)
        raise AssertionError("the server did not start")

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        return self.process.communicate(timeout=30)[0]


def test_the_server_starts_greets_refuses_a_second_one_and_stops_cleanly(bureau):
    server = Server(bureau.data, free_port())
    try:
        assert server.ready() == 200
        time.sleep(0.5)
        second = Server(bureau.data, server.port)
        assert "已被占用" in second.process.communicate(timeout=30)[0]
        assert second.process.returncode == 1
    finally:
        out = server.stop()

    assert server.process.returncode == 0
    for face in ("field", "bureau", "portal"):
        assert f"http://127.0.0.1:{server.port}/{face}/" in out
    assert "Traceback" not in out
    with socket.socket() as probe:
        assert probe.connect_ex(("127.0.0.1", server.port)) != 0


def test_several_processes_on_sqlite_are_refused(bureau):
    code, _, err = bureau("serve", "--port", free_port(), "--workers", "2")

    assert code == 1
    assert "PostgreSQL" in err


def test_an_address_that_is_not_ours_is_said(shell):
    assert "没有地址" in shell("serve", "--host", "no.such.host.invalid", "--port", free_port())[2]


# --- remind --------------------------------------------------------------------------------------------------------------------------

# a finding that was submitted today is to be reviewed by the end of the next working day


def ask_today(bureau) -> None:
    """Something is due today, whatever weekday it is."""
    db = bureau.db()
    with writing(db, ORG) as log:
        asked = {"kind": "press", "title": "督促整改", "due_date": TODAY, "owner": "p-sec"}
        log.event(actor("p-lead"), f"task/{uuid.uuid4()}", "open", asked)
    db.close()


def reminders(bureau) -> list[str]:
    db = bureau.db()
    with db.read() as connection:
        found = list(
            connection.scalars(sa.select(t.message.c.text).where(t.message.c.key.like("remind/task/%")))
        )
    db.close()
    return found


def test_remind_tells_once_a_day_and_refuses_what_is_no_date_or_has_not_come(bureau):
    ask_today(bureau)
    code, out, _ = bureau("remind", "--no-send")
    assert code == 0
    assert re.search(r"已写站内消息 [1-9]", out)
    assert ["今天到期" in text for text in reminders(bureau)] == [True]
    assert bureau("remind", "--today", TODAY)[1].startswith("已写站内消息 0 条\n通过通知渠道发送 0 条")
    for day, words in (("明天", "不是日期"), (dates.add_days(TODAY, 1), "还没有到")):
        code, _, err = bureau("remind", "--today", day)
        assert code == 1
        assert words in err


def test_rounds_in_several_processes_at_once_and_one_that_is_killed_tell_everything_once(bureau):
    ask_today(bureau)
    start = [sys.executable, "-m", "inspect_app.cli", "remind"]
    running = [subprocess.Popen(start, stdout=subprocess.PIPE, text=True) for _ in range(3)]
    killed = subprocess.Popen(start, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    time.sleep(0.4)
    killed.kill()
    killed.wait()
    for process in running:
        process.communicate(timeout=120)
    assert [process.returncode for process in running] == [0, 0, 0]
    assert ["今天到期" in text for text in reminders(bureau)] == [True]


def test_the_worker_holds_the_round_by_itself(bureau):
    ask_today(bureau)
    assert bureau("worker", "--once")[0] == 0
    assert ["今天到期" in text for text in reminders(bureau)] == [True]
