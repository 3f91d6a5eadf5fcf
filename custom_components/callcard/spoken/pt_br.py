"""Portuguese of Brazil."""

from typing import Final

from .numbers import NumberWords, words
from .texts import Texts

TEXTS: Final = Texts(
    numbers=NumberWords(
        plus="mais",
        pluses=frozenset({"mais"}),
        values=words("zero um dois tres quatro cinco seis sete oito nove dez onze doze")
        | words("treze quatorze quinze dezesseis dezessete dezoito dezenove", 13)
        | words(
            "vinte trinta quarenta cinquenta sessenta setenta oitenta noventa", 20, 10
        )
        | {"meia": 6, "uma": 1, "duas": 2, "catorze": 14},
        repeats={"duplo": 2, "dobro": 2, "triplo": 3},
        joiners=frozenset({"e"}),
        fillers=frozenset({"o", "numero"}),
    ),
    articles=frozenset({"o", "a", "os", "as"}),
    countries={
        "america": "US",
        "eua": "US",
        "usa": "US",
        "inglaterra": "GB",
        "gra bretanha": "GB",
        "escocia": "GB",
        "holanda": "NL",
        "republica tcheca": "CZ",
    },
    balance="Seu cartão de chamadas ainda tem {amount}.",
    balance_unknown="O saldo do seu cartão de chamadas não é conhecido.",
    out_of_date="A plataforma está fora de alcance no momento: isso pode estar desatualizado.",
    dial="Disque {number}.",
    dial_elsewhere="{country}: nenhum número de acesso próprio. Em vez disso, disque {number}.",
    nothing_to_dial="Seu cartão de chamadas não tem número de acesso para isso.",
    stored="{who}: tudo pronto. Agora disque {number}.",
    stored_nothing_to_dial="{who}: tudo pronto, mas seu cartão de chamadas não tem número de acesso.",
    no_account="Nenhum cartão de chamadas está configurado no Home Assistant.",
    not_ready="Seu cartão de chamadas não está disponível no momento. Tente mais tarde.",
    which_account="Qual cartão de chamadas: {accounts}? Peça de novo com o nome dele.",
    account_unknown="Não há cartão de chamadas “{account}”. Há: {accounts}.",
    contact_unknown="Não conheço o contato “{name}”.",
    contacts="Conheço: {contacts}.",
    contact_ambiguous="“{name}” pode ser {contacts}. Peça de novo com o nome inteiro.",
    country_unknown="Não conheço o país “{country}”.",
    voice_off="Chamadas por voz estão desativadas para o cartão de chamadas {account}.",
    problems={
        "no_a_number": "Não sei de qual telefone você liga. Informe-o nas opções de {account}.",
        "same_number": "{number} é o seu próprio telefone. Para quem você quer ligar?",
        "number_emergency": "{number} é um número de emergência. Disque-o diretamente, sem o cartão de chamadas.",
    },
    number_invalid="{number} não é um número para o qual se possa ligar.",
    maybe_stored="Não se sabe se os números foram salvos, porque não veio uma resposta clara. Peça de novo para ter certeza.",
    not_stored="Os números não foram salvos: {reason}.",
    reasons={
        "cannot_connect": "a plataforma está fora de alcance",
        "invalid_response": "a plataforma não deu uma resposta compreensível",
        "invalid_auth": "a plataforma recusou o login",
        "clock_skew": "o relógio do Home Assistant está errado",
        "api_error": "a plataforma os recusou",
    },
)
