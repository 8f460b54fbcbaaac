"""Ways in that are handed over: links, codes to read out, founding invitations and new passphrases."""

import re
from datetime import timedelta

import pytest
from flask.testing import FlaskClient

from groupkit import dates, tenancy
from groupkit.access import invitations, operations
from groupkit.access.models import Group, Invitation, Person, User
from groupkit.db import db, writing
from groupkit.refusal import Refused
from tests import builders
from tests.browsing import form_of, post, text_of
from tests.builders import PASSPHRASE, AGroup, Someone, a_group, a_user, another_group, count, in_books_of, sign_in_as
from tests.sweep import examples

NEW = {"name": "Ida", "passphrase": "seven quiet otters drift"}


def add(group: AGroup, name: str = "Ida") -> int:
    """Somebody with a place in the group who does not sign in yet."""
    by = group.carys.actor
    with in_books_of(group):
        return operations.add_person(name, by).number


def invite(client: FlaskClient, group: AGroup, number: int, how: str = "link", page: str = "invite") -> str:
    """What an officer is shown to hand over."""
    sign_in_as(client, group.carys)
    answer = post(client, group.url(f"/people/{number}/{page}"), how=how)
    assert answer.status_code == 302, text_of(answer)
    shown = client.get(answer.location).text
    found = re.search(r'<p class="code">([^<]+)</p>' if how == "code" else r"/kit/join/[\w-]+", shown)
    assert found is not None
    return found[1] if how == "code" else found[0]


def fresh(client: FlaskClient) -> FlaskClient:
    return client.application.test_client()


def unused_name() -> str:
    return f"ida-{builders.secrets.token_hex(4)}"


def has_place(someone: str, group: AGroup) -> bool:
    return count(Person, Person.user_id.in_(db.select(User.id).where(User.username == someone)), group=group) == 1


