"""Are the documents' pictures of what is really there?"""
