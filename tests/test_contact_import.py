"""Contacts from an address book: what is offered, what is added, and what is told."""

import os
from pathlib import Path
import tempfile
from typing import Any

from aiohttp import FormData
import pytest
from pytest_homeassistant_custom_component.typing import ClientSessionGenerator

from homeassistant.config_entries import SOURCE_USER, SubentryFlowResult

from .common import AccountUnderTest, state_of
from .conftest import SetUp


class Dialog:
    """The dialog that takes contacts from an address book."""

    result: SubentryFlowResult

    def __init__(
        self, account: AccountUnderTest, hass_client: ClientSessionGenerator
    ) -> None:
        """Keep where the contacts go."""
        self.account = account
        self.hass_client = hass_client

    async def submit(self, **values: Any) -> SubentryFlowResult:
        """Fill in a step, and return the next one."""
        self.result = await self.account.hass.config_entries.subentries.async_configure(
            self.result["flow_id"], values
        )
        await self.account.hass.async_block_till_done()
        return self.result

    async def upload(self, data: bytes) -> SubentryFlowResult:
        """Choose a file."""
        client = await self.hass_client()
        form = FormData()
        form.add_field("file", data, filename="contacts.vcf")
        response = await client.post("/api/file_upload", data=form)
        return await self.submit(file=(await response.json())["file_id"])

    async def open(self, *cards: str) -> list[str]:
        """Choose a file of vCards in a new dialog, and return whom it offers."""
        subentries = self.account.hass.config_entries.subentries
        self.result = await subentries.async_init(
            (self.account.entry.entry_id, "contact"), context={"source": SOURCE_USER}
        )
        assert self.result["menu_options"] == ["enter", "file"]
        await self.submit(next_step_id="file")
        await self.upload("\n".join(cards).encode())
        return list(self.offers)

    @property
    def offers(self) -> dict[str, str]:
        """The names that can be chosen, and how they are shown."""
        schema = self.result["data_schema"]
        assert schema is not None
        [selector] = schema.schema.values()
        options = selector.config.get("options", [])
        return {option["value"]: option["label"] for option in options}

    @property
    def refused(self) -> list[str]:
        """The numbers that cannot be called, with the reasons."""
        placeholders = self.result["description_placeholders"]
        assert placeholders is not None
        return placeholders["refused"].splitlines()


@pytest.fixture(autouse=True)
def folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Return where uploads go, apart from those of other tests."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


@pytest.fixture
def dialog(account: AccountUnderTest, hass_client: ClientSessionGenerator) -> Dialog:
    """Return a dialog that is not open yet."""
    return Dialog(account, hass_client)


def card(name: str, *numbers: str) -> str:
    """Return a vCard; each number has its kind before it, as in `CELL:110`."""
    lines = "".join(f"TEL;TYPE={number}\n" for number in numbers)
    return f"BEGIN:VCARD\nFN:{name}\n{lines}END:VCARD"


MUM = card("Mum", "CELL:0171 1234567", "HOME:030 1234567", "CELL:0171 1234568")
TOM = card("Tom", "WORK:+44 20 7946 0958", "CELL:tel:+44-20-7946-0958")


async def test_chosen_are_added(dialog: Dialog) -> None:
    """Each becomes a contact with a button, and the account is not read again."""
    account = dialog.account
    reads = len(account.simulator.requests)
    await dialog.open(MUM, TOM, card("Zoë", "HOME:040 123456"))
    assert dialog.offers == {
        "Mum (mobile)": "Mum · mobile · +49 171 1234567",
        "Mum (home)": "Mum · home · +49 30 1234567",
        "Mum (mobile 2)": "Mum · mobile · +49 171 1234568",
        "Tom": "Tom · work · +44 20 7946 0958",
        "Zoë": "Zoë · home · +49 40 123456",
    }
    assert dialog.refused == []

    assert (await dialog.submit())["errors"] == {"contacts": "nobody_chosen"}
    result = await dialog.submit(contacts=["Mum (home)", "Tom", "Zoë"])

    assert result["description"] == "imported"
    assert result["description_placeholders"] == {"count": "3"}
    assert [each.title for each in account.entry.subentries.values()] == [
        "Mum (home) (+49 30 1234567)",
        "Tom (+44 20 7946 0958)",
        "Zoë (+49 40 123456)",
    ]
    button = state_of(account.hass, "button.demo_call_mum_home")
    assert await account.press(button.entity_id) == "stored"
    assert account.pair == ("+493012345678", "+49301234567")
    assert len(account.simulator.requests) == reads + 1
    assert await dialog.open(MUM, TOM) == ["Mum (mobile)", "Mum (mobile 2)"]


