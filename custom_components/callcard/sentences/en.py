"""English."""

from typing import Final

from ..questions import Subject

_CARD: Final = "(calling card|callcard)"
_MY: Final = f"(the|my) {_CARD}"
_ASK: Final = "[please] (what is|what's|tell me|give me|check|how much is|how high is)"
_WHICH: Final = "(which|what) number (do|must|should|can) (i|we) (dial|call) (for|with)"
_CALL: Final = "[please|can you|could you] (call|dial|phone|ring)"
_WITH: Final = "(with|using|via|on|over|through|by)"
_USE: Final = f"[please] use {_MY} to (call|dial|phone|ring)"

SENTENCES: Final = {
    Subject.BALANCE: (
        f"{_ASK} {_MY} (balance|credit)",
        f"{_ASK} {_MY} (balance|credit) (of|for|on) account {{account}}",
        f"{_ASK} (the|my) {{account}} {_CARD} (balance|credit)",
        f"{_ASK} the (balance|credit) (of|on) {_MY}",
        f"{_ASK} the (balance|credit) (of|on) {_MY} account {{account}}",
        f"[please] {_CARD} (balance|credit)",
        f"how much [money|credit] (is|do i have) [left] on {_MY}",
        f"how much (money|credit) (is|do i have) [left] on {_MY} account {{account}}",
    ),
    Subject.DIAL_IN_NUMBER: (
        f"{_ASK} {_MY} dial in number",
        f"{_ASK} {_MY} dial in number (for|in|from) {{country}}",
        f"{_ASK} {_MY} dial in number (of|on) account {{account}}",
        f"{_ASK} the dial in number (of|for) {_MY}",
        f"{_ASK} the dial in number (of|for) {_MY} (for|in|from) {{country}}",
        f"{_ASK} the dial in number (for|in|from) {{country}} (of|on|with) {_MY}",
        f"[please] {_CARD} dial in number",
        f"[please] {_CARD} dial in number (for|in|from) {{country}}",
        f"{_WHICH} {_MY}",
        f"{_WHICH} {_MY} (in|from) {{country}}",
    ),
    Subject.CALL: (
        f"{_CALL} {{who}} {_WITH} (the|my) {{account}} {_CARD}",
        f"{_CALL} {{who}} {_WITH} {_MY} [please]",
        f"{_CALL} {{who}} {_WITH} {_CARD}",
        f"{_CALL} {{who}} {_WITH} {_MY} account {{account}}",
        f"{_USE} {{who}}",
    ),
}
