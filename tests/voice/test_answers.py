"""What is answered when somebody asks: through Home Assistant's own assistant."""

import builtins
from pathlib import Path
import threading
import time
from typing import Any

import pytest

from custom_components.callcard.voice import Question, Subject, async_answer, languages
from homeassistant.config_entries import ConfigEntryDisabler
from homeassistant.core import Context
from homeassistant.util.yaml import load_yaml_dict
from tests.common import AccountUnderTest, store
from tests.conftest import SetUp
from tests.simulator import OTHER_PAIR, Fault, Simulator

from .conftest import Say

ANSWERS = {
    (language, row["sentence"]): (row["answer"], row.get("stored"))
    for language, rows in load_yaml_dict(Path(__file__).parent / "answers.yaml").items()
    for row in rows
}
OWN_PHONE = "493012345678"
GRANDMA = "+61293744000"
DIAL = "0 3 0, 3 4 6 4 9 4 9 5"
CALLED = "0 3 0, 1 2 3 4 5 6 7"

ASK_BALANCE = "what's my calling card balance"
BALANCE = "You have 18 euros 40 left on your calling card."
CALL_NUMBER = "call +49 30 1234567 with the calling card"
WHICH = (
    "Which calling card do you mean: demo or family? "
    "Ask again with its name, as in “calling card demo”."
)


@pytest.mark.parametrize(("language", "sentence"), ANSWERS)
async def test_answer(
    account: AccountUnderTest, say: Say, language: str, sentence: str
) -> None:
    """Balances, numbers to dial and calls, to names and numbers as people say them."""
    names = ("Grandma", "Oma", "Mémé", "Vovó", "La abuela")
    account.know(**dict.fromkeys(names, GRANDMA), Six="+4930666666")
    answer, stored = ANSWERS[language, sentence]

    assert await say(sentence, language) == answer
    stores = [("demo", OWN_PHONE, stored)] if stored else []
    assert account.simulator.stores == stores


@pytest.mark.parametrize(
    ("who", "answer"),
    [
        ("Bob", "I do not know the contact “Bob”. I know: Ann, Anna, Rene, and René."),
        ("An", "I did not understand what to do with the calling card."),
        ("rene", "“rene” may be Rene or René. Ask again with the whole name."),
        ("double", "I did not understand what to do with the calling card."),
        ("double twelve", "I did not understand what to do with the calling card."),
        ("plus", "I did not understand what to do with the calling card."),
        ("plus nine nine nine", "plus 9 9 9 is not a number that can be called."),
        ("one one two", "1 1 2 is an emergency number. Dial it directly, without"),
        ("030 12345678", "0 3 0, 1 2 3 4 5 6 7 8 is your own phone. Whom do"),
    ],
)
async def test_calls_that_cannot_be(
    account: AccountUnderTest, say: Say, who: str, answer: str
) -> None:
    """Whom one cannot call is told, with those whom one can; nothing is stored."""
    account.know(Ann="+441", Anna="+442", Rene="+443", René="+444")

    assert (await say(f"call {who} with the calling card")).startswith(answer)
    assert account.simulator.stores == []


async def test_at_most_five_names(account: AccountUnderTest, say: Say) -> None:
    """Nobody wants to listen to a whole address book; an empty one names nobody."""
    nobody = await say("Ruf Oma mit der Calling Card an", "de")
    assert nobody == "Ich kenne den Kontakt „Oma“ nicht."
    account.know(**{f"Ann {letter}": GRANDMA for letter in "ABCDEFG"})
    five = "Ann A, Ann B, Ann C, Ann D"

    assert await say("call Bob with the calling card") == (
        f"I do not know the contact “Bob”. Among others, I know: {five}, and Ann E."
    )
    assert await say("call Ann with the calling card") == (
        f"“Ann” may be {five}, or Ann E. Ask again with the whole name."
    )


@pytest.mark.parametrize(
    ("username", "options", "stores", "answers"),
    [
        ("demo", {}, 0, {CALL_NUMBER: "I do not know which phone you call from. Enter it in the options of demo, under “Your phone number”."}),
        ("demo", {"a_number": f"+{OWN_PHONE}", "voice": False}, 0, {
            CALL_NUMBER: "Calling by voice is switched off for the calling card demo.",
            ASK_BALANCE: BALANCE,
        }),
        ("bare", {"a_number": f"+{OWN_PHONE}"}, 1, {
            ASK_BALANCE: "The balance of your calling card is not known.",
            "what's my calling card dial-in number": "Your calling card has no number for this.",
            CALL_NUMBER: f"{CALLED} is set, but your calling card has no dial-in number.",
        }),
    ],
    ids=["no own phone", "voice off", "bare account"],
)  # fmt: skip
async def test_what_is_missing(
    set_up: SetUp,
    say: Say,
    username: str,
    options: dict[str, Any],
    stores: int,
    answers: dict[str, str],
) -> None:
    """What the account or its options lack is said, and nothing is stored without it."""
    account = await set_up(username, options)

    assert {sentence: await say(sentence) for sentence in answers} == answers
    assert len(account.simulator.stores) == stores


