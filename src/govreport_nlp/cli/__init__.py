"""The command ``govreport``: options in, library calls, results out; no logic of its own."""
