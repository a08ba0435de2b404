"""What a public host and a contributor's editor run are the project's own commands, by names that exist."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest
import yaml
from casebook import __main__ as commands

ROOT = Path(__file__).resolve().parents[2]
WORKFLOWS = sorted(ROOT.glob(".github/workflows/*.yml"))
FORMS = sorted(path for path in ROOT.glob(".github/ISSUE_TEMPLATE/*.yml"))


def read(path: Path) -> dict:
    """A file of YAML."""
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def pins(lock: Path) -> dict[str, str]:
    """Package name to version in a lock."""
    found = re.findall(r"^([A-Za-z0-9_.-]+)(?:\[[^]]*\])?==(\S+)", lock.read_text(encoding="utf-8"), flags=re.M)
    return dict(found)


def conflicts(main: dict[str, str], further: dict[str, str]) -> list[str]:
    """Packages of a further lock that would replace one of the main lock."""
    return [
        f"{name}: {version}, but {main[name]} in requirements.txt"
        for name, version in further.items()
        if main.get(name, version) != version
    ]


def steps(workflow: dict) -> list[dict]:
    """All steps of all jobs."""
    return [step for job in workflow["jobs"].values() for step in job["steps"]]


def targets() -> set[str]:
    """What make can be asked for."""
    return set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), flags=re.M))


def unknown_targets(workflow: dict) -> list[str]:
    """Targets that a workflow asks make for and that are not there."""
    asked = [
        name for step in steps(workflow) for name in re.findall(r"(?:^|\s)make ([a-z]+)", step.get("run", ""), re.M)
    ]
    return [name for name in asked if name not in targets()]


def form_problems(form: dict) -> list[str]:
    """What a host would refuse in a form."""
    problems = [f"no {key}" for key in ("name", "description", "body") if not form.get(key)]
    names = [field["id"] for field in form.get("body", [])]
    problems += [] if len(set(names)) == len(names) else ["two fields of one id"]
    for field in form.get("body", []):
        if field["type"] not in ("input", "textarea", "dropdown", "checkboxes"):
            problems.append(f"{field['id']}: no such type {field['type']}")
        if not field["attributes"].get("label"):
            problems.append(f"{field['id']}: no label")
        if field["type"] == "dropdown" and not field["attributes"].get("options"):
            problems.append(f"{field['id']}: no options")
    return problems


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_workflows_call_targets_that_exist(path):
    """A workflow with commands of its own would check something else than a contributor does."""
    workflow = read(path)
    assert any("make " in step.get("run", "") for step in steps(workflow))
    assert unknown_targets(workflow) == []
    assert all("timeout-minutes" in job for job in workflow["jobs"].values())


def test_a_target_that_does_not_exist_is_found():
    """The check must be able to fail."""
    assert unknown_targets({"jobs": {"a": {"steps": [{"run": "make test\nmake coffee PYTHON=python"}]}}}) == ["coffee"]


def test_the_three_workflows_are_there():
    """Tests on each Python, the book published, and a monthly run on the newest dependencies that may fail."""
    test, book, newest = (read(ROOT / ".github" / "workflows" / f"{name}.yml") for name in ("test", "book", "newest"))
    pythons = re.search(r"PYTHONS = (\[.*\])", (ROOT / "noxfile.py").read_text(encoding="utf-8")).group(1)
    assert (
        test["jobs"]["test"]["strategy"]["matrix"]["python"]
        == yaml.safe_load(pythons)
        == ["3.11", "3.12", "3.13", "3.14"]
    )
    assert any("deploy-pages" in step.get("uses", "") for step in steps(book))
    assert newest[True]["schedule"]  # YAML 1.1 reads the key `on` as true
    assert newest["jobs"]["rerun"]["continue-on-error"] is True
    assert steps(newest)[-1]["if"] == "failure()"  # of any step, of the lock too


GH = """#!/bin/sh
echo "$*" >> asked
[ "$2" != list ] || printf '%s' "$OPEN"
"""


@pytest.mark.skipif(shutil.which("bash") is None, reason="the host runs the script with bash, and there is none here")
@pytest.mark.parametrize(
    ("left", "open_already", "expected", "said"),
    [
        ({}, "", "issue create --title", ("They were not reached", "No receipt was written.")),
        ({"report.txt": "1 failed\n"}, "7", "issue comment 7", ("1 failed", "No receipt was written.")),
        (
            {"report.txt": "1 failed\n", "_build/receipt.md": "# Receipt\n"},
            "",
            "issue create",
            ("1 failed", "# Receipt"),
        ),
    ],
)
def test_the_report_on_newest_dependencies_is_written_wherever_the_run_broke_off(
    tmp_path, left, open_already, expected, said
):
    """The script of the last step is run as the host runs it, with a command in place of the host's that notes what is asked."""
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin" / "gh").write_text(GH, encoding="utf-8")
    (tmp_path / "bin" / "gh").chmod(0o755)
    for name, text in left.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    script = steps(read(ROOT / ".github" / "workflows" / "newest.yml"))[-1]["run"]
    path = f"{tmp_path / 'bin'}{os.pathsep}{os.environ['PATH']}"
    environment = {**os.environ, "PATH": path, "OPEN": open_already}
    subprocess.run(["bash", "-e", "-c", script], cwd=tmp_path, env=environment, check=True, timeout=60)
    assert (tmp_path / "asked").read_text(encoding="utf-8").splitlines()[-1].startswith(expected)
    body = (tmp_path / "body.md").read_text(encoding="utf-8")
    assert [words for words in said if words not in body] == []


