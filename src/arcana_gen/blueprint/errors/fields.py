"""What can be wrong with a field."""

from arcana_gen.blueprint.errors.base import BlueprintError


class InvalidShorthand(BlueprintError):
    """The text is not a field as the shorthand writes it."""

    shorthand: str
    text = "`{self.shorthand}` is not a field"
    advice = "write `name:type` and modifiers after it, such as `number:str:max=32:unique`"


class UnknownType(BlueprintError):
    """The type does not exist."""

    field: str
    type: str
    types: str
    near: str = ""
    text = "the field `{self.field}` has the unknown type `{self.type}`"
    advice = "the types are {self.types}"


class MissingTarget(BlueprintError):
    """A reference does not say to what."""

    field: str
    type: str
    text = "the field `{self.field}` refers to no entity"
    advice = "name it after the type: `{self.field}:{self.type}:Customer`"


class UnknownModifier(BlueprintError):
    """The word after the type is no modifier."""

    field: str
    modifier: str
    allowed: str
    near: str = ""
    text = "the field `{self.field}` has the unknown modifier `{self.modifier}`"
    advice = "the modifiers are {self.allowed}"


class ModifierNotAllowed(BlueprintError):
    """The modifier exists, but not for this type."""

    field: str
    type: str
    modifier: str
    allowed: str
    text = "the field `{self.field}` cannot have `{self.modifier}`: it is a `{self.type}`"
    advice = "`{self.type}` takes {self.allowed}"


class RepeatedModifier(BlueprintError):
    """The modifier stands twice."""

    field: str
    modifier: str
    text = "the field `{self.field}` has the modifier `{self.modifier}` twice"
    advice = "keep one of them"


class AmbiguousValue(BlueprintError):
    """A value goes on after a colon with what looks like a mistyped modifier."""

    field: str
    modifier: str
    part: str
    near: str
    text = "the field `{self.field}` has `{self.part}` after `{self.modifier}`"

    @property
    def hint(self) -> str:
        """Both readings."""
        return f"did you mean `{self.near}`? A colon that belongs to the value is written `::`"


class BadValue(BlueprintError):
    """The value of a modifier cannot be read."""

    field: str
    modifier: str
    value: str
    expected: str
    text = "`{self.modifier}={self.value}` of the field `{self.field}` is not {self.expected}"


class EmptyRange(BlueprintError):
    """No value can be in the range."""

    field: str
    low: str
    high: str
    text = "the field `{self.field}` allows nothing: min `{self.low}` is above max `{self.high}`"
    advice = "exchange them, or drop one"


class EnumWithoutValues(BlueprintError):
    """An enum lists no value."""

    field: str
    text = "the enum `{self.field}` has no values"
    advice = "list them after the type: `{self.field}:enum:pending,paid`"


class EnumValuesClash(BlueprintError):
    """Two values of an enum have one name in Python or in protobuf."""

    field: str
    first: str
    second: str
    member: str
    language: str
    text = (
        "the enum `{self.field}` has `{self.first}` and `{self.second}`, "
        "which are both `{self.member}` in {self.language}"
    )
    advice = "drop or rename one of them"


class ValueMeansNone(BlueprintError):
    """The value is called like the one that protobuf has for none."""

    field: str
    value: str
    text = (
        "the enum `{self.field}` cannot have the value `{self.value}`: "
        "in protobuf that means none of the values"
    )
    advice = "use another word, such as `unknown`, or make the field `optional`"


class TooManyNumbers(BlueprintError):
    """There are protobuf numbers that belong to no value."""

    field: str
    numbers: int
    values: int
    text = "the enum `{self.field}` has {self.numbers} `numbers` for {self.values} `values`"
    advice = "list the number of each value in the same order; those of removed ones are `reserved`"


class EnumNumberTaken(BlueprintError):
    """Two values have one protobuf number, or a value has one that is not free."""

    field: str
    value: str
    number: int
    text = (
        "the value `{self.value}` of the enum `{self.field}` "
        "cannot have the protobuf number {self.number}"
    )
    advice = "numbers begin at 1 and belong to one value each; without `numbers` it gets the next"


class DefaultViolatesRule(BlueprintError):
    """The default value is one that the field refuses."""

    field: str
    default: str
    rule: str
    text = "the default `{self.default}` of the field `{self.field}` violates {self.rule}"
    advice = "change the default or the rule"


class InvalidPattern(BlueprintError):
    """The pattern is no regular expression, or one that cannot be printed in source."""

    field: str
    pattern: str
    reason: str
    text = "the pattern `{self.pattern}` of `{self.field}` cannot be used: {self.reason}"
    advice = "write a Python regular expression in ASCII, other characters as `\\x22` or `\\u00e9`"


class KeyTooLong(BlueprintError):
    """A unique or indexed text is longer than the databases can index."""

    field: str
    length: int
    limit: int
    text = "`{self.field}` can have {self.length} characters: too many for `unique` or `index`"
    advice = "add `max={self.limit}` or less"


class SetNullNeedsOptional(BlueprintError):
    """A reference that must be set cannot be emptied."""

    field: str
    text = "`{self.field}` has `on_delete=set_null` but must always be set"
    advice = "add `optional`, or use `on_delete=restrict`"


class SelfReferenceNeedsOptional(BlueprintError):
    """An entity that always refers to another one of its kind has no first one."""

    field: str
    entity: str
    text = "`{self.field}` must always refer to another `{self.entity}`: there can be no first one"
    advice = "add `optional`"


class OptionalWithMovingDefault(BlueprintError):
    """A field that may be missing, and is set to the current time where it is."""

    field: str
    default: str
    text = "`{self.field}` cannot be both `optional` and `default={self.default}`"
    advice = "drop one of them: with this default the field is never missing"


class UnsupportedPrecision(BlueprintError):
    """The chosen database cannot keep so many digits."""

    field: str
    digits: int
    limit: int
    unit: str
    database: str
    text = (
        "`{self.field}` has {self.digits} {self.unit}; {self.database} keeps {self.limit} exactly"
    )
    advice = "use fewer, or another database"
