"""Tests of the page of what a challenge did."""
