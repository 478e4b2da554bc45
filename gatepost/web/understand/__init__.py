"""What does the policy say of itself, and how does it think?

Where it contradicts itself, how it is read, where it is silent, what stands behind each clause; an explorer that shows which
rules spoke of a situation and why; and the law's notes, apart.

Example: ``/policy/understand/`` → a contradiction's example → ``/policy/explore/?hat=staff&act=…``, filled in.
"""
