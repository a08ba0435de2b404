"""The data dictionary: every table and column from the schema, the codebook, and the notes of ``data/notes.md``."""

from __future__ import annotations

import json

from ...evidence import tables
from ...evidence.claims import claim
from ..writing import write
from . import gather

__all__ = ["data_dictionary"]


def data_dictionary() -> str:
    """The page of the data, which is their README too."""
    notes = tables.DATA / "notes.md"
    package = json.loads((tables.DATA / "datapackage.json").read_bytes())
    return write(
        "data",
        description=package["description"],
        notes=notes.read_bytes().decode().strip() if notes.is_file() else "",
        tables=[_table(resource) for resource in package["resources"]],
        unused=[{**row, "statement": claim(row["claim_id"]).statement} for row in gather.rows("not_used")],
        indicators=gather.rows("indicators"),
    )


def _table(resource: dict) -> dict:
    details = resource["schema"]
    references = {key["fields"]: key["reference"] for key in details.get("foreignKeys", [])}
    return {
        "path": resource["path"],
        "anchor": gather.slug(resource["path"]),
        "description": resource["description"],
        "rows": len(tables.read_table(resource["name"])),
        "primary": tables.key_of(resource),
        "columns": [_column(column, references.get(column["name"]), resource["name"]) for column in details["fields"]],
    }


def _column(column: dict, target: dict | None, own: str) -> dict:
    rules = column.get("constraints", {})
    return {
        "name": column["name"],
        "type": column["type"],
        "edtf": column.get("edtf"),
        "required": rules.get("required"),
        "meaning": column["description"] or "Identifier",
        "listed": rules.get("enum"),
        "refers_to": f"{target['resource'] or own}.{target['fields']}" if target else "",
    }