class TestLink:
    def test_somebody_new_comes_in_by_a_link(self, client: FlaskClient, group: AGroup):
        link, ida, name = invite(client, group, add(group)), fresh(client), unused_name()
        page = ida.get(link)
        assert group.name in text_of(page)
        assert form_of(page)["name"] == "Ida"
        answer = post(ida, link, username=name, **NEW)
        assert answer.location == group.url()
        assert ida.get(answer.location).status_code == 200
        assert has_place(name, group)

    def test_it_works_once(self, client: FlaskClient, group: AGroup):
        link, ida = invite(client, group, add(group)), fresh(client)
        sent = form_of(ida.get(link)) | NEW | {"username": unused_name()}
        assert ida.post(link, data=sent).status_code == 302
        late = fresh(client)
        assert late.get(link).status_code == 404
        assert "new one" in text_of(late.get(link))
        assert late.post(link, data=sent).status_code == 404

    def test_of_two_at_the_same_moment_one_is_told(self, client: FlaskClient, group: AGroup):
        link, names = invite(client, group, add(group)), [unused_name(), unused_name()]
        browsers = [fresh(client), fresh(client)]
        opened = [form_of(browser.get(link)) for browser in browsers]
        with client.application.app_context():
            both = invitations.behind(link.rpartition("/")[2])
        assert both is not None
        browsers[0].post(link, data=opened[0] | NEW | {"username": names[0]})
        with client.application.test_request_context(), pytest.raises(Refused), writing():
            invitations.use(both)
        assert browsers[1].post(link, data=opened[1] | NEW | {"username": names[1]}).status_code == 404
        assert has_place(names[0], group)
        assert count(User, User.username == names[1]) == 0

    @pytest.mark.parametrize(
        ("passed", "opens"), [(timedelta(days=6, hours=23), True), (timedelta(days=7, minutes=1), False)]
    )
    def test_it_lives_a_week(self, client: FlaskClient, group: AGroup, passed: timedelta, opens: bool):
        link = invite(client, group, add(group))
        with dates.clock_at(dates.now() + passed):
            assert (fresh(client).get(link).status_code == 200) is opens

    def test_a_newer_one_for_the_same_person_kills_it(self, client: FlaskClient, group: AGroup):
        number = add(group)
        first, second = invite(client, group, number), invite(client, group, number)
        assert fresh(client).get(first).status_code == 404
        assert fresh(client).get(second).status_code == 200

    def test_it_dies_when_the_person_leaves(self, client: FlaskClient, group: AGroup):
        number = add(group)
        link = invite(client, group, number)
        post(client, group.url(f"/people/{number}/leaves"))
        assert fresh(client).get(link).status_code == 404

    def test_a_friends_link_dies_with_the_agreement(self, client: FlaskClient, group: AGroup):
        sign_in_as(client, group.carys)
        answer = post(
            client, group.url("/people/friends/new"), name="Noor", post="Nurse", part="facilitator", decision="May"
        )
        number = int(answer.location.rpartition("/")[2])
        link = invite(client, group, number)
        assert "critical friend" in text_of(fresh(client).get(link))
        post(client, group.url(f"/people/{number}/agreement/end"))
        assert fresh(client).get(link).status_code == 404

    def test_only_a_digest_is_kept(self, client: FlaskClient, group: AGroup):
        token = invite(client, group, add(group)).rpartition("/")[2]
        assert len(token) >= 128 / 6
        with client.application.app_context():
            rows = db.session.scalars(db.select(Invitation)).all()
            assert not [row for row in rows if token in f"{row.digest}{row.handle}"]

    @pytest.mark.parametrize("token", ["x", "é", "a" * 4000, "..", "%00", "luma482913"])
    def test_made_up_links_open_nothing(self, client: FlaskClient, token: str):
        assert client.get(f"/kit/join/{token}").status_code in (404, 308)

    def test_opening_a_link_changes_nothing(self, client: FlaskClient, group: AGroup):
        link = invite(client, group, add(group))
        for _ in range(3):
            assert fresh(client).get(link).status_code == 200

    def test_somebody_signed_in_simply_takes_the_place(self, client: FlaskClient, group: AGroup):
        link, wren = invite(client, group, add(group)), a_user("Wren")
        browser = sign_in_as(fresh(client), wren)
        assert wren.username in text_of(browser.get(link))
        assert post(browser, link).location == group.url()
        assert has_place(wren.username, group)

    def test_one_account_has_one_place_in_a_group(self, client: FlaskClient, group: AGroup):
        link = invite(client, group, add(group))
        browser = sign_in_as(fresh(client), group.mo)
        assert "have a place in this group already" in text_of(post(browser, link))
        assert fresh(client).get(link).status_code == 200

    def test_somebody_who_left_can_come_back_with_their_account(self, client: FlaskClient, group: AGroup):
        sign_in_as(client, group.carys)
        post(client, group.url(f"/people/{group.mo.number}/leaves"))
        browser = sign_in_as(fresh(client), group.mo)
        assert browser.get(group.url()).status_code == 404
        link = invite(client, group, add(group, "Mo again"))
        assert post(browser, link).location == group.url()
        assert browser.get(group.url()).status_code == 200

    def test_a_taken_username_is_told_and_the_invitation_lives(self, client: FlaskClient, group: AGroup):
        link = invite(client, group, add(group))
        page = post(fresh(client), link, **NEW, username=group.mo.username)
        assert "already" in text_of(page)
        assert form_of(page)["name"] == "Ida"
        assert post(fresh(client), link, **NEW, username=unused_name()).status_code == 302

    def test_a_passphrase_that_holds_the_groups_name_is_refused(self, client: FlaskClient, group: AGroup):
        link = invite(client, group, add(group))
        page = post(fresh(client), link, name="Ida", username=unused_name(), passphrase="our mornings are very bright")
        assert "part of a name" in text_of(page)

    def test_people_write_their_own_name(self, client: FlaskClient, group: AGroup):
        number = add(group, "Eyeda")
        link = invite(client, group, number)
        ida = fresh(client)
        post(ida, link, **NEW, username=unused_name())
        assert "Ida" in text_of(ida.get(group.url("/people/")))

    def test_the_message_has_a_neutral_subject_and_does_not_name_the_group(self, client: FlaskClient, group: AGroup):
        sign_in_as(client, group.carys)
        page = client.get(post(client, group.url(f"/people/{add(group)}/invite"), how="link").location)
        message = page.text[page.text.index("<textarea") : page.text.index("</textarea>")]
        assert group.name not in message
        assert 'value="Your way in"' in page.text
        assert client.get(page.request.path).text.count("/kit/join/") == 0, "it is shown once"

    def test_whoever_signs_in_already_is_not_invited(self, client: FlaskClient, group: AGroup):
        sign_in_as(client, group.carys)
        assert "sign in already" in text_of(post(client, group.url(f"/people/{group.mo.number}/invite")))


