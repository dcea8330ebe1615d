"""The use cases. One file per family, one transaction per method; store and engine are known only as Protocols."""
