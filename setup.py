"""The C core of ``dedup.kernels``; everything else about the package is in pyproject.toml."""

import sysconfig

from setuptools import Extension, setup
from setuptools.command.build_ext import build_ext

CORE = "dedup/kernels/core"
SOURCES = (
    "ahead align align_anchors align_answers align_arena align_chains align_pairing align_pairs "
    "align_present align_quotations align_refine align_selection align_summary align_worths "
    "blocks compare components csv door_align door_near door_pairs door_pieces door_postings "
    "door_sheets door_terms door_vocabulary families fold json lanes linkage linkage_tables memory minhash "
    "module near order pair_runs pairs pieces postings runs sets shingles sort sought stems terms texts "
    "unicode_tables units view vocabulary winnow words"
)
HEADERS = (
    "ahead align base blank compare csv door families fold found json kernels lanes lanes_body lanes_sets "
    "lanes_words lanes_xxh64 linkage postings sheets sort unicode utf8 view words written xxh64"
)

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
            sources=[f"{CORE}/{name}.c" for name in SOURCES.split()],
            depends=[f"{CORE}/{name}.h" for name in HEADERS.split()],
            define_macros=[("Py_LIMITED_API", "0x030B0000")] if LIMITED else [],
            py_limited_api=LIMITED,
            optional=True,  # without a compiler the package runs on the Python twins, and says so
        )
    ],
    cmdclass={"build_ext": BuildCore},
    options={"bdist_wheel": {"py_limited_api": "cp311"}} if LIMITED else {},
)
