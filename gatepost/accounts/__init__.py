"""How does somebody prove who they are?

Invitations, codes by e-mail, passkeys and second factors, recovery through the office, sessions that their owner can end.

Example: a parent follows a link in a letter, types the code that came by e-mail, and is signed in.
"""