class TestCode:
    def test_somebody_comes_in_by_a_code_read_out(self, client: FlaskClient, group: AGroup):
        code, ida = invite(client, group, add(group), "code"), fresh(client)
        assert re.fullmatch(r"[a-z]{4} [0-9]{3} [0-9]{3}", code)
        onward = post(ida, "/kit/join", code=code).location
        assert post(ida, onward, username=unused_name(), **NEW).location == group.url()

    @pytest.mark.parametrize(
        "said",
        [
            str.upper,
            lambda code: code.replace(" ", ""),
            lambda code: code.replace(" ", "-"),
            lambda code: f"  {code}. ",
        ],
    )
    def test_it_may_be_written_as_it_was_heard(self, client: FlaskClient, group: AGroup, said):
        assert post(fresh(client), "/kit/join", code=said(invite(client, group, add(group), "code"))).status_code == 302

    def test_it_works_once(self, client: FlaskClient, group: AGroup):
        code = invite(client, group, add(group), "code")
        assert post(fresh(client), "/kit/join", code=code).status_code == 302
        assert invitations.NOT_THAT_CODE in text_of(post(fresh(client), "/kit/join", code=code))

    @pytest.mark.parametrize(("passed", "opens"), [(timedelta(minutes=14), True), (timedelta(minutes=16), False)])
    def test_it_lives_a_quarter_of_an_hour(self, client: FlaskClient, group: AGroup, passed: timedelta, opens: bool):
        code = invite(client, group, add(group), "code")
        with dates.clock_at(dates.now() + passed):
            assert (post(fresh(client), "/kit/join", code=code).status_code == 302) is opens

    def test_after_a_right_code_there_is_an_hour_to_finish(self, client: FlaskClient, group: AGroup):
        code, ida = invite(client, group, add(group), "code"), fresh(client)
        onward = post(ida, "/kit/join", code=code).location
        with dates.clock_at(dates.now() + timedelta(minutes=59)):
            assert ida.get(onward).status_code == 200
        with dates.clock_at(dates.now() + timedelta(minutes=61)):
            assert ida.get(onward).status_code == 404

    def test_five_wrong_tries_kill_it_even_from_different_places(self, client: FlaskClient, group: AGroup):
        code = invite(client, group, add(group), "code")
        wrong = code[:5] + ("000 000" if code[5:] != "000 000" else "111 111")
        for _ in range(invitations.MOST_TRIES):
            assert invitations.NOT_THAT_CODE in text_of(post(fresh(client), "/kit/join", code=wrong))
        assert invitations.NOT_THAT_CODE in text_of(post(fresh(client), "/kit/join", code=code))

    def test_four_wrong_tries_do_not(self, client: FlaskClient, group: AGroup):
        code = invite(client, group, add(group), "code")
        wrong = code[:5] + ("000 000" if code[5:] != "000 000" else "111 111")
        for _ in range(invitations.MOST_TRIES - 1):
            post(fresh(client), "/kit/join", code=wrong)
        assert post(fresh(client), "/kit/join", code=code).status_code == 302

    def test_one_place_cannot_try_many_codes(self, client: FlaskClient):
        guesser = fresh(client)
        for number in range(20):
            post(guesser, "/kit/join", code=f"baba {number:06d}")
        assert "several wrong tries" in text_of(post(guesser, "/kit/join", code="baba 999999"))

    @pytest.mark.parametrize(
        "typed", ["", "x", "luma", "é" * 10, "luma 12345", "luma 1234567", "luma ١٢٣٤٥٦", "\x00", "' or 1=1--"]
    )
    def test_what_cannot_be_a_code_is_told_kindly(self, client: FlaskClient, typed: str):
        page = post(client, "/kit/join", code=typed)
        assert page.status_code == 200
        assert form_of(page)["code"] == typed.replace("\x00", "")

    def test_a_code_cannot_be_used_as_a_link(self, client: FlaskClient, group: AGroup):
        code = invite(client, group, add(group), "code").replace(" ", "")
        assert fresh(client).get(f"/kit/join/{code}").status_code == 404


