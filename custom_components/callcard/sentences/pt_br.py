"""Portuguese of Brazil."""

from typing import Final

from ..questions import Subject

_NAMES: Final = "cartão de chamadas|cartão de ligações|cartão telefônico"
_CARD: Final = f"(calling card|callcard|{_NAMES})"
_OF: Final = f"(do|no) [meu] {_CARD}"
_ASK: Final = "[por favor] (qual é|qual|me diga|me diz|me fala)"
_LEFT: Final = "(tem|há|resta|tenho|ainda tem|ainda tenho|ainda resta)"
_NUMBER: Final = "número de acesso"
_FROM: Final = "(para|no|na|nos|em|de|da|do|dos)"
_WHICH: Final = "(qual|que) número [eu] (devo|preciso|tenho que) (discar|ligar)"
_FOR: Final = f"(com|para) o [meu] {_CARD}"
_CALL: Final = "[por favor] (ligue|liga|ligar)"
_TO: Final = "((para|pra) [o|a]|pro)"
_WITH: Final = f"(com o [meu]|com meu|usando o [meu]|pelo [meu]|via) {_CARD}"

SENTENCES: Final = {
    Subject.BALANCE: (
        f"{_ASK} (o|meu|o meu) saldo {_OF}",
        f"{_ASK} o saldo {_OF} [da] conta {{account}}",
        f"[o] saldo {_OF}",
        f"quanto [dinheiro|saldo|crédito] {_LEFT} {_OF}",
        f"quanto [dinheiro|saldo|crédito] {_LEFT} {_OF} [da] conta {{account}}",
    ),
    Subject.DIAL_IN_NUMBER: (
        f"{_ASK} o {_NUMBER} {_OF}",
        f"{_ASK} o {_NUMBER} {_OF} [da] conta {{account}}",
        f"{_ASK} o {_NUMBER} {_OF} {_FROM} {{country}}",
        f"{_ASK} o {_NUMBER} para {{country}} {_OF}",
        f"[o] {_NUMBER} {_OF}",
        f"[o] {_NUMBER} {_OF} {_FROM} {{country}}",
        f"{_WHICH} {_FOR}",
        f"{_WHICH} {_FOR} (no|na|nos|em) {{country}}",
    ),
    Subject.CALL: (
        f"{_CALL} {_TO} {{who}} {_WITH} [por favor]",
        f"{_CALL} {_TO} {{who}} {_WITH} [da] conta {{account}}",
        f"(use|usa) o [meu] {_CARD} para ligar {_TO} {{who}}",
    ),
}
