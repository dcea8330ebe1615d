"""The pages as they will be printed, shown from memory: no file is made for looking."""

from __future__ import annotations

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, Qt
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtWidgets import QHBoxLayout, QWidget

from therapease.errors import InternalError, TherapEaseError
from therapease.ui.error_presenter import show_in_place
from therapease.ui.export.controller import ExportController
from therapease.ui.export.document import EVERYTHING, Contents, NoteDocument
from therapease.ui.export.page_strip import PageStrip
from therapease.ui.export.pages import PagePainter, page_layout
from therapease.ui.strings import Actions, Preview
from therapease.ui.theme import TextRole, current_theme
from therapease.ui.widgets import Banner, BannerKind, Button, ButtonKind, IconButton, Sheet, TextLabel

PRINT_DPI = 600
_STEP = 1.25
_WIDTH_PX, _HEIGHT_PX = 860, 760


class PreviewSheet(Sheet):
    """Every page one below the other, and the way to the printer."""

    def __init__(
        self, controller: ExportController, contents: Contents = EVERYTHING, parent: QWidget | None = None
    ) -> None:
        super().__init__(Preview.TITLE, parent)
        self._controller, self._contents = controller, contents
        self.document = QPdfDocument(self)
        self._buffer = QBuffer(self)
        self.view = PageStrip(self.document)
        self.banner = Banner()
        self.page_words = TextLabel("", TextRole.SMALL, "ink2")
        self.smaller = IconButton("minus", Preview.SMALLER)
        self.larger = IconButton("plus", Preview.LARGER)
        self.close_button = Button(Actions.CLOSE, ButtonKind.QUIET)
        self.print_button = Button(Preview.PRINT, ButtonKind.PRIMARY, icon="printer")
        self.dialog: QPrintDialog | None = None
        self._build()
        self.smaller.clicked.connect(lambda: self.view.zoom_by(1 / _STEP))
        self.larger.clicked.connect(lambda: self.view.zoom_by(_STEP))
        self.close_button.clicked.connect(self.reject)
        self.print_button.clicked.connect(self._ask_printer)
        controller.previewed.connect(self._show_pages)
        controller.printed.connect(self.accept)
        controller.failed.connect(self._on_failed)
        self._look_for_printer()
        controller.preview(contents)
        self.view.setFocus()

    def fit_to(self, window: QWidget) -> None:
        """Be as large as a page wants, within the window."""
        theme = current_theme()
        self.resize(min(theme.px(_WIDTH_PX), window.width() - 48), min(theme.px(_HEIGHT_PX), window.height() - 48))

    def _build(self) -> None:
        self.view.setAccessibleName(Preview.PAGES)
        tools = QHBoxLayout()
        tools.setSpacing(4)
        tools.addWidget(self.page_words)
        tools.addStretch(1)
        for button in (self.smaller, self.larger):
            tools.addWidget(button)
        self.body.addWidget(self.banner)
        self.body.addLayout(tools)
        self.body.addWidget(self.view, 1)
        self.print_button.setDefault(True)
        self.print_button.setEnabled(False)
        self.buttons.addWidget(self.close_button)
        self.buttons.addWidget(self.print_button)

    def _show_pages(self, pdf: bytes) -> None:
        self._buffer.close()
        self._buffer.setData(QByteArray(pdf))
        self._buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        self.document.load(self._buffer)
        self.view.show_pages()
        count = self.document.pageCount()
        if not count:
            self._on_failed(InternalError(Preview.NOT_READABLE))
            return
        self.page_words.setText(Preview.ONE_PAGE if count == 1 else Preview.PAGE_COUNT.format(count=count))
        self.view.setAccessibleDescription(self.page_words.text())
        self.print_button.setEnabled(_has_printer())

    def _look_for_printer(self) -> None:
        if not _has_printer():
            self.banner.show_message(BannerKind.INFO, Preview.NO_PRINTER, Preview.NO_PRINTER_MESSAGE)

    # ------------------------------------------------------------ printing

    def _ask_printer(self) -> None:
        """Ask the system for the printer, without waiting in a loop of our own."""
        printer = make_printer()
        printer.setFromTo(1, self.document.pageCount())
        self.dialog = QPrintDialog(printer, self)
        self.dialog.setOption(QPrintDialog.PrintDialogOption.PrintToFile, on=False)
        self.dialog.setMinMax(1, self.document.pageCount())
        self.dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.dialog.setWindowModality(Qt.WindowModality.WindowModal)
        self.dialog.accepted.connect(lambda: self.print_on(printer))
        # Shown and not “opened”: this class hides QDialog's own `open` behind one of Qt 4's.
        self.dialog.show()

    def print_on(self, printer: QPrinter) -> None:
        self.banner.dismiss()
        self.print_button.setEnabled(False)
        self.print_button.setText(Preview.PRINTING)

        def paint(document: NoteDocument) -> None:
            in_range = printer.printRange() is QPrinter.PrintRange.PageRange
            first, last = (printer.fromPage(), printer.toPage()) if in_range else (1, 0)
            PagePainter(printer, printer.resolution(), document).paint(max(first, 1), last)

        self._controller.print_note(paint, self._contents)

    def _on_failed(self, error: TherapEaseError) -> None:
        self.print_button.setText(Preview.PRINT)
        self.print_button.setEnabled(_has_printer() and self.document.pageCount() > 0)
        show_in_place(error, self.banner)


def make_printer() -> QPrinter:
    """Return a printer for whole pages: the margins are the note's own."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setResolution(PRINT_DPI)
    printer.setPageLayout(page_layout())
    printer.setFullPage(True)
    # The name of the print job stands in the queue for everybody on the network to see.
    printer.setDocName("TherapEase")
    return printer


def _has_printer() -> bool:
    return bool(QPrinterInfo.availablePrinterNames())
