"""The frame around the places: rail, menus and what the whole window says."""

from __future__ import annotations


class Rail:
    NAME = "Places"
    TODAY = "Today"
    CLIENTS = "Clients"
    SETTINGS = "Settings"
    UNLOCKED = "Unlocked"
    LOCK = "Lock the vault (Ctrl+L)"
