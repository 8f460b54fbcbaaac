"""Getting back in through the host's own files, by the sole coordinator who has lost the passphrase."""

import os
import re
import threading
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from groupkit import dates
from groupkit.access import getting_back, operations, second_step
from groupkit.access.door_models import WayBack
from groupkit.access.getting_back import FILE
from groupkit.chores import tidy_the_door
from groupkit.history import TheProgram
from tests.access.coming_back import FORGOTTEN, LET_ME_IN, NEW, TYPE_CODE, history_of, signs_in
from tests.access.stepping import fresh, turn_on
from tests.browsing import form_of, links_of, post, text_of
from tests.builders import PASSPHRASE, AGroup, Someone, a_group, count, in_books_of, sign_in_as, the_app


class TestFile:
    """The sole coordinator, the file manager and `let-me-in.txt`."""

    @pytest.fixture
    def file(self, app: Flask) -> Iterator[Path]:
        kept = Path(app.config["INSTANCE"]) / FILE
        kept.write_bytes(b"")
        yield kept
        kept.unlink(missing_ok=True)

    def code_for(self, client: FlaskClient, someone: Someone, file: Path) -> str:
        file.write_bytes(b"")
        assert post(client, LET_ME_IN, username=someone.username).location == TYPE_CODE
        found = re.search(r"is: ([a-z0-9 ]{19})\n", file.read_text())
        assert found, file.read_text()
        return found[1]

    def test_somebody_gets_back_in_and_every_group_of_theirs_is_told(
        self, client: FlaskClient, file: Path, group: AGroup
    ):
        other = a_group(friend=False)
        with in_books_of(other):
            person = operations.add_person("Carys", TheProgram())
            person.user_id = group.carys.user_id
        turn_on(client, group.carys)
        elsewhere = sign_in_as(fresh(client), group.carys)
        code = self.code_for(client, group.carys, file)
        answer = post(client, TYPE_CODE, username=group.carys.username, code=code, passphrase=NEW)
        assert answer.status_code == 302
        assert client.get("/kit/account").status_code == 200
        assert elsewhere.get("/kit/account").status_code == 303
        assert signs_in(client, group.carys, NEW)
        assert not signs_in(client, group.carys, PASSPHRASE)
        with the_app().app_context():
            assert not second_step.is_on(group.carys.user_id)
        assert history_of(group)[-1] == (0, getting_back.BY_FILE, "Member 001")
        assert history_of(other)[-1][:2] == (0, getting_back.BY_FILE)
        assert "Let somebody back in through the host’s files" in text_of(client.get(group.url("/history")))
        assert not file.exists()

    def test_the_page_says_how(self, client: FlaskClient):
        said = text_of(client.get(LET_ME_IN))
        assert FILE in said
        assert "instance" in said
        assert LET_ME_IN in links_of(client.get(FORGOTTEN))
        assert FORGOTTEN in links_of(client.get("/kit/sign-in"))

    def test_the_code_works_once(self, client: FlaskClient, file: Path, group: AGroup):
        code = self.code_for(client, group.carys, file)
        post(client, TYPE_CODE, username=group.carys.username, code=code, passphrase=NEW)
        answer = post(
            fresh(client), TYPE_CODE, username=group.carys.username, code=code, passphrase="four other plain words"
        )
        assert getting_back.NOT_THAT_CODE in text_of(answer)
        assert signs_in(client, group.carys, NEW)

    @pytest.mark.parametrize(("passed", "opens"), [(timedelta(minutes=14), True), (timedelta(minutes=16), False)])
    def test_it_lives_a_quarter_of_an_hour(
        self, client: FlaskClient, file: Path, group: AGroup, passed: timedelta, opens: bool
    ):
        code = self.code_for(client, group.carys, file)
        with dates.clock_at(dates.now() + passed):
            answer = post(client, TYPE_CODE, username=group.carys.username, code=code, passphrase=NEW)
        assert (answer.status_code == 302) is opens
        assert signs_in(client, group.carys, PASSPHRASE) is not opens

    def test_a_newer_one_kills_it(self, client: FlaskClient, file: Path, group: AGroup):
        old, new = self.code_for(client, group.carys, file), self.code_for(client, group.carys, file)
        for code, status in ((old, 200), (new, 302)):
            answer = post(fresh(client), TYPE_CODE, username=group.carys.username, code=code, passphrase=NEW)
            assert answer.status_code == status

    def test_it_is_for_one_username(self, client: FlaskClient, file: Path, group: AGroup):
        code = self.code_for(client, group.carys, file)
        answer = post(client, TYPE_CODE, username=group.tamsin.username, code=code, passphrase=NEW)
        assert getting_back.NOT_THAT_CODE in text_of(answer)
        assert 'href="#code"' in answer.text
        kept = form_of(answer)
        assert (kept["username"], kept["code"]) == (group.tamsin.username, code)
        assert NEW not in answer.text
        assert signs_in(client, group.tamsin, PASSPHRASE)

    def test_of_two_at_the_same_moment_one_comes_in(self, client: FlaskClient, file: Path, group: AGroup):
        code, done, start = self.code_for(client, group.carys, file), [], threading.Barrier(3)
        browsers = [fresh(client) for _ in range(3)]
        forms = [
            form_of(b.get(TYPE_CODE)) | {"username": group.carys.username, "code": code, "passphrase": NEW}
            for b in browsers
        ]

        def send(number: int) -> None:
            start.wait()
            done.append(browsers[number].post(TYPE_CODE, data=forms[number]).status_code)

        threads = [threading.Thread(target=send, args=(number,)) for number in range(3)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert sorted(done) == [200, 200, 302]
        assert [what for _, what, _ in history_of(group)].count(getting_back.BY_FILE) == 1

    def test_only_a_digest_is_kept(self, client: FlaskClient, file: Path, group: AGroup):
        code = self.code_for(client, group.carys, file)
        assert count(WayBack, WayBack.digest.in_([code, code.replace(" ", "")])) == 0

    def test_the_file_is_closed_to_others_on_the_host(self, client: FlaskClient, file: Path, group: AGroup):
        file.chmod(0o644)
        self.code_for(client, group.carys, file)
        assert file.stat().st_mode & 0o077 == 0

    @pytest.mark.parametrize("empty", [b"", b"\n", b"\xef\xbb\xbf\r\n", b"  \n\n"])
    def test_empty_as_editors_save_it(self, client: FlaskClient, file: Path, group: AGroup, empty: bytes):
        file.write_bytes(empty)
        post(client, LET_ME_IN, username=group.carys.username)
        assert "is: " in file.read_text()

    def test_a_file_that_holds_something_is_left_alone(self, client: FlaskClient, file: Path, group: AGroup):
        for words in (b"my own notes", b" " * 1000, b"\x00"):
            file.write_bytes(words)
            post(client, LET_ME_IN, username=group.carys.username)
            assert file.read_bytes() == words

    @pytest.mark.skipif(os.name == "nt", reason="links are of Unix")
    def test_never_through_a_link_to_another_file(self, client: FlaskClient, file: Path, group: AGroup, tmp_path: Path):
        target = tmp_path / "elsewhere"
        target.write_bytes(b"")
        file.unlink()
        file.symlink_to(target)
        post(client, LET_ME_IN, username=group.carys.username)
        assert target.read_bytes() == b""

    def test_a_folder_of_that_name_is_no_file(self, client: FlaskClient, file: Path, group: AGroup):
        file.unlink()
        file.mkdir()
        try:
            assert post(client, LET_ME_IN, username=group.carys.username).status_code == 302
        finally:
            file.rmdir()

    def test_a_disk_that_says_no_is_told(
        self, client: FlaskClient, file: Path, group: AGroup, monkeypatch: pytest.MonkeyPatch
    ):
        def full(*_: object) -> None:
            raise OSError

        monkeypatch.setattr(getting_back, "_fill", full)
        answer = post(client, LET_ME_IN, username=group.carys.username)
        assert getting_back.NOT_WRITTEN in text_of(answer)
        assert count(WayBack, WayBack.user_id == group.carys.user_id) == 0

    def test_without_the_file_nothing_happens_and_the_answer_is_the_same(
        self, client: FlaskClient, file: Path, group: AGroup
    ):
        answers = []
        for there, username in (
            (True, group.carys.username),
            (False, group.carys.username),
            (True, "nobody-at-all"),
            (False, "nobody-at-all"),
        ):
            file.write_bytes(b"") if there else file.unlink(missing_ok=True)
            browser = fresh(client)
            answer = post(browser, LET_ME_IN, username=username)
            answers.append(
                (answer.status_code, answer.location, text_of(browser.get(answer.location)).split("Four words")[0])
            )
        assert len(set(answers)) == 1
        assert not file.exists()

    def test_only_the_file_says_that_nobody_has_that_name(self, client: FlaskClient, file: Path):
        post(client, LET_ME_IN, username="Nobody-At-All ")
        assert file.read_text().startswith("Nobody here signs in as nobody-at-all.")

    def test_wrong_codes_slow_down(self, client: FlaskClient, group: AGroup):
        for _ in range(20):
            answer = post(client, TYPE_CODE, username=group.carys.username, code="abcd efgh", passphrase=NEW)
            assert getting_back.NOT_THAT_CODE in text_of(answer)
        answer = post(client, TYPE_CODE, username=group.carys.username, code="abcd efgh", passphrase=NEW)
        assert "Wait" in text_of(answer)

    def test_asking_slows_down(self, client: FlaskClient):
        for _ in range(20):
            assert post(client, LET_ME_IN, username="nobody-at-all").status_code == 302
        assert "Wait" in text_of(post(client, LET_ME_IN, username="nobody-at-all"))

    @pytest.mark.parametrize("typed", ["", "x", "../../etc", "é", "a b", "\x00", "x" * 200])
    def test_what_cannot_be_a_username_is_told_kindly(self, client: FlaskClient, file: Path, typed: str):
        answer = post(client, LET_ME_IN, username=typed)
        assert answer.status_code == 200
        assert 'href="#username"' in answer.text
        assert file.read_bytes() == b""

    def test_a_weak_new_passphrase_uses_nothing_up(self, client: FlaskClient, file: Path, group: AGroup):
        code = self.code_for(client, group.carys, file)
        for weak in ("short", f"{group.carys.username} and more words"):
            assert post(client, TYPE_CODE, username=group.carys.username, code=code, passphrase=weak).status_code == 200
        assert post(client, TYPE_CODE, username=group.carys.username, code=code, passphrase=NEW).status_code == 302


def test_ways_back_are_tidied_away(client: FlaskClient):
    post(client, LET_ME_IN, username="nobody-at-all")
    assert count(WayBack, WayBack.how == "file") > 0
    with client.application.app_context():
        tidy_the_door(dates.now() + timedelta(days=2))
    assert count(WayBack) == 0
