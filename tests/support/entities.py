"""Sets of entities to render, in the shorthand."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Final

from arcana_gen.blueprint import Entity, make_entity, parse_entity, plural_of

SHOP: Final = (
    "Tag label:str:max=40:unique",
    "Customer name:str:min=1:max=100 email:email:unique",
    (
        "Order number:str:max=32:unique total:decimal:12,2:min=0"
        " status:enum:pending,paid,shipped:default=pending customer:ref:Customer tags:refs:Tag"
        " placed_at:datetime:default=now note:text:optional"
    ),
)
"""A small service as people have one."""

NAMES: Final = (
    "Tag label:str:max=40:unique colour:enum:red,green:optional settings:json:default={}",
    (
        "Zone name:str:min=1 opens:time:default=09:30 area:float:min=0.5"
        " border:bytes:max=1024:optional"
        " parent:ref:Zone:optional:on_delete=set_null"
    ),
    (
        "Person email:email:unique website:url:optional born:date:optional key:uuid:unique"
        " active:bool:default=true password:str:secret:optional"
    ),
    (
        "Order number:str:max=32:unique:pattern=[A-Z]-[0-9]+ total:decimal:12,2:min=0"
        " status:enum:pending,paid,shipped:default=pending buyer:ref:Person tags:refs:Tag"
        " note:text:optional placed_at:datetime:index:default=now channel:str:readonly:default=web"
    ),
    (
        "PurchaseOrderLineItem order:ref:Order:on_delete=cascade quantity:int:min=1 views:bigint"
        " takes:duration:default=PT1H zones:refs:Zone:on_delete=restrict price:decimal:18,6"
    ),
)
"""Short and long names, early and late ones, an irregular plural; fields of all types."""

KEPT_NAMES: Final = tuple(
    text.replace(" ", ":soft_delete ", 1) if text.startswith(("Order", "Person", "Zone")) else text
    for text in NAMES
)
"""The same; some keep what is deleted, and are referred to by others that do or do not."""

TWELVE: Final = (
    (
        "Category name:str:min=2:max=80:unique"
        " slug:str:readonly:max=40:index:pattern=[a-z]+:default=a"
        " token:str:optional:secret parent:ref:Category:optional:on_delete=set_null"
        " related:refs:Category"
    ),
    (
        r"Supplier email:email:unique:max=120 billing:email:optional:secret:min=6"
        r" support:email:readonly:index:pattern=.+@example\.com:default=help@example.com"
        r" website:url:unique:min=12:max=400 hook:url:optional:secret"
        r" portal:url:readonly:index:max=200:pattern=https://.+:default=https://example.com/"
    ),
    (
        "Product description:text:min=1:max=2000 terms:text:readonly:pattern=[^<>]*:default=none"
        " remark:text:optional:secret category:ref:Category supplier:ref:Supplier:optional"
        ":on_delete=set_null"
    ),
    (
        "Warehouse capacity:int:min=1:max=900:unique level:int:readonly:index:default=1"
        " pin:int:optional:secret serial:bigint:min=1:max=9000000000:unique"
        " moved:bigint:readonly:index:default=7 code:bigint:optional:secret"
    ),
    (
        "Sensor reading:float:min=-50:max=50:unique factor:float:readonly:index:default=1.5"
        " bias:float:optional:secret warehouse:ref:Warehouse:unique"
    ),
    (
        "Price amount:decimal:12,2:min=0.01:max=99999.99:unique"
        " rate:decimal:18,6:readonly:index:default=1.25 margin:decimal:9,9:optional:secret"
        " product:ref:Product:on_delete=cascade"
    ),
    (
        "Holiday day:date:min=2000-01-01:max=2099-12-31:unique"
        " noted:date:readonly:index:default=today"
        " hidden:date:optional:secret"
        " starts:datetime:min=2000-01-01T00:00:00Z:max=2099-12-31T00:00:00Z:unique"
        " filed:datetime:readonly:index:default=now opened:datetime:optional:secret"
    ),
    (
        "Shift opens:time:min=06:00:max=22:00:unique closes:time:readonly:index:default=18:00"
        " alarm:time:optional:secret length:duration:min=PT1M:max=P1D:unique"
        " pause:duration:readonly:index:default=PT30M slack:duration:optional:secret"
        " holidays:refs:Holiday:on_delete=restrict"
    ),
    (
        "Device key:uuid:unique owner:uuid:readonly:optional:index hidden:uuid:secret"
        ' settings:json:default={} limits:json:readonly:default={"a":[1,2.5,true,null,"x"]}'
        " login:json:optional:secret active:bool:index:default=true locked:bool:readonly:optional"
        " tested:bool:secret sensor:ref:Sensor:index:on_delete=cascade"
    ),
    (
        "Document picture:bytes:min=1:max=1024 preview:bytes:readonly:optional seal:bytes:secret"
        " state:enum:draft,in-review,2nd,done:index:default=draft kind:enum:a,b:optional"
        " origin:enum:web,app:readonly:default=web"
    ),
    (
        "Person name:str devices:refs:Device:on_delete=restrict documents:refs:Document:readonly"
        " boss:ref:Person:optional:readonly:on_delete=set_null"
    ),
    (
        "PurchaseOrderLineItem product:ref:Product shifts:refs:Shift"
        " person:ref:Person:on_delete=cascade"
        " price:ref:Price:optional:readonly:on_delete=set_null"
    ),
)
"""Every type with each of its modifiers, in entities that refer to each other."""


def renamed(
    texts: Iterable[str],
    *,
    entity: Callable[[str], str] = str,
    plural: Callable[[str], str] = plural_of,
    field: Callable[[str], str] = str,
) -> list[Entity]:
    """The entities with other names for themselves and for their fields."""
    found = []
    for text in texts:
        old = parse_entity(text)
        fields = [
            replace(one, name=field(one.name), target=entity(one.target) if one.target else "")
            for one in old.fields
        ]
        found.append(make_entity(entity(old.name), fields, plural=plural(entity(old.name))))
    return found
