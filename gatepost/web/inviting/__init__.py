"""How does the office invite many people in one go?

choose a group → see who gets a mail, who a letter, and who is left out and why → send, or print
"""