async def test_nothing_of_the_file_stays(dialog: Dialog, folder: Path) -> None:
    """It is deleted as soon as it is read, and must be chosen again after a mistake."""
    for text, error in ((TOM, None), ("", {"file": "file_empty"})):
        await dialog.open(text)
        assert dialog.result["errors"] == (error or {})
        assert [len(folders) for _, folders, _ in os.walk(folder)] == [1, 0]

    await dialog.submit(file="0" * 32)
    assert dialog.result["errors"] == {"file": "file_gone"}
    await dialog.upload(TOM.encode())
    assert list(dialog.offers) == ["Tom"]


async def test_known_are_not_offered(dialog: Dialog) -> None:
    """Neither who is a contact already, nor a number known under the same name."""
    dialog.account.know(Mum="+49301234567", Tommy="+442079460958", Zoe="+4940123456")

    assert await dialog.open(MUM, TOM, card("Zoë", "HOME:040 123457")) == [
        "Mum (mobile)",
        "Mum (mobile 2)",
        "Tom",
    ]
    dialog.account.know(Tom="+49891234567")
    await dialog.submit(contacts=["Tom"])
    assert dialog.result["errors"] == {"contacts": "nobody_chosen"}

    await dialog.open(card("zoe", "HOME:040 123457"), card("Al", "CELL:110"))
    assert dialog.result["errors"] == {"file": "file_nobody_new"}
    assert len(dialog.refused) == 1
    await dialog.upload(b"no address book")
    assert dialog.result["errors"] == {"file": "file_foreign"}
    assert dialog.refused == []


async def test_refused_are_listed(dialog: Dialog) -> None:
    """Ten of them, with the reason, and how many more there are."""
    await dialog.open(
        card("A*l", "CELL:110", "X:*100#", "HOME:030 1234567"),
        card("", "CELL:123,,4"),
        *(card(f"Person {index}", "HOME:12") for index in range(12)),
    )

    assert list(dialog.offers) == ["A*l"]
    placeholders = dialog.result["description_placeholders"]
    assert placeholders is not None
    assert placeholders["count"] == "15"
    assert len(dialog.refused) == 11
    assert dialog.refused[0].startswith(
        r"- A\*l\, mobile\: “110” is an emergency number"
    )
    assert dialog.refused[1].startswith(r"- A\*l\, other\: “\*100\#” holds characters")
    assert dialog.refused[2].startswith(r"- mobile\: “123\,\,4” holds characters")
    assert dialog.refused[-1] == "- … (+5)"


async def test_names(dialog: Dialog) -> None:
    """Each is unique and at most 64 characters, whatever the file has."""
    long = f"{'N' * 54} {'N' * 45}"
    label = "i.TEL:040 123458\ni.X-ABLabel:a holiday cabin in Sweden"

    offered = await dialog.open(
        card(long, "CELL:0171 1234567", "HOME:030 1234567"),
        card("🌹", "CELL:0171 1234567", "HOME:030 1234567"),
        card("Ann", "HOME:040 123456"),
        card("ANN", "HOME:040 123456", "HOME:040 123457").replace(
            "END", f"{label}\nEND"
        ),
        card("Ann (home)", "CELL:0171 1234567"),
    )

    assert offered == [
        f"{'N' * 54} (mobile)",
        f"{'N' * 54} NN (home)",
        "+49 171 1234567",
        "+49 30 1234567",
        "Ann (home)",
        "Ann (home 2)",
        "Ann (a holiday cabin in S)",
    ]


async def test_language_and_country(
    set_up: SetUp, hass_client: ClientSessionGenerator
) -> None:
    """Kinds and reasons are in Home Assistant's language, numbers in its country's form."""
    account = await set_up(options={"country": "GB"})
    account.hass.config.language = "de"
    dialog = Dialog(account, hass_client)

    await dialog.open(card("Oma", "CELL:07400 123456", "HOME:020 3514 0171", "HOME:1"))

    assert dialog.offers == {
        "Oma (mobil)": "Oma · mobil · +44 7400 123456",
        "Oma (privat)": "Oma · privat · +44 20 3514 0171",
    }
    assert "ist zu kurz" in dialog.refused[0]


async def test_many_are_added_at_once(dialog: Dialog) -> None:
    """The entities follow once, not once for each contact."""
    people = {f"N{index}": f"CELL:0171 {1234567 + index}" for index in range(300)}
    updates: list[None] = []
    coordinator = dialog.account.entry.runtime_data
    coordinator.async_add_listener(lambda: updates.append(None))

    await dialog.open(*(card(name, number) for name, number in people.items()))
    await dialog.submit(contacts=list(people))

    assert len(dialog.account.hass.states.async_entity_ids("button")) == 300
    assert len(updates) <= 4
