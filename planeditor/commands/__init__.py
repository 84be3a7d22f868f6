"""What the commands do that are more than a call: one module for a family of commands.

One rule: as on the whole command line, data goes to stdout, messages to stderr, and a command returns its exit code.
"""
