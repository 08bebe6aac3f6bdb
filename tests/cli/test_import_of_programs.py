"""What another program wrote is named, in a dry run, after an import, and to a script."""

HUBSPOT = "Record ID,Company name,Company owner,Lifecycle Stage,Country/Region\n1,Neu GmbH,li,lead,Germany\n"


def test_the_program_is_named_and_its_columns_are_taken(line, tmp_path):
    path = tmp_path / "hub.csv"
    path.write_text(HUBSPOT, encoding="utf-8")
    assert "The headings are those of HubSpot." in line("import", str(path), "--dry-run").out
    dry = line("import", str(path), "--dry-run", "--json").json
    assert dry["program"] == "HubSpot"
    assert {"column": "Country/Region", "field": "country"} in dry["columns"]
    assert line("import", str(path), "--json").json["program"] == "HubSpot"


def test_a_file_of_nobody_names_none(line, tmp_path):
    path = tmp_path / "own.csv"
    path.write_text("name,country\nNeu GmbH,DE\n", encoding="utf-8")
    assert "program" not in line("import", str(path), "--dry-run", "--json").json
    assert "headings are those" not in line("import", str(path)).out
