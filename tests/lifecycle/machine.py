"""A project that is changed at random by commands, by its user, and by kills in between.

Whatever happens: no line that the user wrote disappears, files that the user never touched are as
a fresh rendering has them, the blueprint is the wanted one, and a killed command leaves the
project as it was or as it should become.
"""

import shutil
from pathlib import Path

from hypothesis import strategies as st
from hypothesis.stateful import initialize, invariant, precondition, rule
from tests.lifecycle.means import (
    MARK,
    MIGRATIONS,
    LivingProject,
    everything,
    is_of_user,
    is_picture,
    is_text,
)
from tests.lifecycle.versions import VERSIONS
from tests.unit.reconcile.dying import survives

from arcana_gen.blueprint import ANSWERS_FILE, Blueprint, parse_entity, parse_field
from arcana_gen.blueprint.names import snake
from arcana_gen.reconcile import open_project
from arcana_gen.reconcile.conflicts import find_conflicts

ENTITIES = ("Tag", "Order", "Zone", "OrderLine", "Person")
FIELDS = {"note": "text:optional", "rank": "int:default=1", "size": "str:optional:max=9"}
EJECTABLE = ("README.md", "docs/index.md", "config/default.yaml")

_FEW = 5
_HEAD = "# What this service was made from."


class Lifecycle(LivingProject):
    """One project, and what happens to it."""

    # ---- how it begins

    @initialize(with_git=st.booleans(), version=st.sampled_from(VERSIONS[:2]))
    def create(self, *, with_git: bool, version: str) -> None:
        """Make a project from one of the older versions."""
        place = f"{self.template}@{version}"
        words = ("--no-install", "--no-git", "--template", place, "--entity", "Tag label:str")
        assert self.run("new", "shop", "--output", str(self.project), *words) == 0
        if with_git:
            self.git("init", "--quiet")
            self.commit()
        self.blueprint = self.answers.blueprint

    # ---- what commands do

    @rule(docs=st.booleans(), workers=st.integers(1, 3))
    def set_options(self, *, docs: bool, workers: int) -> None:
        """Switch options."""
        options = {**self.blueprint.options, "docs": docs, "workers": workers}
        words = ("set", f"docs={docs}", f"workers={workers}")
        self.change(words, self.blueprint.with_options(options))

    @rule(name=st.sampled_from(ENTITIES), refers=st.booleans())
    def add_entity(self, *, name: str, refers: bool) -> None:
        """Add an entity, where no file of the user is in its way."""
        target = next(iter(self.blueprint.entities), "")
        field = f"owner:ref:{target}" if refers and target else "label:str"
        if self.is_free(name):
            after = self.blueprint.with_entity(parse_entity(f"{name} {field}"))
            self.change(("add", "entity", name, field), after)

    @precondition(lambda self: self.blueprint.entities)
    @rule(data=st.data())
    def remove_entity(self, data: st.DataObject) -> None:
        """Remove an entity that no other refers to."""
        entities = self.blueprint.entities
        targets = {target for entity in entities.values() for target in entity.targets}
        name = data.draw(st.sampled_from(sorted(entities)))
        if name not in targets:
            words = ("remove", "entity", name, "--accept-data-loss")
            self.change(words, self.blueprint.without_entity(name))

    @precondition(lambda self: self.blueprint.entities)
    @rule(data=st.data(), new=st.sampled_from(ENTITIES))
    def rename_entity(self, data: st.DataObject, *, new: str) -> None:
        """Rename an entity, where no file of the user is in its way."""
        old = data.draw(st.sampled_from(sorted(self.blueprint.entities)))
        if self.is_free(new):
            places = f"/{snake(old)}/", f"/{snake(new)}/"
            self.gone = {path.replace(*places) for path in self.gone}
            after = self.blueprint.with_renamed_entity(old, new)
            self.change(("rename", "entity", old, new), after)

    @precondition(lambda self: self.blueprint.entities)
    @rule(data=st.data(), field=st.sampled_from(sorted(FIELDS)))
    def add_or_remove_field(self, data: st.DataObject, *, field: str) -> None:
        """Add a field, or remove it where it is."""
        name = data.draw(st.sampled_from(sorted(self.blueprint.entities)))
        if any(known.name == field for known in self.blueprint.entities[name].fields):
            words = ("remove", "field", name, field, "--accept-data-loss")
            self.change(words, self.blueprint.without_fields(name, [field]))
        else:
            shorthand = f"{field}:{FIELDS[field]}"
            after = self.blueprint.with_fields(name, [parse_field(shorthand)])
            self.change(("add", "field", name, shorthand), after)

    @rule(version=st.sampled_from(VERSIONS[1:]))
    def update(self, *, version: str) -> None:
        """Merge a newer version of the template."""
        if version > self.answers.commit:
            if version == VERSIONS[2]:
                self.gone = {path.replace("docs/guide", "docs/manual") for path in self.gone}
            self.change(("update", "--to", version), self.blueprint)

    @rule(name=st.sampled_from(EJECTABLE))
    def eject(self, *, name: str) -> None:
        """Take a file over."""
        if name in self.fresh() and name not in self.blueprint.ejected:
            after = self.blueprint.with_ejected((*self.blueprint.ejected, name))
            self.change(("eject", str(self.project / name)), after)

    @rule(number=st.integers(1, 60), on_branch=st.booleans())
    def let_the_next_command_be_killed(self, *, number: int, on_branch: bool) -> None:
        """Choose the change of the file system that it does not survive, perhaps on a branch."""
        self.kill_at, self.on_branch = number, on_branch

    # ---- what the user does

    @precondition(lambda self: len(self.changeable()) > _FEW)
    @rule(data=st.data(), ends=st.sampled_from(["\n", "\r\n"]), final=st.booleans())
    def edit(self, data: st.DataObject, *, ends: str, final: bool) -> None:
        """Insert a line, instead of others or beside them."""
        texts = [path for path, entry in self.changeable().items() if is_text(entry)]
        path = self.project / data.draw(st.sampled_from(texts or [self.new_file()]))
        lines = path.read_bytes().decode().splitlines()
        first, last = sorted(data.draw(st.integers(0, len(lines))) for _ in range(2))
        last = min(last, first + 2)
        lines[first:last] = [self.line(), *(line for line in lines[first:last] if MARK in line)]
        path.write_bytes((ends.join(lines) + (ends if final else "")).encode())

    @rule(data=st.data(), ends=st.sampled_from(["\n", "\r\n"]), count=st.integers(1, 4))
    def comment_on_the_answers(self, data: st.DataObject, *, ends: str, count: int) -> None:
        """Insert comments above lines of the answers, or write them behind some."""
        lines = (self.project / ANSWERS_FILE).read_text().splitlines()
        for _ in range(count):
            number = data.draw(st.integers(0, len(lines) - 1))
            if data.draw(st.booleans()):
                lines[number] += f"  {self.line()}"
            else:
                lines.insert(number, " " * data.draw(st.integers(0, 9)) + self.line())
        self.write_answers(lines, ends)

    @rule()
    def draw(self) -> None:
        """Change what is no text."""
        for path, entry in self.changeable().items():
            if is_picture(entry):
                (self.project / path).write_bytes(entry.content + self.line().encode())

    @precondition(lambda self: len(self.changeable()) > _FEW)
    @rule(data=st.data(), name=st.sampled_from(["mine.py", "mine.txt"]))
    def add_file(self, data: st.DataObject, *, name: str) -> None:
        """Put a file beside generated ones, whose bytes are no UTF-8."""
        folders = sorted({str(Path(path).parent) for path in self.changeable()})
        path = self.project / data.draw(st.sampled_from(folders)) / name
        if not path.exists():
            path.write_bytes(f"{self.line()} \xff".encode("latin-1"))

    @precondition(lambda self: len(self.changeable()) > _FEW)
    @rule(data=st.data())
    def delete_file(self, data: st.DataObject) -> None:
        """Delete a file that the user has written nothing in."""
        files = self.changeable()
        name = data.draw(st.sampled_from(sorted(files)))
        if not is_of_user(files[name]):
            (self.project / name).unlink()
            self.gone.add(name)

    @precondition(lambda self: len(self.changeable()) > _FEW)
    @rule(data=st.data())
    def move_file(self, data: st.DataObject) -> None:
        """Move a file and go on writing in it."""
        name = data.draw(st.sampled_from(sorted(self.changeable())))
        target = self.project / f"moved-{len(self.written)}-{Path(name).name}"
        (self.project / name).rename(target)
        target.write_bytes(target.read_bytes() + f"\n{self.line()}\n".encode())
        self.gone.add(name)

    # ---- what always holds

    @invariant()
    def no_line_of_the_user_is_lost(self) -> None:
        """Look for every line in all files."""
        files = everything(self.project) if self.project.exists() else {}
        text = b"\n".join(entry.content for entry in files.values())
        lost = [line for line in self.written if line.encode() not in text]
        assert not lost, f"lost: {lost}"

    def comments_stand_once(self) -> None:
        """Look for every comment on the answers, and for what the template says above them."""
        text = (self.project / ANSWERS_FILE).read_text()
        twice = [line for line in (_HEAD, *self.written) if text.count(line) > 1]
        assert _HEAD in text
        assert not twice, f"twice: {twice}"

    def untouched_files_are_as_rendered(self) -> None:
        """Compare with a fresh rendering of the wanted blueprint."""
        fresh, ours = self.fresh(), self.files()
        self.gone &= fresh.keys()
        for path, entry in fresh.items():
            found = ours.get(path)
            if found is None:
                assert path in self.gone, f"{path} is missing"
            elif not is_of_user(found):
                assert found == entry, f"{path} is not as rendered"
        for path in ours.keys() - fresh.keys():
            is_known = path.startswith(MIGRATIONS) or path in self.blueprint.ejected
            assert is_known or is_of_user(ours[path]), f"{path} is left over"

    # ---- carrying a command out

    def change(self, words: tuple[str, ...], after: Blueprint) -> None:
        """Run a command, perhaps killed at first; check and resolve what it leaves."""
        options = self.options() if words[0] in {"set", "update"} else ()
        command = (*words, "--project", str(self.project), *options)
        self.commands += 1
        if not (self.kill_at and self.was_completed_after_a_kill(command)):
            code = self.run(*command)
            assert code in {0, 3}, f"{command} ended with {code}: {self.said}"
            assert (code == 3) == bool(find_conflicts(self.project)), f"{command}: {code}"
        self.blueprint = after
        self.no_line_of_the_user_is_lost()
        self.resolve()
        assert self.answers.blueprint == after, f"{command}: the answers are not as wanted"
        self.comments_stand_once()
        self.untouched_files_are_as_rendered()
        self.commit()

    def was_completed_after_a_kill(self, command: tuple[str, ...]) -> bool:
        """Kill the command; what the next one finds is the project before or after."""
        number, self.kill_at = self.kill_at, 0
        twin, before = self.folder / "twin" / "shop", everything(self.project)
        shutil.copytree(self.project, twin, symlinks=True)
        self.run(*(word.replace(str(self.project), str(twin)) for word in command))
        whole = everything(twin)
        shutil.rmtree(twin.parent)
        history = self.history()
        survives(lambda: _done(self.run(*command)), number, self.project)
        with open_project(self.project):
            found = everything(self.project)
        if "--branch" in command:
            self.is_on_the_branch_or_never_was(history, is_whole=found == whole != before)
        difference = sorted(path for path in found | whole if found.get(path) != whole.get(path))
        assert found in (before, whole), f"{command} killed at {number}: {difference}"
        return found == whole != before


def _done(code: int) -> None:
    if code not in {0, 3}:
        raise SystemExit(code)
