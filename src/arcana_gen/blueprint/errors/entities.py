"""What can be wrong with an entity, alone or beside the others."""

from arcana_gen.blueprint.errors.base import BlueprintError


class InvalidEntityShorthand(BlueprintError):
    """The text is not an entity with its fields."""

    shorthand: str
    text = "`{self.shorthand}` is not an entity with fields"
    advice = 'write the name and then the fields: `--entity "Order number:str total:decimal"`'


class EntityWithoutFields(BlueprintError):
    """There would be nothing to store."""

    entity: str
    text = "the entity `{self.entity}` has no fields"
    advice = "give it one, such as `name:str`"


class UnknownEntity(BlueprintError):
    """A reference points at nothing."""

    field: str
    target: str
    known: str
    near: str = ""
    text = "the field `{self.field}` refers to `{self.target}`, which is no entity"
    advice = "add `{self.target}` first; the entities are {self.known}"


class EntityNotFound(BlueprintError):
    """There is nothing of that name to change."""

    entity: str
    known: str
    near: str = ""
    text = "there is no entity `{self.entity}`"

    @property
    def hint(self) -> str:
        """The likely name, or all of them."""
        if self.near:
            return f"did you mean `{self.near}`?"
        return f"the entities are {self.known}" if self.known else "add it with `arcana add entity`"


class FieldNotFound(BlueprintError):
    """The entity has nothing of that name to change."""

    entity: str
    field: str
    known: str
    near: str = ""
    text = "the entity `{self.entity}` has no field `{self.field}`"
    advice = "its fields are {self.known}"


class FieldExists(BlueprintError):
    """The entity has a field of that name already."""

    entity: str
    field: str
    text = "the entity `{self.entity}` has a field `{self.field}` already"
    advice = "choose another name"


class EntityInUse(BlueprintError):
    """Other entities refer to the one that is to go."""

    entity: str
    fields: str
    text = "the entity `{self.entity}` cannot go while {self.fields} refer to it"
    advice = "remove these fields first, or the entities that they are in"


class NoFieldLeft(BlueprintError):
    """All fields of an entity are to go."""

    entity: str
    text = "the entity `{self.entity}` would have no field left"
    advice = "`arcana remove entity {self.entity}` removes the whole"


class ReferenceCycle(BlueprintError):
    """Entities need each other before they can exist."""

    path: str
    text = "the entities refer to each other in a circle: {self.path}"
    advice = "drop one of these references, or move it to an entity of its own between the two"


class DuplicateEntity(BlueprintError):
    """The entity exists."""

    entity: str
    text = "the entity `{self.entity}` exists already"
    advice = "choose another name"


class DuplicateDerivedName(BlueprintError):
    """Two entities come to one table, route or class."""

    first: str
    second: str
    what: str
    name: str
    text = "`{self.first}` and `{self.second}` both have the {self.what} `{self.name}`"
    advice = "rename one of them, or give one another plural"


class InvalidTable(BlueprintError):
    """The name that the user chose for a table is none."""

    entity: str
    table: str
    text = "`{self.table}` cannot be the table of `{self.entity}`"
    advice = "a table is named in snake_case, by no word that a database or an option has taken"


class DuplicateField(BlueprintError):
    """Two fields of an entity come to one name."""

    field: str
    other: str
    name: str
    text = "the fields `{self.other}` and `{self.field}` are both `{self.name}` in the service"
    advice = "rename one of them"


class DuplicateProto(BlueprintError):
    """Two fields have one protobuf number, or a field has one that is not free."""

    field: str
    proto: int
    text = "the field `{self.field}` cannot have the protobuf number {self.proto}"
    advice = (
        "numbers begin at 10 and belong to one field each; without `proto` it gets the next one"
    )


class EnumNamesMeet(BlueprintError):
    """Values of two enums of an entity have one name in protobuf."""

    field: str
    value: str
    other: str
    same: str
    name: str
    text = (
        "`{self.same}` of the enum `{self.other}` and `{self.value}` of the enum `{self.field}` "
        "are both `{self.name}` in protobuf"
    )
    advice = "rename one of the fields, or the value"


class IdentifierTooLong(BlueprintError):
    """PostgreSQL would cut the name of something in the database."""

    entity: str
    field: str = ""
    identifier: str
    length: int
    limit: int
    text = (
        "the database name `{self.identifier}` has {self.length} characters; "
        "PostgreSQL takes {self.limit}"
    )

    @property
    def hint(self) -> str:
        """Which name to shorten."""
        names = f"`{self.entity}` or `{self.field}`" if self.field else f"`{self.entity}`"
        return f"shorten {names}"


class ClassNameTooLong(BlueprintError):
    """The class of an enum is called by its entity and its field, which is too much together."""

    entity: str
    field: str
    name: str
    length: int
    limit: int
    text = (
        "the class `{self.name}` of the enum `{self.field}` has {self.length} characters "
        "of at most {self.limit}"
    )
    advice = "shorten `{self.entity}` or `{self.field}`"