class TestFounding:
    ANSWERS = {
        "group_name": "Canal Side",
        "nation": "elsewhere",
        "year_end": "03-31",
        "money": "tin",
        "keeps_book": "y",
    }

    def link(self, client: FlaskClient) -> str:
        sign_in_as(client, a_user("Kim", keeper=True))
        page = client.get(post(client, "/kit/keeper/invite").location)
        return re.search(r"/kit/join/[\w-]+", page.text)[0]

    def test_somebody_new_begins_a_group(self, client: FlaskClient):
        link, olu, slug = self.link(client), fresh(client), f"g{builders.secrets.token_hex(4)}"
        answer = post(olu, link, **self.ANSWERS, **NEW, username=unused_name(), short_name=slug)
        assert answer.location == f"/{slug}/welcome"
        assert olu.get(answer.location).status_code == 200
        assert olu.get("/kit/keeper").status_code == 404, "beginning a group makes nobody a keeper"
        assert fresh(client).get(link).status_code == 404

    def test_somebody_signed_in_begins_another_group(self, client: FlaskClient, group: AGroup):
        link, slug = self.link(client), f"g{builders.secrets.token_hex(4)}"
        browser = sign_in_as(fresh(client), group.mo)
        assert "passphrase" not in form_of(browser.get(link))
        assert post(browser, link, **self.ANSWERS, short_name=slug).location == f"/{slug}/welcome"
        assert browser.get(group.url()).status_code == 200

    def test_a_taken_short_name_is_told_and_nothing_is_lost(self, client: FlaskClient, group: AGroup):
        link, name = self.link(client), unused_name()
        page = post(fresh(client), link, **self.ANSWERS, **NEW, username=name, short_name=group.slug)
        assert "already has that short name" in text_of(page)
        assert form_of(page)["group_name"] == "Canal Side"
        assert count(User, User.username == name) == 0
        assert fresh(client).get(link).status_code == 200

    def test_the_keeper_does_not_get_into_the_new_group(self, client: FlaskClient):
        link, slug = self.link(client), f"g{builders.secrets.token_hex(4)}"
        post(fresh(client), link, **self.ANSWERS, **NEW, username=unused_name(), short_name=slug)
        assert client.get(f"/{slug}/").status_code == 404

    def test_the_two_hundredth_group_is_made_like_the_first(self, new_installation, tmp_path):
        client = new_installation.test_client()
        keeper = a_user("Kim", keeper=True)
        (new_installation.config["INSTANCE"] / "installed").write_text("")
        many = examples(40, 200)
        for number in range(many):
            a_group(short_name=f"group-{number:03d}", team={"carys": builders.Job.COORDINATOR}, friend=False)
        sign_in_as(client, keeper)
        link = re.search(r"/kit/join/[\w-]+", client.get(post(client, "/kit/keeper/invite").location).text)[0]
        olu = fresh(client)
        assert post(olu, link, **self.ANSWERS, **NEW, username="olu.canal", short_name="canal-side").status_code == 302
        assert olu.get("/").location == "/canal-side/"
        page = client.get("/kit/keeper")
        assert f"{many + 1} groups" in text_of(page)
        assert count(Group) == many + 1


