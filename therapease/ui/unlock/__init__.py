"""The sign-in window: create a vault, unlock it, or come back with the recovery code.

It knows the door and nothing behind it, so that it can become a process of its own.
"""
