"""The whole product in a real browser: a real Home Assistant, the simulator, and Chromium."""
