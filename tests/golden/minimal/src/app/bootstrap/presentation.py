"""The settings as a person may see them."""

import re

import yaml
from pydantic import BaseModel, SecretStr

from app.bootstrap.settings import Settings
from app.infrastructure.telemetry.redaction import REDACTED, is_secret

_ADDRESS = re.compile(r"[a-z0-9+.-]+://")
# From the colon behind the user to the last @, since a password may contain one itself.
_PASSWORD = re.compile(r"(?<=://)([^:@/?]*):.*@")
_PARAMETER = re.compile(r"(?<=[?&])([^=&]+)=[^&]*")


def present(settings: Settings) -> str:
    """Return the settings as YAML, without secrets."""
    return yaml.safe_dump(_plain(settings), sort_keys=False, allow_unicode=True)


def _plain(value: object) -> object:
    if isinstance(value, BaseModel):
        return {name: _plain(part) for name, part in value}
    if isinstance(value, tuple):
        return [_plain(part) for part in value]
    if isinstance(value, SecretStr):
        return _conceal(value.get_secret_value())
    return value


def _conceal(secret: str) -> str:
    """Leave of a secret what an address tells without its password; of any other, nothing."""
    if _ADDRESS.match(secret) is None:
        return REDACTED
    without_password = _PASSWORD.sub(rf"\1:{REDACTED}@", secret)
    return _PARAMETER.sub(_conceal_parameter, without_password)


def _conceal_parameter(parameter: re.Match[str]) -> str:
    name = parameter.group(1)
    return f"{name}={REDACTED}" if is_secret(name) else parameter.group()
