/* The door to Python: arguments in, kernels without the GIL, bytes out.

   Results come back as bytes or bytearrays, which dedup/kernels/_native.py sees as arrays; so
   nothing of NumPy is compiled in, and one build serves every Python from 3.11 on. */
#include "door.h"

#include <limits.h>

const Lanes *lanes;

/* ---- arguments ---- */

int whole_number(PyObject *object, void *result) {
    PyObject *index = PyNumber_Index(object);
    if (index == NULL) return 0;
    int overflow;
    long long value = PyLong_AsLongLongAndOverflow(index, &overflow);
    Py_DECREF(index);
    if (value == -1 && PyErr_Occurred()) return 0;
    *(long long *)result = overflow > 0 ? LLONG_MAX : overflow < 0 ? LLONG_MIN : value;
    return 1;
}

int at_least_one(long long value, const char *name) {
    if (value >= 1) return 1;
    PyErr_Format(PyExc_ValueError, "%s=%lld must be at least 1", name, value);
    return 0;
}

int are_offsets(const View *view, size_t total, const char *what) {
    const int64_t *offsets = view->start;
    size_t count = view->shape[0];
    if (count == 0) {
        PyErr_Format(PyExc_ValueError, "no offsets do not partition %zd %s; pass n + 1 of them",
                     (Py_ssize_t)total, what);
        return 0;
    }
    if (offsets[0] != 0 || offsets[count - 1] < 0 || (uint64_t)offsets[count - 1] != total) {
        PyErr_Format(PyExc_ValueError,
                     "offsets from %lld to %lld do not partition %zd %s; pass n + 1 of them",
                     (long long)offsets[0], (long long)offsets[count - 1], (Py_ssize_t)total, what);
        return 0;
    }
    return 1;
}

int are_permutations(const View *multipliers, const View *increments,
                            Permutations *permutations) {
    if (multipliers->shape[0] != increments->shape[0]) {
        PyErr_Format(PyExc_ValueError, "%zd multipliers and %zd increments: pass one of each a slot",
                     (Py_ssize_t)multipliers->shape[0], (Py_ssize_t)increments->shape[0]);
        return 0;
    }
    *permutations = (Permutations){multipliers->start, increments->start, multipliers->shape[0]};
    return 1;
}

/* ---- results ---- */

int raised(Status status, const Fault *fault) {
    if (status == DONE) return 0;
    if (status == OUT_OF_MEMORY) {
        PyErr_NoMemory();
    } else {
        PyErr_Format(PyExc_ValueError, fault->message, fault->values[0], fault->values[1],
                     fault->values[2], fault->values[3]);
    }
    return -1;
}

PyObject *as_bytearray(const Buffer *buffer) {
    return PyByteArray_FromStringAndSize(buffer->start, (Py_ssize_t)buffer->size);
}

PyObject *as_tuple(size_t count, PyObject **results) {
    PyObject *tuple = PyTuple_New((Py_ssize_t)count);
    for (size_t i = 0; i < count; i++) {
        if (tuple == NULL || results[i] == NULL) {
            Py_XDECREF(results[i]);
            if (tuple != NULL && results[i] == NULL) Py_CLEAR(tuple);
        } else {
            PyTuple_SetItem(tuple, (Py_ssize_t)i, results[i]);
        }
    }
    return tuple;
}

PyObject *empty_bytearray(size_t count, size_t width) {
    if (width && count > (size_t)PY_SSIZE_T_MAX / width) return PyErr_NoMemory();
    return PyByteArray_FromStringAndSize(NULL, (Py_ssize_t)(count * width));
}

/* ---- the kernels ---- */

