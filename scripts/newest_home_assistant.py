"""A pytest plugin that fits Home Assistant's test plugin, made for 2026.10, to 2026.11. Goes when there is one for it."""

# Home Assistant replaces httpx, so it comes before the plugin's other imports; then come the plugin's own first ones.
import homeassistant  # noqa: F401, I001
from pytest_homeassistant_custom_component import (  # noqa: F401
    patch_json,
    patch_recorder,
    patch_time,
)
from homeassistant.components import logger

# Imported by the plugin, for a helper that no test here calls.
vars(logger)["_clear_logger_overwrites"] = None
