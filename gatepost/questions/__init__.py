"""From what people say and tap to a situation that the policy can judge.

Pure, like the policy library below it: no Django, no clock, nothing read but its own lists of words. Nothing is learnt from what
people type and nothing of it is kept.
"""

from gatepost.questions.finding import Found, Meant, find
from gatepost.questions.flow import Question, Starter, next_question, question, starters, starters_for

__all__ = ["Found", "Meant", "Question", "Starter", "find", "next_question", "question", "starters", "starters_for"]
