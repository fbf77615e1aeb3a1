"""Running the terminal: log, ledger, maintenance."""
