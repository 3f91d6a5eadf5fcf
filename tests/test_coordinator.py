"""Polls and stores of an account, in their order, and outages."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest

from homeassistant.core import callback
from homeassistant.helpers import issue_registry as ir
from homeassistant.helpers.dispatcher import async_dispatcher_connect

from .common import (
    OTHER_PAIR,
    PAIR,
    UNKNOWN_PAIR,
    AccountUnderTest,
    call,
    state_of,
    store,
    value_of,
)
from .conftest import SetUp
from .simulator import Fault

NAMED = {"anumber": "4930111111", "bnumber": "4930222222"}
NAMED_PAIR = "+4930111111", "+4930222222"


async def _polls_after(account: AccountUnderTest, minutes: int) -> None:
    """Check that the next poll comes after so many minutes, and not before."""
    for wait, polls in ((minutes - 1, 0), (minutes + 1, 1)):
        before = len(account.simulator.requests)
        await account.skip(minutes=wait)
        assert (wait, len(account.simulator.requests) - before) == (wait, polls)


@pytest.mark.parametrize(
    "fault", [None, Fault.HTML, Fault.CLOCK, Fault.LOGIN_REFUSED, Fault.OTHER_ACCOUNT]
)
async def test_poll(
    account: AccountUnderTest, issue_registry: ir.IssueRegistry, fault: Fault | None
) -> None:
    """The account is read every 15 minutes, come what may; a success ends all alarms."""
    await account.store()
    account.remote.balance = "7,00"
    if fault is not None:
        account.simulator.fail(fault)
    for _ in range(3):
        await _polls_after(account, 15)
    assert account.balance == ("unavailable" if fault else "7.00")
    assert account.flows == ["reauth_confirm"] * (fault is Fault.LOGIN_REFUSED)
    alarms = len(issue_registry.issues)
    assert alarms == (fault in {Fault.LOGIN_REFUSED, Fault.CLOCK})

    account.simulator.clear_faults()
    await _polls_after(account, 15)

    assert account.balance == "7.00"
    assert account.pair == PAIR
    assert account.flows == []
    assert not issue_registry.issues


@pytest.mark.parametrize(
    ("retry_after", "minutes"),
    [("10800", 60), ("60", 15), ("Mon, 23 Nov 2026 12:45:00 GMT", 45), ("soon", 15)],
)
async def test_retry_after(
    account: AccountUnderTest, retry_after: str, minutes: int
) -> None:
    """The platform's wish to be left alone is honored by the next poll, by its clock."""
    noon = datetime(2026, 11, 23, 12, tzinfo=UTC)
    account.simulator.clock_offset = noon - datetime.now(UTC)
    account.simulator.fail(Fault.UNAVAILABLE, times=1, retry_after=retry_after)
    await account.poll()
    account.simulator.clock_offset = timedelta()

    await _polls_after(account, minutes)
    await _polls_after(account, 15)


@pytest.mark.parametrize("recovers_by", ["poll", "store"])
async def test_outage(
    account: AccountUnderTest, caplog: pytest.LogCaptureFixture, recovers_by: str
) -> None:
    """An outage is told once in the log, and so is its end."""
    await account.simulator.stop()
    await account.poll()
    await account.poll()
    assert account.balance == "unavailable"

    await account.simulator.start()
    await getattr(account, recovers_by)()
    await account.poll()

    assert account.balance == "18.40"
    outage, end = [
        record.getMessage()
        for record in caplog.records
        if record.name.startswith("custom_components") and record.levelname != "DEBUG"
    ]
    assert outage.startswith(
        "Error fetching demo data: The platform cannot be reached (connection refused)"
    )
    assert end == "Fetching demo data recovered"


async def test_unreadable_field_is_told_once(
    account: AccountUnderTest, caplog: pytest.LogCaptureFixture
) -> None:
    """A field that cannot be read costs only itself, and one line in the log."""
    account.remote.balance = {"amount": 18}
    account.remote.callthrough_geo["be"] = "unknown"
    await account.poll()
    await account.poll()

    assert account.balance == "unknown"
    assert value_of(account.hass, "sensor.demo_brazil_dial_in") == "+557137175960"
    assert caplog.text.count("customeraccountstate, dialinnumberGeo.be.") == 1


