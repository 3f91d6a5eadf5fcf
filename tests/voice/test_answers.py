"""What is answered when somebody asks: through Home Assistant's own assistant."""

import builtins
from http import HTTPStatus
from pathlib import Path
import threading
import time
from typing import Any

import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry
from pytest_homeassistant_custom_component.typing import ClientSessionGenerator

from custom_components.callcard.const import DOMAIN
from custom_components.callcard.voice import Question, Subject, async_answer, languages
from homeassistant.config_entries import ConfigEntryDisabler
from homeassistant.core import HomeAssistant
from homeassistant.setup import async_setup_component
from tests.common import know, store
from tests.conftest import SetUp
from tests.simulator import OTHER_PAIR, Account, Fault, Simulator

from .conftest import Say

OWN_PHONE = "493012345678"
GRANDMA = "61293744000"
DIAL = "4 9, 3 0, 3 4 6 4 9 4 9 5"
TOLD = "4 9, 3 0, 1 2 3 4 5 6 7"


BALANCES = [
    ("en", "what's my calling card balance", "Your calling card has 18.40 euros left."),
    (
        "en-GB",
        "What’s my calling-card balance?",
        "Your calling card has 18.40 euros left.",
    ),
    (
        "de",
        "Wie hoch ist mein Calling-Card-Guthaben?",
        "Auf deiner Calling Card sind noch 18,40 Euro.",
    ),
    (
        "nl",
        "Hoeveel geld staat er nog op mijn belkaart?",
        "Er staat nog 18,40 euro op je calling card.",
    ),
    (
        "fr",
        "Combien d'argent reste-t-il sur ma carte d'appel ?",
        "Il reste 18,40 euros sur ta carte d'appel.",
    ),
    (
        "pt-BR",
        "Qual é o saldo do meu cartão de chamadas?",
        "Seu cartão de chamadas ainda tem 18,40 Euros.",
    ),
    (
        "es",
        "¿Cuál es el saldo de mi tarjeta de llamadas?",
        "Te quedan 18,40 euros en la tarjeta de llamadas.",
    ),
    (
        "ja",
        "Wie hoch ist mein Calling-Card-Guthaben?",
        "Your calling card has 18.40 euros left.",
    ),
]


@pytest.mark.parametrize(("language", "sentence", "answer"), BALANCES)
async def test_balance(
    entry: MockConfigEntry, say: Say, language: str, sentence: str, answer: str
) -> None:
    """What is left, as the language says it; one that is not spoken is English."""
    assert await say(sentence, language) == answer


async def test_balance_over_http(
    hass: HomeAssistant,
    entry: MockConfigEntry,
    hass_client: ClientSessionGenerator,
) -> None:
    """The assistant's own address answers the same, in Home Assistant's language."""
    client = await hass_client()

    reply = await client.post(
        "/api/conversation/process", json={"text": BALANCES[0][1]}
    )

    assert reply.status == HTTPStatus.OK
    speech = (await reply.json())["response"]["speech"]["plain"]["speech"]
    assert speech == BALANCES[0][2]


@pytest.mark.parametrize(
    ("language", "sentence", "country"),
    [
        ("en", "what is the calling card dial in number for Germany", "DE"),
        ("en", "which number do I dial with my calling card in the UK", "GB"),
        ("en", "what's my calling card dial-in number for the United States", "US"),
        ("de", "Wie lautet die Calling-Card-Einwahlnummer für Deutschland?", "DE"),
        ("de", "Welche Nummer muss ich für die Calling Card in Belgien wählen?", "BE"),
        ("nl", "Wat is het inbelnummer van mijn calling card voor Brazilië?", "BR"),
        ("fr", "Quel est le numéro d'accès de ma carte d'appel pour l'Allemagne", "DE"),
        ("fr", "quel numéro dois-je composer avec ma carte d'appel en Belgique", "BE"),
        (
            "pt-BR",
            "qual é o número de acesso do meu cartão de chamadas para o Brasil",
            "BR",
        ),
        (
            "es",
            "cuál es el número de acceso de mi tarjeta de llamadas para EE. UU.",
            "US",
        ),
    ],
)
async def test_dial_in_number(
    demo: Account,
    entry: MockConfigEntry,
    say: Say,
    language: str,
    sentence: str,
    country: str,
) -> None:
    """The number of a country that is named as its people name it."""
    answer = await say(sentence, language)

    digits = "".join(character for character in answer if character.isdecimal())
    assert digits == demo.callthrough_geo[country.lower()]


