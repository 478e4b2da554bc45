"""How is a school's own policy document read, and matched to the clauses that Gatepost knows?

Plain Python. Word, PDF, text and Markdown become blocks in reading order; blocks become clauses; clauses are matched.
Nothing of the document is lost on the way.

Example: ``read_safely("policy.pdf", data)`` of a PDF with two columns gives its sentences in the order in which people read them.
"""

from gatepost.documents.blocks import Block, Document
from gatepost.documents.errors import DocumentRefused
from gatepost.documents.limits import read_safely
from gatepost.documents.matching import Match
from gatepost.documents.outline import Sentence
from gatepost.documents.proposal import Proposal, confidence, propose

__all__ = [
    "Block",
    "Document",
    "DocumentRefused",
    "Match",
    "Proposal",
    "Sentence",
    "confidence",
    "propose",
    "read_safely",
]
