"""Cameras by name, over folders laid out as the kernel and udev lay theirs out."""

import struct
import sys
from pathlib import Path

import pytest

from checkpoint_app.domain.errors import SourceMissing
from checkpoint_app.scanner import camera_list
from checkpoint_app.scanner.camera_list import (
    FoundCamera,
    captures,
    found_below,
    gives_pictures,
    index_of,
    is_camera_link,
    link_name,
    list_cameras,
    numbered,
)
from checkpoint_app.scanner.source import is_live, open_source

LINK = "/dev/v4l/by-id/usb-046d_HD_Pro_Webcam_C920_8A2B-video-index0"


class Machine:
    """A computer's ``/sys/class/video4linux`` and ``/dev``."""

    def __init__(self, folder: Path) -> None:
        self.system, self.devices = folder / "sys", folder / "dev"
        self.system.mkdir()
        self.devices.mkdir()

    def plug(self, index: int, name: str, **links: str) -> None:
        (self.system / f"video{index}").mkdir()
        (self.system / f"video{index}" / "name").write_text(name + "\n", "utf-8")
        node = self.devices / f"video{index}"
        node.touch()
        for kind, link in links.items():
            place = self.devices / "v4l" / kind.replace("_", "-") / link
            place.parent.mkdir(parents=True, exist_ok=True)
            place.symlink_to(node)

    def cameras(self) -> list[FoundCamera]:
        return found_below(self.system, self.devices)


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Machine:
    # Plain files stand for the nodes, so their drivers are asked elsewhere.
    monkeypatch.setattr(camera_list, "gives_pictures", lambda node: node.exists())
    return Machine(tmp_path)


def test_cameras_are_listed_by_number_with_their_names(machine: Machine) -> None:
    machine.plug(10, "USB Camera")
    machine.plug(2, "Integrated Camera: Integrated C")
    assert machine.cameras() == [
        FoundCamera("2", "Integrated Camera", 2),
        FoundCamera("10", "USB Camera", 10),
    ]


def test_a_camera_is_known_by_its_link_whatever_its_number(machine: Machine) -> None:
    machine.plug(0, "C920", by_id="usb-C920-video-index0", by_path="pci-1-video-index0")
    machine.plug(2, "C920", by_path="pci-2-video-index0")
    first, second = machine.cameras()
    assert first.spec.endswith("by-id/usb-C920-video-index0")
    assert second.spec.endswith("by-path/pci-2-video-index0")
    link = Path(first.spec)
    assert index_of(link) == 0
    link.unlink()
    assert index_of(link) is None
    link.symlink_to(machine.devices / "video2")  # plugged in again, under another number
    assert index_of(link) == 2


def test_a_link_that_leads_nowhere_or_in_a_circle_is_no_camera(tmp_path: Path) -> None:
    loop, odd = tmp_path / "loop", tmp_path / "odd"
    loop.symlink_to(loop)
    odd.symlink_to(tmp_path)
    assert index_of(loop) is None
    assert index_of(odd) is None


def test_only_nodes_that_give_pictures_are_listed(
    machine: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    machine.plug(0, "C920")
    machine.plug(1, "C920")
    monkeypatch.setattr(camera_list, "gives_pictures", lambda node: node.name == "video0")
    assert [camera.index for camera in machine.cameras()] == [0]


@pytest.mark.parametrize(
    ("capabilities", "device", "gives"),
    [
        (0x84A00001, 0x04200001, True),  # a webcam's picture node
        (0x84A00001, 0x04A00000, False),  # its metadata node
        (0x00000001, 0, True),  # an old driver that tells no node from another
        (0x80001000, 0x00001000, True),  # several planes
        (0x80000002, 0x00000002, False),  # a screen
    ],
)
def test_what_a_driver_says_of_a_node(capabilities: int, device: int, gives: bool) -> None:
    answer = struct.pack(
        "=16s32s32sII I12x", b"uvcvideo", b"C920", b"usb-1", 0x060100, capabilities, device
    )
    assert len(answer) == 104
    assert captures(answer) is gives


@pytest.mark.skipif(sys.platform != "linux", reason="asks a Linux driver")
def test_a_device_that_is_no_camera_gives_no_pictures(tmp_path: Path) -> None:
    assert not gives_pictures(Path("/dev/null"))
    assert not gives_pictures(tmp_path / "video0")


def test_a_hostile_name_is_made_fit_to_be_shown(machine: Machine) -> None:
    machine.plug(0, "\u202eWeb\x00cam\n" + "x" * 500)
    (camera,) = machine.cameras()
    assert camera.name.startswith("Webcam xxx")
    assert len(camera.name) <= 60


def test_where_the_kernel_lists_nothing_there_is_nothing(tmp_path: Path) -> None:
    assert found_below(tmp_path / "none", tmp_path) == []


def test_elsewhere_the_names_given_are_numbered() -> None:
    assert numbered(["A", "B: B"]) == [FoundCamera("0", "A", 0), FoundCamera("1", "B", 1)]


def test_this_computers_own_cameras_can_be_asked_for() -> None:
    assert all(is_live(camera.spec) for camera in list_cameras())


def test_a_camera_chosen_by_its_link_is_live_and_waited_for_by_name() -> None:
    assert is_live(LINK)
    assert is_camera_link(LINK)
    assert not is_camera_link("/dev/v4l/by-id/../../../etc/passwd")
    assert link_name(LINK) == "046d HD Pro Webcam C920 8A2B"
    with pytest.raises(SourceMissing) as caught:
        open_source(LINK)
    assert caught.value.details == {"source": link_name(LINK), "live": True}
