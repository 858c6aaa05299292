"""`inspect-app keys` and `import-rescue` as an administrator uses them."""

from __future__ import annotations

import base64
import io
import json
import subprocess
import uuid
from pathlib import Path

import pytest

from inspect_app import cli, cli_base
from inspect_app.commands import visits
from inspect_app.queries import facts, tablet
from inspect_app.storage.db import Database
from inspect_app.storage.migrate import upgrade
from tests.helpers import ORG, Tablet, actor, found_county, jpeg, plan_value

ROOT = Path(__file__).resolve().parents[1]
SECRET = "k7mf-2xqp-9hcd-w4tn"


class Shell:
    """Runs commands against one data directory."""

    def __init__(
        self, data: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        self.data, self.monkeypatch, self.capsys = data, monkeypatch, capsys
        monkeypatch.setenv("INSPECT_DATA", str(data))
        for name in ("INSPECT_DATABASE", "INSPECT_BLOBS", "INSPECT_ORG"):
            monkeypatch.delenv(name, raising=False)

    def __call__(self, *arguments: object, stdin: str = "") -> tuple[int, str, str]:
        self.monkeypatch.setattr("sys.stdin", io.StringIO(stdin))
        code = cli_base.run(cli.commands, [str(argument) for argument in arguments])
        said = self.capsys.readouterr()
        return code, said.out, said.err


@pytest.fixture
def shell(tmp_path, monkeypatch, capsys):
    """A county whose p-exp1 has a tablet and a visit."""
    made = Shell(tmp_path / "data", monkeypatch, capsys)
    made.data.mkdir()
    db = Database(f"sqlite:///{made.data / 'inspect.db'}")
    upgrade(db)
    found_county(db, accounts_too=True)
    made.visit, made.device = visits.plan(db, actor("p-sec"), plan_value()), Tablet(db).device
    made.db = db
    yield made
    db.close()


def setting(db):
    with db.read() as connection:
        return facts.encryption(connection, ORG)


def test_keys_are_made_switched_on_and_listed_and_every_bundle_says_so(shell):
    assert setting(shell.db) == {"on": False, "lock_minutes": 15, "key": None}
    code, out, _ = shell("keys", "on", "--lock-minutes", "5")
    assert code == 0
    assert "已生成密钥" in out
    assert "另存一份" in out
    kid = setting(shell.db)["key"]["kid"]
    file = shell.data / "keys" / f"{kid}.pem"
    assert (file.stat().st_mode & 0o777, file.parent.stat().st_mode & 0o777) == (0o600, 0o700)
    with shell.db.read() as connection:
        told = tablet.bundle(connection, actor("p-exp1"), [])["encryption"]
    assert (told["on"], told["lock_minutes"], told["key"]["kid"]) == (True, 5, kid)
    assert "PRIVATE" not in json.dumps(told)

    code, out, _ = shell("keys", "list")
    assert code == 0
    assert "开启，后台 5 分钟" in out
    assert str(file) in out

    assert shell("keys", "off")[0] == 0
    assert setting(shell.db) == {**told, "on": False}

    assert shell("keys", "make")[0] == 0
    assert setting(shell.db)["key"]["kid"] != kid
    file.with_name(f"{setting(shell.db)['key']['kid']}.pem").unlink()
    code, _, err = shell("keys", "list")
    assert (code, "没有公钥" in err) == (1, True)


def test_a_lock_time_that_makes_no_sense_is_refused(shell):
    code, _, err = shell("keys", "on", "--lock-minutes", "0")
    assert (code, "1 到 240 分钟" in err) == (1, True)
    assert setting(shell.db)["on"] is False


def test_a_backup_has_the_keys_and_a_restore_brings_them_back(shell, tmp_path):
    shell("keys", "make")
    kid = setting(shell.db)["key"]["kid"]
    shell.db.close()
    assert shell("backup", tmp_path / "copy")[0] == 0
    (shell.data / "keys" / f"{kid}.pem").unlink()
    assert shell("backup", "--restore", tmp_path / "copy", "--force")[0] == 0
    assert (shell.data / "keys" / f"{kid}.pem").stat().st_mode & 0o777 == 0o600
    assert shell("keys", "list")[0] == 0


@pytest.fixture
def left(shell, tmp_path):
    """What a tablet left behind, made by the app's own code."""
    shell("keys", "on")
    spec = {
        "device": shell.device, "person": "p-exp1", "visit": shell.visit, "finding": str(uuid.uuid4()), "secret": SECRET, "pin": "493817",
        "bureau": setting(shell.db)["key"], "photos": [base64.b64encode(jpeg(1)).decode()],
    }  # fmt: skip
    (tmp_path / "spec.json").write_text(json.dumps(spec))
    command = (
        'source tools/node.sh; exec node --no-experimental-global-navigator tests/js/make_rescue.js "$0" "$1"'
    )
    subprocess.run(
        ["bash", "-c", command, tmp_path / "spec.json", tmp_path], cwd=ROOT, check=True, timeout=120
    )
    return tmp_path


def test_a_rescue_file_is_looked_into_and_imported_with_the_bureaus_key(shell, left):
    code, out, _ = shell("import-rescue", left / "open.rescue", "--list")
    assert code == 0
    assert "使用人 王建国" in out
    assert "检查任务 1 次，记录 4 条，照片 1 张" in out

    code, out, _ = shell("import-rescue", left / "locked.rescue", "--by", "p-admin")
    assert code == 0
    assert "记录 4 条：已写入" in out
    assert "照片新存 1 张" in out
    code, out, _ = shell("import-rescue", left / "open.rescue")
    assert code == 0
    assert "记录 4 条：局里已有" in out
    assert "局里已有 1 张" in out
    assert shell("verify")[0] == 0
    with shell.db.read() as connection:
        by = {
            op["uploaded_by"]
            for op in tablet.visit_ops(connection, actor("p-exp1"), shell.visit, 0)["ops"]
            if op["path"] != "plan"
        }
    assert by == {"p-admin"}


def test_with_the_passphrase_and_without_any_key(shell, left, tmp_path):
    private = next((shell.data / "keys").glob("*.pem"))
    elsewhere = private.rename(tmp_path / "kept.pem")
    code, _, err = shell("import-rescue", left / "open.rescue")
    assert (code, "--passphrase" in err) == (1, True)
    code, _, err = shell("import-rescue", left / "open.rescue", "--passphrase-stdin", stdin="nonsense\n")
    assert (code, "口令不正确" in err) == (1, True)
    assert shell("import-rescue", left / "open.rescue", "--passphrase-stdin", stdin=f"{SECRET}\n")[0] == 0
    assert shell("import-rescue", left / "files-sealed", "--key", elsewhere)[0] == 0


def test_a_damaged_file_gives_what_is_whole_and_ends_with_one(shell, left):
    whole = (left / "open.rescue").read_bytes()
    (left / "cut.rescue").write_bytes(whole[:-100])
    code, out, err = shell("import-rescue", left / "cut.rescue")
    assert code == 1
    assert "记录 4 条：已写入" in out
    assert "文件不完整" in err
    assert "其余内容已全部导入" in err
    (left / "no.rescue").write_bytes(b"something else")
    code, _, err = shell("import-rescue", left / "no.rescue")
    assert (code, "不是救援文件" in err) == (1, True)


def test_an_account_that_is_not_there_is_named(shell, left):
    code, _, err = shell("import-rescue", left / "open.rescue", "--by", "nobody")
    assert (code, "没有账号 nobody" in err) == (1, True)
