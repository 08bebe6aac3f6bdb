"""The entry: two lines; what comes next is chosen behind the door."""

from tierdesk.cli.door import main

if __name__ == "__main__":
    main()