async def test_dial_in_number_of_no_country(entry: MockConfigEntry, say: Say) -> None:
    """Without a country, it is the one of the phone that calls."""
    answer = await say("what is my calling card dial-in number")

    assert answer == f"Dial plus {DIAL}."


async def test_dial_in_number_elsewhere(entry: MockConfigEntry, say: Say) -> None:
    """A country that has no number is told, with the number to dial instead."""
    answer = await say("Calling Card Einwahlnummer für die Schweiz", "de")

    assert (
        answer == f"Schweiz: keine eigene Nummer dafür. Wähle stattdessen plus {DIAL}."
    )


@pytest.mark.parametrize(
    ("language", "sentence", "stored", "answer"),
    [
        (
            "en",
            "call Grandma with the calling card",
            GRANDMA,
            f"Grandma is set. Now dial plus {DIAL}.",
        ),
        (
            "en",
            "please call my grandma using my calling card",
            GRANDMA,
            f"Grandma is set. Now dial plus {DIAL}.",
        ),
        (
            "de",
            "Ruf Oma mit der Calling Card an!",
            GRANDMA,
            f"Oma ist eingestellt. Wähle jetzt plus {DIAL}.",
        ),
        (
            "nl",
            "Bel oma met mijn belkaart",
            GRANDMA,
            f"Oma is ingesteld. Kies nu plus {DIAL}.",
        ),
        (
            "fr",
            "Appelle Mémé avec la carte d'appel, s'il te plaît",
            GRANDMA,
            f"Mémé : c'est prêt. Compose maintenant le plus {DIAL}.",
        ),
        (
            "pt-BR",
            "Ligue para a vovó com o cartão de chamadas",
            GRANDMA,
            f"Vovó: tudo pronto. Agora disque mais {DIAL}.",
        ),
        (
            "es",
            "Llama a la abuela con la tarjeta de llamadas",
            GRANDMA,
            f"La abuela: todo listo. Marca ahora más {DIAL}.",
        ),
        (
            "en",
            (
                "call plus four nine three zero one two three four five six seven "
                "with the calling card"
            ),
            "49301234567",
            f"plus {TOLD} is set. Now dial plus {DIAL}.",
        ),
        (
            "en",
            "call the number +49 30 1234567 with the calling card",
            "49301234567",
            f"plus {TOLD} is set. Now dial plus {DIAL}.",
        ),
        (
            "de",
            (
                "Rufe null null vier neun dreißig zwölf vierunddreißig fünfundsechzig "
                "zwo mit der Calling Card an"
            ),
            "49301234652",
            f"plus 4 9, 3 0, 1 2 3 4 6 5 2 ist eingestellt. Wähle jetzt plus {DIAL}.",
        ),
        (
            "nl",
            (
                "bel nul nul vier negen dertig een twee drie vier vijf zesenzeventig "
                "met de calling card"
            ),
            "493012345" + "76",
            f"plus 4 9, 3 0, 1 2 3 4 5 7 6 is ingesteld. Kies nu plus {DIAL}.",
        ),
        (
            "fr",
            (
                "appelle plus trente-trois un quarante-deux quatre-vingt-dix-sept "
                "soixante et onze zéro neuf avec ma carte d'appel"
            ),
            "33142977109",
            (
                "plus 3 3, 1, 4 2, 9 7, 7 1, 0 9 : c'est prêt. "
                f"Compose maintenant le plus {DIAL}."
            ),
        ),
        (
            "pt-BR",
            (
                "ligue para mais cinco cinco onze três meia três meia um dois três "
                "quatro com o cartão telefônico"
            ),
            "551136361234",
            f"mais 5 5, 1 1, 3 6 3 6, 1 2 3 4: tudo pronto. Agora disque mais {DIAL}.",
        ),
        (
            "es",
            (
                "llama al número más treinta y cuatro noventa y uno doble dos tres "
                "cuarenta y cinco sesenta y siete con la tarjeta telefónica"
            ),
            "34912234567",
            f"más 3 4, 9 1 2, 2 3, 4 5, 6 7: todo listo. Marca ahora más {DIAL}.",
        ),
    ],
)
async def test_call(
    hass: HomeAssistant,
    entry: MockConfigEntry,
    simulator: Simulator,
    say: Say,
    language: str,
    sentence: str,
    stored: str,
    answer: str,
) -> None:
    """A call stores the pair, and says what to dial."""
    names = ("Grandma", "Oma", "Mémé", "Vovó", "La abuela")
    know(hass, entry, **dict.fromkeys(names, "+61 2 9374 4000"))

    assert await say(sentence, language) == answer
    assert simulator.stores == [("demo", OWN_PHONE, stored)]


