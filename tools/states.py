"""Writes docs/states.md: a picture and a table of every case's states, from domain/rules.py. `python tools/states.py`"""

from __future__ import annotations

from pathlib import Path

from inspect_app.domain import clocks, rules
from inspect_app.domain.people import ROLES

TARGET = Path(__file__).parent.parent / "docs" / "states.md"
NAMES = {
    "visit": "Visit (检查任务)", "finding": "Finding (隐患)", "document": "Document (文书)", "task": "Task (任务)", "meeting": "Joint meeting (联席会议)",
}  # fmt: skip
HEAD = """# States

Made by `python tools/states.py` from the tables in `inspect_app/domain/rules.py`; a test fails when it is out of date. One function, `rules.decide`, interprets all
tables. A guard (`finding_guards.py`, `doc_guards.py`, `tasks.py`) asks for what a table can't say, such as who graded a major finding. "Overdue" is computed, never a state.
"""


def text() -> str:
    """The page."""
    return "\n".join([HEAD, *(_case(case) for case in rules.TABLES)])


def _case(case: str) -> str:
    table, states = rules.TABLES[case]
    lines = [f"## {NAMES[case]}", "", "```mermaid", "stateDiagram-v2"]
    lines += [f"  {state}: {name} {state}" for state, name in states.items() if state]
    arrows: dict[tuple[str, str], list[str]] = {}
    for command, step in table.items():
        for source in sorted(step.sources):
            if step.target and source != step.target:
                arrows.setdefault((source or "[*]", step.target), []).append(command)
    lines += [f"  {source} --> {target}: {', '.join(names)}" for (source, target), names in arrows.items()]
    ends = [
        state
        for state in states
        if state
        and not any(state in step.sources and step.target not in (None, state) for step in table.values())
    ]
    lines += [f"  {state} --> [*]" for state in ends]
    lines += [
        "```",
        "",
        "| command | from | to | who | must be said | checked besides | clock that starts |",
        "|---|---|---|---|---|---|---|",
    ]
    for command, step in table.items():
        sources = ", ".join(sorted(state or "(new)" for state in step.sources))
        who = ", ".join(sorted(ROLES[role] for role in step.roles))
        facts = ", ".join(rules.FACTS[name] for name in step.facts)
        guard = (
            (step.guard.__doc__ or "").strip().splitlines()[0] if step.guard and step.guard.__doc__ else ""
        )
        clock = clocks.CLOCKS[step.clock].label if step.clock else ""
        lines.append(
            f"| `{command}` {rules.COMMANDS[command]} | {sources} | {step.target or '(stays)'} | {who} | {facts} | {guard} | {clock} |"
        )
    return "\n".join([*lines, ""])


if __name__ == "__main__":
    TARGET.write_text(text(), encoding="utf-8")
