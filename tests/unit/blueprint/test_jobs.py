"""A job that is added: what it may be called, what it may be given, when it may come."""

import pytest

from arcana_gen.blueprint import BlueprintError, Job, job_to_data, make_job

ENTITIES = ("Customer", "Order2", "Order10")


def error_of(name: str, *fields: str, cron: str = "", priority: str = "") -> BlueprintError:
    with pytest.raises(BlueprintError) as caught:
        make_job(name, fields, entities=ENTITIES, cron=cron, priority=priority)
    return caught.value


def job(name: str, *fields: str, cron: str = "", priority: str = "") -> Job:
    return make_job(name, fields, entities=ENTITIES, cron=cron, priority=priority)


@pytest.mark.parametrize("text", ["SendInvoice", "send-invoice", "send_invoice", " send invoice "])
def test_it_may_be_written_in_any_way(text: str) -> None:
    found = job(text)

    assert (found.name, found.module, found.constant) == (
        "SendInvoice",
        "send_invoice",
        "SEND_INVOICE",
    )


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("import", "a keyword of Python"),
        ("None", "a keyword of Python"),
        ("exception", "a builtin of Python"),
        ("handler", "a name that the files of every job import"),
        ("uuid", "a name that the files of every job import"),
        ("con", "no legal file name on Windows"),
        ("x1", "the same in capitals"),
    ],
)
def test_a_name_that_means_something_else_is_refused(name: str, reason: str) -> None:
    error = error_of(name)

    assert error.code == "reserved-name"
    assert reason in error.message
    assert "such as `Do" in str(error.hint)


@pytest.mark.parametrize(
    ("name", "code"), [("1st", "invalid-name"), ("é", "invalid-name"), ("a" * 33, "name-too-long")]
)
def test_a_name_must_be_legal_and_short(name: str, code: str) -> None:
    assert error_of(name).code == code


def test_every_scalar_type_and_a_reference_can_be_given() -> None:
    names = "str text int bigint float decimal bool date datetime time duration uuid json email url"
    fields = [f"a_{name}:{name}" for name in names.split()]

    found = job("SendInvoice", *fields, "kind:enum:a,b", "customer:ref:Customer:optional")

    assert len(found.fields) == 17


@pytest.mark.parametrize(
    ("field", "code", "words"),
    [
        ("tags:refs:Customer", "not-of-that-type", "`refs`"),
        ("scan:bytes", "not-of-that-type", "`bytes`"),
        ("a:str:unique", "not-in-payload", "`unique`"),
        ("a:str:index", "not-in-payload", "`index`"),
        ("a:str:secret", "not-in-payload", "`secret`"),
        ("a:str:readonly", "not-in-payload", "`readonly`"),
        ("a:str:max=3", "not-in-payload", "`max`"),
        ("a:int:min=0", "not-in-payload", "`min`"),
        ("a:str:pattern=a+", "not-in-payload", "`pattern`"),
        ("a:ref:Customer:on_delete=cascade", "not-in-payload", "`on_delete`"),
        ("a:datetime:default=now", "not-in-payload", "`default=now`"),
        ("a:date:default=today", "not-in-payload", "`default=today`"),
        ("a:strr", "unknown-type", "`strr`"),
        ("a:ref:Custmer", "unknown-entity", "`Custmer`"),
    ],
)
def test_what_makes_no_sense_in_a_payload_is_refused(field: str, code: str, words: str) -> None:
    error = error_of("SendInvoice", field)

    assert error.code == code
    assert words in error.message


def test_two_fields_of_one_name_are_refused() -> None:
    assert error_of("SendInvoice", "a:str", "a:int").code == "duplicate-field"
    assert error_of("SendInvoice", "a_id:uuid", "a:ref:Customer").code == "duplicate-field"


@pytest.mark.parametrize(
    ("name", "field"),
    [("CustomerId", "to:ref:Customer"), ("Str", "enum:enum:a")],
)
def test_names_within_its_files_must_differ(name: str, field: str) -> None:
    assert error_of(name, field).code == "name-in-use"


def test_the_class_of_an_enum_must_not_be_too_long() -> None:
    error = error_of("A" + "b" * 31, "kind_of_thing:enum:a")

    assert error.code == "name-too-long"
    assert "class" in error.message


@pytest.mark.parametrize(
    "text", ["0 7 * * *", "*/5  *  * * mon-fri", " 30 3 1 jan * ", "0 0 L * *"]
)
def test_a_schedule_is_an_entry_of_a_crontab(text: str) -> None:
    assert job("PurgeDrafts", cron=text).cron == " ".join(text.split())


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("0 7 * *", "4 of 5 parts"),
        ("0 0 7 * * *", "6 of 5 parts"),
        ("@daily", "1 of 5 parts"),
        ("61 * * * *", "bad minute"),
        ("0 0 31 2 *", "bad day-of-month"),
        ("a b c d e", "bad minute"),
    ],
)
def test_another_text_is_no_schedule(text: str, problem: str) -> None:
    error = error_of("PurgeDrafts", cron=text)

    assert error.code == "invalid-cron"
    assert problem in error.message


def test_a_scheduled_job_needs_a_value_for_every_field() -> None:
    given = ("a:str:optional", "b:int:default=0", "c:bool:default=false", "d:json:default={}")

    assert job("PurgeDrafts", *given, cron="0 7 * * *").cron == "0 7 * * *"
    assert error_of("PurgeDrafts", *given, "e:str", cron="0 7 * * *").message == (
        "job `PurgeDrafts`: a job with `--cron` is enqueued by the clock, "
        "which has no value for `e`"
    )


def test_a_priority_is_one_of_four() -> None:
    assert job("SendInvoice", priority="HIGH").priority == "high"
    error = error_of("SendInvoice", priority="hgih")
    assert error.code == "unknown-priority"
    assert error.hint == "did you mean `high`?"


def test_names_are_sorted_as_linters_sort_them() -> None:
    fields = ("a10:enum:x", "a2:enum:x", "ten:ref:Order10", "two:ref:Order2", "ten2:ref:Order10")

    data = job_to_data(job("SendInvoice", *fields))

    assert data["classes"] == ["SendInvoice", "SendInvoiceA2", "SendInvoiceA10"]
    assert data["targets"] == [
        {"module": "order2", "name": "Order2"},
        {"module": "order10", "name": "Order10"},
    ]
