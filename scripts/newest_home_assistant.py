"""A pytest plugin that fits Home Assistant's test plugin, made for 2026.10, to 2026.11. Goes when there is one for it."""

from importlib import import_module

# Home Assistant replaces httpx, so it comes before the plugin's other imports; then come the plugin's own first ones.
for name in (
    "homeassistant",
    "pytest_homeassistant_custom_component.patch_json",
    "pytest_homeassistant_custom_component.patch_recorder",
    "pytest_homeassistant_custom_component.patch_time",
):
    import_module(name)

# Imported by the plugin, for a helper that no test here calls.
logger = import_module("homeassistant.components.logger")
vars(logger)["_clear_logger_overwrites"] = None
