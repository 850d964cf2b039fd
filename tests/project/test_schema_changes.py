"""Every change of the blueprint is one migration, which rows survive on each database."""

from tests.project.migrating import Change, History, through

TAG = "Tag label:str:max=40:unique"
KEPT_CUSTOMER = "Customer:soft_delete name:str:max=100 email:email:unique"
CUSTOMER = "Customer name:str:max=100 email:email:unique"


def test_columns_come_and_go(history: History) -> None:
    first = "Order number:str:max=32:unique"

    through(
        history,
        [first],
        Change([f"{first} note:text:optional"]),
        Change([f"{first} note:text:optional rank:int:default=3:min=1:index"]),
        Change([f"{first} rank:int:default=3:min=1:index"]),
        Change([first]),
    )


def test_rows_get_a_value_of_every_type(history: History) -> None:
    first = "Thing name:str"
    defaults = (
        "a:str:default=it's b:text:default=long c:int:default=-3:max=7 d:bigint:default=9000000000"
        " e:float:default=0.5:min=0 f:decimal:12,4:default=1.25:min=0.5:max=2 g:bool:default=true"
        " h:date:default=today i:datetime:default=now j:time:default=09:30"
        ' k:duration:default=PT1.5S doc:json:default={"a":[1,null]} m:email:default=a@example.com'
        " n:url:default=https://example.com o:enum:low,in-between,high:default=in-between"
    )
    given = (
        "p:uuid q:bytes r:date:index s:datetime raw:json u:str:secret v:enum:x,y:index"
        " w:decimal:9,9"
    )
    fills = {
        "p": "6f1c1b9e-3f0a-4a34-9f0c-3a2b1c0d9e8f",
        "q": "AAEC",
        "r": "2026-01-31",
        "s": "2026-01-31T10:00:00+01:00",
        "raw": '["x", {}]',
        "u": "none",
        "v": "y",
        "w": "0.123456789",
    }

    step = through(
        history,
        [first],
        Change(
            [f"{first} {defaults} {given}"],
            fills={("Thing", name): text for name, text in fills.items()},
        ),
    ).steps[-1]

    for row in step.migrated["things"].values():
        assert row["a"] == "it's"
        assert row["f"] == "1.2500"
        assert row["k"] == "0:00:01.500000"
        assert row["doc"] == '{"a": [1, null]}'
        assert row["o"] == "in-between"
        assert row["p"] == fills["p"]
        assert row["q"] == r"b'\x00\x01\x02'"
        assert row["s"] == "2026-01-31 09:00:00+00:00"
        assert row["v"] == "y"
        assert row["w"] == "0.123456789"


def test_what_is_optional_unique_or_indexed_changes(history: History) -> None:
    through(
        history,
        ["Order number:str:max=32 total:int seen:datetime"],
        Change(["Order number:str:max=32:unique total:int:optional:index seen:datetime:optional"]),
        Change(
            [
                (
                    "Order number:str:max=32:unique:optional total:int:default=4"
                    " seen:datetime:default=now"
                )
            ],
            altered=frozenset({("orders", "total"), ("orders", "seen")}),
        ),
        Change(["Order number:str:max=32:index:optional total:int:index seen:datetime"]),
        Change(
            ["Order number:str:max=32 total:int seen:datetime"],
            fills={("Order", "number"): "none"},
            altered=frozenset({("orders", "number")}),
        ),
    )


def test_limits_and_types_change(history: History) -> None:
    through(
        history,
        ["Item a:str:max=20 b:str:max=20:unique c:email d:int:min=1 e:int f:enum:low,high:index"],
        Change(
            [
                (
                    "Item a:str:max=40 b:email:max=60:unique c:text d:int:min=0:max=2147483647"
                    " e:bigint:min=-2147483648:max=2147483647 f:enum:low,middle-range,high"
                )
            ]
        ),
        Change(
            [
                (
                    "Item a:text b:str:max=60:unique c:text d:bigint e:decimal:18,3"
                    " f:enum:low,middle-range,high:default=low"
                )
            ]
        ),
    )


