"""Spanish."""

from typing import Final

from ..questions import Subject

_CARD: Final = "(calling card|callcard|tarjeta de llamadas|tarjeta telefónica)"
_MY: Final = f"(la|mi) {_CARD}"
_ASK: Final = "[por favor] ((cuál|cual) es|dime|dame)"
_HOW_MUCH: Final = "(cuánto|cuanto) [saldo|dinero|crédito]"
_LEFT: Final = "(queda|me queda|tengo|hay) [todavía]"
_NUMBER: Final = "número de acceso"
_FROM: Final = "(para|en|desde)"
_WHICH: Final = (
    "(qué|que|a qué|a que) número (debo|tengo que) (marcar|llamar) (con|para)"
)
_CALL: Final = (
    "[por favor] (puedes llamar|quiero llamar|llama|llame|llamar|telefonea) (a|al)"
)
_WITH: Final = "(con|usando|por|vía|mediante)"

SENTENCES: Final = {
    Subject.BALANCE: (
        f"{_ASK} (el|mi) (saldo|crédito) (de|en) {_MY}",
        f"{_ASK} (el|mi) (saldo|crédito) (de|en) {_MY} [de la] cuenta {{account}}",
        f"[el] (saldo|crédito) (de|en) {_MY}",
        f"{_HOW_MUCH} {_LEFT} en {_MY}",
        f"{_HOW_MUCH} {_LEFT} en {_MY} [de la] cuenta {{account}}",
    ),
    Subject.DIAL_IN_NUMBER: (
        f"{_ASK} el {_NUMBER} (de|para) {_MY}",
        f"{_ASK} el {_NUMBER} (de|para) {_MY} {_FROM} {{country}}",
        f"{_ASK} el {_NUMBER} (de|para) {_MY} [de la] cuenta {{account}}",
        f"{_ASK} el {_NUMBER} {_FROM} {{country}} (de|con) {_MY}",
        f"[el] {_NUMBER} (de|para) {_MY}",
        f"[el] {_NUMBER} (de|para) {_MY} {_FROM} {{country}}",
        f"{_WHICH} {_MY}",
        f"{_WHICH} {_MY} (en|desde) {{country}}",
    ),
    Subject.CALL: (
        f"{_CALL} {{who}} {_WITH} {_MY} [por favor]",
        f"{_CALL} {{who}} {_WITH} {_MY} [de la] cuenta {{account}}",
        f"(usa|utiliza) {_MY} para llamar (a|al) {{who}}",
    ),
}
