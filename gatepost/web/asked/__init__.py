"""Which questions are asked, for those who answer for the policy?"""
