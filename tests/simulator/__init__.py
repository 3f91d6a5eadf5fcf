"""A server that behaves like the vendor's, faults included."""

from .accounts import Account, demo_accounts
from .faults import Fault
from .server import Request, Simulator

__all__ = ["Account", "Fault", "Request", "Simulator", "demo_accounts"]
