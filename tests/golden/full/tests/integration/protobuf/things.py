"""A project with one `.proto`, in a folder of its own."""

import shutil
import subprocess
from pathlib import Path

from app.infrastructure.protobuf.stubs import ROOT

THING = """// Things.
syntax = "proto3";

package app.v1;

// The use cases of things.
service ThingService {
  // Returns one.
  rpc GetThing(GetThingRequest) returns (Thing);
}

// One of the things.
message Thing {
  optional string name = 1;
  optional string colour = 2;
}

message GetThingRequest {
  string id = 1;
}
"""


def write_project(root: Path, text: str = THING) -> Path:
    """Write the project, and return where its `.proto` is."""
    path = root / "proto" / "app" / "v1" / "thing.proto"
    path.parent.mkdir(parents=True)
    path.write_text(text, encoding="utf-8")
    (root / "src" / "app" / "v1").mkdir(parents=True)
    shutil.copy(ROOT / "proto" / "buf.yaml", root / "proto")
    return path


def change(path: Path, old: str, new: str) -> None:
    """Replace a part of a file."""
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def git(root: Path, *arguments: str) -> None:
    """Run git in a project, as somebody."""
    person = ["-c", "user.name=Somebody", "-c", "user.email=somebody@example.com"]
    subprocess.run(["git", *person, *arguments], cwd=root, check=True, capture_output=True)


def release(root: Path, tag: str) -> None:
    """Commit everything and tag it."""
    git(root, "init", "--quiet")
    git(root, "add", "--all")
    git(root, "commit", "--quiet", "--message", tag)
    git(root, "tag", "--no-sign", tag)
