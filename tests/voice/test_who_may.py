"""Who may ask for what: users by their rights, speakers by what is exposed."""

import pytest
from pytest_homeassistant_custom_component.common import MockUser

from homeassistant.auth.permissions.const import POLICY_CONTROL, POLICY_READ
from homeassistant.components.homeassistant.exposed_entities import async_expose_entity
from homeassistant.core import Context, HomeAssistant
from homeassistant.helpers import entity_registry as er
from tests.common import AccountUnderTest
from tests.conftest import SetUp

from .conftest import Say

BALANCE, CALL = "what's my calling card balance", "call Oma with the calling card"
TEXT = "text Oma with the calling card: hello"
TOLD = "You have 18 euros 40 left on your calling card."
FORBIDDEN = "You are not allowed to do that with this calling card."
UNKNOWN = "No calling card is set up in Home Assistant."
NOT_EXPOSED = "The calling card is not shared with voice assistants."


@pytest.fixture
async def hidden(set_up: SetUp) -> AccountUnderTest:
    """Return an account that no speaker may be asked about."""
    account = await set_up()
    account.know(Oma="+61293744000")
    async_expose_entity(account.hass, "conversation", "sensor.demo_balance", False)
    return account


@pytest.mark.parametrize(
    ("policies", "balance", "act"),
    [
        ([POLICY_READ, POLICY_CONTROL], TOLD, "Oma is set."),
        ([POLICY_READ], TOLD, FORBIDDEN),
        ([], UNKNOWN, UNKNOWN),
    ],
)
async def test_users(
    hidden: AccountUnderTest, say: Say, policies: list[str], balance: str, act: str
) -> None:
    """A user may ask for what he may read, and call and text with what he may control."""
    user = MockUser().add_to_hass(hidden.hass)
    rights = dict.fromkeys(policies, True)
    user.mock_policy({"entities": {"entity_ids": {"sensor.demo_balance": rights}}})
    context = Context(user_id=user.id)

    assert await say(BALANCE, context=context) == balance
    assert (await say(CALL, context=context)).startswith(act)
    text = await say(TEXT, context=context)
    assert text == ("Your text to Oma is sent." if POLICY_CONTROL in policies else act)
    assert bool(hidden.simulator.stores) == (POLICY_CONTROL in policies)


async def test_nobody(hidden: AccountUnderTest, say: Say) -> None:
    """A user that is deleted may nothing; a speaker may what is exposed to it."""
    assert await say(BALANCE, context=Context(user_id="gone")) == FORBIDDEN
    assert (await say(BALANCE)).startswith(NOT_EXPOSED)
    assert (await say(CALL)).startswith(NOT_EXPOSED)
    assert hidden.simulator.stores == []


@pytest.mark.parametrize("number", ["0900 5123456", "plus 49 900 5 123456"])
async def test_costly(account: AccountUnderTest, say: Say, number: str) -> None:
    """A number that costs much is called only where it is a contact's."""
    sentence = f"call {number} with the calling card"

    assert (await say(sentence)).startswith("That number may cost a lot")
    assert account.simulator.stores == []
    account.know(Line="+499005123456")
    assert (await say(sentence)).startswith("Line is set.")


async def test_aliases(
    hass: HomeAssistant, account: AccountUnderTest, say: Say
) -> None:
    """Somebody is called by what Home Assistant has as an alias of the button, too."""
    account.know(**{"Elisabeth Maier": "+61293744000"})
    await hass.async_block_till_done()
    er.async_get(hass).async_update_entity(
        "button.demo_call_elisabeth_maier", aliases=["Auntie"]
    )

    for name in ("Auntie", "Maier", "elisabeth"):
        answer = await say(f"call {name} with the calling card")
        assert answer.startswith("Elisabeth Maier is set.")
