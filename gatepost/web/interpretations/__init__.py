"""Where is the policy doubtful, and what has the governing body decided about it?"""
