"""What is stored?"""
