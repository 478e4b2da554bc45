"""Where does somebody read and sign the policy, and see what they signed?"""