@pytest.mark.parametrize(
    ("fault", "pair", "number_to_dial"),
    [
        (Fault.OTHER_TARGETS, NAMED_PAIR, "+493034649495"),
        (Fault.ONE_TARGET, UNKNOWN_PAIR, "unknown"),
        (Fault.UNREADABLE_TARGETS, UNKNOWN_PAIR, "unknown"),
    ],
)
async def test_poll_names_a_pair(
    account: AccountUnderTest, fault: Fault, pair: tuple[str, str], number_to_dial: str
) -> None:
    """What a reply names is shown; what it names half or unreadably is unknown."""
    await account.store()
    account.simulator.fail(fault, times=1)

    for update in (account.poll, account.poll, account.reload):
        await update()
        assert account.pair == pair
        assert value_of(account.hass, "sensor.demo_number_to_dial") == number_to_dial


@pytest.mark.parametrize(
    "fault", [Fault.ONE_TARGET, Fault.OTHER_ACCOUNT, Fault.REDIRECT_AFTER]
)
async def test_store_in_doubt(account: AccountUnderTest, fault: Fault) -> None:
    """What is accepted, but not plainly answered, leaves the pair unknown."""
    await account.store()
    account.simulator.fail(fault)

    assert await account.store(OTHER_PAIR) == "unknown_stored_invalid_response"

    assert f"+{account.simulator.stores[-1][2]}" == OTHER_PAIR[1]
    assert account.pair == UNKNOWN_PAIR
    assert value_of(account.hass, "sensor.demo_number_to_dial") == "unknown"


@pytest.mark.parametrize("fault", [None, Fault.SERVER_ERROR, Fault.LOGIN_REFUSED])
async def test_store_during_a_poll(
    account: AccountUnderTest, fault: Fault | None
) -> None:
    """A store does not wait for a poll that hangs, whose late reply changes nothing."""
    account.remote.extra = NAMED
    if fault is not None:
        account.simulator.fail(fault, method="GET")
    account.simulator.delay = 0.5
    polling = await account.start(account.entry.runtime_data.async_refresh())
    account.remote.extra, account.simulator.delay = {}, 0

    assert await account.store() == "stored"
    assert not polling.done()
    await polling

    assert account.pair == PAIR
    assert account.balance == "18.40"
    assert account.flows == []


@pytest.mark.parametrize("fault", [None, Fault.SERVER_ERROR, Fault.LOGIN_REFUSED])
@pytest.mark.parametrize("is_late", [False, True])
async def test_poll_during_a_store(
    account: AccountUnderTest, fault: Fault | None, is_late: bool
) -> None:
    """A poll that overlaps with a store shows what it can, but never a pair."""
    account.simulator.delay = 0.2
    storing = await account.start(account.store())
    account.remote.extra, account.simulator.delay = NAMED, 0.5 * is_late
    if fault is not None:
        account.simulator.fail(fault, method="GET")
    polling = await account.start(account.entry.runtime_data.async_refresh())

    await (storing if is_late else polling)
    assert not (polling if is_late else storing).done()
    during = ("unavailable",) * 2 if fault else UNKNOWN_PAIR
    assert account.pair == (PAIR if is_late else during)
    await asyncio.gather(storing, polling)

    assert account.pair == PAIR
    assert account.balance == "18.40"
    assert account.flows == []


async def test_a_hundred_stores_at_once(account: AccountUnderTest) -> None:
    """They are sent one by one, and the last called is the pair that is stored."""
    pairs = [(PAIR[0], f"+49301234{number:03}") for number in range(100)]

    await asyncio.gather(*map(account.store, pairs))

    assert [(f"+{a}", f"+{b}") for _, a, b in account.simulator.stores] == pairs
    assert account.pair == pairs[-1]


async def test_two_accounts(account: AccountUnderTest, set_up: SetUp) -> None:
    """A slow account holds up no other one."""
    family = await set_up("family")
    account.simulator.delay = 0.5
    storing = await account.start(account.store())
    account.simulator.delay = 0

    assert await family.store(OTHER_PAIR) == "stored"

    assert not storing.done()
    assert await storing == "stored"
    assert account.pair == PAIR


