import sqlite3

import pytest

from kiosk.operations.ledger import MIGRATIONS, Ledger, LedgerRow, Outcome, PaperRow

ROW = LedgerRow("1125-ABCDEF", "2026-11-25T10:00:00+08:00", "350001", "A", "张*", "", slip_printed=False)


@pytest.fixture
def ledger(tmp_path):
    ledger = Ledger.open(tmp_path / "ledger.db")
    yield ledger
    ledger.close()


def test_the_same_number_again_replaces_its_row(ledger):
    ledger.note(ROW)
    ledger.note(ROW)
    assert (ledger.count(), ledger.last_number()) == (1, ROW.number)


@pytest.mark.requirement("R86")
def test_the_paper_of_every_print_is_counted_and_none_is_made_up(ledger):
    for outcome, sheets in ((Outcome.PRINTED, 2), (Outcome.FAILED, 1), (Outcome.FAILED, None)):
        ledger.note_paper(PaperRow(ROW.at, ROW.number, "a4_printer", outcome, sheets))
    assert ledger.sheets("a4_printer") == 3
    assert ledger.prints("a4_printer", Outcome.FAILED) == 2
    assert ledger.sheets("receipt_printer") == 0


def test_a_ledger_of_the_first_version_is_brought_to_this_one_with_its_rows(tmp_path):
    path = tmp_path / "ledger.db"
    old = sqlite3.connect(path)
    old.executescript(MIGRATIONS[0])
    old.execute("INSERT INTO ledger VALUES ('1', '2026', 'i', 'A', '张*', '', 1)")
    old.commit()
    old.close()
    for _ in range(2):
        ledger = Ledger.open(path)
        assert ledger.count() == 1
        ledger.note_paper(PaperRow("2026", "1", "receipt_printer", Outcome.TAKEN))
        ledger.close()
