"""Clients: the list, a client's page, and adding one."""
