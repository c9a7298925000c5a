"""Labelled field reports (see README.md beside this file)."""
