"""How is the policy shown: as a document, clause by clause, by worked examples, and as an answer?"""
