"""Goals and measures on a client's page, and the forms for them."""

from __future__ import annotations

from therapease.domain.goal import GoalStatus


class Measures:
    TITLE = "Measures"
    CARD = "{instrument}, {about}"
    NONE = "No {instrument} yet"
    ENTER = "Enter {instrument}"
    UP = "up {points}"
    DOWN = "down {points}"
    SAME = "unchanged"
    FIRST = "first result"
    BAND = "{band}, {change}"
    ITEM = "Item {number}: {answer}"
    ITEM_RAISED = "Item {number}: {answer}, {words}"
    ITEM_UNKNOWN = "Item {number}: not entered"
    POINT = "{date}, {total}, {band}"
    AXIS_SESSION = "Session"
    AXIS_DATE = "Date"
    RESULT_SESSION = "{date}, session {number}"
    CORRECTED = "corrected"
    OPEN_HINT = "Open a result to read its answers, to correct it or to take it back."
    SOURCE = "Bands after {source}. The total is a measure, not a diagnosis."
    SHEET_NEW = "Enter {instrument}"
    SHEET_CORRECT = "Correct {instrument}"
    DATE = "Taken on"
    DATE_HINT = "For example 17.3.2026. A session of that day is found by itself."
    DATE_WRONG = "This is not a date. Write day, month and year, for example 17.3.2026."
    DATE_MISSING = "Write the day on which it was filled in."
    WAY = "What you have"
    EVERY_ANSWER = "Every answer"
    TOTAL_ALONE = "The total alone"
    TOTAL = "Total"
    TOTAL_HINT = "0 to {highest}"
    TOTAL_WRONG = "Write a whole number from 0 to {highest}."
    ITEMS_LEFT_ONE = "One item left"
    ITEMS_LEFT = "{count} items left"
    TOTAL_NOW = "Total {total} of {highest}, {band}"
    LEGEND = "0 not at all, 1 several days, 2 more than half the days, 3 nearly every day."
    KEYS = "With the keyboard: 0 to 3 answers an item and goes on to the next."
    ANSWER_ALL = "Answer every item, or enter the total alone."
    ANSWER = "{number}, {words}"
    SAVE = "Save result"
    SAVE_CORRECTION = "Save correction"
    TAKE_BACK = "Take back…"
    TAKE_BACK_TITLE = "Take this result back?"
    TAKE_BACK_MESSAGE = "It no longer counts and leaves the chart. The record keeps that it was entered and taken back."
    TAKE_BACK_CONFIRM = "Take back"
    HISTORY = "History of this result"
    HISTORY_NOTED = "{total}, entered {date}"
    BAND_SHORT = (("Moderately severe", "Mod. severe"),)


class Goals:
    TITLE = "Goals"
    ADD = "Add goal"
    NONE = "No goals yet. A goal is reached in steps that you and the client name."
    CHANGE = "Change"
    CHANGE_OF = "Change: {title}"
    SET_ASIDE = "Set aside"
    SHEET_NEW = "New goal"
    NAME = "Goal"
    NAME_HINT = "In the client's words, for example “Travel to work by train”."
    STEPS = "Steps"
    STEP_NONE = "Not begun"
    STEP = "Step {number}"
    SHEET_MOVE = "Where it stands"
    REACHED = "Reached"
    SAVE = "Save"
    WHERE = "Step"
    STANDS = "The goal is"
    HISTORY = "History"
    HISTORY_SET = "Set {date}, in {steps} steps"
    HISTORY_STEP = "{date}: step {step} of {steps}"
    HISTORY_STATUS = "{date}: {status}"


GOAL_STATUS_WORDS = {
    GoalStatus.OPEN: "Being worked on",
    GoalStatus.REACHED: "Reached",
    GoalStatus.DROPPED: "Set aside",
}
