"""Where a setting comes from: flag over environment over file over default."""

from pathlib import Path

import pytest

from tierdesk.configuration import configure
from tierdesk.errors import Usage


@pytest.fixture
def environment(tmp_path):
    folder = tmp_path / "config" / "tierdesk"
    folder.mkdir(parents=True)
    return {"XDG_CONFIG_HOME": str(tmp_path / "config"), "XDG_DATA_HOME": str(tmp_path / "data"),
            "HOME": str(tmp_path)}  # fmt: skip


def write(environment, text):
    Path(environment["XDG_CONFIG_HOME"], "tierdesk", "config.toml").write_text(
        text, encoding="utf-8"
    )


CASES = [
    ("data", '"/file.json"', "/env.json", "/flag.json", lambda c: str(c.data)),
    ("lang", '"zh"', "en", "zh", lambda c: c.lang),
    ("owner", '"from file"', "from env", "from flag", lambda c: c.owner),
    ("date_order", '"dmy"', "mdy", "ymd", lambda c: c.date_order),
    ("read_only", "true", "0", True, lambda c: c.read_only),
]


@pytest.mark.parametrize(("key", "in_file", "in_environment", "flag", "read"), CASES)
def test_flag_beats_environment_beats_file_beats_default(
    environment, key, in_file, in_environment, flag, read
):
    default = read(configure({}, environment))
    write(environment, f"{key} = {in_file}\n")
    from_file = read(configure({}, environment))
    environment[f"TIERDESK_{key.upper()}"] = in_environment
    from_environment = read(configure({}, environment))
    assert from_file != default or key == "date_order"
    assert str(from_file).lower() == in_file.strip('"').lower()
    assert str(from_environment) == {"0": "False"}.get(in_environment, in_environment)
    assert read(configure({key: flag}, environment)) == flag


@pytest.mark.parametrize(
    ("text", "named"),
    [("lang = [", "it ends in the middle of something"), ("lang = \"en\"\nx\n", "line 2 is not written as TOML"), ("colour = 1\nsize = 2\n", "colour, size"), ("lang = 3\n", "lang"),
     ('lang = "fr"\n', "fr")],
)  # fmt: skip
def test_a_faulty_file_is_refused_with_every_fault_named(environment, text, named):
    write(environment, text)
    with pytest.raises(Usage, match=named) as refused:
        configure({}, environment)
    assert refused.value.exit_code == 2


def test_a_faulty_environment_is_refused(environment):
    with pytest.raises(Usage, match="READ_ONLY"):
        configure({}, environment | {"TIERDESK_READ_ONLY": "perhaps"})


def test_nothing_is_created(environment, tmp_path):
    before = sorted(tmp_path.rglob("*"))
    configure({}, environment)
    assert sorted(tmp_path.rglob("*")) == before
