"""Tests of the executable policy."""
