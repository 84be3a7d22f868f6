"""The build hook: a wheel, also an editable one, starts with everything compiled."""

import importlib.util
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CompileHook(BuildHookInterface[Any]):
    """Calls packaging/compile.py before hatchling collects the files."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile forms, icons, translations and bundled files; `version` is "standard" or "editable"."""
        path = Path(self.root, "packaging", "compile.py")
        spec = importlib.util.spec_from_file_location("planeditor_compile", path)
        assert spec is not None
        assert spec.loader is not None
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        module.compile_all()
