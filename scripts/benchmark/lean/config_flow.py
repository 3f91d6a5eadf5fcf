"""Home Assistant wants each integration that has accounts to have this."""

from homeassistant.config_entries import ConfigFlow


class LeanConfigFlow(ConfigFlow, domain="callcard_lean"):
    """No dialog."""

    VERSION = 1
