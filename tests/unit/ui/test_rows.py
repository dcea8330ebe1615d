"""Rows as values and as a model."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt

from therapease.ui.rows import ROW_ROLE, Row, RowModel


def test_a_row_is_spoken_with_everything_that_is_shown() -> None:
    row = Row(key="1", title="M. K.", addition="C-0001", line="Session 4", lead="10:00", right="Signed")
    assert row.spoken == "M. K., C-0001, 10:00, Session 4, Signed"


def test_the_model_holds_what_it_was_given() -> None:
    model = RowModel([Row("1", "A"), Row("2", "B")])
    assert model.rowCount() == 2
    assert model.rowCount(model.index(0)) == 0
    assert model.data(model.index(1), ROW_ROLE) == Row("2", "B")
    assert model.data(model.index(1), Qt.ItemDataRole.AccessibleTextRole) == "B"
    assert model.data(QModelIndex(), ROW_ROLE) is None
    assert model.data(model.index(0), Qt.ItemDataRole.DecorationRole) is None


def test_rows_are_replaced_as_a_whole() -> None:
    model = RowModel([Row("1", "A")])
    resets: list[bool] = []
    model.modelReset.connect(lambda: resets.append(True))
    model.show_rows([])
    assert (model.rows, resets) == ([], [True])
