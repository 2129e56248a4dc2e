/* The doors to the kernels that make words, shingles and signatures of texts. */
#include "door.h"

PyObject *py_tokenize(PyObject *module, PyObject *arguments) {
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
                as_bytes(&words.normalized),
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

PyObject *py_minhash_texts(PyObject *module, PyObject *arguments) {
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

PyObject *py_shingle_sets(PyObject *module, PyObject *arguments) {
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

PyObject *py_shingle_hashes(PyObject *module, PyObject *arguments) {
    (void)module;
    PyObject *objects[3], *result = NULL;
    View views[3] = {0};
    Buffer out[2] = {0}; /* hashes, hash_first */
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
                                (size_t)width, &out[0], &out[1], &fault);
        Py_END_ALLOW_THREADS
        result = as_bytearrays(status, &fault, out, 2);
    }
    buffers_free(out, 2);
    views_close(views, 3);
    return result;
}

PyObject *py_minhash(PyObject *module, PyObject *arguments) {
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

PyObject *py_winnow(PyObject *module, PyObject *arguments) {
    (void)module;
    PyObject *objects[2], *result = NULL;
    View views[2] = {0};
    Buffer out[2] = {0}; /* kept, first */
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
        status = winnow(use, &rows, (size_t)window, &out[0], &out[1], &fault);
        Py_END_ALLOW_THREADS
        result = as_bytearrays(status, &fault, out, 2);
    }
    buffers_free(out, 2);
    views_close(views, 2);
    return result;
}
