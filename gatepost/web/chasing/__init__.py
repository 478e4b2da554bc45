"""Where does the school say when people are reminded, remind them, and print who is to be asked at the gate?"""
