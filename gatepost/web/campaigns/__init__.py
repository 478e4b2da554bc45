"""Where does a school ask people to sign the policy, and see who has?"""
