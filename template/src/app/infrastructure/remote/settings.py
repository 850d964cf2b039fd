"""Settings of the way to the services in other processes."""

from typing import Annotated, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from app.infrastructure.remote.addresses import check_address
from app.protocol.certificates import ExistingFile


class CoreTlsSettings(BaseModel):
    """How the connections are encrypted. Without an authority: not."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    ca: ExistingFile | None = Field(
        default=None,
        description="File with the authorities that vouch for the servers.",
    )
    certificate: ExistingFile | None = Field(
        default=None,
        description="File with the certificate that this client shows.",
    )
    private_key: ExistingFile | None = Field(
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
        for name in ("certificate", "server_name"):
            if getattr(self, name) and self.ca is None:
                raise ValueError(f"{name} needs ca, without which nothing is encrypted")
        return self


class CoreSettings(BaseModel):
    """Where the processes are that a gateway calls, and how long it waits for them."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    address: Annotated[str, AfterValidator(check_address)] = Field(
        default="ipv4:127.0.0.1:50051",
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

    @model_validator(mode="after")
    def _check(self) -> Self:
        if self.tls.ca is not None and "," in self.address and not self.tls.server_name:
            raise ValueError("several addresses need tls.server_name, which all certificates bear")
        return self
