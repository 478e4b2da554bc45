"""What binds me, what may I do, what waits for me, and what is kept about me?"""
