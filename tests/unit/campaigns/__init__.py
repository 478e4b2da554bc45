"""Does the room that keeps what people answered to the policy keep it?"""
