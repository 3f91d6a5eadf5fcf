"""French."""

from typing import Final

from ..questions import Subject

_CARD: Final = "(calling card|callcard|carte d'appel|carte téléphonique)"
_MY: Final = f"(la|ma) {_CARD}"
_PLEASE: Final = "[s'il te plaît|s'il vous plaît]"
_ASK: Final = f"{_PLEASE} (quel est|donne moi|dis moi)"
_LEFT: Final = "(reste t il|il reste|il me reste|me reste t il|j'ai|ai je)"
_NUMBER: Final = "numéro (d'accès|d'appel)"
_FROM: Final = "(pour|en|au|aux|depuis)"
_WHICH: Final = "quel numéro (dois je|faut il|je dois) (composer|appeler) (avec|pour)"
_CALL: Final = f"{_PLEASE} (peux tu appeler|je veux appeler|appelle|appelez|appeler|téléphone à|compose le)"
_WITH: Final = "(avec|via|par|sur)"

SENTENCES: Final = {
    Subject.BALANCE: (
        f"{_ASK} (le|mon) (solde|crédit) [restant] (de|sur) {_MY}",
        f"{_ASK} le (solde|crédit) [restant] (de|sur) {_MY} [du] compte {{account}}",
        f"[le] (solde|crédit) (de|sur) {_MY}",
        f"combien [d'argent|de crédit] {_LEFT} [encore] sur {_MY}",
        f"combien [d'argent|de crédit] {_LEFT} [encore] sur {_MY} [du] compte {{account}}",
    ),
    Subject.DIAL_IN_NUMBER: (
        f"{_ASK} le {_NUMBER} (de|pour) {_MY}",
        f"{_ASK} le {_NUMBER} (de|pour) {_MY} {_FROM} {{country}}",
        f"{_ASK} le {_NUMBER} (de|pour) {_MY} [du] compte {{account}}",
        f"{_ASK} le {_NUMBER} {_FROM} {{country}} (de|avec) {_MY}",
        f"[le] {_NUMBER} de {_MY}",
        f"[le] {_NUMBER} de {_MY} {_FROM} {{country}}",
        f"{_WHICH} {_MY}",
        f"{_WHICH} {_MY} (en|au|aux|depuis) {{country}}",
    ),
    Subject.CALL: (
        f"{_CALL} {{who}} {_WITH} {_MY} {_PLEASE}",
        f"{_CALL} {{who}} {_WITH} {_MY} [du] compte {{account}}",
        f"utilise {_MY} pour appeler {{who}}",
    ),
}
