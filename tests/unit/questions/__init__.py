"""Tests of the way from words and taps to a situation."""
