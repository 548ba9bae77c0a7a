"""The house keeps its rules: layers, limits, public names."""

import importlib
import pkgutil
import subprocess
import sys
from pathlib import Path

import pytest
from tools.limits import too_long

import onrecord

ROOT = Path(__file__).parents[1]
MODULES = sorted(
    found.name
    for found in pkgutil.walk_packages(onrecord.__path__, "onrecord.")
    if not found.name.endswith("__main__") and ".examples" not in found.name
)


def test_layers_hold():
    run = subprocess.run(
        [Path(sys.executable).parent / "lint-imports", "--no-cache"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stdout


def test_no_file_is_over_the_limit():
    assert [line for folder in ("src", "tests", "bench") for line in too_long(ROOT / folder)] == []


@pytest.mark.parametrize("name", MODULES)
def test_public_names_are_sorted_and_there(name: str):
    module = importlib.import_module(name)
    names = getattr(module, "__all__", None)
    if names is None:
        assert module.__doc__
        assert not [public for public, value in vars(module).items() if _is_public(public, value, name)]
        return
    assert list(names) == sorted(names, key=lambda public: (not public.isupper(), not public[0].isupper(), public))
    assert [public for public in names if not hasattr(module, public)] == []


def _is_public(name: str, value: object, module: str) -> bool:
    return not name.startswith("_") and getattr(value, "__module__", None) == module


def test_importing_the_package_loads_no_pipeline():
    code = "import onrecord, sys; sys.exit('spacy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
