"""Which accounts may be asked for, which one it is, and who is to be called."""

from collections.abc import Collection, Sequence

from homeassistant.auth.permissions.const import POLICY_CONTROL, POLICY_READ
from homeassistant.components.conversation import DOMAIN as CONVERSATION_DOMAIN
from homeassistant.components.homeassistant import async_should_expose
from homeassistant.config_entries import ConfigEntryState
from homeassistant.core import Context, HomeAssistant, callback
from homeassistant.helpers import entity_registry as er

from ..const import DOMAIN
from ..contacts import Contact, fold, name_of
from ..coordinator import CallcardConfigEntry, CallcardCoordinator
from ..options import Options
from ..phone_number import MAX_LENGTH, NumberError, is_costly, normalize
from ..request import may_use
from .languages import MOST_NAMES, Language
from .people import people_of
from .question import Question, find_whom


class RefusalError(Exception):
    """Why nothing is done: a response of the languages, with its placeholders."""

    def __init__(self, response: str, **placeholders: str) -> None:
        """Keep both."""
        super().__init__(response)
        self.response = response
        self.placeholders = placeholders


@callback
def all_accounts(hass: HomeAssistant) -> list[CallcardConfigEntry]:
    """Return the accounts, loaded or not."""
    return hass.config_entries.async_entries(
        DOMAIN, include_ignore=False, include_disabled=False
    )


@callback
def is_exposed(hass: HomeAssistant, entry: CallcardConfigEntry, assistant: str) -> bool:
    """Tell whether an assistant may know of one of an account's entities."""
    return any(
        async_should_expose(hass, assistant, entity.entity_id)
        for entity in er.async_entries_for_config_entry(
            er.async_get(hass), entry.entry_id
        )
        if not entity.disabled
    )


async def async_accounts_for(
    hass: HomeAssistant, context: Context, assistant: str | None = None
) -> list[CallcardConfigEntry]:
    """Return the accounts that whoever asks may read; raises `RefusalError`.

    Where no user asks, or an assistant is given, they must be exposed to that.
    """
    entries = all_accounts(hass)
    if entries and context.user_id is not None:
        if (user := await hass.auth.async_get_user(context.user_id)) is None:
            raise RefusalError("not_allowed")
        entries = [each for each in entries if may_use(hass, user, each, POLICY_READ)]
    if not entries:
        raise RefusalError("no_account")
    if assistant is not None or context.user_id is None:
        assistant = assistant or CONVERSATION_DOMAIN
        entries = [each for each in entries if is_exposed(hass, each, assistant)]
    if not entries:
        raise RefusalError("not_exposed")
    return entries


async def async_check_control(
    hass: HomeAssistant, context: Context, entry: CallcardConfigEntry
) -> None:
    """Raise `RefusalError` if the user may not call or text with an account."""
    if context.user_id is not None:
        user = await hass.auth.async_get_user(context.user_id)
        if user is None or not may_use(hass, user, entry, POLICY_CONTROL):
            raise RefusalError("not_allowed")


def named_accounts(
    entries: Collection[CallcardConfigEntry], account: str | None, says: Language
) -> Collection[CallcardConfigEntry]:
    """Return the account of that name, or of that beginning; without a name, all."""
    if account is None:
        return entries
    account = account[:MAX_LENGTH]
    folded = fold(account)
    named = [entry for entry in entries if fold(entry.title) == folded] or [
        entry for entry in entries if fold(entry.title).startswith(folded)
    ]
    if not named:
        accounts = says.names([entry.title for entry in entries])
        raise RefusalError("account_unknown", account=account, accounts=accounts)
    return named


def one_account(
    entries: Collection[CallcardConfigEntry], says: Language
) -> CallcardConfigEntry:
    """Return the only account, or ask which."""
    titles = sorted(entry.title for entry in entries)
    if len(titles) > 1:
        accounts = says.names(titles, "or")
        raise RefusalError("which_account", accounts=accounts, account=titles[0])
    [entry] = entries
    return entry


def loaded_account(entry: CallcardConfigEntry) -> CallcardCoordinator:
    """Return the account, if it is loaded."""
    if entry.state is not ConfigEntryState.LOADED:
        raise RefusalError("not_ready")
    return entry.runtime_data


def callee_of(
    hass: HomeAssistant,
    question: Question,
    named: Collection[CallcardConfigEntry],
    languages: Sequence[Language],
) -> tuple[CallcardConfigEntry, Contact | str]:
    """Return with which account to call, and whom: a contact, or a number as it was said.

    A contact that only one account has decides the account.
    """
    says, whom = languages[0], question.who
    entries = {entry.entry_id: entry for entry in named}
    everybody = people_of(hass, named)
    if isinstance(whom, str):
        found = [find_whom(whom, everybody, language) for language in languages]
        whom = next((each for each in found if each.people or each.number), found[0])
    if whom.number:
        entry = one_account(named, says)
        return entry, _affordable(hass, entry, whom.number)
    people = [person for person in whom.people if person.entry_id in entries]
    if len({fold(person.contact.name) for person in people}) == 1:
        accounts = {person.entry_id for person in people}
        one_account([entries[entry_id] for entry_id in accounts], says)
    if len(people) == 1:
        return entries[people[0].entry_id], people[0].contact
    if people:
        names = says.names({person.contact.name for person in people}, "or")
        raise RefusalError("contact_ambiguous", name=whom.heard, contacts=names)
    if not everybody:
        raise RefusalError("contact_unknown", name=whom.heard)
    are_all = len(everybody) <= MOST_NAMES
    response = "contact_unknown_among" if are_all else "contact_unknown_among_many"
    names = says.names({person.contact.name for person in everybody})
    raise RefusalError(response, name=whom.heard, contacts=names)


def _affordable(hass: HomeAssistant, entry: CallcardConfigEntry, number: str) -> str:
    """Return a number that was said, if it is none that costs much, but for a contact's."""
    try:
        e164 = normalize(number, Options.of(hass, entry).country)
    except NumberError:
        return number  # It is refused with its reason
    if is_costly(e164) and name_of(entry, e164) is None:
        raise RefusalError("number_costly")
    return number
