"""What is wrong with the records themselves; knows neither screens nor files."""