static PyObject *py_tokenize(PyObject *module, PyObject *arguments) {
    (void)module;
    PyObject *objects[2], *result = NULL;
    View views[2] = {0};
    Words words = {0};
    Buffer first = {0};
    if (!PyArg_ParseTuple(arguments, "OO:tokenize", &objects[0], &objects[1])) return NULL;
    if (view_open(&views[0], objects[0], "utf8", BYTES, 1) == 0 &&
        view_open(&views[1], objects[1], "offsets", INT64, 1) == 0 &&
        are_offsets(&views[1], views[0].shape[0], "bytes")) {
        Texts texts = {views[0].start, views[0].shape[0], views[1].start, views[1].shape[0] - 1};
        Fault fault;
        const Lanes *use = lanes;
        Status status;
        Py_BEGIN_ALLOW_THREADS
        status = tokenize(use, &texts, &words, &first, &fault);
        Py_END_ALLOW_THREADS
        if (raised(status, &fault) == 0) {
            PyObject *parts[] = {
                PyBytes_FromStringAndSize(words.normalized.start,
                                          (Py_ssize_t)words.normalized.size),
                as_bytearray(&words.bounds),
                as_bytearray(&words.starts),
                as_bytearray(&words.ends),
                as_bytearray(&first),
            };
            result = as_tuple(5, parts);
        }
    }
    words_free(&words);
    buffer_free(&first);
    views_close(views, 2);
    return result;
}

static PyObject *py_minhash_texts(PyObject *module, PyObject *arguments) {
    (void)module;
    PyObject *objects[7], *result = NULL;
    View views[7] = {0};
    long long begin, end, width;
    int halved;
    if (!PyArg_ParseTuple(arguments, "OOO&O&O&OOOOOp:minhash_texts", &objects[0], &objects[1],
                          whole_number, &begin, whole_number, &end, whole_number, &width,
                          &objects[2], &objects[3], &objects[4], &objects[5], &objects[6],
                          &halved)) {
        return NULL;
    }
    Permutations permutations;
    if (view_open(&views[0], objects[0], "utf8", BYTES, 1) == 0 &&
        view_open(&views[1], objects[1], "offsets", INT64, 1) == 0 &&
        view_open(&views[2], objects[2], "multipliers", UINT32, 1) == 0 &&
        view_open(&views[3], objects[3], "increments", UINT32, 1) == 0 &&
        view_open_writable(&views[4], objects[4], "signatures", halved ? UINT16 : UINT32, 2) == 0 &&
        view_open_writable(&views[5], objects[5], "words", INT64, 1) == 0 &&
        view_open_writable(&views[6], objects[6], "digests", UINT64, 1) == 0 &&
        are_offsets(&views[1], views[0].shape[0], "bytes") && at_least_one(width, "width") &&
        are_permutations(&views[2], &views[3], &permutations)) {
        Texts texts = {views[0].start, views[0].shape[0], views[1].start, views[1].shape[0] - 1};
        long long rows = (long long)texts.rows;
        Fault fault;
        Status status = DONE;
        if (begin < 0 || end < begin || end > rows) {
            status = refuse(&fault, "texts %lld to %lld are not among the %lld", begin, end, rows, 0);
        } else if (views[4].shape[0] != texts.rows || views[4].shape[1] != permutations.slots ||
                   views[5].shape[0] != texts.rows || views[6].shape[0] != texts.rows) {
            status = refuse(&fault,
                            "signatures of shape (%lld, %lld), words of shape (%lld,) and digests "
                            "do not hold %lld texts; pass a row of slots and one of each a text",
                            (long long)views[4].shape[0], (long long)views[4].shape[1],
                            (long long)views[5].shape[0], rows);
        } else {
            const Lanes *use = lanes;
            Signatures signatures = {halved ? NULL : views[4].buffer.buf,
                                     halved ? views[4].buffer.buf : NULL, views[5].buffer.buf,
                                     views[6].buffer.buf};
            Py_BEGIN_ALLOW_THREADS
            status = minhash_texts(use, &texts, (size_t)begin, (size_t)end, (size_t)width,
                                   &permutations, &signatures, &fault);
            Py_END_ALLOW_THREADS
        }
        if (raised(status, &fault) == 0) result = Py_NewRef(Py_None);
    }
    views_close(views, 7);
    return result;
}