@pytest.mark.parametrize(
    ("language", "words", "stored"),
    [
        ("en", "0049 30 1234567", "49301234567"),
        ("en", "oh three oh double one triple two three", "49301122" + "23"),
        (
            "en",
            "plus forty nine thirty oh two three four five sixty seven",
            "49300234567",
        ),
        ("en", "plus 49 thirty double 5 1 2 3", "493055123"),
        ("de", "null drei null doppel eins zweiundzwanzig drei", "493011223"),
        (
            "fr",
            "plus quatre neuf trente quatre-vingts dix-sept vingt-quatre",
            "493080" + "1724",
        ),
        ("fr", "plus 49 trente vingt-quatre vingt-trois", "49302423"),
    ],
)
async def test_numbers_as_people_say_them(
    entry: MockConfigEntry,
    simulator: Simulator,
    say: Say,
    language: str,
    words: str,
    stored: str,
) -> None:
    """Digits, words and both together, with and without a country code."""
    card = {
        "en": "call {} with the calling card",
        "de": "ruf {} mit der Calling Card an",
        "fr": "appelle {} avec la carte d'appel",
    }

    await say(card[language].format(words), language)

    assert simulator.stores == [("demo", OWN_PHONE, stored)]


@pytest.mark.parametrize(
    ("who", "answer"),
    [
        (
            "Bob",
            "I do not know the contact “Bob”. I know: Aunt Ann, Aunt Mary, and Six.",
        ),
        ("Aunt", "“Aunt” may be Aunt Ann or Aunt Mary. Ask again with the whole name."),
        (
            "one one two",
            "1 1 2 is an emergency number. Dial it directly, without the calling card.",
        ),
        (
            "double",
            "I do not know the contact “double”. I know: Aunt Ann, Aunt Mary, and Six.",
        ),
        (
            "double twelve",
            "I do not know the contact “double twelve”. I know: Aunt Ann, Aunt Mary, and Six.",
        ),
        (
            "plus",
            "I do not know the contact “plus”. I know: Aunt Ann, Aunt Mary, and Six.",
        ),
        ("plus nine nine nine", "plus 9 9 9 is not a number that can be called."),
        (
            "030 12345678",
            "plus 4 9, 3 0, 1 2 3 4 5 6 7 8 is your own phone. Whom do you want to call?",
        ),
    ],
)
async def test_calls_that_cannot_be(
    hass: HomeAssistant,
    entry: MockConfigEntry,
    simulator: Simulator,
    say: Say,
    who: str,
    answer: str,
) -> None:
    """Whom one cannot call is told, with those whom one can; nothing is stored."""
    know(hass, entry, **{"Aunt Mary": "+441", "Aunt Ann": "+442", "Six": "+4930666666"})

    assert await say(f"call {who} with the calling card") == answer
    assert simulator.stores == []


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("de", "Kannst du die Oma mit der Calling Card anrufen?"),
        ("es", "llama a la Oma con mi calling card"),
        ("pt-BR", "ligue para a Oma pelo calling card"),
        ("en", "could you call my oma on my callcard"),
    ],
)
async def test_contact_behind_an_article(
    hass: HomeAssistant,
    entry: MockConfigEntry,
    simulator: Simulator,
    say: Say,
    language: str,
    sentence: str,
) -> None:
    """An article before a name does not count."""
    know(hass, entry, Oma="+61 2 9374 4000")

    await say(sentence, language)

    assert simulator.stores == [("demo", OWN_PHONE, GRANDMA)]


