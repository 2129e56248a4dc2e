"""The C core of ``dedup.kernels``; everything else about the package is in pyproject.toml."""

import sysconfig
from pathlib import Path

from setuptools import Extension, setup
from setuptools.command.build_ext import build_ext

CORE = Path("dedup/kernels/core")

# One build serves every Python from 3.11 on; the free-threaded ones have no limited API yet.
LIMITED = not sysconfig.get_config_var("Py_GIL_DISABLED")


class BuildCore(build_ext):
    """Asks each compiler for C11 and vectorized loops in its own words."""

    def build_extensions(self) -> None:
        """Build, with optimization that does not depend on how Python itself was built."""
        microsoft = self.compiler.compiler_type == "msvc"
        flags = (
            ["/std:c11", "/O2"]
            if microsoft
            else ["-std=c11", "-O3", "-g0", "-fvisibility=hidden", "-ffp-contract=off"]
        )
        for extension in self.extensions:
            extension.extra_compile_args[:0] = flags
        super().build_extensions()


setup(
    ext_modules=[
        Extension(
            "dedup.kernels._core",
            sources=sorted(path.as_posix() for path in CORE.glob("*.c")),
            depends=sorted(path.as_posix() for path in CORE.glob("*.h")),
            define_macros=[("Py_LIMITED_API", "0x030B0000")] if LIMITED else [],
            py_limited_api=LIMITED,
            optional=True,  # without a compiler the package runs on the Python twins, and says so
        )
    ],
    cmdclass={"build_ext": BuildCore},
    options={"bdist_wheel": {"py_limited_api": "cp311"}} if LIMITED else {},
)
