"""Where does somebody ask for a permission, and where is it decided?"""
