"""Settings of the way to the services in other processes."""

from pathlib import Path
from typing import Annotated, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from app.infrastructure.remote.addresses import check_address


class CoreTlsSettings(BaseModel):
    """How the connections are encrypted. Without an authority: not."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    ca: Path | None = Field(
        default=None,
        description="File with the authorities that vouch for the servers.",
    )
    certificate: Path | None = Field(
        default=None,
        description="File with the certificate that this client shows.",
    )
    private_key: Path | None = Field(
        default=None,
        description="File with the key of the certificate.",
    )
    server_name: str = Field(
        default="",
        description="Name in the certificate of the servers, where it is not their address.",
    )

    @model_validator(mode="after")
    def _check(self) -> Self:
        if (self.certificate is None) != (self.private_key is None):
            raise ValueError("certificate and private_key belong together")
        if self.certificate is not None and self.ca is None:
            raise ValueError("certificate needs ca")
        for path in (self.ca, self.certificate, self.private_key):
            if path is not None and not path.is_file():
                raise ValueError(f"there is no file {path}")
        return self


class CoreSettings(BaseModel):
    """Where the processes are that a gateway calls, and how long it waits for them."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    address: Annotated[str, AfterValidator(check_address)] = Field(
        default="dns:///localhost:50051",
        description="What gRPC dials; calls take turns over all addresses that it stands for.",
    )
    request_timeout: float = Field(
        default=10.0,
        gt=0,
        description="Longest time for one call, in seconds.",
    )
    attempts: int = Field(
        default=4,
        ge=1,
        le=5,
        description="How often a call is made that changes nothing, while no process answers.",
    )
    tls: CoreTlsSettings = CoreTlsSettings()