async def test_contact_that_is_a_number(
    hass: HomeAssistant, entry: MockConfigEntry, simulator: Simulator, say: Say
) -> None:
    """A name that could be a number is a name."""
    know(hass, entry, Six="+4930666666")

    await say("call six with the calling card")

    assert simulator.stores == [("demo", OWN_PHONE, "4930666666")]


async def test_no_contacts(entry: MockConfigEntry, say: Say) -> None:
    """Where there is nobody to choose from, nobody is named."""
    answer = await say("Ruf Oma mit der Calling Card an", "de")

    assert answer == "Ich kenne den Kontakt „Oma“ nicht."


async def test_country_that_the_answers_language_cannot_name(
    entry: MockConfigEntry, say: Say
) -> None:
    """A country that is understood in one language need not have a name in another."""
    answer = await say("what's my calling card dial-in number for Sark", "de")

    assert answer.startswith("CQ: keine eigene Nummer dafür.")


async def test_no_own_phone(set_up: SetUp, simulator: Simulator, say: Say) -> None:
    """Without an own phone, the answer says where to enter it."""
    await set_up(options={})

    answer = await say("call +49 30 1234567 with the calling card")

    assert "do not know which phone you call from" in answer
    assert "options of demo, under “Your phone number”." in answer
    assert simulator.stores == []


@pytest.mark.parametrize(
    ("fault", "language", "answer"),
    [
        (
            Fault.LOGIN_REFUSED,
            "en",
            "The call is not prepared: the platform refused the login.",
        ),
        (
            Fault.CLOCK,
            "en",
            "The call is not prepared: Home Assistant's clock is wrong.",
        ),
        (
            Fault.API_ERROR,
            "de",
            "Der Anruf ist nicht vorbereitet: Die Plattform hat die Nummern abgelehnt.",
        ),
        (
            Fault.RESET_BEFORE,
            "en",
            (
                "It is not known whether the call is prepared, because no clear answer came. "
                "Ask once more to be sure."
            ),
        ),
        (
            Fault.HTML,
            "de",
            (
                "Es ist nicht bekannt, ob der Anruf vorbereitet ist, weil keine klare Antwort "
                "kam. Frage zur Sicherheit noch einmal."
            ),
        ),
        (
            Fault.OTHER_TARGETS,
            "en",
            "Careful: your calling card now connects plus 4 9, 3 0, 1 1 1 1 1 1 with Ann, not with Bob.",
        ),
    ],
)
async def test_platform_fails(
    hass: HomeAssistant,
    entry: MockConfigEntry,
    simulator: Simulator,
    say: Say,
    fault: Fault,
    language: str,
    answer: str,
) -> None:
    """What became of a store that failed, or that stored another pair, is told."""
    know(hass, entry, Bob="+61293744000", Ann=f"+{OTHER_PAIR[1]}")
    simulator.fail(fault)

    assert await say("call Bob with the calling card", language) == answer