static PyObject *py_shingle_sets(PyObject *module, PyObject *arguments) {
    (void)module;
    PyObject *objects[2], *result = NULL;
    View views[2] = {0};
    Buffer hashes = {0}, first = {0};
    long long begin, end, width;
    if (!PyArg_ParseTuple(arguments, "OOO&O&O&:shingle_sets", &objects[0], &objects[1],
                          whole_number, &begin, whole_number, &end, whole_number, &width)) {
        return NULL;
    }
    if (view_open(&views[0], objects[0], "utf8", BYTES, 1) == 0 &&
        view_open(&views[1], objects[1], "offsets", INT64, 1) == 0 &&
        are_offsets(&views[1], views[0].shape[0], "bytes") && at_least_one(width, "width")) {
        Texts texts = {views[0].start, views[0].shape[0], views[1].start, views[1].shape[0] - 1};
        Fault fault;
        Status status = DONE;
        if (begin < 0 || end < begin || end > (long long)texts.rows) {
            status = refuse(&fault, "texts %lld to %lld are not among the %lld", begin, end,
                            (long long)texts.rows, 0);
        } else {
            const Lanes *use = lanes;
            Py_BEGIN_ALLOW_THREADS
            status = shingle_sets(use, &texts, (size_t)begin, (size_t)end, (size_t)width, &hashes,
                                  &first, &fault);
            Py_END_ALLOW_THREADS
        }
        if (raised(status, &fault) == 0) {
            PyObject *parts[] = {as_memory(&hashes), as_bytearray(&first)};
            result = as_tuple(2, parts);
        }
    }
    buffer_free(&hashes);
    buffer_free(&first);
    views_close(views, 2);
    return result;
}

static PyObject *py_shingle_hashes(PyObject *module, PyObject *arguments) {
    (void)module;
    PyObject *objects[3], *result = NULL;
    View views[3] = {0};
    Buffer hashes = {0}, hash_first = {0};
    long long width;
    if (!PyArg_ParseTuple(arguments, "OOOO&:shingle_hashes", &objects[0], &objects[1], &objects[2],
                          whole_number, &width)) {
        return NULL;
    }
    if (view_open(&views[0], objects[0], "normalized", BYTES, 1) == 0 &&
        view_open(&views[1], objects[1], "bounds", INT64, 1) == 0 &&
        view_open(&views[2], objects[2], "first", INT64, 1) == 0 &&
        are_offsets(&views[1], views[0].shape[0], "bytes") &&
        are_offsets(&views[2], views[1].shape[0] - 1, "words") && at_least_one(width, "width")) {
        const Lanes *use = lanes;
        Fault fault;
        Status status;
        Py_BEGIN_ALLOW_THREADS
        status = shingle_hashes(use, views[0].start, views[0].shape[0], views[1].start,
                                views[1].shape[0] - 1, views[2].start, views[2].shape[0] - 1,
                                (size_t)width, &hashes, &hash_first, &fault);
        Py_END_ALLOW_THREADS
        if (raised(status, &fault) == 0) {
            PyObject *parts[] = {as_bytearray(&hashes), as_bytearray(&hash_first)};
            result = as_tuple(2, parts);
        }
    }
    buffer_free(&hashes);
    buffer_free(&hash_first);
    views_close(views, 3);
    return result;
}

static PyObject *py_minhash(PyObject *module, PyObject *arguments) {
    (void)module;
    PyObject *objects[4], *result = NULL;
    View views[4] = {0};
    if (!PyArg_ParseTuple(arguments, "OOOO:minhash", &objects[0], &objects[1], &objects[2],
                          &objects[3])) {
        return NULL;
    }
    Permutations permutations;
    if (view_open(&views[0], objects[0], "hashes", UINT64, 1) == 0 &&
        view_open(&views[1], objects[1], "first", INT64, 1) == 0 &&
        view_open(&views[2], objects[2], "multipliers", UINT32, 1) == 0 &&
        view_open(&views[3], objects[3], "increments", UINT32, 1) == 0 &&
        are_offsets(&views[1], views[0].shape[0], "hashes") &&
        are_permutations(&views[2], &views[3], &permutations)) {
        Ragged sets = {views[0].start, views[0].shape[0], views[1].start, views[1].shape[0] - 1};
        if (permutations.slots && sets.rows > SIZE_MAX / 4 / permutations.slots) {
            result = PyErr_NoMemory();
        } else {
            result = empty_bytearray(sets.rows * permutations.slots, sizeof(uint32_t));
        }
        if (result != NULL) {
            uint32_t *signatures = (uint32_t *)(void *)PyByteArray_AsString(result);
            const Lanes *use = lanes;
            Fault fault;
            Status status;
            Py_BEGIN_ALLOW_THREADS
            status = minhash(use, &sets, &permutations, signatures, &fault);
            Py_END_ALLOW_THREADS
            if (raised(status, &fault) < 0) Py_CLEAR(result);
        }
    }
    views_close(views, 4);
    return result;
}

