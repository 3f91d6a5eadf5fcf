"""What all entities of an account have in common."""

from homeassistant.helpers.update_coordinator import CoordinatorEntity

from .coordinator import CallcardCoordinator
from .parts import NumberKey, Part


class CallcardEntity(CoordinatorEntity[CallcardCoordinator]):
    """An entity of an account's service device."""

    _attr_has_entity_name = True

    def __init__(
        self,
        coordinator: CallcardCoordinator,
        key: str,
        part: Part | NumberKey | None = None,
    ) -> None:
        """`key` tells the entity apart from the account's others.

        `part` is what it shows of the account, if its state is made of that.
        """
        super().__init__(coordinator, context=key if part is None else part)
        self._attr_unique_id = f"{coordinator.account_id}_{key}"
        self._attr_device_info = coordinator.device_info
