"""German."""

from typing import Final

from ..questions import Subject

_CARD: Final = "(calling card|callingcard|callcard)"
_MY: Final = f"(der|meiner) {_CARD}"
_WITH: Final = f"(mit [der|meiner]|über (die|meine)|per|via) {_CARD}"
_ASK: Final = "[bitte] (wie hoch ist|wie ist|was ist|sag mir|nenne mir|wie lautet)"
_CALL: Final = "[bitte] (ruf|rufe)"
_WISH: Final = "[bitte|kannst du|ich möchte|ich will]"
_WHICH: Final = "welche nummer (muss|soll|kann) ich"

SENTENCES: Final = {
    Subject.BALANCE: (
        f"{_ASK} (das|mein) {_CARD} guthaben",
        f"{_ASK} (das|mein) {_CARD} guthaben (von|für) konto {{account}}",
        f"{_ASK} (das|mein) guthaben [von|auf|bei] {_MY}",
        f"{_ASK} (das|mein) guthaben (von|auf|bei) (der|meiner) {{account}} {_CARD}",
        f"{_ASK} (das|mein) guthaben (von|auf|bei) {_MY} konto {{account}}",
        f"{_CARD} guthaben",
        f"wie viel [geld|guthaben] ist [noch] auf {_MY} [drauf|übrig]",
        f"wie viel [geld|guthaben] ist [noch] auf {_MY} konto {{account}}",
        f"wie viel [geld|guthaben] hat (die|meine) {_CARD} [noch]",
        f"wie viel [geld|guthaben] habe ich [noch] auf {_MY}",
    ),
    Subject.DIAL_IN_NUMBER: (
        f"{_ASK} (die|meine) {_CARD} (einwahlnummer|einwahl nummer)",
        f"{_ASK} (die|meine) {_CARD} (einwahlnummer|einwahl nummer) (für|in|aus) {{country}}",
        f"{_ASK} (die|meine) (einwahlnummer|einwahl nummer) [von|für] {_MY}",
        f"{_ASK} (die|meine) (einwahlnummer|einwahl nummer) [von|für] {_MY} (für|in|aus) {{country}}",
        f"{_ASK} (die|meine) (einwahlnummer|einwahl nummer) [von|für] {_MY} konto {{account}}",
        f"{_ASK} (die|meine) (einwahlnummer|einwahl nummer) (für|in|aus) {{country}} (von|mit) {_MY}",
        f"{_CARD} (einwahlnummer|einwahl nummer)",
        f"{_CARD} (einwahlnummer|einwahl nummer) (für|in|aus) {{country}}",
        f"{_WHICH} (für|mit) (die|der|meine|meiner) {_CARD} wählen",
        f"{_WHICH} (für|mit) (die|der|meine|meiner) {_CARD} (in|aus) {{country}} wählen",
    ),
    Subject.CALL: (
        f"{_CALL} {{who}} mit (der|meiner) {{account}} {_CARD} an",
        f"{_CALL} {{who}} {_WITH} an",
        f"{_CALL} {_WITH} {{who}} an",
        f"{_CALL} {{who}} {_WITH} konto {{account}} an",
        f"{_WISH} {_WITH} {{who}} anrufen",
        f"{_WISH} {{who}} {_WITH} anrufen",
        f"{{who}} {_WITH} konto {{account}} anrufen",
        f"[bitte] wähle {{who}} {_WITH}",
    ),
}
