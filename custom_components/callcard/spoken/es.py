"""Spanish."""

from typing import Final

from .numbers import NumberWords, words
from .texts import Texts

TEXTS: Final = Texts(
    numbers=NumberWords(
        plus="más",
        pluses=frozenset({"mas"}),
        values=words(
            "cero uno dos tres cuatro cinco seis siete ocho nueve diez once doce"
        )
        | words(
            "trece catorce quince dieciseis diecisiete dieciocho diecinueve veinte", 13
        )
        | words(
            "veintiuno veintidos veintitres veinticuatro veinticinco veintiseis", 21
        )
        | words("veintisiete veintiocho veintinueve", 27)
        | words("treinta cuarenta cincuenta sesenta setenta ochenta noventa", 30, 10)
        | {"un": 1, "una": 1, "veintiun": 21},
        repeats={"doble": 2, "triple": 3},
        joiners=frozenset({"y"}),
        fillers=frozenset({"el", "numero"}),
    ),
    articles=frozenset({"el", "la", "los", "las"}),
    countries={
        "america": "US",
        "ee uu": "US",
        "eeuu": "US",
        "usa": "US",
        "inglaterra": "GB",
        "gran bretana": "GB",
        "escocia": "GB",
        "holanda": "NL",
        "republica checa": "CZ",
    },
    balance="Te quedan {amount} en la tarjeta de llamadas.",
    balance_unknown="No se conoce el saldo de tu tarjeta de llamadas.",
    out_of_date="No se puede acceder a la plataforma en este momento: puede no estar al día.",
    dial="Marca {number}.",
    dial_elsewhere="{country}: no hay número de acceso propio. Marca en su lugar {number}.",
    nothing_to_dial="Tu tarjeta de llamadas no tiene número de acceso para esto.",
    stored="{who}: todo listo. Marca ahora {number}.",
    stored_nothing_to_dial="{who}: todo listo, pero tu tarjeta de llamadas no tiene número de acceso.",
    no_account="No hay ninguna tarjeta de llamadas configurada en Home Assistant.",
    not_ready="Tu tarjeta de llamadas no está disponible en este momento. Inténtalo más tarde.",
    which_account="¿Qué tarjeta de llamadas: {accounts}? Pídelo otra vez con su nombre.",
    account_unknown="No hay ninguna tarjeta de llamadas «{account}». Hay: {accounts}.",
    contact_unknown="No conozco el contacto «{name}».",
    contacts="Conozco: {contacts}.",
    contact_ambiguous="«{name}» puede ser {contacts}. Pídelo otra vez con el nombre completo.",
    country_unknown="No conozco el país «{country}».",
    voice_off="Las llamadas por voz están desactivadas para la tarjeta de llamadas {account}.",
    problems={
        "no_a_number": "No sé desde qué teléfono llamas. Indícalo en las opciones de {account}.",
        "same_number": "{number} es tu propio teléfono. ¿A quién quieres llamar?",
        "number_emergency": "{number} es un número de emergencia. Márcalo directamente, sin la tarjeta de llamadas.",
    },
    number_invalid="{number} no es un número al que se pueda llamar.",
    maybe_stored="No se sabe si los números se guardaron, porque no llegó una respuesta clara. Pídelo otra vez para estar seguro.",
    not_stored="Los números no se guardaron: {reason}.",
    reasons={
        "cannot_connect": "no se puede acceder a la plataforma",
        "invalid_response": "la plataforma no dio una respuesta comprensible",
        "invalid_auth": "la plataforma rechazó el inicio de sesión",
        "clock_skew": "el reloj de Home Assistant no va bien",
        "api_error": "la plataforma los rechazó",
    },
)
