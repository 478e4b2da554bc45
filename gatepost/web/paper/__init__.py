"""Where does the office record what was signed on paper, and print the sheets for it?"""
