"""Each page: what it shows and what it answers, beside the QML that draws it."""
