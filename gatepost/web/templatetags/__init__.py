"""Which parts do templates share?"""
