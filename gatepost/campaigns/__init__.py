"""Who is asked to read and sign an edition of the policy, and who has not yet?

A campaign is an edition and an audience. What somebody answers stands in ``signoff``; this room asks, counts and reminds.

Example: the edition of September, for everybody whose answers it changes; 212 of 240 have agreed.
"""
