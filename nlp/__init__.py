"""Vietnamese text to facts with offsets."""
