"""Recognisable scenes of a workshop, each before and after rectification."""

from collections.abc import Callable

from inspect_app.demo.canvas import Canvas
from inspect_app.demo.scenes import electrical, fire, process, storage, work

SCENES: dict[str, Callable[[Canvas, bool], None]] = {
    "distribution_box": electrical.distribution_box,
    "cables": electrical.cables,
    "gas_detector": electrical.gas_detector,
    "extinguisher": fire.extinguisher,
    "exit": fire.exit_door,
    "emergency_cabinet": fire.emergency_cabinet,
    "cylinders": storage.cylinders,
    "drums": storage.drums,
    "stacks": storage.stacks,
    "vessel": process.vessel,
    "gauge": process.gauge,
    "duct": process.duct,
    "manhole": work.manhole,
    "machine_guard": work.machine_guard,
    "guardrail": work.guardrail,
    "notice_board": work.notice_board,
}
"""Scene key to `draw(canvas, after)`; `after` shows the fault removed."""
