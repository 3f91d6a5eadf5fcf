"""What a sentence asks, whatever the accounts: for now or not, of whom, and which words."""

import pytest

from custom_components.callcard.contacts import Contact
from custom_components.callcard.voice.languages import read_language
from custom_components.callcard.voice.people import Person, Whom
from custom_components.callcard.voice.question import Question, Subject, decide
from homeassistant.core import Context

NAMES = (
    "Grandma", "Mum", "Peter Müller", "Dr. Jansen", "Jürgen", "Anne-Marie", "O'Brien", "Brother",
    "Frau Schröder", "Herr Schröder", "Ann A", "Ann B", "Cat 🐱", "Cat 🐈", "Will", "Six", "Taxi 777 888",
)  # fmt: skip
PEOPLE = [
    Person("entry", Contact(name, name, f"+6129374{index:04}"), (name,))
    for index, name in enumerate(NAMES)
]


def asked(sentence: str, tag: str) -> Question | None:
    """Return what is asked of an account that is called Red Card."""
    languages = [read_language(each) for each in dict.fromkeys((tag, "en", "de"))]
    question = Question(subject=Subject.UNCLEAR, language=tag, context=Context())
    return decide(question, sentence, languages, PEOPLE, ["Red Card"])


def who(question: Question | None) -> str:
    """Return whom a question names."""
    assert question is not None
    whom = question.who
    assert isinstance(whom, Whom)
    names = sorted(person.contact.name for person in whom.people)
    return whom.number or " or ".join(names) or f"?{whom.heard}"


@pytest.mark.parametrize(
    ("tag", "sentence"),
    [
        ("en", "call Grandma with the calling card tomorrow at nine"),
        ("en", "in ten minutes call Grandma with the calling card"),
        ("en", "call Grandma with the calling card when I am home"),
        ("en", "every day call Grandma with the calling card"),
        ("en", "call Grandma with the calling card at 5"),
        ("en", "if there is money left call Grandma with the calling card"),
        ("en", "Should I call Mum with the calling card or with WhatsApp?"),
        ("en", "don't call Grandma with the calling card"),
        ("en", "I called Grandma with the calling card"),
        ("en", "remind me to call Grandma with the calling card"),
        ("en", "call Grandma and Mum with the calling card"),
        ("en", "text Mum with the calling card tomorrow that I am late"),
        ("en", "Grandma wishes I would call her with the calling card"),
        ("en", "the doctor advised me to call Mum with the phone card"),
        ("en", "hold off on calling Mum with the phone card"),
        ("en", "don't you dare ring Mum with the calling card"),
        ("en", "my grandson showed me how to call Mum with the calling card"),
        ("en", "I wanted to call Mum with the calling card"),
        ("en", "I should have called Mum with the calling card"),
        ("en", "call P with the calling card"),
        ("de", "Rufe ich mit der Telefonkarte Grandma oder Mum an"),
        ("de", "Grandma findet, ich sollte Mum mit der Calling Card anrufen"),
        ("de", "Warte noch mit dem Anruf bei Mum über die Telefonkarte"),
        ("de", "Untersteh dich, Mum mit der Calling Card anzurufen"),
        ("de", "Ich wollte Mum mit der Calling Card anrufen"),
        ("de", "Ich hätte Mum mit der Calling Card anrufen sollen"),
        ("nl", "Mum vindt dat ik haar met de belkaart moet bellen"),
        ("nl", "Wacht nog met Mum bellen met de belkaart"),
        ("nl", "Waag het niet Mum met de belkaart te bellen"),
        ("nl", "De dokter raadt me aan Mum met de belkaart te bellen"),
        ("de", "Ruf Grandma morgen um neun mit der Calling Card an"),
        ("de", "Ruf Grandma nicht mit der Calling Card an"),
        ("de", "Wenn noch Geld drauf ist, ruf Grandma mit der Calling Card an"),
        ("de", "Soll ich Grandma mit der Calling Card anrufen?"),
        ("de", "Ich habe Grandma mit der Calling Card angerufen"),
        ("de", "Erinnere mich, Grandma mit der Calling Card anzurufen"),
    ],
)
def test_not_now(tag: str, sentence: str) -> None:
    """What is not for now is not done."""
    question = asked(sentence, tag)

    assert question is None or question.subject not in {
        Subject.CALL,
        Subject.SET,
        Subject.SMS,
    }


