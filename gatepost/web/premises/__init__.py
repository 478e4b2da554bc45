"""Where does the office keep the day's phones, and where does everybody read in which places they may use theirs?"""
