"""How much time and memory the integration takes, beside the least that the same work can take."""
