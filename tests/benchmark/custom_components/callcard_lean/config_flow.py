"""Home Assistant sets no config entry up without this module."""

from homeassistant.config_entries import ConfigFlow


class LeanConfigFlow(ConfigFlow, domain="callcard_lean"):
    """No dialog."""
