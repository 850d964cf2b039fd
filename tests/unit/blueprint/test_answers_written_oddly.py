import pytest

from arcana_gen.blueprint import Answers, Blueprint, BlueprintError, parse_entity, parse_field


def test_entities_can_exchange_their_names() -> None:
    text = (
        "entities:\n  # Was first.\n  A{}:\n    plural: A{}s\n    fields:\n      n: {{type: int}}\n"
    )
    answers = Answers.parse(text.format("a", "a") + text[10:].format("b", "b"))
    one = answers.blueprint.with_renamed_entity("Aa", "Cc").with_renamed_entity("Ab", "Aa")
    both = one.with_renamed_entity("Cc", "Ab")

    changed = answers.to(both, renamed_entities={"Aa": "Ab", "Ab": "Aa"})

    assert list(changed.blueprint.entities) == ["Aa", "Ab"]
    assert changed.dump().count("# Was first.") == 2


def test_numbers_that_were_only_counted_are_written_where_they_would_change() -> None:
    text = "entities:\n  Tag:\n    fields:\n      a: {type: int}\n      b:\n        type: int\n"
    answers = Answers.parse(text)

    changed = answers.to(answers.blueprint.with_fields("Tag", [parse_field("c:int")]))
    without = changed.to(changed.blueprint.without_fields("Tag", ["b"]))

    assert changed.dump() == (
        "entities:\n  Tag:\n    fields:\n      a: {type: int, proto: 10}\n"
        "      b:\n        type: int\n        proto: 11\n"
        "      c:\n        type: int\n        proto: 12\n"
    )
    assert [field.proto for field in without.blueprint.entities["Tag"].fields] == [10, 12]
    assert without.blueprint.entities["Tag"].reserved == (11,)


def test_a_modifier_that_said_nothing_goes_when_it_would_be_wrong() -> None:
    text = (
        "entities:\n  Tag:\n    plural: Tags\n    fields:\n      a:\n        type: int\n"
        "        proto: 10\n        unique: false  # why?\n        optional: false\n"
    )
    answers = Answers.parse(text)
    wanted = answers.blueprint.without_entity("Tag").with_entity(parse_entity("Tag a:enum:x,y"))

    dumped = answers.to(wanted).dump()

    assert "unique" not in dumped
    assert Answers.parse(dumped).blueprint == wanted


def test_comments_between_a_key_and_its_value_stay_when_it_is_written_anew() -> None:
    text = (
        "workers:  # how many\n  # processes\n  4  # for now\n"
        "entities:\n  Tag: &tag  # things\n    {plural: Tags,  # many\n"
        "    fields: {n: {type: int, proto: 10}}}  # in braces\n"
    )
    answers = Answers.parse(text)
    renamed = answers.blueprint.with_options({"workers": 5}).with_renamed_entity("Tag", "Label")

    dumped = answers.to(renamed, renamed_entities={"Tag": "Label"}).dump()

    assert dumped.startswith("workers: 5  # how many\n  # processes\n  # for now\nentities:\n")
    for comment in ("# things", "# many", "# in braces"):
        assert dumped.count(comment) == 1


def test_what_looks_like_a_comment_in_a_text_is_none() -> None:
    text = (
        "author: 'Ann # 1'  # who\ndescription: |  # for all\n  # no comment\n\n  the # end\n"
        "entities: {}\nnote: a#b\n"
    )
    answers = Answers.parse(text)

    dumped = answers.to(Blueprint({})).dump()

    assert dumped == "# who\n# for all\n\nentities: {}\n"


def test_line_ends_of_windows_and_a_missing_last_one_stay() -> None:
    text = (
        "entities:\r\n  Person:\r\n    plural: People\r\n    fields:\r\n"
        "      name: {type: str, proto: 10}\r\nworkers: 4\r\n# The end."
    )
    answers = Answers.parse(text)
    blueprint = answers.blueprint.with_fields("Person", [parse_field("email:email")])

    dumped = answers.to(blueprint).dump()

    assert dumped.replace("\r\n", "").count("\n") == 0
    assert dumped.endswith("# The end.")
    assert "      email:\r\n        type: email\r\n        proto: 11\r\nworkers: 4\r\n" in dumped


