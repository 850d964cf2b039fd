"""Tables that belong to no entity come and go with their option."""

from tests.support.projects import make_blueprint

from arcana_gen.blueprint.schema import (
    Operation,
    OptionTables,
    SchemaChanges,
    operation_to_data,
    schema_changes,
)

TABLES = ("jobs", "schedules")


def changes(
    tables: OptionTables, before: tuple[str, ...] = (), after: tuple[str, ...] = ()
) -> SchemaChanges:
    return schema_changes(make_blueprint(before), make_blueprint(after), option_tables=tables)


def steps(found: SchemaChanges) -> tuple[list[object], list[object]]:
    """The kinds of the steps up and down, each with its table or entity."""
    return list(map(_step, found.up)), list(map(_step, found.down))


def _step(operation: Operation) -> object:
    data = operation_to_data(operation)
    return data["kind"], data.get("table", data.get("entity"))


def test_new_ones_are_created_and_on_the_way_down_dropped() -> None:
    found = changes(OptionTables(after=TABLES))

    assert steps(found) == (
        [("create_option_table", "jobs"), ("create_option_table", "schedules")],
        [("drop_table", "schedules"), ("drop_table", "jobs")],
    )
    assert found.slug == "add_jobs_schedules"
    assert found.losses == ()


def test_those_that_go_are_dropped_and_what_is_in_them_is_lost() -> None:
    found = changes(OptionTables(before=TABLES))

    assert steps(found) == (
        [("drop_table", "schedules"), ("drop_table", "jobs")],
        [("create_option_table", "jobs"), ("create_option_table", "schedules")],
    )
    assert found.slug == "remove_jobs_schedules"
    assert found.losses == (
        (
            "the table `jobs` and what is in it,"
            " but for what `jobs export` of the service has written into a file before"
        ),
        "the table `schedules` and what is in it",
    )


def test_those_that_stay_are_left_alone() -> None:
    found = changes(OptionTables(before=("jobs",), after=TABLES))

    assert steps(found) == ([("create_option_table", "schedules")], [("drop_table", "schedules")])
    assert not changes(OptionTables(before=TABLES, after=TABLES))


def test_they_are_in_one_migration_with_the_tables_of_entities() -> None:
    found = changes(OptionTables(after=("jobs",)), after=("Tag label:str",))

    assert steps(found) == (
        [("create_table", "Tag"), ("create_option_table", "jobs")],
        [("drop_table", "jobs"), ("drop_table", "tags")],
    )
    assert found.slug == "add_tags_and_add_jobs"
