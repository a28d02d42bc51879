import pytest

from retrieval.cluster.address import parse_address


def test_an_address_names_hosts_and_an_index() -> None:
    address = parse_address("opensearch://one:9201,two,[::1]:9203/reports")
    assert address.hosts == (("one", 9201), ("two", 9200), ("[::1]", 9203))
    assert (address.name, address.is_secure) == ("reports", False)
    assert parse_address("opensearch+https://one/reports").is_secure


@pytest.mark.parametrize(
    "url",
    [
        "https://one:9200/reports",
        "opensearch://one:9200",
        "opensearch://one:9200/Reports",
        "opensearch://one:9200/a/b",
        "opensearch:///reports",
        "opensearch://user:secret@one:9200/reports",
    ],
)
def test_what_is_no_address_is_refused(url: str) -> None:
    with pytest.raises(ValueError, match="host"):
        parse_address(url)


def test_secrets_are_not_shown() -> None:
    address = parse_address("opensearch://one/reports", user="u", password="hush", api_key="quiet")
    assert "hush" not in repr(address)
    assert "quiet" not in repr(address)
