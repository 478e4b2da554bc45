"""Does a self-report reach whoever receives it, and nobody else?"""