static PyObject *py_winnow(PyObject *module, PyObject *arguments) {
    (void)module;
    PyObject *objects[2], *result = NULL;
    View views[2] = {0};
    Buffer kept = {0}, first = {0};
    long long window;
    if (!PyArg_ParseTuple(arguments, "OOO&:winnow", &objects[0], &objects[1], whole_number,
                          &window)) {
        return NULL;
    }
    if (view_open(&views[0], objects[0], "hashes", UINT64, 1) == 0 &&
        view_open(&views[1], objects[1], "first", INT64, 1) == 0 &&
        are_offsets(&views[1], views[0].shape[0], "hashes") && at_least_one(window, "window")) {
        Ragged rows = {views[0].start, views[0].shape[0], views[1].start, views[1].shape[0] - 1};
        const Lanes *use = lanes;
        Fault fault;
        Status status;
        Py_BEGIN_ALLOW_THREADS
        status = winnow(use, &rows, (size_t)window, &kept, &first, &fault);
        Py_END_ALLOW_THREADS
        if (raised(status, &fault) == 0) {
            PyObject *parts[] = {as_bytearray(&kept), as_bytearray(&first)};
            result = as_tuple(2, parts);
        }
    }
    buffer_free(&kept);
    buffer_free(&first);
    views_close(views, 2);
    return result;
}

static PyObject *py_band_keys(PyObject *module, PyObject *arguments) {
    (void)module;
    PyObject *object, *result = NULL;
    View view = {0};
    long long bands;
    if (!PyArg_ParseTuple(arguments, "OO&:band_keys", &object, whole_number, &bands)) return NULL;
    if (view_open(&view, object, "signatures", UINT32, 2) == 0) {
        size_t rows = view.shape[0], slots = view.shape[1];
        if (bands < 1 || (unsigned long long)slots % (unsigned long long)bands) {
            PyErr_Format(PyExc_ValueError, "%lld bands do not divide %zd slots; choose a divisor",
                         bands, (Py_ssize_t)slots);
        } else if (rows && (size_t)bands > SIZE_MAX / 8 / rows) { /* 0 slots allow any number */
            PyErr_NoMemory();
        } else if ((result = empty_bytearray(rows * (size_t)bands, sizeof(uint64_t))) != NULL) {
            uint64_t *keys = (uint64_t *)(void *)PyByteArray_AsString(result);
            const uint32_t *signatures = view.start;
            const Lanes *use = lanes;
            Py_BEGIN_ALLOW_THREADS
            for (size_t row = 0; row < rows; row++) {
                use->band_keys(signatures + row * slots, (size_t)bands, slots / (size_t)bands,
                               keys + row * (size_t)bands);
            }
            Py_END_ALLOW_THREADS
        }
    }
    views_close(&view, 1);
    return result;
}

