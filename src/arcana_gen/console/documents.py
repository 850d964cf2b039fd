"""Results and errors as JSON: one document on stdout."""

import json
import sys
from collections.abc import Sequence

from arcana_gen.blueprint import JsonValue
from arcana_gen.console.differences import difference
from arcana_gen.errors import ArcanaError
from arcana_gen.reconcile import Change, Done


def print_document(content: JsonValue) -> None:
    """Print a JSON document."""
    sys.stdout.write(json.dumps(content, indent=2, ensure_ascii=False) + "\n")
    sys.stdout.flush()


def outcome_document(
    command: str, done: Done, *, dry_run: bool, with_diff: bool, next_commands: Sequence[str]
) -> dict[str, JsonValue]:
    """What a command has done or, on a dry run, would do."""
    return {
        "command": command,
        "project": str(done.root),
        "dry_run": dry_run,
        "changes": [_change(change, with_diff=with_diff) for change in done.plan.changes],
        "notes": list(done.notes),
        "next": list(next_commands),
    }


def error_document(error: ArcanaError) -> dict[str, JsonValue]:
    """What went wrong, for programs: `code` is stable."""
    details = {
        "code": error.code,
        "message": error.message,
        "hint": error.hint,
        "exit_code": error.exit_code,
    }
    return {"error": details}


def _change(change: Change, *, with_diff: bool) -> dict[str, JsonValue]:
    diff = {"diff": difference(change)} if with_diff else {}
    source = {"source": change.source} if change.source else {}
    reason = {"reason": change.reason} if change.reason else {}
    beside = {"beside": change.beside} if change.beside else {}
    return {"path": change.path, "kind": str(change.kind), **source, **beside, **reason, **diff}
