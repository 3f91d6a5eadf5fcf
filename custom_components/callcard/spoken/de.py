"""German."""

from typing import Final

from .numbers import NumberWords, words
from .texts import Texts

_UNITS: Final = words("ein zwei drei vier funf sechs sieben acht neun", 1)
_TENS: Final = words(
    "zwanzig dreissig vierzig funfzig sechzig siebzig achtzig neunzig", 20, 10
)

TEXTS: Final = Texts(
    numbers=NumberWords(
        plus="plus",
        pluses=frozenset({"plus"}),
        values=words("null eins zwei drei vier funf sechs sieben acht neun zehn elf")
        | words("zwolf dreizehn vierzehn funfzehn sechzehn siebzehn achtzehn", 12)
        | {"neunzehn": 19, "zwo": 2, "ein": 1, "eine": 1, "fuenf": 5, "zwoelf": 12}
        | _TENS
        | {
            f"{unit}und{ten}": units + tens
            for unit, units in _UNITS.items()
            for ten, tens in _TENS.items()
        },
        repeats={"doppel": 2, "doppelt": 2, "zweimal": 2, "dreifach": 3, "dreimal": 3},
        fillers=frozenset({"die", "nummer"}),
    ),
    articles=frozenset({"die", "den", "der", "das"}),
    countries={
        "amerika": "US",
        "usa": "US",
        "england": "GB",
        "grossbritannien": "GB",
        "schottland": "GB",
        "holland": "NL",
        "tschechische republik": "CZ",
    },
    balance="Auf deiner Calling Card sind noch {amount}.",
    balance_unknown="Das Guthaben deiner Calling Card ist nicht bekannt.",
    out_of_date="Die Plattform ist gerade nicht erreichbar: Das kann veraltet sein.",
    dial="Wähle {number}.",
    dial_elsewhere="{country}: keine eigene Einwahlnummer. Wähle stattdessen {number}.",
    nothing_to_dial="Deine Calling Card hat dafür keine Einwahlnummer.",
    stored="{who} ist eingestellt. Wähle jetzt {number}.",
    stored_nothing_to_dial="{who} ist eingestellt, aber deine Calling Card hat keine Einwahlnummer.",
    no_account="In Home Assistant ist keine Calling Card eingerichtet.",
    not_ready="Deine Calling Card ist gerade nicht bereit. Versuche es später noch einmal.",
    which_account="Welche Calling Card meinst du: {accounts}? Frage noch einmal mit ihrem Namen.",
    account_unknown="Es gibt keine Calling Card „{account}“. Es gibt: {accounts}.",
    contact_unknown="Ich kenne den Kontakt „{name}“ nicht.",
    contacts="Ich kenne: {contacts}.",
    contact_ambiguous="„{name}“ kann {contacts} sein. Frage noch einmal mit dem ganzen Namen.",
    country_unknown="Ich kenne das Land „{country}“ nicht.",
    voice_off="Anrufen per Sprache ist für die Calling Card {account} ausgeschaltet.",
    problems={
        "no_a_number": "Ich weiß nicht, von welchem Telefon du anrufst. Trage es in den Optionen von {account} ein.",
        "same_number": "{number} ist dein eigenes Telefon. Wen möchtest du anrufen?",
        "number_emergency": "{number} ist eine Notrufnummer. Wähle sie direkt, ohne die Calling Card.",
    },
    number_invalid="{number} ist keine Nummer, die man anrufen kann.",
    maybe_stored="Es ist unbekannt, ob die Nummern gespeichert wurden, weil keine klare Antwort kam. Frage zur Sicherheit noch einmal.",
    not_stored="Die Nummern wurden nicht gespeichert: {reason}.",
    reasons={
        "cannot_connect": "Die Plattform ist nicht erreichbar",
        "invalid_response": "Die Plattform hat keine verständliche Antwort gegeben",
        "invalid_auth": "Die Plattform hat die Anmeldung abgelehnt",
        "clock_skew": "Die Uhr von Home Assistant geht falsch",
        "api_error": "Die Plattform hat sie abgelehnt",
    },
)