static PyObject *py_candidate_pairs(PyObject *module, PyObject *arguments) {
    (void)module;
    PyObject *objects[2], *result = NULL;
    View views[2] = {0};
    Buffer pairs = {0}, capped = {0};
    long long cap;
    if (!PyArg_ParseTuple(arguments, "OOO&:candidate_pairs", &objects[0], &objects[1],
                          whole_number, &cap)) {
        return NULL;
    }
    if (view_open(&views[0], objects[0], "keys", UINT64, 1) == 0 &&
        view_open(&views[1], objects[1], "owners", INT64, 1) == 0 && at_least_one(cap, "cap")) {
        Fault fault;
        Status status;
        size_t count = views[0].shape[0];
        if (views[1].shape[0] != count) {
            status = refuse(&fault, "%lld keys and %lld owners: pass one owner a key",
                            (long long)count, (long long)views[1].shape[0], 0, 0);
        } else {
            Py_BEGIN_ALLOW_THREADS
            status = candidate_pairs(views[0].start, views[1].start, count, (size_t)cap, &pairs,
                                     &capped, &fault);
            Py_END_ALLOW_THREADS
        }
        if (raised(status, &fault) == 0) {
            PyObject *parts[] = {as_bytearray(&pairs), as_bytearray(&capped)};
            result = as_tuple(2, parts);
        }
    }
    buffer_free(&pairs);
    buffer_free(&capped);
    views_close(views, 2);
    return result;
}

static PyObject *py_overlaps(PyObject *module, PyObject *arguments) {
    (void)module;
    PyObject *objects[3], *result = NULL;
    View views[3] = {0};
    if (!PyArg_ParseTuple(arguments, "OOO:overlaps", &objects[0], &objects[1], &objects[2])) {
        return NULL;
    }
    if (view_open(&views[0], objects[0], "hashes", UINT64, 1) == 0 &&
        view_open(&views[1], objects[1], "first", INT64, 1) == 0 &&
        view_open(&views[2], objects[2], "pairs", INT64, 2) == 0 &&
        are_offsets(&views[1], views[0].shape[0], "hashes")) {
        Ragged sets = {views[0].start, views[0].shape[0], views[1].start, views[1].shape[0] - 1};
        size_t count = views[2].shape[0];
        if (views[2].shape[1] != 2) {
            PyErr_Format(PyExc_ValueError, "pairs must have shape (p, 2), not (%zd, %zd)",
                         (Py_ssize_t)count, (Py_ssize_t)views[2].shape[1]);
        } else if ((result = empty_bytearray(count, sizeof(int64_t))) != NULL) {
            int64_t *counts = (int64_t *)(void *)PyByteArray_AsString(result);
            Fault fault;
            const Lanes *use = lanes;
            Status status;
            Py_BEGIN_ALLOW_THREADS
            status = overlaps(use, &sets, views[2].start, count, counts, &fault);
            Py_END_ALLOW_THREADS
            if (raised(status, &fault) < 0) Py_CLEAR(result);
        }
    }
    views_close(views, 3);
    return result;
}

static PyObject *py_common_runs(PyObject *module, PyObject *arguments) {
    (void)module;
    PyObject *objects[2], *result = NULL;
    View views[2] = {0};
    Buffer runs = {0};
    long long shortest, most;
    if (!PyArg_ParseTuple(arguments, "OOO&O&:common_runs", &objects[0], &objects[1], whole_number,
                          &shortest, whole_number, &most)) {
        return NULL;
    }
    if (view_open(&views[0], objects[0], "left", INT64, 1) == 0 &&
        view_open(&views[1], objects[1], "right", INT64, 1) == 0 &&
        at_least_one(shortest, "shortest") && at_least_one(most, "most")) {
        Status status;
        Py_BEGIN_ALLOW_THREADS
        status = common_runs(views[0].start, views[0].shape[0], views[1].start, views[1].shape[0],
                             (size_t)shortest, (size_t)most, &runs);
        Py_END_ALLOW_THREADS
        if (raised(status, NULL) == 0) result = as_bytearray(&runs);
    }
    buffer_free(&runs);
    views_close(views, 2);
    return result;
}

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
    .m_doc = "The kernels in C; dedup/kernels/_native.py is the one that calls them.",
    .m_size = 0,
    .m_methods = METHODS,
    .m_slots = SLOTS,
};

PyMODINIT_FUNC PyInit__core(void) { return PyModuleDef_Init(&MODULE); }
