"""The nouns of the newsroom and its rules: pure, no input or output, no clock."""
