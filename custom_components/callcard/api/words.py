"""What the words of a refusal are about: codes for it are not documented."""

import re
from typing import Final

# An umlaut may come as one character or, written out or encoded twice, as two.
_OUTAGE: Final = re.compile(
    r"maint(enance|ain)|(?<!er)wartung|temporarily|vor..?bergehend|data ?base|datenbank|overload|"
    r"..?berlast|technical|technisch|(un|not )available|nicht verf..?gbar|st..?rung|"
    r"gest..?rt|busy|ausgelastet|too many|internal|time-?out|downtime|aktualisier|"
    r"(not|nicht) (reachable|erreichbar)|(login|authentication|anmelde) ?(server|service|backend|dienst)|"
    r"^(?!.*(pass|kennwort|name|daten\b)).*(later|sp..?ter)",
    re.IGNORECASE,
)
_LOGIN: Final = re.compile(
    r"\b(log-?in|sign-?in|authenti[cf]|anmeld|zugangs-?daten|credentials|pass[ -]?wor[dt]|pwd\b|"
    r"kennwort|user\b|user[ -]?(name|id\b)|(be)?nutzer)",
    re.IGNORECASE,
)
_WRONG: Final = re.compile(
    r"wrong|invalid|incorrect|\bbad\b|unknown|expired|mismatch|failed|failure|denied|rejected|refused|"
    r"unsuccessful|\b(is|are|was) not|\bnot (valid|found|correct|match|exist|accepted)|n.t (match|exist)|"
    r"\b(check|verify)|falsch|inkorrekt|fehlerhaft|fehlgeschlagen|gescheitert|verweigert|abgelehnt|"
    r"abgelaufen|ung..?ltig|unbekannt|nicht (g..?ltig|korrekt|richtig|bekannt|gefunden|erfolgreich|"
    r"..?berein)|(stimm|existier)\w+( \w+)? nicht|pr..?fe",
    re.IGNORECASE,
)
_OTHER: Final = re.compile(
    r"\b(numbers?|nummer|rufnummer|destination|ziel|call|anruf|country|land|amount|betrag|sender|"
    r"absender|sms|pin|top-?up|allowed|authori[sz]ed)\b",
    re.IGNORECASE,
)


def is_outage(text: str) -> bool:
    """Tell whether the words say that nobody can be served at present."""
    return _OUTAGE.search(text) is not None


def is_about_login(text: str) -> bool:
    """Tell whether one of the sentences says that user name or password is wrong."""
    return any(
        _LOGIN.search(part) and _WRONG.search(part) and not _OTHER.search(part)
        for part in re.split("[.,;!?]", text)
    )
