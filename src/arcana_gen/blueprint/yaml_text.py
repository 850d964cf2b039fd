"""YAML as Copier reads and writes it: PyYAML, rules of YAML 1.1.

Not ruamel.yaml: it reads by the rules of YAML 1.2, so that a plain `copier update` would see
other values in the same file, and it takes 0.3 s for the answers of 50 entities where libyaml
takes 0.01 s.
"""

import sys
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from yaml.nodes import MappingNode, Node

INDENT: Final = 2
WIDTH: Final = 1000
"""What `template/{{ _copier_conf.answers_file }}.jinja` gives to `to_nice_yaml`."""


class YamlProblem(Exception):
    """The text is not YAML; line and column count from one."""

    def __init__(self, problem: str, *, line: int = 1, column: int = 1) -> None:
        super().__init__(f"line {line}, column {column}: {problem}")
        self.problem = problem
        self.line = line
        self.column = column


def load_mapping(text: str) -> dict[str, object]:
    """Read a text that is a mapping by names; raises YamlProblem."""
    data, _ = load_document(text)
    if not isinstance(data, dict) or not all(isinstance(key, str) for key in data):
        raise YamlProblem("it is not a mapping by names")
    return data


def load_document(text: str) -> "tuple[object, Node | None]":
    """Read a text into its values and its nodes, which know their lines."""
    import yaml

    loader_class = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        loader = loader_class(text)
        try:
            node = loader.get_single_node()
            if node is None:
                return None, None
            _check_keys(node)
            return loader.construct_document(node), node
        finally:
            loader.dispose()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        problem = " ".join(part for part in (error.context, error.problem) if part)
        line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        raise YamlProblem(problem, line=line, column=column) from None
    except (yaml.YAMLError, ValueError) as error:
        # Among them: a character that YAML does not allow, a date such as 2026-02-31.
        raise YamlProblem(" ".join(str(error).split())) from None


def dump_yaml(data: Mapping[str, object]) -> str:
    """Write a mapping as Copier's `to_nice_yaml` does in the answers file."""
    import yaml

    text: str = yaml.dump(
        data,
        indent=INDENT,
        width=WIDTH,
        allow_unicode=True,
        default_flow_style=False,
        sort_keys=False,
    )
    return text


def dump_scalar(text: str, *, style: str | None = None) -> str:
    """Write one text, in quotes of this style if one is given; several lines become one."""
    import yaml

    if "\n" in text and style != '"':
        style = '"'
    dumped: str = yaml.dump(text, default_style=style, width=sys.maxsize, allow_unicode=True)
    return dumped.partition("\n")[0]


def dump_flow(value: Sequence[object] | Mapping[str, object]) -> str:
    """Write a list or a mapping in one line."""
    import yaml

    dumped: str = yaml.dump(
        value, default_flow_style=True, width=sys.maxsize, allow_unicode=True, sort_keys=False
    )
    return dumped.rstrip("\n")


def as_block(node: "Node | None") -> "MappingNode | None":
    """The node, if it is a mapping with a line for each key."""
    from yaml.nodes import MappingNode

    if isinstance(node, MappingNode) and not node.flow_style and node.value:
        return node
    return None


def as_flow(node: "Node") -> "MappingNode | None":
    """The node, if it is a mapping in braces that holds something."""
    from yaml.nodes import MappingNode

    return node if isinstance(node, MappingNode) and node.flow_style and node.value else None


def _check_keys(root: "Node") -> None:
    """Raise on a key that stands twice, of which YAML would silently drop the first."""
    for node in _mappings(root):
        seen: set[str] = set()
        for key, _ in node.value:
            if not isinstance(key.value, str):
                continue
            if key.value in seen:
                mark = key.start_mark
                raise YamlProblem(
                    f"the key `{key.value}` stands twice",
                    line=mark.line + 1,
                    column=mark.column + 1,
                )
            seen.add(key.value)


def _mappings(root: "Node") -> "Iterator[MappingNode]":
    from yaml.nodes import MappingNode, SequenceNode

    waiting, seen = [root], set()
    while waiting:
        node = waiting.pop()
        if id(node) in seen:  # an alias, perhaps of what it stands in
            continue
        seen.add(id(node))
        if isinstance(node, MappingNode):
            yield node
            waiting += [value for _, value in node.value]
        elif isinstance(node, SequenceNode):
            waiting += node.value
