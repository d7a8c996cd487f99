"""The OpenAPI document is the one that is checked in; after a change that is meant: `manage.py export_openapi`."""

from pydantic import BaseModel

from cms.api.document import openapi_document
from cms.blocks import BodyBlock
from tests.contract.normal import holds

OURS = {"bookings", "catalogue", "circles", "cms", "home", "podcast", "trust"}
METHODS = {"get", "post", "put", "patch", "delete"}


def operations():
    for path, item in openapi_document()["paths"].items():
        for method, operation in item.items():
            if method in METHODS:
                yield path, method, operation


def test_document_is_the_one_that_is_checked_in(site):
    holds("openapi.json", openapi_document())


def test_document_is_served(client, site):
    assert client.get("/api/v3/openapi.json").json() == openapi_document()


def test_every_operation_has_its_own_name_and_says_what_it_does(site):
    names = [operation["operationId"] for _path, _method, operation in operations()]

    assert len(names) == len(set(names))
    assert all(operation["summary"] for _path, _method, operation in operations())


def test_every_operation_says_how_it_refuses(site):
    for _path, _method, operation in operations():
        assert "application/problem+json" in operation["responses"]["default"]["content"]


def test_every_reference_leads_somewhere(site):
    document = openapi_document()

    def references(value):
        if isinstance(value, dict):
            if isinstance(value.get("$ref"), str):
                yield value["$ref"]
            for item in value.values():
                yield from references(item)
        elif isinstance(value, list):
            for item in value:
                yield from references(item)

    for reference in references(document):
        assert reference.removeprefix("#/components/schemas/") in document["components"]["schemas"], reference


def test_every_block_is_described_for_reading_and_for_writing(site):
    schemas = openapi_document()["components"]["schemas"]
    body = schemas["PlainPageSchema"]["properties"]["body"]["items"]

    assert set(body["discriminator"]["mapping"]) == set(BodyBlock().child_blocks)
    for name in BodyBlock().child_blocks:
        camel = "".join(part.capitalize() for part in name.split("_"))
        assert schemas[f"{camel}Block"]["properties"]["type"]["const"] == name
        assert f"{camel}BlockInput" in schemas


def test_addresses_of_snippets_which_have_no_type_are_not_in_the_document(client, site):
    assert not [path for path, _method, _operation in operations() if "snippets" in path]
    assert client.get("/api/v3/snippets/cms.Term/").status_code in (401, 422)


def test_no_two_models_of_ours_share_a_name():
    """The document knows them by name alone: the second would speak for the first."""
    found: dict[str, set[str]] = {}
    waiting = [BaseModel]
    while waiting:
        for model in waiting.pop().__subclasses__():
            waiting.append(model)
            if model.__module__.partition(".")[0] in OURS:
                found.setdefault(model.__name__, set()).add(model.__module__)

    assert {name: modules for name, modules in found.items() if len(modules) > 1} == {}
