"""May I …?

A question is an address: everything that was said stands in it, nothing is kept. A tap is a form that leads to the next
address; the last one leads to the verdict card.

Example: ``/ask/?hat=parent`` → ``/ask/?hat=parent&act=take-photos`` → ``/ask/?hat=parent&act=take-photos&where=hall``.
"""
