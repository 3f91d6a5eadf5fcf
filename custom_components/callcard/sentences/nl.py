"""Dutch."""

from typing import Final

from ..questions import Subject

_CARD: Final = "(calling card|callingcard|callcard|belkaart)"
_MY: Final = f"(de|mijn) {_CARD}"
_ASK: Final = "[alsjeblieft] (wat is|hoe hoog is|hoeveel is|zeg me|vertel me)"
_BALANCE: Final = "(saldo|tegoed)"
_NUMBER: Final = "(inbelnummer|toegangsnummer)"
_CALL: Final = "[alsjeblieft] bel"
_WITH: Final = "(met|via|over)"
_WHICH: Final = "welk nummer (moet|kan) ik (bellen|kiezen|draaien) (met|voor)"

SENTENCES: Final = {
    Subject.BALANCE: (
        f"{_ASK} (het|mijn) {_CARD} {_BALANCE}",
        f"{_ASK} (het|mijn) {_BALANCE} (van|op) {_MY}",
        f"{_ASK} (het|mijn) {_BALANCE} (van|op) {_MY} account {{account}}",
        f"{_ASK} (het|mijn) {_BALANCE} (van|op) (de|mijn) {{account}} {_CARD}",
        f"[mijn] {_CARD} {_BALANCE}",
        f"{_ASK} (het|mijn) belkaart{_BALANCE}",
        f"hoeveel [geld|tegoed|saldo] (staat|is) er [nog] op {_MY}",
        f"hoeveel [geld|tegoed|saldo] heb ik [nog] op {_MY}",
        f"hoeveel [geld|tegoed|saldo] heb ik [nog] op {_MY} account {{account}}",
    ),
    Subject.DIAL_IN_NUMBER: (
        f"{_ASK} (het|mijn) {_CARD} {_NUMBER}",
        f"{_ASK} (het|mijn) {_CARD} {_NUMBER} (voor|in|uit) {{country}}",
        f"{_ASK} (het|mijn) {_NUMBER} (van|voor) {_MY}",
        f"{_ASK} (het|mijn) {_NUMBER} (van|voor) {_MY} (voor|in|uit) {{country}}",
        f"{_ASK} (het|mijn) {_NUMBER} (van|voor) {_MY} account {{account}}",
        f"{_ASK} (het|mijn) {_NUMBER} (voor|in|uit) {{country}} (van|op|met) {_MY}",
        f"[mijn] {_CARD} {_NUMBER}",
        f"[mijn] {_CARD} {_NUMBER} (voor|in|uit) {{country}}",
        f"{_WHICH} {_MY}",
        f"{_WHICH} {_MY} (in|uit) {{country}}",
    ),
    Subject.CALL: (
        f"{_CALL} {{who}} {_WITH} (de|mijn) {{account}} {_CARD}",
        f"{_CALL} {{who}} {_WITH} [de|mijn] {_CARD} [alsjeblieft]",
        f"{_CALL} {{who}} {_WITH} {_MY} account {{account}}",
        f"{_CALL} {_WITH} [de|mijn] {_CARD} [naar] {{who}}",
        f"(kun je|ik wil) {{who}} bellen {_WITH} {_MY}",
        f"gebruik {_MY} om {{who}} te bellen",
    ),
}
