"""Tests of what is released, and of how."""
