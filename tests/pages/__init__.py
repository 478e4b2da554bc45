"""Do the pages answer as they should, asked without a browser?"""
