"""A server that behaves like the vendor's, faults included."""

from .accounts import Account, demo_accounts
from .faults import OTHER_PAIR, Fault
from .server import Request, Simulator

__all__ = ["OTHER_PAIR", "Account", "Fault", "Request", "Simulator", "demo_accounts"]
