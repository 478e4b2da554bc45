"""Where does the head restrict a parent, the office see what is in force, and the parent read and reply?"""
