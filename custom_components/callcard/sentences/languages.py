"""The sentences of all languages."""

from collections.abc import Mapping
from typing import Final

from ..questions import Subject
from . import de, en, es, fr, nl, pt_br

SENTENCES: Final[Mapping[str, Mapping[Subject, tuple[str, ...]]]] = {
    "en": en.SENTENCES,
    "de": de.SENTENCES,
    "nl": nl.SENTENCES,
    "fr": fr.SENTENCES,
    "pt-BR": pt_br.SENTENCES,
    "es": es.SENTENCES,
}
