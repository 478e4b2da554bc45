"""How is a school's own policy document read, and matched to the clauses that Gatepost knows?

Plain Python. Word, PDF, text and Markdown become blocks in reading order; blocks become clauses; clauses are matched.
Nothing of the document is lost on the way.

Example: ``read_document(path)`` of a PDF with two columns gives its sentences in the order in which people read them.
"""
