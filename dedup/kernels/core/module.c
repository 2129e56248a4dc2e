/* The module that Python imports: its functions, which are the doors to the kernels, and the path that
   these take.

   Results come back as bytes or bytearrays, which dedup/kernels/_native sees as arrays; so nothing of
   NumPy is compiled in, and one build serves every Python from 3.11 on. */
#include "door.h"

const Lanes *lanes;

/* ---- which path ---- */

static PyObject *py_paths(PyObject *module, PyObject *nothing) {
    (void)module, (void)nothing;
    const Lanes *const *available = lanes_available();
    size_t count = 0;
    PyObject *names[8];
    for (; available[count] != NULL; count++) names[count] = PyUnicode_FromString(available[count]->name);
    return as_tuple(count, names);
}

static PyObject *py_path(PyObject *module, PyObject *nothing) {
    (void)module, (void)nothing;
    return PyUnicode_FromString(lanes->name);
}

static PyObject *py_use_path(PyObject *module, PyObject *arguments) {
    (void)module;
    const char *name;
    if (!PyArg_ParseTuple(arguments, "s:use_path", &name)) return NULL;
    for (const Lanes *const *one = lanes_available(); *one != NULL; one++) {
        if (strcmp((*one)->name, name) == 0) {
            lanes = *one;
            Py_RETURN_NONE;
        }
    }
    PyErr_Format(PyExc_ValueError, "this processor has no path '%s'", name);
    return NULL;
}

static PyMethodDef METHODS[] = {
    {"tokenize", py_tokenize, METH_VARARGS, NULL},
    {"minhash_texts", py_minhash_texts, METH_VARARGS, NULL},
    {"shingle_sets", py_shingle_sets, METH_VARARGS, NULL},
    {"shingle_hashes", py_shingle_hashes, METH_VARARGS, NULL},
    {"minhash", py_minhash, METH_VARARGS, NULL},
    {"winnow", py_winnow, METH_VARARGS, NULL},
    {"band_keys", py_band_keys, METH_VARARGS, NULL},
    {"candidate_pairs", py_candidate_pairs, METH_VARARGS, NULL},
    {"overlaps", py_overlaps, METH_VARARGS, NULL},
    {"common_runs", py_common_runs, METH_VARARGS, NULL},
    {"heaviest_owners", py_heaviest_owners, METH_VARARGS, NULL},
    {"nearest_by_terms", py_nearest_by_terms, METH_VARARGS, NULL},
    {"pair_cosines", py_pair_cosines, METH_VARARGS, NULL},
    {"cut_units", py_cut_units, METH_VARARGS, NULL},
    {"weigh_stems", py_weigh_stems, METH_VARARGS, NULL},
    {"pack_postings", py_pack_postings, METH_VARARGS, NULL},
    {"unpack_postings", py_unpack_postings, METH_VARARGS, NULL},
    {"pack_blocks", py_pack_blocks, METH_VARARGS, NULL},
    {"unpack_blocks", py_unpack_blocks, METH_VARARGS, NULL},
    {"find_in_blocks", py_find_in_blocks, METH_VARARGS, NULL},
    {"merge_postings", py_merge_postings, METH_VARARGS, NULL},
    {"find_sorted", py_find_sorted, METH_VARARGS, NULL},
    {"make_sieve", py_make_sieve, METH_VARARGS, NULL},
    {"sift", py_sift, METH_VARARGS, NULL},
    {"align_strands", py_align_strands, METH_VARARGS, NULL},
    {"align_pairs", py_align_pairs, METH_VARARGS, NULL},
    {"compare_pairs", py_compare_pairs, METH_VARARGS, NULL},
    {"json_lines", py_json_lines, METH_VARARGS, NULL},
    {"sign_ahead", py_sign_ahead, METH_VARARGS, NULL},
    {"csv_rows", py_csv_rows, METH_VARARGS, NULL},
    {"near_pairs", py_near_pairs, METH_VARARGS, NULL},
    {"components", py_components, METH_VARARGS, NULL},
    {"average_linkage", py_average_linkage, METH_VARARGS, NULL},
    {"longest_runs", py_longest_runs, METH_VARARGS, NULL},
    {"number_words", py_number_words, METH_VARARGS, NULL},
    {"enter_words", py_enter_words, METH_VARARGS, NULL},
    {"strongest_terms", py_strongest_terms, METH_VARARGS, NULL},
    {"cued_names", py_cued_names, METH_VARARGS, NULL},
    {"find_sentences", py_find_sentences, METH_VARARGS, NULL},
    {"find_quotations", py_find_quotations, METH_VARARGS, NULL},
    {"gather", py_gather, METH_VARARGS, NULL},
    {"read_spans", py_read_spans, METH_VARARGS, NULL},
    {"write_families", py_write_families, METH_VARARGS, NULL},
    {"order_numbers", py_order_numbers, METH_O, NULL},
    {"distinct_numbers", py_distinct_numbers, METH_O, NULL},
    {"paths", py_paths, METH_NOARGS, "Return the paths that this processor can run, best last."},
    {"path", py_path, METH_NOARGS, "Return the path in use."},
    {"use_path", py_use_path, METH_VARARGS, "Use this path from now on, in all threads."},
    {NULL, NULL, 0, NULL},
};

static int choose_best(PyObject *module) {
    (void)module;
    for (const Lanes *const *one = lanes_available(); *one != NULL; one++) lanes = *one;
    return 0;
}

static PyModuleDef_Slot SLOTS[] = {{Py_mod_exec, (void *)choose_best}, {0, NULL}};

static struct PyModuleDef MODULE = {
    PyModuleDef_HEAD_INIT,
    .m_name = "dedup.kernels._core",
    .m_doc = "The kernels in C; dedup/kernels/_native is the one that calls them.",
    .m_size = 0,
    .m_methods = METHODS,
    .m_slots = SLOTS,
};

PyMODINIT_FUNC PyInit__core(void) { return PyModuleDef_Init(&MODULE); }
