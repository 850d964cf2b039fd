"""What can be wrong with a file that holds a blueprint, and with the answers in it."""

from arcana_gen.blueprint.errors.base import BlueprintError


class AnswersNotFound(BlueprintError):
    """There is no such file."""

    path: str
    text = "`{self.path}` does not exist"
    advice = "run this in a project that `arcana new` made, or name the file"


class NotAFile(BlueprintError):
    """There is a folder where a file should be."""

    path: str
    text = "`{self.path}` is a folder, not a file"
    advice = "name the file in it, such as `blueprint.yaml`"


class BrokenYaml(BlueprintError):
    """The file is not YAML."""

    path: str
    line: int
    column: int
    problem: str
    text = "`{self.path}` is not valid YAML: line {self.line}, column {self.column}: {self.problem}"
    advice = "mend that line; `git diff {self.path}` shows what changed"


class MergeMarkers(BlueprintError):
    """A merge stopped in the middle of the file."""

    path: str
    line: int
    text = "`{self.path}` holds an unfinished merge at line {self.line}"
    advice = (
        "keep the entities of both sides, remove the lines with `<<<<<<<`, `=======`, `>>>>>>>`"
    )


class InvalidShape(BlueprintError):
    """The YAML is fine, but it is not a blueprint."""

    problem: str
    text = "{self.problem}"
    advice = "`arcana new` and `arcana add entity` write the file as it has to be"


class NewerBlueprint(BlueprintError):
    """The file was written by a later version than this one."""

    path: str
    found: int
    known: int
    text = (
        "`{self.path}` was written by a newer Arcana: "
        "it has format {self.found}, this one knows {self.known}"
    )
    advice = "upgrade: `pip install --upgrade arcana-gen`"


class InvalidEjectedPath(BlueprintError):
    """A path that the user took over is none in the project."""

    path: str
    text = "`{self.path}` cannot be taken over: it is no path in the project"
    advice = "write it from the project's folder on, with `/`, such as `src/app/domain/errors.py`"


class UnknownKey(BlueprintError):
    """The file has a key that means nothing."""

    key: str
    allowed: str
    near: str = ""
    text = "the key `{self.key}` means nothing here"
    advice = "the keys are {self.allowed}"


# ---- options


class UnknownOption(BlueprintError):
    """There is no such question."""

    option: str
    known: str
    near: str = ""
    text = "there is no option `{self.option}`"
    advice = "the options are {self.known}"


class MissingOption(BlueprintError):
    """A question without a default has no answer."""

    option: str
    text = "the option `{self.option}` has no value"
    advice = "give it one"


class InvalidChoice(BlueprintError):
    """The answer is none of the choices."""

    option: str
    value: str
    choices: str
    near: str = ""
    text = "`{self.value}` is no choice for `{self.option}`"
    advice = "the choices are {self.choices}"


class InvalidOption(BlueprintError):
    """The answer has the wrong type, or its question refuses it."""

    option: str
    value: str
    problem: str
    text = "`{self.value}` cannot be `{self.option}`: {self.problem}"


class DoesNotFit(BlueprintError):
    """An option that the project has does not go with one that is to change."""

    option: str
    value: str
    problem: str
    fitting: str
    text = "`{self.option}={self.value}`, which the project has, does not fit: {self.problem}"
    advice = "set `{self.option}={self.fitting}` too"


class BrokenQuestions(BlueprintError):
    """The template's list of questions cannot be used."""

    path: str
    problem: str
    text = "the questions in `{self.path}` cannot be read: {self.problem}"
    advice = "this is a fault of the template, not of your answers"
