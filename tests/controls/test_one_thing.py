"""Slider, number beside it, picture and sentence say one thing, for every value that can be dragged, stepped or typed to."""

from __future__ import annotations

import re

import ipywidgets as widgets
import numpy as np
import pytest

from benchmarks.interaction import every_control
from course_lib.controls.shown_sliders import ShownLogSlider, SpokenLogSlider
from course_lib.words.numbers import spoken

SLIDERS = (widgets.FloatSlider, widgets.FloatLogSlider, widgets.IntSlider)
REAL = (widgets.FloatSlider, widgets.FloatLogSlider)

# Which sentences say the number of which slider, and how they write it.
SAID = {
    ("AdamPartsControl", "size"): spoken,
    ("BallOnHillControl", "place"): "{:.1f}".format,
    ("CatStoryControl", "rounds"): "{:,}".format,
    ("ClinicControl", "step"): "Step {}:".format,
    ("DeepSignalsControl", "depth"): "{}".format,
    ("DigitReader", "epoch"): "After {} epochs".format,
    ("GraphPlayControl", "amount"): "= {:.3g}".format,
    ("GraphWalkControl", "step"): "Step {} of".format,
    ("MountainWalkControl", "place"): "at {:.0f} m".format,
    ("OptimizerRaceControl", "steps"): "After {} steps".format,
    ("SearchRaceControl", "budget"): "{:,.0f}".format,
    ("SecantControl", "h"): spoken,
    ("StabilityBorderControl", "learning_rate"): "{:.3g}".format,
    ("TrainingRunControl", "step"): "Step {}:".format,
}


def sliders_in(widget):
    """Return all sliders of a control's widget."""
    if isinstance(widget, SLIDERS):
        return [widget]
    return [slider for child in getattr(widget, "children", ()) for slider in sliders_in(child)]


def places_of(slider):
    """Return all values that keys and hand reach."""
    count = round((slider.max - slider.min) / slider.step)
    places = slider.min + slider.step * np.arange(count + 1)
    return (slider.base**places if isinstance(slider, widgets.FloatLogSlider) else places).tolist()


def typed_into(slider, rng):
    """Return numbers between the ends, with more digits than are shown."""
    share = rng.uniform(0.01, 0.99, 4)
    between = (slider.min + (slider.max - slider.min) * share).tolist()
    return [slider.base**place for place in between] if isinstance(slider, widgets.FloatLogSlider) else between


def shown(slider):
    """Return the number that stands beside a slider, as text."""
    if isinstance(slider, SpokenLogSlider):
        return slider.number.value
    return format(slider.value, "d" if isinstance(slider, widgets.IntSlider) else slider.readout_format)


@pytest.mark.parametrize("control", every_control(), ids=lambda control: control.__name__)
def test_what_is_shown_is_what_is_computed(control, speak):
    speak("en")
    made, rng = control(), np.random.default_rng(0)
    for slider in sliders_in(made.widget):
        places = places_of(slider)
        some = places[:: max(1, len(places) // 5)]
        for sent in [*some, places[-1], *typed_into(slider, rng)]:
            sent = round(sent) if isinstance(slider, widgets.IntSlider) else sent
            slider.set_state({"value": sent})  # as the browser does
            value = slider.value
            if isinstance(slider, REAL):
                assert value == float(format(value, slider.readout_format)), (slider.description, sent)
                assert value == pytest.approx(sent, abs=slider.step, rel=0.06), "what was asked for, but for its last digits"
            else:
                assert (value - slider.min) % slider.step == 0 and abs(value - sent) <= slider.step / 2
            assert not re.search(r"\de[+−-]?\d", shown(slider)), (slider.description, shown(slider))
            assert made.stage.alt == made.picture.alt
            name = next((name for name, found in vars(made).items() if found is slider), "")
            if (say := SAID.get((control.__name__, name))) and made.stage.alt and value != slider.min:
                said = say(value).replace("-", "−")
                assert said in made.stage.alt.replace("-", "−"), (slider.description, sent, made.stage.alt)


@pytest.mark.parametrize("control", every_control(), ids=lambda control: control.__name__)
def test_no_two_neighbours_look_alike(control):
    """Else a key would lead nowhere: what is shown is what counts."""
    for slider in sliders_in(control().widget):
        if isinstance(slider, REAL):
            numbers = [format(place, slider.readout_format) for place in places_of(slider)]
            assert len(set(numbers)) == len(numbers), slider.description


def test_the_browser_is_told_only_of_what_it_does_not_show(monkeypatch):
    slider = ShownLogSlider(0.1, min=-3, max=1, readout_format=".3g")
    sent = []
    monkeypatch.setattr(slider, "send_state", lambda key=None: sent.append(key))
    slider.set_state({"value": 0.44668359})
    assert slider.value == 0.447 and sent == []
    slider.set_state({"value": 123.0})
    assert slider.value == 10.0 and sent == ["value"]
    slider.value = 0.5
    assert sent == ["value", "value"]


def test_tiny_numbers_stand_beside_their_slider_as_people_read_them(speak):
    speak("en")
    slider = SpokenLogSlider(0.5, min=-16, max=0, readout_format=".2g")
    assert slider.number.value == "0.5" and not slider.readout
    slider.set_state({"value": 1.2589e-8})
    assert slider.value == 1.3e-8 and slider.number.value == spoken(1.3e-8)
    assert "zeros after the point" in slider.number.value
