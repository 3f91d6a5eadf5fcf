"""Dutch."""

from typing import Final

from .numbers import NumberWords, words
from .texts import Texts

_UNITS: Final = words("een twee drie vier vijf zes zeven acht negen", 1)
_TENS: Final = words(
    "twintig dertig veertig vijftig zestig zeventig tachtig negentig", 20, 10
)

TEXTS: Final = Texts(
    numbers=NumberWords(
        plus="plus",
        pluses=frozenset({"plus"}),
        values=words("nul een twee drie vier vijf zes zeven acht negen tien elf twaalf")
        | words("dertien veertien vijftien zestien zeventien achttien negentien", 13)
        | _TENS
        | {
            f"{unit}en{ten}": units + tens
            for unit, units in _UNITS.items()
            for ten, tens in _TENS.items()
        },
        repeats={
            "dubbel": 2,
            "dubbele": 2,
            "tweemaal": 2,
            "driemaal": 3,
            "driedubbel": 3,
        },
        fillers=frozenset({"het", "nummer"}),
    ),
    articles=frozenset({"de", "het"}),
    countries={
        "amerika": "US",
        "usa": "US",
        "de vs": "US",
        "vs": "US",
        "engeland": "GB",
        "groot brittannie": "GB",
        "schotland": "GB",
        "holland": "NL",
    },
    balance="Er staat nog {amount} op je calling card.",
    balance_unknown="Het saldo van je calling card is niet bekend.",
    out_of_date="Het platform is nu niet bereikbaar: dit kan verouderd zijn.",
    dial="Kies {number}.",
    dial_elsewhere="{country}: geen eigen inbelnummer. Kies in plaats daarvan {number}.",
    nothing_to_dial="Je calling card heeft hiervoor geen inbelnummer.",
    stored="{who} is ingesteld. Kies nu {number}.",
    stored_nothing_to_dial="{who} is ingesteld, maar je calling card heeft geen inbelnummer.",
    no_account="Er is geen calling card ingesteld in Home Assistant.",
    not_ready="Je calling card is nu niet beschikbaar. Probeer het later opnieuw.",
    which_account="Welke calling card bedoel je: {accounts}? Vraag het opnieuw met de naam.",
    account_unknown="Er is geen calling card ‘{account}’. Er is: {accounts}.",
    contact_unknown="Ik ken het contact ‘{name}’ niet.",
    contacts="Ik ken: {contacts}.",
    contact_ambiguous="‘{name}’ kan {contacts} zijn. Vraag het opnieuw met de hele naam.",
    country_unknown="Ik ken het land ‘{country}’ niet.",
    voice_off="Bellen met je stem staat uit voor de calling card {account}.",
    problems={
        "no_a_number": "Ik weet niet met welke telefoon je belt. Vul die in bij de opties van {account}.",
        "same_number": "{number} is je eigen telefoon. Wie wil je bellen?",
        "number_emergency": "{number} is een alarmnummer. Bel het rechtstreeks, zonder de calling card.",
    },
    number_invalid="{number} is geen nummer dat je kunt bellen.",
    maybe_stored="Het is niet bekend of de nummers zijn opgeslagen, want er kwam geen duidelijk antwoord. Vraag het voor de zekerheid opnieuw.",
    not_stored="De nummers zijn niet opgeslagen: {reason}.",
    reasons={
        "cannot_connect": "het platform is niet bereikbaar",
        "invalid_response": "het platform gaf geen begrijpelijk antwoord",
        "invalid_auth": "het platform weigerde de aanmelding",
        "clock_skew": "de klok van Home Assistant loopt niet goed",
        "api_error": "het platform weigerde ze",
    },
)
