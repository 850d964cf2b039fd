"""A project in a folder of its own, and the means to change it and to look at it."""

import io
import os
import re
import shutil
import subprocess
import tempfile
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from typing import ClassVar

from hypothesis.stateful import RuleBasedStateMachine

from arcana_gen.blueprint import ANSWERS_FILE, Answers, Blueprint
from arcana_gen.blueprint.names import snake
from arcana_gen.cli import main
from arcana_gen.reconcile.beside import SUFFIX, is_beside
from arcana_gen.reconcile.conflicts import find_conflicts
from arcana_gen.reconcile.ejection import is_ejected
from arcana_gen.reconcile.transition import rendered
from arcana_gen.reconcile.tree import Entry, read_tree
from arcana_gen.template import recorded_template

MARK = "written by the user"
MIGRATIONS = "migrations/"

_MARKERS = re.compile(rb"^(?:<{7}|\|{7}|={7}|>{7})(?: .*)?\r?\n", re.MULTILINE)


class LivingProject(RuleBasedStateMachine):
    """One project, what it shall be, and what its user wrote."""

    template: ClassVar[Path]
    """The repository of the template, set by the test."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(prefix="lifecycle-"))
        self.project = self.folder / "shop"
        self.blueprint = Blueprint({})
        self.written: list[str] = []
        self.gone: set[str] = set()
        self.commands = 0
        self.kill_at = 0
        self.on_branch = False
        self.said = ""

    def teardown(self) -> None:
        """Leave nothing behind."""
        shutil.rmtree(self.folder)

    def run(self, *words: str) -> int:
        """Run a command in this process, each a second after the last."""
        os.environ["SOURCE_DATE_EPOCH"] = str(1_795_000_000 + self.commands)
        with redirect_stdout(io.StringIO()), redirect_stderr(io.StringIO()) as err:
            code = main(words)
        self.said = err.getvalue()
        assert "fault of Arcana" not in self.said, f"{words}: {self.said}"
        return code

    def resolve(self) -> None:
        """Keep both sides of each conflict; what cannot be merged, as the user has it."""
        for name in find_conflicts(self.project):
            path, mine = self.project / name, name.removesuffix(SUFFIX)
            if is_beside(name):
                self.is_the_other_side(mine, path.read_bytes())
                path.unlink()
            elif is_picture(Entry(path.read_bytes())):
                self.is_the_other_side(name, self.git("show", f":3:{name}"))
            else:
                path.write_bytes(_MARKERS.sub(b"", path.read_bytes()))
        self.commit()

    def is_the_other_side(self, name: str, content: bytes) -> None:
        """What is offered as the template's version of a file has to be that."""
        assert self.fresh()[name].content == content, f"{name} is not what the template has"

    def commit(self) -> None:
        """Commit everything where there is a repository."""
        if (self.project / ".git").exists():
            self.git("add", "--all")
            self.git("commit", "--quiet", "--allow-empty", "--message", "step")

    def options(self) -> tuple[str, ...]:
        """How the next command is to be run; a branch needs a repository without changes."""
        wanted, self.on_branch = self.on_branch, False
        if not (wanted and (self.project / ".git").exists()):
            return ("--no-install",)
        self.commit()
        return "--no-install", "--branch", f"step-{self.commands}"

    def history(self) -> tuple[bytes, ...]:
        """The branches and commits of the project, where there is a repository."""
        looks = (("branch", "--list"), ("log", "--format=%H"))
        return tuple(self.git(*words) for words in looks if (self.project / ".git").exists())

    def is_on_the_branch_or_never_was(self, before: tuple[bytes, ...], *, is_whole: bool) -> None:
        """What was killed on its way to a branch is one commit there, or left no trace."""
        after = self.history()
        if not is_whole:
            assert after == before
        elif not find_conflicts(self.project):
            assert after[1].split()[1:] == before[1].split()
        if not find_conflicts(self.project):
            assert self.git("status", "--porcelain") == b""

    def git(self, *words: str) -> bytes:
        """Run git in the project."""
        done = subprocess.run(["git", *words], cwd=self.project, check=True, capture_output=True)
        return done.stdout

    def line(self) -> str:
        """A line that is in no other place."""
        self.written.append(f"# {MARK} as line {len(self.written):04}")
        return self.written[-1]

    def write_answers(self, lines: list[str], ends: str = "\n") -> None:
        """Write the answers as the user has commented on them."""
        text = "".join(f"{line}{ends}" for line in lines)
        (self.project / ANSWERS_FILE).write_bytes(text.encode())
        assert self.answers.blueprint == self.blueprint

    def changeable(self) -> dict[str, Entry]:
        """The files that the user changes here: migrations have to follow each other."""
        return {path: e for path, e in self.files().items() if not path.startswith(MIGRATIONS)}

    def new_file(self) -> str:
        """A file of the user, where none is left that could be edited."""
        (self.project / "notes.txt").write_text(self.line())
        return "notes.txt"

    def is_free(self, name: str) -> bool:
        """Whether an entity of this name would meet nothing."""
        place = self.project / "src" / "app" / "entities" / snake(name)
        return name not in self.blueprint.entities and not place.exists()

    @property
    def answers(self) -> Answers:
        """What the project records."""
        return Answers.read(self.project / ANSWERS_FILE)

    def fresh(self) -> dict[str, Entry]:
        """What a new project of the same blueprint would have."""
        answers = self.answers
        template = recorded_template(answers.source, answers.commit)
        ejected = frozenset(self.blueprint.ejected)
        files = rendered(template, self.blueprint)
        return {path: entry for path, entry in files.items() if not is_ejected(path, ejected)}

    def files(self) -> dict[str, Entry]:
        """The files of the project, apart from git's and the answers."""
        return {path: e for path, e in everything(self.project).items() if path != ANSWERS_FILE}


def everything(project: Path) -> dict[str, Entry]:
    """All files of a project, apart from git's."""
    files = read_tree(project)
    return {path: entry for path, entry in files.items() if not path.startswith(".git/")}


def is_of_user(entry: Entry) -> bool:
    """Whether the user has written into the file."""
    return MARK.encode() in entry.content


def is_text(entry: Entry) -> bool:
    """Whether the file can be edited line by line."""
    return not is_picture(entry) and entry.content.isascii()


def is_picture(entry: Entry) -> bool:
    """Whether no merge can say what lines it has."""
    return b"\0" in entry.content
