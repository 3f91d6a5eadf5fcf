"""Measures what the integration costs beside the least that the same work can cost: run `scripts/bench`."""
