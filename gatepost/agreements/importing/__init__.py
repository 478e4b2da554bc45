"""How does a school's own document come in, be looked through, and become a draft?

An app within its room, with a table of its own: what is kept of a document is only kept until somebody has decided.
"""
