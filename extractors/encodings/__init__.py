"""Vietnamese letters of every age: tables, evidence, conversion."""
