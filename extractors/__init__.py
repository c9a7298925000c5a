"""Outside bytes to Report or Rejected."""
