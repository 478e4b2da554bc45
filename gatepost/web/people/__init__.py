"""Where does the office find people, see what they are, and put it right?"""
