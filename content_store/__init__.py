"""Keeps everything: records, versions, audit, blobs, search."""
