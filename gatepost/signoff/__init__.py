"""Who has answered to which edition of the policy: read it, agreed to it, or declined to?

A sign-off is a person's own answer to one edition in exactly its words. What the governing body decides about an edition, its
signature among that, stands in ``agreements``.

Example: a parent agrees to the edition of September; when the next one comes into force, that answer stays and a new one is asked.
"""
