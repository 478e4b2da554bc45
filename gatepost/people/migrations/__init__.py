"""How did the tables of the people room come to be?"""
