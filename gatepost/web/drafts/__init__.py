"""How does a head teacher draft the school's policy in plain forms?

Clauses on and off, words, places, hours, who gives which permission; what to look at; what it would change; and proposing it.
"""
