"""Which rights has a parent lost at school, since when, until when, and was it fair?

The policy lets the head take from a parent who broke it the right to take photographs or to use a phone. Here that has a notice
with reasons, time to reply, a decision, a last day and a review; it counts from that moment wherever Gatepost answers.

Example: no photographs from 1 September to 20 December, looked at again on 1 November.
"""
