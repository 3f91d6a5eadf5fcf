"""Tests of the client alone: it knows nothing of Home Assistant."""