@pytest.mark.parametrize(
    ("fault", "language", "answer"),
    [
        (Fault.LOGIN_CODE_401, "en", "not prepared: the platform refused the login."),
        (Fault.CLOCK, "en", "not prepared: Home Assistant's clock is wrong."),
        (Fault.API_ERROR, "de", "vorbereitet: Die Plattform hat die Nummern abgelehnt."),
        (Fault.RESET_BEFORE, "en", "It is not known whether the call is prepared"),
        (Fault.HTML, "de", "Es ist nicht bekannt, ob der Anruf vorbereitet ist"),
        (Fault.OTHER_TARGETS, "en", "now connects 0 3 0, 1 1 1 1 1 1 with Ann, not with Bob."),
    ],
)  # fmt: skip
async def test_platform_fails(
    account: AccountUnderTest, say: Say, fault: Fault, language: str, answer: str
) -> None:
    """What became of a store that failed, or that stored another pair, is told."""
    account.know(Bob=GRANDMA, Ann=f"+{OTHER_PAIR[1]}")
    account.simulator.fail(fault)

    assert answer in await say("call Bob with the calling card", language)


async def test_platform_is_down(account: AccountUnderTest, say: Say) -> None:
    """Without the platform nothing is stored, and the balance may be old."""
    await account.simulator.stop()
    await account.refresh()

    call = await say(CALL_NUMBER)
    balance = await say(ASK_BALANCE)

    assert call == "The call is not prepared: the platform cannot be reached."
    assert balance == (
        f"{BALANCE} "
        "The platform cannot be reached at the moment: this may be out of date."
    )


async def test_balance_without_currency(account: AccountUnderTest, say: Say) -> None:
    """An amount of an unknown currency is told without one."""
    account.remote.currency = None
    await account.refresh()

    assert await say(ASK_BALANCE) == "You have 18.4 left on your calling card."


async def test_account_that_is_not_there(account: AccountUnderTest, say: Say) -> None:
    """An account that is unloaded is not ready; one that is removed is not there."""
    await account.unload()
    not_ready = "Your calling card is not ready at the moment. Try again later."
    assert await say(ASK_BALANCE) == not_ready

    await account.remove()
    assert await say(ASK_BALANCE) == "No calling card is set up in Home Assistant."


async def test_several_accounts(set_up: SetUp, simulator: Simulator, say: Say) -> None:
    """The named account answers, else the one with the contact; else, the question is which."""
    demo, family = await set_up(), await set_up("family")
    demo.know(Bob="+61293744000", Ann="+61293744001")
    family.know(Grandma="+61293744002", Ann="+61293744003")

    for sentence, language, answer in (
        (ASK_BALANCE, "en", WHICH),
        ("call Ann with the calling card", "en", WHICH),
        (CALL_NUMBER, "en", WHICH),
        ("my family calling card balance", "en", "family: You have 1,234"),
        ("Ruf Ann mit der Calling Card Demo an", "de", "demo: Ann ist eingestellt."),
        ("call Grandma with the calling card", "en", "family: Grandma is set."),
    ):
        assert (await say(sentence, language)).startswith(answer)
    assert simulator.stores == [
        ("demo", OWN_PHONE, "61293744001"),
        ("family", OWN_PHONE, "61293744002"),
    ]

    await demo.hass.config_entries.async_set_disabled_by(
        family.entry.entry_id, ConfigEntryDisabler.USER
    )
    assert await say(ASK_BALANCE) == BALANCE, "a disabled account is none"


async def test_targets(account: AccountUnderTest, say: Say) -> None:
    """Whom a call reaches is told by names where there are any, else by numbers."""
    account.know(Bob=GRANDMA)
    question = "who is my calling card connected to?"

    assert (await say(question)).startswith("It is not known whom your calling card")
    await store(account.hass, b_number=GRANDMA)
    assert await say(question) == "Your calling card connects your phone with Bob."
    await store(account.hass, a_number="+442079460018", b_number="+49301234567")
    assert await say(question, "de") == (
        f"Deine Calling Card verbindet plus 4 4, 2 0, 7 9 4 6, 0 0 1 8 mit {CALLED}."
    )


