"""Does a school's list of people become people without surprises?"""
