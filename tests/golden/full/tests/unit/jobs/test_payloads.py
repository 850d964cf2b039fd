"""Payloads come out of the queue as they were put in."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any
from uuid import UUID

import pytest

from app.application.jobs.job_type import JobType
from app.infrastructure.jobs.payloads import UnreadablePayloadError, read_payload, write_payload


class Channel(StrEnum):
    """How somebody is told."""

    LETTER = "letter"


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A part of a payload."""

    product: UUID
    price: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Invoice:
    """A payload of many types."""

    id: UUID
    total: Decimal
    issued: dt.datetime
    due: dt.date
    lines: tuple[Line, ...]
    channel: Channel
    notes: dict[str, list[int]]
    reference: str | None = None


INVOICE = JobType(name="invoice", payload=Invoice, version=2)
SAMPLE = Invoice(
    id=UUID(int=1),
    total=Decimal("12345678901234567890.10"),
    issued=dt.datetime(2026, 3, 29, 1, 0, 0, 123456, tzinfo=dt.UTC),
    due=dt.date(2026, 4, 1),
    lines=(Line(product=UUID(int=2), price=Decimal("0.10")),),
    channel=Channel.LETTER,
    notes={"ä": [1, 2]},
)


def test_a_payload_comes_back_as_it_was() -> None:
    text = write_payload(INVOICE, SAMPLE)

    back = read_payload(INVOICE, text, version=2)

    assert back == SAMPLE
    assert str(back.total) == "12345678901234567890.10"


def test_what_an_older_service_has_written_is_read() -> None:
    assert read_payload(INVOICE, write_payload(INVOICE, SAMPLE), version=1) == SAMPLE


def test_what_a_newer_service_has_written_is_not() -> None:
    with pytest.raises(UnreadablePayloadError, match="version 3"):
        read_payload(INVOICE, write_payload(INVOICE, SAMPLE), version=3)


@pytest.mark.parametrize("text", ["{}", "[]", "nothing", '{"id": "4711"}'])
def test_what_cannot_be_read_is_told_without_its_values(text: str) -> None:
    with pytest.raises(UnreadablePayloadError) as caught:
        read_payload(INVOICE, text, version=2)

    assert "4711" not in str(caught.value)


def test_only_the_declared_type_is_written() -> None:
    undeclared: JobType[Any] = INVOICE

    with pytest.raises(TypeError, match="invoice takes Invoice, not Line"):
        write_payload(undeclared, SAMPLE.lines[0])
