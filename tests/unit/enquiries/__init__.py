"""Does a question to the school reach whoever has to answer it, and nobody else?"""
