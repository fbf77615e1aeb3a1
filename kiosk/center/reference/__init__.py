"""A whole centre for demonstration and tests: FastAPI and SQLite. The kiosk's app never imports it."""
