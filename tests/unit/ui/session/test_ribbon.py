"""What the ribbon does with evidence that is scrolled away."""

from __future__ import annotations

from PySide6.QtCore import QRectF

from therapease.ui.session.ribbon import RibbonShape, _clipped, _target_bands

WINDOW = (100.0, 500.0)


def shape(*bands: tuple[float, float]) -> RibbonShape:
    return RibbonShape(400.0, bands, WINDOW, QRectF(460, 200, 400, 80), (150.0, 600.0))


def test_bands_out_of_sight_are_counted() -> None:
    bands = shape((10, 40), (120, 160), (700, 760), (900, 930))
    assert (bands.above, bands.below) == (1, 2)


def test_a_band_in_sight_stays_and_one_half_out_is_cut() -> None:
    assert _clipped((120, 160), WINDOW) == (120, 160)
    assert _clipped((480, 560), WINDOW) == (480, 500)


def test_a_band_out_of_sight_leaves_a_thin_end_at_its_edge() -> None:
    top, bottom = _clipped((10, 40), WINDOW)
    assert top == WINDOW[0] and 0 < bottom - top < 6
    top, bottom = _clipped((700, 760), WINDOW)
    assert bottom == WINDOW[1] and 0 < bottom - top < 6


def test_sources_share_the_height_of_the_line() -> None:
    targets = list(_target_bands(shape((120, 160), (300, 340))))
    assert targets[0][0] > 200 and targets[1][1] < 280
    assert targets[0][1] == targets[1][0]
