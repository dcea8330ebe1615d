"""No sentence anybody said may reach a log, whatever way it comes."""

from __future__ import annotations

import json
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from therapease import logs

CLINICAL = "She said she had thought of ending her life, sertraline 50 mg"


@pytest.fixture
def log_file(tmp_path: Path) -> Iterator[Path]:
    yield logs.configure_logs(tmp_path)
    logs.close_logs()


def lines(file: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]


def test_a_known_line_is_written_as_json_with_its_time(log_file: Path) -> None:
    logs.get_logger().info("job.finished", stage="drafting", duration_s=1.5)
    (line,) = lines(log_file)
    assert line.pop("timestamp").endswith("Z")
    assert line == {"event": "job.finished", "level": "info", "stage": "drafting", "duration_s": 1.5}


@pytest.mark.parametrize("key", sorted(logs.ALLOWED_KEYS))
def test_a_clinical_sentence_passes_under_no_allowed_key(log_file: Path, key: str) -> None:
    if key == "event":
        logs.get_logger().info(CLINICAL)
    else:
        logs.get_logger().info("job.finished", **{key: CLINICAL})
    assert "ending" not in log_file.read_text(encoding="utf-8")
    assert lines(log_file)[0].get("withheld", 0) <= 1


def test_an_unknown_key_is_dropped_and_counted(log_file: Path) -> None:
    logs.get_logger().info("note.saved", text=CLINICAL, client_name="Mara Keller", count=3)
    (line,) = lines(log_file)
    assert line["count"] == 3
    assert line["withheld"] == 2
    assert "Mara" not in log_file.read_text(encoding="utf-8")


def test_of_an_exception_only_type_and_places_are_written(log_file: Path) -> None:
    try:
        raise ValueError(CLINICAL)
    except ValueError as error:
        logs.get_logger().error("job.failed", exc_info=error)
    (line,) = lines(log_file)
    assert line["error"] == "ValueError"
    assert line["places"].startswith("test_logs.py:")
    assert "ending" not in log_file.read_text(encoding="utf-8")


def test_implicit_exceptions_are_refused(log_file: Path) -> None:
    with pytest.raises(TypeError, match="exception itself"):
        logs.get_logger().error("job.failed", exc_info=True)
    assert lines(log_file) == []


@given(
    st.dictionaries(st.text(max_size=12) | st.sampled_from(sorted(logs.ALLOWED_KEYS)), st.text(max_size=80), max_size=6)
)
def test_no_text_with_a_space_between_words_ever_passes(record: dict[str, str]) -> None:
    kept = logs.keep_allowed(None, "info", dict(record))
    texts = [value for key, value in kept.items() if isinstance(value, str) and key != "places"]
    assert not [text for text in texts if len(text.split()) > 1]


@given(st.text(alphabet="abc .,'0", min_size=1, max_size=30))
def test_an_event_is_a_dotted_name_or_withheld(event: str) -> None:
    kept = logs.keep_allowed(None, "info", {"event": event})
    assert kept["event"] in (event, "withheld")
    assert " " not in kept["event"]


def test_only_the_owner_can_read_the_log(log_file: Path) -> None:
    assert stat.S_IMODE(log_file.stat().st_mode) == 0o600


def test_nothing_is_printed_before_the_logs_are_configured(capfd: pytest.CaptureFixture[str]) -> None:
    logs.get_logger().error("job.failed", text=CLINICAL)
    assert capfd.readouterr() == ("", "")


def test_configuring_twice_writes_each_line_once(tmp_path: Path) -> None:
    logs.configure_logs(tmp_path)
    file = logs.configure_logs(tmp_path)
    logs.get_logger().info("job.finished")
    logs.close_logs()
    assert len(lines(file)) == 1
