"""What can be wrong with a job that is added."""

from arcana_gen.blueprint.errors.base import BlueprintError


class NoJobs(BlueprintError):
    """The service has nothing that would run a job."""

    text = "this service has no jobs"
    advice = "`arcana set jobs=database` brings them"


class NotInPayload(BlueprintError):
    """A type or modifier that means nothing where a job is told what to do."""

    field: str
    what: str
    reason: str
    text = "the field `{self.field}` of a job cannot have `{self.what}`: {self.reason}"
    advice = "fields of a job take `optional` and `default=`"


class NotOfThatType(BlueprintError):
    """A type that a payload cannot hold."""

    field: str
    type: str
    reason: str
    text = "the field `{self.field}` of a job cannot be of the type `{self.type}`: {self.reason}"
    advice = "hand over an identifier, and let the job read the rest"


class NameInUse(BlueprintError):
    """Two things in the files of a job would have one name."""

    job: str
    name: str
    first: str
    second: str
    text = (
        "in the files of `{self.job}`, {self.first} and {self.second} would both be `{self.name}`"
    )
    advice = "give one of them another name"


class ScheduledWithoutValue(BlueprintError):
    """The clock enqueues a job, and knows no value for this field."""

    field: str
    text = "a job with `--cron` is enqueued by the clock, which has no value for `{self.field}`"
    advice = "make it `optional`, or give it a default: `{self.field}:…:default=…`"


class InvalidCron(BlueprintError):
    """The text is no entry of a crontab."""

    expression: str
    problem: str
    text = "`{self.expression}` is no schedule: {self.problem}"
    advice = "write minute, hour, day of month, month and day of week, such as `0 7 * * mon-fri`"


class UnknownPriority(BlueprintError):
    """There is no such priority."""

    priority: str
    priorities: str
    near: str = ""
    text = "there is no priority `{self.priority}`"
    advice = "the priorities are {self.priorities}"