@pytest.mark.parametrize(
    ("tag", "name", "whom"),
    [
        ("en", "Mum, no, Grandma", "Grandma"),
        ("en", "Mum, not Grandma,", "Mum"),
        ("en", "Mum, I mean Zoe,", "?Zoe"),
        ("en", "doctor Jansen", "Dr. Jansen"),
        ("en", "Müller", "Peter Müller"),
        ("en", "Peter Schmidt", "?Peter Schmidt"),
        ("en", "Müller Peter", "Peter Müller"),
        ("en", "Juergen", "Jürgen"),
        ("en", "Annemarie", "Anne-Marie"),
        ("en", "obrien", "O'Brien"),
        ("en", "my brother in Australia", "Brother"),
        ("en", "grandma's number", "Grandma"),
        ("en", "Ann", "Ann A or Ann B"),
        ("en", "Cat 🐱", "Cat 🐱"),
        ("en", "Cat", "Cat 🐈 or Cat 🐱"),
        ("en", "will you please Mum", "Mum"),
        ("en", "six", "Six"),
        ("en", "taxi 777 888", "Taxi 777 888"),
        ("en", "Peter, you know, Peter Müller,", "Peter Müller"),
        ("en", "oh hundred double five", "010055"),
        ("en", "oh three oh six six six", "030666"),
        ("en", "oh eight hundred and twelve double one", "081211"),
        ("fr", "zéro un deux cinq cent cinquante cinq", "012555"),
        ("es", "cero uno dos trescientos veinte cuatrocientos", "012320400"),
        ("en", "+49 (0)30 1234567", "+49 (0)30 1234567"),
        ("de", "die Schröders", "Frau Schröder or Herr Schröder"),
        ("de", "Frau Schröder", "Frau Schröder"),
        ("de", "nicht Mum, sondern Grandma", "Grandma"),
        ("de", "null achthundert zwölf einhundertdrei", "080012103"),
    ],
)
def test_whom(tag: str, name: str, whom: str) -> None:
    """People are found by what they are called, and of several the right one is called."""
    sentence = {
        "en": f"call {name} with the colin card",
        "de": f"ruf {name} mit der Callingkarte an",
        "es": f"llama al {name} con la tarjeta de llamadas",
        "fr": f"appelle le {name} avec la carte d'appel",
    }[tag]

    question = asked(sentence, tag)

    assert question is not None
    assert question.subject is Subject.CALL
    assert who(question) == whom


@pytest.mark.parametrize(
    ("tag", "sentence", "message"),
    [
        ("en", "text Mum with the calling card: I'm late, at nine", "I'm late, at nine"),
        ("en", "Send Mum a text with my calling card saying I'll be late", "I'll be late"),
        ("en", "Text Mum I'm late with the calling card", "I'm late"),
        ("en", "text Mum with the calling card", ""),
        ("de", "Schick Mum mit der Calling Card eine SMS: Bis 8", "Bis 8"),
    ],
)  # fmt: skip
def test_message(tag: str, sentence: str, message: str) -> None:
    """What follows is the message, as it was said, and is not looked at."""
    question = asked(sentence, tag)

    assert question is not None
    assert (question.subject, question.message) == (Subject.SMS, message)
    assert who(question) == "Mum"


@pytest.mark.parametrize(
    ("tag", "sentence", "subject"),
    [
        ("en", "call me with the calling card", "unclear"),
        ("en", "call again with the calling card", "unclear"),
        ("en", "top up my calling card with ten pounds", "cannot"),
        ("en", "put Grandma on the calling card", "set"),
        ("en", "what's the dial-in number for Belgium", "dial_in"),
        ("en", "how many quid are left on my callingcard", "balance"),
        ("en", "who can I call with the phone card", "contacts"),
        ("en", "call Grandma with Red Card", "call"),
        ("en", "is the Red Card on", None),
        ("en", "call Mum with the Red Card tomorrow", None),
        ("en", "how much is the dial-in number for Belgium", None),
        ("en", "zig zag zebra call Mum with the calling card", "unclear"),
        ("en", "where is the dial-in number of the plumber kept", "dial_in"),
        ("en", "my discalling car", None),
        ("de", "Stell die Calling Card auf Grandma", "set"),
        ("de", "Zeig mein Telefonkartenguthaben", "balance"),
        ("en", "Wie viel Kohle ist noch auf der Anrufkarte?", "balance"),
    ],
)
def test_subject(tag: str, sentence: str, subject: str | None) -> None:
    """What is ours is told from what is not, in whichever language it is said."""
    question = asked(sentence, tag)

    assert (question and question.subject) == subject


def test_rest() -> None:
    """Again, the account, the country and a strange place are heard, too."""
    again = asked("call Mum again with the Red Card calling card", "en")
    place = asked("what is the calling card number in Paris", "en")
    free = asked("calling card 0800 number for the UK", "en")

    assert again is not None
    assert (again.again, again.account) == (True, "Red Card")
    assert place is not None
    assert place.country == "Paris"
    assert free is not None
    assert (free.freephone, free.country) == (True, "GB")