class TestNewPassphrase:
    def test_an_officer_hands_over_a_way_to_a_new_passphrase(self, client: FlaskClient, group: AGroup):
        mo = sign_in_as(fresh(client), group.mo)
        link = invite(client, group, group.mo.number, page="new-passphrase")
        assert mo.get(group.url()).status_code == 200, "until it is used, nothing changes"
        browser = fresh(client)
        assert group.mo.username in text_of(browser.get(link))
        assert post(browser, link, passphrase=NEW["passphrase"]).location == "/"
        assert browser.get(group.url()).status_code == 200
        assert mo.get(group.url()).status_code == 303, "every session from before is over"
        assert post(fresh(client), "/kit/sign-in", username=group.mo.username, passphrase=PASSPHRASE).status_code == 200
        assert (
            post(fresh(client), "/kit/sign-in", username=group.mo.username, passphrase=NEW["passphrase"]).status_code
            == 302
        )
        assert fresh(client).get(link).status_code == 404

    def test_it_stands_in_the_history_who_made_it_and_that_it_was_used(self, client: FlaskClient, group: AGroup):
        link = invite(client, group, group.mo.number, page="new-passphrase")
        post(fresh(client), link, passphrase=NEW["passphrase"])
        told = text_of(client.get(group.url("/history")))
        assert "Carys Made a code for a new passphrase: Mo" in told
        assert "Mo Chose a new passphrase with a code that was handed to them: Mo" in told

    def test_a_new_passphrase_kills_every_other_code_for_one(self, client: FlaskClient, group: AGroup):
        link = invite(client, group, group.mo.number, page="new-passphrase")
        mo = sign_in_as(fresh(client), group.mo)
        assert post(mo, "/kit/account/passphrase", old=PASSPHRASE, passphrase=NEW["passphrase"]).status_code == 302
        assert fresh(client).get(link).status_code == 404

    def test_an_officer_cannot_open_a_keepers_account(self, client: FlaskClient, group: AGroup):
        self.make_keeper(group.mo)
        sign_in_as(client, group.carys)
        page = post(client, group.url(f"/people/{group.mo.number}/new-passphrase"))
        assert invitations.ASK_THE_KEEPER in text_of(page)

    def test_an_officer_cannot_open_an_account_that_opens_another_group(self, client: FlaskClient, group: AGroup):
        self.join_too(group.mo, another_group())
        sign_in_as(client, group.carys)
        page = post(client, group.url(f"/people/{group.mo.number}/new-passphrase"))
        assert invitations.ASK_THE_KEEPER in text_of(page)

    def test_a_code_made_before_somebody_joined_elsewhere_opens_nothing(self, client: FlaskClient, group: AGroup):
        link = invite(client, group, group.mo.number, page="new-passphrase")
        self.join_too(group.mo, another_group())
        assert fresh(client).get(link).status_code == 404

    def test_an_officer_does_not_use_it_for_themselves(self, client: FlaskClient, group: AGroup):
        sign_in_as(client, group.carys)
        assert "your own passphrase" in text_of(post(client, group.url(f"/people/{group.carys.number}/new-passphrase")))

    def test_the_keeper_can_and_every_group_concerned_has_it_in_its_history(self, client: FlaskClient, group: AGroup):
        other = another_group()
        self.join_too(group.mo, other)
        sign_in_as(client, a_user("Kim", keeper=True))
        page = client.get(post(client, "/kit/keeper/new-passphrase", username=group.mo.username).location)
        link = re.search(r"/kit/join/[\w-]+", page.text)[0]
        assert post(fresh(client), link, passphrase=NEW["passphrase"]).status_code == 302
        for where, officer in ((group, group.carys), (other, other.olu)):
            told = text_of(sign_in_as(fresh(client), officer).get(where.url("/history")))
            assert "groupkit The keeper of this site made a code for a new passphrase" in told
            assert "Chose a new passphrase" in told

    def make_keeper(self, someone: Someone) -> None:
        with builders.the_app().app_context(), writing():
            db.session.get(User, someone.user_id).keeper = True

    def join_too(self, someone: Someone, group: AGroup) -> None:
        with in_books_of(group):
            db.session.add(Person(number=50, name=someone.name, user_id=someone.user_id, joined_on=tenancy.today()))
