"""Settings of the gRPC interface."""

from typing import Annotated, Literal, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from app.protocol.certificates import ExistingFile


def _split(value: object) -> object:
    """Let lists be written with commas, as environment variables need it."""
    return value.replace(" ", "").split(",") if isinstance(value, str) else value


class GrpcTlsSettings(BaseModel):
    """How connections are encrypted, and which clients are let in. Without a certificate: not."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    certificate: ExistingFile | None = Field(
        default=None,
        description="File with the certificate of the server and those that vouch for it.",
    )
    private_key: ExistingFile | None = Field(
        default=None,
        description="File with the key of the certificate.",
    )
    client_ca: ExistingFile | None = Field(
        default=None,
        description="File with the authorities whose clients are let in; others are refused.",
    )
    client_names: Annotated[tuple[str, ...], BeforeValidator(_split)] = Field(
        default=(),
        description="Names that certificates of clients may bear; all when empty.",
    )

    @model_validator(mode="after")
    def _check(self) -> Self:
        if (self.certificate is None) != (self.private_key is None):
            raise ValueError("certificate and private_key belong together")
        if self.client_ca is not None and self.certificate is None:
            raise ValueError("client_ca needs a certificate of the server")
        if self.client_names and self.client_ca is None:
            raise ValueError("client_names needs client_ca")
        return self


class GrpcSettings(BaseModel):
    """Where the service listens and what it accepts."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    host: str = Field(
        default="127.0.0.1",
        description="Address to listen on; `0.0.0.0` for every one.",
    )
    port: int = Field(
        default=50051,
        ge=1,
        le=65535,
        description="Port to listen on.",
    )
    request_timeout: float = Field(
        default=30.0,
        gt=0,
        description="Longest time for one call whose client sets no deadline, in seconds.",
    )
    graceful_timeout: int = Field(
        default=30,
        ge=1,
        description="Longest wait for running calls at shutdown, in seconds.",
    )
    max_message_size: int = Field(
        default=4_194_304,
        ge=1,
        le=2_147_483_647,
        description="Largest message of a client, in bytes.",
    )
    connection_age: float = Field(
        default=300.0,
        gt=0,
        le=1_000_000,
        description="Clients are told to connect anew after about so many seconds, so that they find"
        " processes that were added. `native` does not tell them.",
    )
    transport: Literal["auto", "native", "grpcio"] = Field(
        default="auto",
        description="Server below the rpcs. `native` is quicker, but reads a message of any size"
        " before it refuses it: for clients that are trusted. `auto` takes it where only this"
        " machine reaches the port. With a certificate it is always `grpcio`.",
    )
    reflection: bool = Field(
        default=True,
        description="Whether clients may ask which services there are.",
    )
    web: bool = Field(
        default=True,
        description="Whether browsers may call too, by Connect or gRPC-Web on the port of HTTP.",
    )
    tls: GrpcTlsSettings = GrpcTlsSettings()
