"""How does anybody check the letter of a permission, and how is it printed?

The page for anybody, who types a code or points a camera at it; and the PDF, for those who may know of the permission.
"""