def test_a_byte_order_mark_stays() -> None:
    answers = Answers.parse("\ufeffworkers: 4\n")

    assert answers.to(Blueprint({"workers": 5})).dump() == "\ufeffworkers: 5\n"


def test_what_somebody_calls_in_another_writing_keeps_it() -> None:
    text = (
        "entities:\n  order line:\n    fields:\n      Unit Price: {type: decimal}\n"
        "      product_id: {type: ref, target: product}\n"
        "  product:\n    fields:\n      name: {type: str}\n"
    )
    answers = Answers.parse(text)
    more = answers.blueprint.with_fields("OrderLine", [parse_field("note:text")])

    dumped = answers.to(more.with_entity(parse_entity("Part name:str"))).dump()

    note = "      note:\n        type: text\n        proto: 12\n"
    part = "  Part:\n    plural: Parts\n    fields:\n      name:\n        type: str\n"
    numbered = text.replace("decimal}", "decimal, proto: 10}").replace("ref,", "ref, proto: 11,")
    added = f"{note}{part}        proto: 10\n"
    assert dumped == numbered.replace("  product:\n", f"{added}  product:\n")


@pytest.mark.parametrize(
    "text",
    [
        "x: &fields\n  n: {type: int}\nentities:\n  Tag:\n    plural: Tags\n    fields: *fields\n",
        "x: &body\n  type: int\nentities:\n  Tag:\n    plural: Tags\n    fields:\n      n: *body\n",
        "entities:\n  Tag: &tag\n    fields:\n      n:\n        type: int\nx: *tag\n",
    ],
)
def test_lines_that_stand_for_two_things_are_not_changed(text: str) -> None:
    answers = Answers.parse(text)
    entity = parse_entity("Tag n:int:max=3 m:int")
    blueprint = Blueprint(answers.blueprint.options, {"Tag": entity})

    with pytest.raises(BlueprintError, match="cannot be changed as it is written"):
        answers.to(blueprint)

    assert answers.dump() == text


def test_aliases_elsewhere_do_not_hinder() -> None:
    text = (
        "a: &a [1, 2]\nb: *a\nentities:\n"
        "  Tag:\n    fields:\n      n: &n {type: int}\n      m: *n\n"
    )
    answers = Answers.parse(text)
    blueprint = answers.blueprint.with_entity(parse_entity("Zone name:str"))

    assert answers.to(blueprint).dump().startswith(text)


@pytest.mark.parametrize(
    "text", ["? workers\n: 4\n", "? entities\n: Tag: {fields: {n: {type: int}}}\n"]
)
def test_keys_after_a_question_mark_are_not_changed(text: str) -> None:
    with pytest.raises(BlueprintError, match="cannot be changed as it is written"):
        Answers.parse(text).to(Blueprint({"workers": 5}))


def test_the_marks_of_a_document_stay() -> None:
    text = "%YAML 1.1\n---\n# The shop.\nworkers: 4\n...\n"

    dumped = Answers.parse(text).to(Blueprint({"author": "Ann", "workers": 5, "zones": 1})).dump()

    assert dumped == text.replace("workers: 4\n", "author: Ann\nworkers: 5\nzones: 1\n")


def test_what_comes_by_a_merge_key_stays_where_it_is() -> None:
    text = (
        "base: &base {type: int, proto: 10}\nentities:\n  Tag:\n    plural: Tags\n"
        "    fields:\n      a:\n        <<: *base\n        index: true\n"
    )
    answers = Answers.parse(text)
    blueprint = answers.blueprint.with_fields("Tag", [parse_field("b:int")])

    dumped = answers.to(blueprint).dump()

    assert dumped == f"{text}      b:\n        type: int\n        proto: 11\n"
