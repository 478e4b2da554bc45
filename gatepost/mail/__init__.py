"""How does a message leave the school, and what is done later?

Messages are put into the outbox in the transaction that they belong to, and sent by the worker; they say only that
something waits, never what.

Example: an invitation is kept and its mail queued together, or neither is.
"""
