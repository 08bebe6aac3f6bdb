"""The headless front door: data on stdout, talk on stderr, exit codes."""
