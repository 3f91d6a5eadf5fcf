"""French."""

import re
from typing import Final

from .numbers import NumberWords, words
from .texts import Texts

_EIGHTY: Final = re.compile(r"(?<![-\w])quatre[- ]vingts\b", re.IGNORECASE)
_EIGHTY_AND: Final = re.compile(r"(?<![-\w])quatre[- ]vingt\b", re.IGNORECASE)

TEXTS: Final = Texts(
    numbers=NumberWords(
        plus="plus",
        pluses=frozenset({"plus"}),
        values=words("zero un deux trois quatre cinq six sept huit neuf dix onze douze")
        | words("treize quatorze quinze seize", 13)
        | words(
            "vingt trente quarante cinquante soixante septante huitante nonante", 20, 10
        )
        | {"une": 1, "octante": 80, "quatrevingt": 80},
        repeats={"double": 2, "triple": 3},
        joiners=frozenset({"et"}),
        joins_unsaid=True,
        fillers=frozenset({"le", "numero"}),
        compounds=((_EIGHTY, "80"), (_EIGHTY_AND, "quatrevingt")),
        teens_after=frozenset({60, 80}),
    ),
    articles=frozenset({"le", "la", "les", "l"}),
    countries={
        "amerique": "US",
        "usa": "US",
        "angleterre": "GB",
        "grande bretagne": "GB",
        "ecosse": "GB",
        "hollande": "NL",
        "republique tcheque": "CZ",
    },
    balance="Il reste {amount} sur ta carte d'appel.",
    balance_unknown="Le solde de ta carte d'appel n'est pas connu.",
    out_of_date="La plateforme est injoignable pour le moment : cela peut être dépassé.",
    dial="Compose le {number}.",
    dial_elsewhere="{country} : pas de numéro d'accès propre. Compose plutôt le {number}.",
    nothing_to_dial="Ta carte d'appel n'a pas de numéro d'accès pour cela.",
    stored="{who} : c'est prêt. Compose maintenant le {number}.",
    stored_nothing_to_dial="{who} : c'est prêt, mais ta carte d'appel n'a pas de numéro d'accès.",
    no_account="Aucune carte d'appel n'est configurée dans Home Assistant.",
    not_ready="Ta carte d'appel n'est pas disponible pour le moment. Réessaie plus tard.",
    which_account="Quelle carte d'appel : {accounts} ? Redemande avec son nom.",
    account_unknown="Il n'y a pas de carte d'appel « {account} ». Il y a : {accounts}.",
    contact_unknown="Je ne connais pas le contact « {name} ».",
    contacts="Je connais : {contacts}.",
    contact_ambiguous="« {name} » peut être {contacts}. Redemande avec le nom entier.",
    country_unknown="Je ne connais pas le pays « {country} ».",
    voice_off="Les appels à la voix sont désactivés pour la carte d'appel {account}.",
    problems={
        "no_a_number": "Je ne sais pas de quel téléphone tu appelles. Indique-le dans les options de {account}.",
        "same_number": "Le {number} est ton propre téléphone. Qui veux-tu appeler ?",
        "number_emergency": "Le {number} est un numéro d'urgence. Compose-le directement, sans la carte d'appel.",
    },
    number_invalid="Le {number} n'est pas un numéro que l'on peut appeler.",
    maybe_stored="On ne sait pas si les numéros ont été enregistrés, faute de réponse claire. Redemande pour en être sûr.",
    not_stored="Les numéros n'ont pas été enregistrés : {reason}.",
    reasons={
        "cannot_connect": "la plateforme est injoignable",
        "invalid_response": "la plateforme n'a pas donné de réponse compréhensible",
        "invalid_auth": "la plateforme a refusé l'identification",
        "clock_skew": "l'horloge de Home Assistant n'est pas à l'heure",
        "api_error": "la plateforme les a refusés",
    },
)
