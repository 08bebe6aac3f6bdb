"""A sentence inside an f-string is never extracted, and so never translated."""

import ast
from pathlib import Path

SOURCES = sorted((Path(__file__).parents[2] / "src").rglob("*.py"))


def test_no_sentence_stands_inside_an_f_string():
    found = []
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.JoinedStr):
                inside = (n for n in ast.walk(node) if isinstance(n, ast.Call))
                found += [
                    f"{path.name}:{call.lineno}"
                    for call in inside
                    if isinstance(call.func, ast.Name) and call.func.id in ("say", "say_n", "N_")
                ]
    assert found == []