def test_decimals_keep_their_value_when_their_digits_change(history: History) -> None:
    through(
        history,
        ["Price amount:decimal:12,2:min=0.5:max=99999 rate:decimal:9,4 count:int:min=1"],
        Change(
            ["Price amount:decimal:14,4:min=0.25:max=100000 rate:decimal:12,4 count:decimal:16,2"]
        ),
        Change(
            [
                (
                    "Price amount:decimal:14,3:min=0.25 rate:decimal:12,2:max=99999999"
                    " count:decimal:18,2"
                )
            ],
            altered=frozenset({("prices", "rate"), ("prices", "amount")}),
        ),
    )


def test_references_come_change_and_go(history: History) -> None:
    number = "Order number:str:max=32"

    through(
        history,
        [TAG, CUSTOMER, number],
        Change([TAG, CUSTOMER, f"{number} customer:ref:Customer:optional tags:refs:Tag"]),
        Change(
            [
                TAG,
                CUSTOMER,
                (
                    f"{number} customer:ref:Customer:optional:on_delete=set_null"
                    " tags:refs:Tag:on_delete=restrict"
                ),
            ]
        ),
        Change(
            [
                TAG,
                CUSTOMER,
                (
                    f"{number} customer:ref:Customer:optional:on_delete=cascade"
                    " tags:refs:Tag:on_delete=restrict parent:ref:Order:optional related:refs:Order"
                ),
            ]
        ),
        Change([TAG, CUSTOMER, f"{number} parent:ref:Order:optional:on_delete=set_null"]),
        Change([CUSTOMER, number]),
    )


def test_tables_get_another_name_of_their_own(history: History) -> None:
    fields = "number:str:unique total:int:min=0:index tags:refs:Tag"

    through(
        history,
        [TAG, f"Order {fields}", "Part order:ref:Order", "Bolt part:ref:Part"],
        Change([TAG, f"Order/Purchases {fields}", "Part order:ref:Order", "Bolt part:ref:Part"]),
        Change(
            [
                TAG,
                f"Order/Purchases {fields}",
                "Part order:ref:Order",
                "Bolt part:ref:Part size:int:default=1",
            ]
        ),
    )


def test_a_reference_is_unique_no_more(history: History) -> None:
    through(
        history,
        [CUSTOMER, "Card number:str customer:ref:Customer:unique"],
        Change([CUSTOMER, "Card number:str customer:ref:Customer"]),
    )


def test_a_reference_becomes_optional(history: History) -> None:
    through(
        history,
        [CUSTOMER, "Order number:str customer:ref:Customer"],
        Change([CUSTOMER, "Order number:str customer:ref:Customer:optional:on_delete=set_null"]),
    )


def test_entities_are_renamed_with_all_that_is_called_after_them(history: History) -> None:
    order = (
        "number:str:max=32:unique total:decimal:12,2:min=0:index status:enum:open,done"
        " customer:ref:Customer tags:refs:Tag parent:ref:{name}:optional related:refs:{name}"
    )

    through(
        history,
        [
            TAG,
            CUSTOMER,
            f"Order {order.format(name='Order')}",
            "Basket title:str order:ref:Order orders:refs:Order",
        ],
        Change(
            [
                TAG,
                CUSTOMER,
                f"Purchase {order.format(name='Purchase')}",
                "Basket title:str order:ref:Purchase orders:refs:Purchase",
            ],
            renamed_entities={"Order": "Purchase"},
        ),
        Change(
            [
                "Label label:str:max=40:unique",
                CUSTOMER,
                f"Other/Purchases {order.format(name='Other').replace(':Tag', ':Label')}",
                "Basket title:str order:ref:Other orders:refs:Other",
            ],
            renamed_entities={"Purchase": "Other", "Tag": "Label"},
        ),
    )