@pytest.mark.parametrize(
    "lock", ["notebooks/requirements", "notebooks/requirements-scan", "tests/requirements", "tests/hub-requirements"]
)
def test_a_further_lock_replaces_nothing(lock):
    """JupyterLab, what the long checks need, a hub: none may bring another pandas, the outputs would be of another stack."""
    main, further = pins(ROOT / "requirements.txt"), pins(ROOT / f"{lock}.txt")
    folder, _, name = lock.partition("/")
    assert set(main) & set(further)
    assert conflicts(main, further) == []
    recipe = re.search(r"^lock:.*\n((?:\t.*\n)+)", (ROOT / "Makefile").read_text(encoding="utf-8"), flags=re.M).group(1)
    assert f"cd {folder} && $(LOCK) {name}.in --output-file {name}.txt" in recipe


def test_a_lock_that_replaces_a_package_is_found(tmp_path):
    """The check must be able to fail, extras or not."""
    lock = tmp_path / "requirements.txt"
    lock.write_text("pandas[excel]==3.0.0 \\\n    --hash=sha256:0\nnox==1\n    # via pandas==9\n", encoding="utf-8")
    assert pins(lock) == {"pandas": "3.0.0", "nox": "1"}
    assert conflicts({"pandas": "3.1.1"}, pins(lock)) == ["pandas: 3.0.0, but 3.1.1 in requirements.txt"]


@pytest.mark.parametrize("path", FORMS, ids=lambda path: path.stem)
def test_forms_are_complete(path):
    """A form that a host refuses is no way to report a wrong number."""
    assert form_problems(read(path)) == []


def test_a_form_with_something_missing_is_found():
    """The check must be able to fail."""
    assert {path.stem for path in FORMS} == {"wrong-number", "source", "translation"}
    field = {"type": "dropdown", "id": "a", "attributes": {"label": "Which?"}}
    assert form_problems({"name": "x", "body": [field, {**field, "type": "list", "attributes": {}}]}) == [
        "no description",
        "two fields of one id",
        "a: no options",
        "a: no such type list",
        "a: no label",
    ]


def test_hooks_run_commands_of_the_project():
    """The quick checks before a commit: the linter on code and notebooks, the audits; nothing strips outputs."""
    (group,) = read(ROOT / ".pre-commit-config.yaml")["repos"]
    entries = {hook["id"]: hook["entry"] for hook in group["hooks"]}
    assert {"ruff-check", "ruff-format", "audit", "data", "ledger"} == set(entries)
    asked = re.findall(r"-m casebook ([\w-]+)", " ".join(entries.values()))
    assert asked
    assert set(asked) <= set(commands.COMMANDS)
    assert "jupyter" in next(hook["types_or"] for hook in group["hooks"] if hook["id"] == "ruff-check")
    assert not re.search(r"nbstripout|clear-output", " ".join(entries.values()))
