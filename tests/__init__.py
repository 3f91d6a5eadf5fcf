"""Tests of callcard."""
