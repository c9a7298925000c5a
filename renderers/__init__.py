"""A rundown to papers, lists, sound and packages."""
