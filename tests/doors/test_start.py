"""A page cannot be written without naming a permission, and an app with an open door does not start."""

import pytest
from flask import Flask

from groupkit.access import gate
from groupkit.access.gate import GroupPages
from groupkit.access.permissions import Can, Job, as_table, may_do


def test_leaving_out_the_permission_fails_at_import() -> None:
    pages = GroupPages("nameless", __name__)
    with pytest.raises(TypeError):

        @pages.route("/open")  # type: ignore[call-arg]
        def show_open() -> str:
            return ""


def test_a_form_needs_a_permission_that_changes_something() -> None:
    pages = GroupPages("careless", __name__)
    with pytest.raises(TypeError, match="takes a form"):
        pages.route("/change", needs=Can.SEE_HOME, methods=["GET", "POST"])


def test_an_open_door_stops_the_start() -> None:
    app = Flask("careless")
    app.add_url_rule("/open", "open_door", lambda: "")
    with pytest.raises(RuntimeError, match="open_door"):
        gate.check_every_page(app)


def test_the_permissions_table_in_the_docs_is_the_one_in_force() -> None:
    from pathlib import Path

    printed = (Path(__file__).parent.parent.parent / "docs" / "permissions.md").read_text(encoding="utf-8")
    for can, holders in as_table():
        assert f"| {can} | {', '.join(holders)} |" in printed


def test_only_the_coordinator_lets_people_in_and_only_the_treasurer_writes_the_book() -> None:
    who_lets_in = [job for job in Job if Can.LET_IN in may_do(frozenset({job}))]
    who_writes = [job for job in Job if Can.KEEP_LEDGER in may_do(frozenset({job}))]
    assert (who_lets_in, who_writes) == ([Job.COORDINATOR], [Job.TREASURER])


def test_a_friend_may_change_nothing_whatever_jobs_are_claimed() -> None:
    assert not [can for can in may_do(frozenset(Job), friend=True) if can.changes]
