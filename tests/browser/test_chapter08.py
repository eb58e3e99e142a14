"""Chapter 08 in real browsers: TensorBoard itself shows every layer, and so does its frame inside JupyterLab."""

from __future__ import annotations

import urllib.parse

import pytest
from playwright.sync_api import expect

from course_lib.experiments.clinic import Settings, run
from course_lib.monitor.event_file import write_event_file
from course_lib.monitor.tensorboard_server import TensorBoardServer
from rehearsal.lab import open_and_run_all
from rehearsal.stages import CANVAS

pytestmark = pytest.mark.browser

LAYERS = ("1.Dense", "3.Dense", "5.Dense", "7.Dense")
ERRORS = (
    ".jp-OutputArea-output[data-mime-type='application/vnd.jupyter.error'], "
    ".jp-OutputArea-output[data-mime-type='application/vnd.jupyter.stderr'], .jupyter-widgets.jp-mod-error"
)


def test_tensorboard_shows_histograms_norms_and_updates_of_each_layer(page, tmp_path):
    write_event_file(run(Settings(), 0, every=10, steps=60).measurements, tmp_path)
    elsewhere = []
    with TensorBoardServer(tmp_path) as server:
        page.on("request", lambda request: elsewhere.append(request.url))
        page.goto(f"{server.address}?darkMode=false#histograms")
        for number, layer in enumerate(LAYERS):
            expect(page.get_by_text(f"gradients/{layer}").first).to_be_visible(timeout=60_000)
            # One outline for each measured step: they are drawn, not only announced.
            drawn = page.locator("vz-histogram-timeseries").nth(number).locator("path.outline, path")
            expect(drawn.nth(5)).to_be_attached(timeout=60_000)
        page.goto("about:blank")
        page.goto(f"{server.address}#scalars")
        for heading in ("error", "gradient_norm", "near_zero", "update_size", "update_to_weight"):
            title = page.get_by_text(heading, exact=True).first
            expect(title).to_be_visible(timeout=60_000)
            tags = [f"{heading}/{layer}" for layer in LAYERS] if heading != "error" else []
            if tags and not page.get_by_text(tags[0]).first.is_visible():
                title.click()  # TensorBoard folds away all but the first headings
            for tag in tags:
                expect(page.get_by_text(tag).first).to_be_visible(timeout=30_000)
    # Of this server alone; its letters it looks for beside the path, and shows the browser's own where there are none.
    known = (urllib.parse.urljoin(server.address, "/"), "data:", "blob:", "about:")
    assert [address for address in elsewhere if not address.startswith(known)] == []


def test_the_clinic_and_tensorboard_in_jupyterlab(lab, page):
    complaints = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    open_and_run_all(page, lab, "notebooks/ja/08_seeing_gradients.ipynb")
    button = page.get_by_role("button", name="TensorBoard を開く")
    button.scroll_into_view_if_needed()
    button.click()
    frame = page.frame_locator("iframe[title=TensorBoard]")
    expect(frame.locator("body")).to_contain_text("TensorBoard", timeout=60_000)
    expect(frame.get_by_text("gradients", exact=False).first).to_be_attached(timeout=60_000)
    page.get_by_role("button", name="TensorBoard を閉じる").click()
    expect(page.locator("iframe[title=TensorBoard]")).to_have_count(0, timeout=20_000)

    treat = page.get_by_role("button", name="治療して、もう一度学習する")
    treat.scroll_into_view_if_needed()
    control = page.locator(".jp-OutputArea-child", has=treat).first
    before = control.locator(CANVAS).get_attribute("data-drawn")
    control.locator(".widget-dropdown", has_text="診断").locator("select").select_option(label="rate_too_small：学習率が小さすぎる（1,000 分の 1）")
    control.locator(".widget-dropdown", has_text="新しい値").locator("select").select_option(label="0.2")
    treat.click()
    expect(control.get_by_text("診断も治療も正解です")).to_be_visible(timeout=30_000)
    expect(control.locator(CANVAS)).not_to_have_attribute("data-drawn", before, timeout=20_000)
    assert page.locator(ERRORS).count() == 0
    assert complaints == []
