"""Where people come in: pages, JSON, command line."""
