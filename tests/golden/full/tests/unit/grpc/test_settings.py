"""Wrong settings of certificates are refused before anything is served, in words."""

from pathlib import Path

import pytest
from pydantic import SecretStr
from structlog.testing import capture_logs

from app.bootstrap.companions.grpc import check_companion
from app.bootstrap.errors import StartError
from app.bootstrap.settings import Settings
from app.infrastructure.database.settings import SCHEMES, DatabaseSettings
from app.infrastructure.protobuf.stubs import Stubs
from app.infrastructure.remote.settings import CoreSettings, CoreTlsSettings
from app.interfaces.grpc.settings import GrpcSettings, GrpcTlsSettings


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Return a file that is no certificate."""
    path = tmp_path / "file.pem"
    path.write_bytes(b"-----BEGIN")
    return path


def test_a_certificate_needs_its_key(file: Path) -> None:
    for given in ({"certificate": file}, {"private_key": file}):
        with pytest.raises(ValueError, match="certificate and private_key belong together"):
            GrpcTlsSettings.model_validate(given)


def test_clients_are_asked_for_certificates_only_by_a_server_that_has_one(file: Path) -> None:
    with pytest.raises(ValueError, match="client_ca needs a certificate of the server"):
        GrpcTlsSettings(client_ca=file)


def test_names_of_clients_need_an_authority(file: Path) -> None:
    with pytest.raises(ValueError, match="client_names needs client_ca"):
        GrpcTlsSettings(certificate=file, private_key=file, client_names=("billing",))


def test_a_missing_file_is_named(file: Path) -> None:
    missing = file.with_name("missing.pem")

    with pytest.raises(ValueError, match=r"there is no file .*missing\.pem"):
        GrpcTlsSettings(certificate=file, private_key=missing)


def test_names_of_clients_are_written_with_commas(file: Path) -> None:
    given = {"certificate": file, "private_key": file, "client_ca": file}

    tls = GrpcTlsSettings.model_validate({**given, "client_names": "billing, reports"})

    assert tls.client_names == ("billing", "reports")


def test_a_file_that_is_no_certificate_stops_the_start(file: Path) -> None:
    settings = Settings(
        database=DatabaseSettings(url=SecretStr(f"{min(SCHEMES)}://")),
        grpc=GrpcSettings(tls=GrpcTlsSettings(certificate=file, private_key=file)),
    )

    with pytest.raises(StartError, match=r"the files of grpc\.tls cannot be used"):
        check_companion(settings)


def test_a_file_that_is_no_authority_stops_the_start_of_a_gateway(file: Path) -> None:
    settings = Settings(
        mode="gateway",
        database=DatabaseSettings(url=SecretStr(f"{min(SCHEMES)}://")),
        core=CoreSettings(tls=CoreTlsSettings(ca=file)),
    )

    with pytest.raises(StartError, match=r"the files of core\.tls cannot be used"):
        check_companion(settings)


def test_the_name_of_a_core_is_nothing_without_an_authority() -> None:
    with pytest.raises(ValueError, match="server_name needs ca"):
        CoreTlsSettings(server_name="core")


def test_one_name_stands_in_the_certificates_of_several_cores(file: Path) -> None:
    addresses = "ipv4:127.0.0.1:1,127.0.0.1:2"

    with pytest.raises(ValueError, match=r"several addresses need tls\.server_name"):
        CoreSettings(address=addresses, tls=CoreTlsSettings(ca=file))

    named = CoreSettings(address=addresses, tls=CoreTlsSettings(ca=file, server_name="core"))
    assert named.address == addresses


def test_stubs_of_another_proto_stop_the_start_with_what_to_run(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(Stubs, "are_stale", lambda _: True)
    settings = Settings(database=DatabaseSettings(url=SecretStr(f"{min(SCHEMES)}://")))

    with pytest.raises(StartError, match="the stubs are not those of proto/: run `proto build`"):
        check_companion(settings)


def test_it_is_said_that_certificates_do_not_guard_the_port_of_http(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.bootstrap.companions.grpc.make_credentials", lambda _: None)
    tls = GrpcTlsSettings(certificate=file, private_key=file, client_ca=file)
    database = DatabaseSettings(url=SecretStr(f"{min(SCHEMES)}://"))

    with capture_logs() as guarded:
        check_companion(Settings(database=database, grpc=GrpcSettings(tls=tls, web=False)))
    with capture_logs() as open_to_all:
        check_companion(Settings(database=database, grpc=GrpcSettings(tls=tls)))

    assert guarded == []
    assert [line["event"] for line in open_to_all] == ["rpcs_without_certificates"]
