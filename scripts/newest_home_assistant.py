"""A pytest plugin that fits Home Assistant's test plugin, made for 2026.10, to 2026.11. Goes when there is one for it."""

# Home Assistant replaces httpx, so it comes before the plugin's other imports; then come the plugin's own first ones.
import homeassistant  # noqa: F401, I001
from pytest_homeassistant_custom_component import (  # noqa: F401
    patch_json,
    patch_recorder,
    patch_time,
)
from pytest_homeassistant_custom_component import syrupy

from homeassistant.components import logger


class EntityRegistryEntrySnapshot(syrupy.EntityRegistryEntrySnapshot):
    """An entity in a snapshot, without the field that is new in 2026.11."""

    def __init__(self, fields: dict[str, object]) -> None:
        """Leave out the new field."""
        super().__init__(fields)
        del self["compat_name"]


vars(syrupy)["EntityRegistryEntrySnapshot"] = EntityRegistryEntrySnapshot
# Imported by the plugin, for a helper that no test here calls.
vars(logger)["_clear_logger_overwrites"] = None
