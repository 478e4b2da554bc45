"""Does the room that keeps phones and places keep them, and tell nobody who may not know?"""