def test_fields_are_renamed_with_all_that_is_called_after_them(history: History) -> None:
    through(
        history,
        [
            TAG,
            CUSTOMER,
            (
                "Order number:str:max=32:unique total:decimal:12,2:min=0:index"
                " status:enum:open,done customer:ref:Customer tags:refs:Tag note:text:optional"
                " a:int b:int group:str"
            ),
        ],
        Change(
            [
                TAG,
                CUSTOMER,
                (
                    "Order code:str:max=32:unique worth:decimal:12,2:min=0:index"
                    " state:enum:open,done buyer:ref:Customer labels:refs:Tag order:text:optional"
                    " b:int a:int check:str"
                ),
            ],
            renamed_fields={
                ("Order", old): new
                for old, new in {
                    "number": "code",
                    "total": "worth",
                    "status": "state",
                    "customer": "buyer",
                    "tags": "labels",
                    "note": "order",
                    "a": "b",
                    "b": "a",
                    "group": "check",
                }.items()
            },
        ),
    )


def test_two_entities_exchange_their_names(history: History) -> None:
    through(
        history,
        [TAG, "Order number:str:unique tags:refs:Tag", "Line order:ref:Order text:str:index"],
        Change(
            [TAG, "Line number:str:unique tags:refs:Tag", "Order order:ref:Line text:str:index"],
            renamed_entities={"Order": "Line", "Line": "Order"},
        ),
    )


def test_an_entity_goes_and_another_takes_its_table(history: History) -> None:
    through(
        history,
        [TAG, "Order number:str:unique tag:ref:Tag tags:refs:Tag"],
        Change(
            [
                "Label/Tags text:str:unique size:int:index",
                "Order number:str:unique label:ref:Label:optional",
            ]
        ),
        Change(
            [
                "Old/OldOrders number:str:unique",
                "Order number:str:unique old:ref:Old:optional olds:refs:Old",
                "Label/Tags size:int:index",
            ],
            renamed_entities={"Order": "Old"},
        ),
    )


def test_deleted_rows_are_kept_or_no_more(history: History) -> None:
    number = "number:str:max=32:unique customer:ref:Customer:unique tags:refs:Tag"

    step = through(
        history,
        [TAG, CUSTOMER, f"Order {number}"],
        Change([TAG, KEPT_CUSTOMER, f"Order:soft_delete {number}"]),
        Change([TAG, KEPT_CUSTOMER, f"Order {number}"]),
        Change([TAG, CUSTOMER, f"Order {number}"]),
    ).steps

    assert [one.changes.losses for one in step] == [
        (),
        (),
        ("the deleted rows of `orders`, which could be restored",),
        ("the deleted rows of `customers`, which could be restored",),
    ]


def test_what_is_unique_among_the_living_changes(history: History) -> None:
    through(
        history,
        [CUSTOMER, "Order:soft_delete number:str:max=32:unique total:int"],
        Change([CUSTOMER, "Order:soft_delete number:str:max=32 total:int:index"]),
        Change(
            [
                CUSTOMER,
                (
                    "Order:soft_delete number:str:max=40:unique total:int:index"
                    " code:str:unique:optional customer:ref:Customer:unique:optional"
                ),
            ]
        ),
        Change(
            [
                CUSTOMER,
                (
                    "Order:soft_delete number:str:max=40:unique total:int:index"
                    " code:str:index:optional customer:ref:Customer:optional"
                ),
            ]
        ),
        Change([CUSTOMER, "Order:soft_delete number:str:max=40:unique:optional total:bigint"]),
    )


def test_entities_whose_deleted_rows_are_kept_are_renamed(history: History) -> None:
    fields = "number:str:max=32:unique customer:ref:Customer:unique parent:ref:{name}:optional"

    through(
        history,
        [CUSTOMER, f"Order:soft_delete {fields.format(name='Order')}"],
        Change(
            [CUSTOMER, f"Purchase:soft_delete {fields.format(name='Purchase')}"],
            renamed_entities={"Order": "Purchase"},
        ),
        Change(
            [
                CUSTOMER,
                (
                    "Purchase:soft_delete code:str:max=32:unique buyer:ref:Customer:unique"
                    " parent:ref:Purchase:optional"
                ),
            ],
            renamed_fields={("Purchase", "number"): "code", ("Purchase", "customer"): "buyer"},
        ),
        Change(
            [
                CUSTOMER,
                "Order code:str:max=32:unique buyer:ref:Customer:unique parent:ref:Order:optional",
            ],
            renamed_entities={"Purchase": "Order"},
        ),
    )
