"""Arithmetic on one thread: the matrices here are small, and threads would only wait for each other.

Called before numpy is first imported; a number that the user set stays. It must not import numpy
itself, which most commands never need.
"""

import os


def on_one_thread() -> None:
    """Have numpy's linear algebra use one thread, unless the environment says otherwise."""
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