async def test_last_reply(account: AccountUnderTest) -> None:
    """It is when something came that is shown: neither in an outage, nor of what is dropped."""
    coordinator = account.entry.runtime_data
    before = coordinator.last_reply
    account.simulator.fail(Fault.SERVER_ERROR)
    account.simulator.delay = 0.1
    storing = await account.start(account.store())
    await account.refresh()
    assert await storing == "unknown_stored_invalid_response"
    assert coordinator.last_reply == before
    assert account.balance == "unavailable"

    account.simulator.clear_faults()
    account.simulator.fail(Fault.API_ERROR, method="POST")
    account.remote.balance = "7,00"
    storing = await account.start(account.store())
    await account.refresh()
    assert await storing == "not_stored_api_error"
    assert account.balance == "7.00"
    assert coordinator.last_reply > before


async def test_empty_reply_to_a_store(account: AccountUnderTest) -> None:
    """What the reply leaves out stays as it was; the balance is asked for."""
    account.simulator.fail(Fault.EMPTY_BODY, method="POST")
    account.remote.balance = "7,00"

    assert await account.store() == "stored"
    assert value_of(account.hass, "sensor.demo_brazil_dial_in") == "+557137175960"
    await account.hass.async_block_till_done(wait_background_tasks=True)

    assert account.balance == "7.00"
    assert account.pair == PAIR


async def test_receipt_without_a_balance(account: AccountUnderTest) -> None:
    """It does not bring the balance back that was known before an outage."""
    await account.fail()
    account.simulator.fail(Fault.EMPTY_BODY, times=1)

    await call(account.hass, "send_sms", number="+4917612345678", message="Hi")
    assert account.balance == "unknown"
    await account.hass.async_block_till_done(wait_background_tasks=True)

    assert account.balance == "18.40"


@pytest.mark.parametrize("seconds", [0.3, 1.3])
async def test_slow_store(account: AccountUnderTest, seconds: float) -> None:
    """While a store takes its ordinary time, the pair is shown; after a second, it is unknown."""
    await account.store()
    account.simulator.delay = seconds
    storing = await account.start(account.store(OTHER_PAIR))

    await asyncio.sleep(seconds - 0.15)
    assert account.pair == (PAIR if seconds < 1 else UNKNOWN_PAIR)
    assert account.entry.runtime_data.storage.targets is None

    assert await storing == "stored"
    assert account.pair == OTHER_PAIR


async def test_contacts_with_one_number(account: AccountUnderTest) -> None:
    """The pair keeps whom it was asked for, over a restart, too."""
    account.know(Mom="+61293744000", Dad="+61293744000")

    for who, name in ({"contact": "Dad"}, "Dad"), ({"b_number": PAIR[1]}, "Mom"):
        await store(account.hass, **who)
        await account.reload()
        state = state_of(account.hass, "sensor.demo_number_to_dial")
        assert state.attributes["contact"] == name


@pytest.mark.parametrize("fault", [None, Fault.HTML])
async def test_caller_gives_up(
    account: AccountUnderTest, caplog: pytest.LogCaptureFixture, fault: Fault | None
) -> None:
    """The store of a script that is stopped goes on, and logs no traceback."""
    account.simulator.delay = 0.1
    if fault is not None:
        account.simulator.fail(fault)
    script = await account.start(store(account.hass, b_number=PAIR[1]))

    script.cancel()
    with pytest.raises(asyncio.CancelledError):
        await script
    await account.hass.async_block_till_done()

    assert account.pair == (UNKNOWN_PAIR if fault else PAIR)
    assert not [record for record in caplog.records if record.exc_info]


async def test_failing_listeners(account: AccountUnderTest) -> None:
    """What others do wrong with the news does not make a stored pair an error."""

    @callback
    def fail(*_: object) -> None:
        raise ZeroDivisionError

    coordinator = account.entry.runtime_data
    account.entry.async_on_unload(coordinator.async_add_listener(fail))
    async_dispatcher_connect(account.hass, coordinator.signal_call, fail)

    assert await account.store() == "stored"
    assert account.pair == PAIR
