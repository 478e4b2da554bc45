"""Statements that are asked so often that their text is made only once.

from gatepost.sql import Once, insert
"""

from gatepost.sql.cursors import ask, tell, together
from gatepost.sql.once import Once
from gatepost.sql.rows import insert

__all__ = ["Once", "ask", "insert", "tell", "together"]
