"""How does somebody ask the school something, and how do they get their answer?

The policy asks parents to come to the school and not to the internet; this is where they come to. A question goes to one duty, is
seen by whoever holds it and by nobody else, is answered, and is closed with a reason.

Example: a parent asks the office about the photo pass on Friday, and reads the answer on Monday.
"""