async def test_platform_is_down(
    entry: MockConfigEntry, simulator: Simulator, say: Say
) -> None:
    """Without the platform nothing is stored, and the balance may be old."""
    await simulator.stop()
    await entry.runtime_data.async_refresh()

    assert (
        await say("call +49 30 1234567 with the calling card")
        == "The call is not prepared: the platform cannot be reached."
    )
    assert await say(BALANCES[0][1]) == (
        "Your calling card has 18.40 euros left. "
        "The platform cannot be reached at the moment: this may be out of date."
    )


async def test_voice_off(
    hass: HomeAssistant, set_up: SetUp, simulator: Simulator, say: Say
) -> None:
    """Where voice is off, one may ask, and not call."""
    entry = await set_up(options={"a_number": "+493012345678", "voice": False})
    know(hass, entry, Grandma="+61 2 9374 4000")

    assert (
        await say("call Grandma with the calling card")
        == "Calling by voice is switched off for the calling card demo."
    )
    assert await say(BALANCES[0][1]) == BALANCES[0][2]
    assert simulator.stores == []


async def test_disabled_account(
    hass: HomeAssistant, entry: MockConfigEntry, set_up: SetUp, say: Say
) -> None:
    """An account that is switched off is none."""
    family = await set_up("family")

    await hass.config_entries.async_set_disabled_by(
        family.entry_id, ConfigEntryDisabler.USER
    )

    assert await say(BALANCES[0][1]) == BALANCES[0][2]


async def test_bare_account(set_up: SetUp, say: Say) -> None:
    """What the account does not tell is told to be unknown."""
    await set_up("bare")

    assert await say(BALANCES[0][1]) == "The balance of your calling card is not known."
    assert (
        await say("what's my calling card dial-in number")
        == "Your calling card has no number for this."
    )
    assert (
        await say("call +49 30 1234567 with the calling card")
        == f"plus {TOLD} is set, but your calling card has no dial-in number."
    )


async def test_balance_without_currency(demo: Account, set_up: SetUp, say: Say) -> None:
    """An amount of an unknown currency is told without one."""
    demo.currency = None
    await set_up()

    assert await say(BALANCES[2][1], "de") == "Auf deiner Calling Card sind noch 18,4."


async def test_no_account(hass: HomeAssistant, say: Say) -> None:
    """Before there is an account, the answer says so."""
    assert await async_setup_component(hass, DOMAIN, {})
    await hass.async_block_till_done()

    answer = await say(BALANCES[0][1])

    assert answer == "No calling card is set up in Home Assistant."


async def test_account_that_is_not_up(
    hass: HomeAssistant, entry: MockConfigEntry, say: Say
) -> None:
    """An account that is unloaded is not ready; one that is removed is not there."""
    await hass.config_entries.async_unload(entry.entry_id)
    assert (
        await say(BALANCES[0][1])
        == "Your calling card is not ready at the moment. Try again later."
    )

    await hass.config_entries.async_remove(entry.entry_id)
    assert await say(BALANCES[0][1]) == "No calling card is set up in Home Assistant."


async def test_several_accounts(
    hass: HomeAssistant, set_up: SetUp, simulator: Simulator, say: Say
) -> None:
    """The named account is meant, else the one with the contact, else it is asked."""
    demo, family = await set_up(), await set_up("family")
    know(hass, demo, Bob="+61 2 9374 4000", Ann="+61 2 9374 4001")
    know(hass, family, Grandma="+61 2 9374 4002", Ann="+61 2 9374 4003")
    which = "Which calling card do you mean: demo or family? Ask again with its name, as in “calling card demo”."

    assert await say(BALANCES[0][1]) == which
    assert await say("call Ann with the calling card") == which
    assert await say("call +49 30 1234567 with the calling card") == which
    assert (
        await say("what's my family calling card balance")
        == "family: Your calling card has 1,234.56 US dollars left."
    )
    assert (
        await say("Ruf Ann mit der Calling Card Demo an", "de")
        == f"demo: Ann ist eingestellt. Wähle jetzt plus {DIAL}."
    )
    assert (await say("call Grandma with the calling card")).startswith("family: Grand")
    assert simulator.stores == [
        ("demo", OWN_PHONE, "61293744001"),
        ("family", OWN_PHONE, "61293744002"),
    ]


