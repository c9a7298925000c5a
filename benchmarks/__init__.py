"""Benchmarks: each compares with a named peer or floor in the same run and prints a table."""