@pytest.mark.parametrize("who", ["1" * 50_000 + "x", "one " * 50_000, "( " * 50_000])
async def test_long_text(account: AccountUnderTest, who: str) -> None:
    """However much is said, the answer is short and comes soon."""
    account.know(Bob=GRANDMA)
    question = Question(subject=Subject.CALL, language="en", context=Context(), who=who)
    started = time.monotonic()

    answer = await async_answer(account.hass, question)

    assert time.monotonic() - started < 1
    assert answer.data is None
    assert len(answer.text) < 500


async def test_nothing_is_read_in_the_event_loop(
    account: AccountUnderTest, say: Say, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Languages are read from disk elsewhere, and once."""
    languages.read_language.cache_clear()
    loop_thread = threading.get_ident()
    read: list[str] = []

    def guarded_open(file: Any, *args: Any, **kwargs: Any) -> Any:
        if str(file).endswith(".yaml") or "babel" in str(file):
            assert threading.get_ident() != loop_thread, file
            read.append(str(file))
        return real_open(file, *args, **kwargs)

    real_open = builtins.open
    monkeypatch.setattr(builtins, "open", guarded_open)

    for language, sentence in ANSWERS:
        await say(sentence, language)

    assert any("fr.yaml" in Path(file).name for file in read)
    assert len(read) == len(set(read))


async def test_typed(account: AccountUnderTest, say: Say) -> None:
    """Where it is read, a number is written so that it can be tapped."""
    question = "what's the dial-in number for Germany"

    assert await say(question, device_id=None) == "Dial +49 30 34649495."
    assert await say(question) == f"Dial {DIAL}."


@pytest.mark.parametrize(
    ("balance", "language", "answer"),
    [
        ("20", "en", "You have 20 euros left on your calling card."),
        ("-3.5", "en", "You owe 3 euros 50 on your calling card."),
        ("-3.50", "de", "Deine Calling Card ist mit 3 Euro 50 im Minus."),
        ("0.05", "es", "Te quedan 0 euros con 5 en la tarjeta de llamadas."),
    ],
)
async def test_balances(
    account: AccountUnderTest, say: Say, balance: str, language: str, answer: str
) -> None:
    """An amount is told as people say it."""
    await account.set_balance(balance)

    assert await say(ASK_BALANCE, language) == answer


async def test_contacts(account: AccountUnderTest, say: Say) -> None:
    """Whom one can call is told: at most five, and how many more there are."""
    question = "who can I call with the calling card"
    assert (await say(question)).startswith("Your calling card has no contacts yet.")
    account.know(Ann=GRANDMA, Bob=GRANDMA)
    assert await say(question) == "You can call Ann and Bob."
    account.know(**{f"C {letter}": GRANDMA for letter in "ABCDE"})
    assert (await say(question)).endswith("and C C, and 2 more.")


async def test_set_and_text(set_up: SetUp, say: Say) -> None:
    """To set stores the pair although calls ring; a text is sent where it has words."""
    account = await set_up(
        options={"a_number": f"+{OWN_PHONE}", "call_method": "web_callback"}
    )
    account.know(Oma=GRANDMA)

    assert (await say("put Oma on the calling card")).startswith("Oma is set.")
    assert account.simulator.stores == [("demo", OWN_PHONE, GRANDMA[1:])]
    assert (await say("text Oma with the calling card")).startswith("What should the")
    text = "text +49 30 1234567 with the calling card: See you!"
    assert await say(text) == f"Your text to {CALLED} is sent."
    account.simulator.fail(Fault.API_ERROR)
    assert (await say(text)).startswith("The text is not sent: the platform refused")
    assert account.simulator.texts == [("demo", "49301234567", "See you!")]


@pytest.mark.parametrize(
    ("sentence", "answer"),
    [
        ("what's the dial-in number from Paris", "I do not know the country “Paris”."),
        ("top up my calling card", "I cannot do that with the calling card."),
        ("call me with the calling card", "I did not understand what to do"),
        ("call Oma with the calling card tomorrow", "I can only do that right away."),
    ],
)
async def test_what_is_not_done(
    account: AccountUnderTest, say: Say, sentence: str, answer: str
) -> None:
    """What is not possible, or not understood, is said."""
    account.know(Oma=GRANDMA)

    assert (await say(sentence)).startswith(answer)
    assert account.simulator.stores == []
