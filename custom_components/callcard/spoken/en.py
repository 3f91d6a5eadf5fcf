"""English."""

from typing import Final

from .numbers import NumberWords, words
from .texts import Texts

TEXTS: Final = Texts(
    numbers=NumberWords(
        plus="plus",
        pluses=frozenset({"plus"}),
        values=words("zero one two three four five six seven eight nine ten eleven")
        | words("twelve thirteen fourteen fifteen sixteen seventeen", 12)
        | words("eighteen nineteen", 18)
        | words("twenty thirty forty fifty sixty seventy eighty ninety", 20, 10)
        | {"oh": 0, "o": 0, "nought": 0, "naught": 0, "nil": 0, "niner": 9},
        repeats={"double": 2, "triple": 3, "treble": 3},
        joins_unsaid=True,
        fillers=frozenset({"the", "number"}),
    ),
    articles=frozenset({"the"}),
    countries={
        "america": "US",
        "the states": "US",
        "usa": "US",
        "u s": "US",
        "u s a": "US",
        "uk": "GB",
        "u k": "GB",
        "england": "GB",
        "great britain": "GB",
        "britain": "GB",
        "scotland": "GB",
        "wales": "GB",
        "holland": "NL",
        "czech republic": "CZ",
        "turkey": "TR",
    },
    balance="Your calling card has {amount} left.",
    balance_unknown="The balance of your calling card is not known.",
    out_of_date="The platform cannot be reached at the moment: this may be out of date.",
    dial="Dial {number}.",
    dial_elsewhere="{country}: no dial-in number of its own. Dial {number} instead.",
    nothing_to_dial="Your calling card has no dial-in number for this.",
    stored="{who} is set. Now dial {number}.",
    stored_nothing_to_dial="{who} is set, but your calling card has no dial-in number.",
    no_account="No calling card is set up in Home Assistant.",
    not_ready="Your calling card is not ready at the moment. Try again later.",
    which_account="Which calling card do you mean: {accounts}? Ask again with its name.",
    account_unknown="There is no calling card “{account}”. There is: {accounts}.",
    contact_unknown="I do not know the contact “{name}”.",
    contacts="I know: {contacts}.",
    contact_ambiguous="“{name}” may be {contacts}. Ask again with the whole name.",
    country_unknown="I do not know the country “{country}”.",
    voice_off="Calling by voice is switched off for the calling card {account}.",
    problems={
        "no_a_number": "I do not know which phone you call from. Enter it in the options of {account}.",
        "same_number": "{number} is your own phone. Whom do you want to call?",
        "number_emergency": "{number} is an emergency number. Dial it directly, without the calling card.",
    },
    number_invalid="{number} is not a number that can be called.",
    maybe_stored="It is unknown whether the numbers were stored, because no clear answer came. Ask once more to be sure.",
    not_stored="The numbers were not stored: {reason}.",
    reasons={
        "cannot_connect": "the platform cannot be reached",
        "invalid_response": "the platform gave no understandable answer",
        "invalid_auth": "the platform refused the login",
        "clock_skew": "Home Assistant's clock is wrong",
        "api_error": "the platform refused them",
    },
)
