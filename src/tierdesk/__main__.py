"""The entry: two lines, so that `--version` costs nothing but the command line."""

from tierdesk.cli.app import main

if __name__ == "__main__":
    main()
