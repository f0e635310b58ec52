"""Tests that an independent reader of GS1 Digital Link URIs finds the GTIN in carriers for the till.

The reader is biip. It takes scheme and host in lower case only, as RFC 3986 (section 6.2.2.1) allows to write them.
GS1's own engine takes both cases.
"""

import pytest
from biip import ParseError
from biip.gs1_digital_link_uris import GS1DigitalLinkURI
from readers import with_zxing
from vectors import AUTHENTIC, BY_NAME, FOLDER, name_of, of_kind

CARRIERS = [
    vector
    for vector in of_kind("label")
    if "/01/" in vector["forms"].get("carrier", "").rpartition("I2W")[2] and vector["expect"] != "foreign-carrier"
]
# The GTIN before the seal, or the seal as a serial number: their prefix is foreign, and no reader finds a GTIN.
OTHER_ORDERS = ["gs1-gtin-in-front", "gs1-path-gtin-path", "gs1-seal-as-serial"]


def lowered(uri: str) -> str:
    scheme, empty, host, *path = uri.split("/")
    return "/".join([scheme.lower(), empty, host.lower(), *path])


def elements(uri: str) -> list[tuple[str, str]]:
    return [(element.ai.ai, element.value) for element in GS1DigitalLinkURI.parse(lowered(uri)).element_strings]


@pytest.mark.parametrize("vector", CARRIERS, ids=name_of)
def test_the_gtin_is_read_from_a_carrier(vector):
    found = elements(vector["forms"]["carrier"])
    assert found == [("01", vector["forms"]["carrier"].rpartition("/")[2])]
    if vector["expect"] in AUTHENTIC:
        assert found[0][1] in {gtin.zfill(14) for gtin in vector["label"]["gtin"]}


@pytest.mark.parametrize("name", OTHER_ORDERS)
def test_no_other_order_is_read(name):
    with pytest.raises(ParseError):
        elements(BY_NAME[name]["forms"]["carrier"])


def test_the_gtin_is_read_from_a_symbol():
    vector = BY_NAME["image-gs1"]
    (text,) = with_zxing(FOLDER / vector["input"]["image"])
    assert elements(text) == [("01", vector["label"]["gtin"][0].zfill(14))]


def test_the_gtin_is_read_from_an_issued_symbol(starseal, tmp_path):
    vector = BY_NAME["gs1-router"]
    (picture,) = [path for path in starseal.issue(vector, tmp_path) if path.suffix == ".png"]
    (text,) = with_zxing(picture)
    assert text == vector["forms"]["carrier"]
    assert elements(text) == [("01", vector["seal"]["gtin"])]
