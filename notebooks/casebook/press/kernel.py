"""The kernel that runs the chapters: always that of the Python that asks for it, and what it says about itself.

A kernel is usually found by its name, and a reader's own ``python3`` may lead to another Python with other packages.
"""

from __future__ import annotations

import ast
import json

from ipykernel.kernelspec import get_kernel_dict
from jupyter_client import AsyncKernelManager
from jupyter_client.kernelspec import KernelSpec

__all__ = ["OwnKernelManager", "surroundings"]

# Asked in the kernel, before its first cell: which Python it is, and the version of each package that it would import.
QUESTION = """__import__("json").dumps({
    "python": __import__("platform").python_version(),
    "prefix": __import__("sys").prefix,
    "packages": {d.name: d.version for d in reversed([*__import__("importlib.metadata").metadata.distributions()])},
})"""


class OwnKernelManager(AsyncKernelManager):
    """Starts a kernel with the Python that runs now, whatever kernels are installed under whatever name."""

    @property
    def kernel_spec(self) -> KernelSpec:
        return KernelSpec(**get_kernel_dict())


async def surroundings(client) -> dict:
    """What the running kernel of a notebook client says: ``python``, ``prefix``, and ``packages`` with their versions."""
    asked = client.kc.execute("", silent=True, store_history=False, user_expressions={"said": QUESTION})
    reply = await client.async_wait_for_reply(asked)
    return json.loads(ast.literal_eval(reply["content"]["user_expressions"]["said"]["data"]["text/plain"]))