async def test_namesakes_in_one_account(
    hass: HomeAssistant, entry: MockConfigEntry, simulator: Simulator, say: Say
) -> None:
    """Names that sound the same are told apart by no account."""
    know(hass, entry, Rene="+61 2 9374 4000", René="+61 2 9374 4001")

    answer = await say("call rene with the calling card")

    assert answer == "“rene” may be Rene or René. Ask again with the whole name."
    assert simulator.stores == []


async def test_at_most_five_names(
    hass: HomeAssistant, entry: MockConfigEntry, say: Say
) -> None:
    """Nobody wants to listen to a whole address book."""
    know(hass, entry, **{f"Ann {letter}": "+61293744000" for letter in "ABCDEFG"})
    five = "Ann A, Ann B, Ann C, Ann D"

    assert await say("call Bob with the calling card") == (
        f"I do not know the contact “Bob”. Among others, I know: {five}, and Ann E."
    )
    assert await say("call Ann with the calling card") == (
        f"“Ann” may be {five}, or Ann E. Ask again with the whole name."
    )


async def test_targets(
    hass: HomeAssistant, entry: MockConfigEntry, simulator: Simulator, say: Say
) -> None:
    """Whom a call reaches is told by names where there are any, else by numbers."""
    know(hass, entry, Bob="+61293744000")
    question = "who is my calling card connected to?"

    assert await say(question) == (
        "It is not known whom your calling card connects you with. "
        "Prepare a call, and it is."
    )
    await store(hass, b_number="+61293744000")
    assert await say(question) == "Your calling card connects your phone with Bob."
    await store(hass, a_number="+442079460018", b_number="+49301234567")
    assert await say(question, "de") == (
        f"Deine Calling Card verbindet plus 4 4, 2 0, 7 9 4 6, 0 0 1 8 mit plus {TOLD}."
    )


@pytest.mark.parametrize(
    ("sentence", "answer"),
    [
        ("what's my calling card's freephone number", "plus 4 9, 8 0 0, 5 8 8 8 8 6 8"),
        (
            "calling card freephone number for Belgium",
            (
                "There is no freephone number for this. "
                "Dial plus 3 2, 2, 8 0 8, 4 2, 2 3 instead."
            ),
        ),
        (
            "calling card callback number for Brazil",
            "Ring plus 4 9, 3 0, 2 0 1 6 7 2 0 7 and hang up: you are called back.",
        ),
    ],
)
async def test_kinds_of_numbers(
    entry: MockConfigEntry, say: Say, sentence: str, answer: str
) -> None:
    """A kind of number that is asked for is answered with that kind, or that there is none."""
    assert answer in await say(sentence)


async def test_long_texts(
    hass: HomeAssistant, entry: MockConfigEntry, simulator: Simulator, say: Say
) -> None:
    """However much is said, the answer is short and comes soon."""
    know(hass, entry, Bob="+61 2 9374 4000")
    for who in ("1" * 50_000 + "x", "one " * 50_000, "( " * 50_000):
        started = time.monotonic()
        question = Question(subject=Subject.CALL, language="en", who=who)

        answer = await async_answer(hass, question)

        assert time.monotonic() - started < 1
        assert answer.data is None
        assert len(answer.text) < 500
    assert simulator.stores == []


async def test_nothing_is_read_in_the_event_loop(
    entry: MockConfigEntry, say: Say, monkeypatch: pytest.MonkeyPatch
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

    for _ in range(2):
        for language, sentence, answer in BALANCES:
            assert await say(sentence, language) == answer
        await say("call nobody with the calling card", "fr")

    assert any("fr.yaml" in Path(file).name for file in read)
    assert len(read) == len(set(read))
