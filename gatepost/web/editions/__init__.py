"""The editions of a school: who adopted which, from when, and what can be done about it."""
