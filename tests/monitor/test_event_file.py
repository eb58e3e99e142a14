"""Event files are what TensorBoard's own reader reads, and TensorBoard shows them to this machine alone."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
from pathlib import Path

import numpy as np
import pytest

from course_lib.experiments.clinic import Settings, run
from course_lib.monitor.event_file import SCALARS, buckets, tensorboard_is_here, write_event_file
from course_lib.monitor.gradient_monitor import size_histogram
from course_lib.monitor.tensorboard_server import TensorBoardServer


@pytest.fixture(scope="module")
def measurements():
    return run(Settings(), seed=0, every=10, steps=31).measurements


def test_tensorboards_own_reader_reads_back_what_was_measured(measurements, tmp_path):
    from tensorboard.backend.event_processing.event_accumulator import EventAccumulator

    file = write_event_file(measurements, tmp_path / "run")
    assert file.parent == tmp_path / "run" and "tfevents" in file.name
    reader = EventAccumulator(str(tmp_path / "run"), {"scalars": 0, "histograms": 0})
    reader.Reload()
    layers = ["1.Dense", "3.Dense", "5.Dense", "7.Dense"]
    assert set(reader.Tags()["histograms"]) == {f"gradients/{layer}" for layer in layers}
    assert set(reader.Tags()["scalars"]) == {"error", *(f"{heading}/{layer}" for heading in SCALARS for layer in layers)}
    assert [(event.step, event.value) for event in reader.Scalars("error")] == [
        (m.step, pytest.approx(m.loss, rel=1e-6)) for m in measurements
    ]
    for layer in layers:
        for heading, name in SCALARS.items():
            events = reader.Scalars(f"{heading}/{layer}")
            assert [event.step for event in events] == [0, 10, 20, 30]
            np.testing.assert_allclose(
                [event.value for event in events], [getattr(m.layers[layer], name) for m in measurements], rtol=1e-6
            )
        for event, m in zip(reader.Histograms(f"gradients/{layer}"), measurements, strict=True):
            read, histogram = event.histogram_value, m.layers[layer].histogram
            assert event.step == m.step and read.num == histogram.sum()
            assert sum(read.bucket) == histogram.sum()
            negative = sum(count for limit, count in zip(read.bucket_limit, read.bucket, strict=True) if limit <= 0)
            assert negative == histogram[1].sum()
            assert list(read.bucket_limit) == sorted(read.bucket_limit) and read.min < read.max
            assert read.sum_squares == pytest.approx(m.layers[layer].norm ** 2)


def test_each_number_lies_in_its_bucket():
    values = np.array([-3.0, -1.0, -1e-5, 0.0, 1e-20, 0.4, 2.0, 7.0])
    for value in values:
        left, right, counts = buckets(size_histogram(np.array([value])))
        (place,) = np.nonzero(counts)[0]
        assert left[place] <= value <= right[place]
    left, right, _ = buckets(size_histogram(values))
    np.testing.assert_array_equal(left[1:], right[:-1])
    assert (left < right).all()


def test_without_tensorboard_a_sentence_says_what_to_do(measurements, tmp_path, monkeypatch, speak):
    speak("en")
    assert tensorboard_is_here()
    for name in [name for name in sys.modules if name.split(".")[0] == "tensorboard"]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "tensorboard", None)
    with pytest.raises(ModuleNotFoundError, match="pip install tensorboard"):
        write_event_file(measurements, tmp_path)
    assert not tensorboard_is_here()
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    with pytest.raises(RuntimeError, match="pip install tensorboard"):
        TensorBoardServer(tmp_path)


def test_importing_the_course_does_not_import_tensorboard():
    code = (
        "import sys, course_lib.monitor.gradient_monitor, course_lib.monitor.event_file, course_lib.monitor.tensorboard_server\n"
        "import course_lib.controls.tensorboard_view\n"
        "assert 'tensorboard' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_the_server_shows_the_files_on_this_machine_alone_and_ends(measurements, tmp_path):
    write_event_file(measurements, tmp_path)
    with TensorBoardServer(tmp_path) as server:
        assert server.running
        assert server.address.startswith("http://127.0.0.1:")
        port = urllib.parse.urlsplit(server.address).port
        for own in addresses_of_this_machine():
            with socket.socket() as caller, pytest.raises(OSError):
                caller.settimeout(3)
                caller.connect((own, port))
        shown: dict[str, dict[str, object]] = {}
        deadline = time.monotonic() + 60
        while not shown.get(".") and time.monotonic() < deadline:
            with urllib.request.urlopen(f"{server.address}data/plugin/histograms/tags", timeout=10) as reply:
                shown = json.load(reply)
            time.sleep(0.3)
        assert sorted(shown["."]) == [f"gradients/{layer}" for layer in ("1.Dense", "3.Dense", "5.Dense", "7.Dense")]
    assert not server.running
    with socket.socket() as caller, pytest.raises(OSError):
        caller.connect(("127.0.0.1", port))


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "evil.example"])
def test_who_does_not_know_the_address_sees_nothing(tmp_path, host):
    """Other users of the machine reach the port, and a page of another site may call it by a name of its own."""

    def answer(path):
        request = urllib.request.Request(urllib.parse.urljoin(server.address, path), headers={"Host": host})
        try:
            with urllib.request.urlopen(request, timeout=10) as reply:
                return reply.status, reply.read()
        except urllib.error.HTTPError as refused:
            return refused.code, refused.read()

    with TensorBoardServer(tmp_path) as server, TensorBoardServer(tmp_path) as another:
        secret, other = (urllib.parse.urlsplit(one.address).path.strip("/") for one in (server, another))
        assert len(secret) >= 24 and secret != other
        assert answer(server.address)[0] == 200
        for path in ("/", "/data/environment", "/data/plugins_listing", f"/{secret[:-1]}/data/environment", f"/{other}/data/environment", "/../"):
            status, told = answer(path)
            assert status == 404 and str(tmp_path).encode() not in told and secret.encode() not in told
        # Neither does the list of processes give it away, nor does another program serve the same beside it.
        if sys.platform == "linux":
            pid = server._process.pid
            assert secret not in Path(f"/proc/{pid}/cmdline").read_text()
            assert all(not children.read_text().strip() for children in Path(f"/proc/{pid}/task").glob("*/children"))


def test_the_server_ends_with_the_process_that_started_it(tmp_path):
    code = (
        "import os, sys\nfrom course_lib.monitor.tensorboard_server import TensorBoardServer\n"
        f"server = TensorBoardServer({str(tmp_path)!r})\nprint(server.address, flush=True)\nos.kill(os.getpid(), 9)"
    )
    ended = subprocess.run([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True, check=False)
    assert ended.returncode == -9
    port = urllib.parse.urlsplit(ended.stdout.strip()).port
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        with socket.socket() as caller:
            if caller.connect_ex(("127.0.0.1", port)):
                return
        time.sleep(0.2)
    pytest.fail("TensorBoard still answers")


def addresses_of_this_machine() -> list[str]:
    """Addresses under which others could reach this machine; none where it has no network."""
    try:
        found = {entry[4][0] for entry in socket.getaddrinfo(socket.gethostname(), None, socket.AF_INET)}
    except OSError:
        return []
    return [str(address) for address in found if not str(address).startswith("127.")]
