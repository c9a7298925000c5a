"""Outside bytes to Report or Rejected: one way in (`extractors.door`), one reader a kind (`extractors.kinds`)."""
