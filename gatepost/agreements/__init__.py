"""Which edition of the policy is in force, who adopted it, and what did they say about it?

An edition is drafted, proposed, approved by the governing body, in force from a day, and superseded by the next. What
happened is judged under the edition that was in force on that day.

Example: on 1 March the edition of September is in force, whatever was adopted since.
"""
