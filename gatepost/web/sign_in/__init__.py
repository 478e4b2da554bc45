"""How does somebody sign in?

Today only to an invented school, by choosing a person; accounts with proof come with their own issue.
"""
