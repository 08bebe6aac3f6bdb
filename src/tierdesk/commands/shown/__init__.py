"""What a person sees of a command: help, tables, the card; both front doors read it.

Text in the reader's language, made of the same documents that --json prints. It must not know
where the text goes: no stream, no screen, no click.
"""
