"""What does a browser see?

All HTML is here: addresses, views, forms, templates and the one style sheet. Templates print, they never decide; views
check a plain form and call queries and services, never the database.

Example: ``/policy/conduct.1/`` → ``policy.views.clause`` → ``policy.clauses.clause_page`` → ``web/policy/clause.html``.
"""
