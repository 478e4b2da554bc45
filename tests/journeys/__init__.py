"""Can people do what they came for, in a real browser? One scenario a file, steps in English."""
