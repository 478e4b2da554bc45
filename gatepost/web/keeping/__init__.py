"""Where does it say what is kept of signatures, and for how long?"""
