/* The doors to the kernels that find pairs, measure them and join them into groups. */
#include "door.h"

PyObject *py_band_keys(PyObject *module, PyObject *arguments) {
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

PyObject *py_candidate_pairs(PyObject *module, PyObject *arguments) {
    (void)module;
    PyObject *objects[2], *result = NULL;
    View views[2] = {0};
    Buffer out[2] = {0}; /* pairs, capped */
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
            status = candidate_pairs(views[0].start, views[1].start, count, (size_t)cap, &out[0],
                                     &out[1], &fault);
            Py_END_ALLOW_THREADS
        }
        result = as_bytearrays(status, &fault, out, 2);
    }
    buffers_free(out, 2);
    views_close(views, 2);
    return result;
}

PyObject *py_near_pairs(PyObject *module, PyObject *arguments) {
    (void)module;
    PyObject *objects[2], *result = NULL;
    View views[2] = {0};
    Buffer out[2] = {0}; /* pairs, capped */
    long long begin, end, rows, cap, least;
    if (!PyArg_ParseTuple(arguments, "OOO&O&O&O&O&:near_pairs", &objects[0], &objects[1],
                          whole_number, &begin, whole_number, &end, whole_number, &rows,
                          whole_number, &cap, whole_number, &least)) {
        return NULL;
    }
    if (view_open(&views[0], objects[0], "slots", UINT16, 2) == 0 &&
        view_open(&views[1], objects[1], "owners", INT64, 1) == 0 && at_least_one(rows, "rows") &&
        at_least_one(cap, "cap")) {
        size_t count = views[0].shape[0], width = views[0].shape[1];
        Fault fault;
        Status status;
        if (begin < 0 || end < begin || rows > (long long)width ||
            end > (long long)width / rows) {
            status = refuse(&fault, "bands %lld to %lld of %lld rows are not in %lld slots", begin,
                            end, rows, (long long)width);
        } else {
            const Lanes *use = lanes;
            Py_BEGIN_ALLOW_THREADS
            status = near_pairs(use, views[0].start, count, width, views[1].start,
                                views[1].shape[0], (size_t)begin, (size_t)end, (size_t)rows,
                                (size_t)cap, least < 0 ? 0 : (size_t)least, &out[0], &out[1],
                                &fault);
            Py_END_ALLOW_THREADS
        }
        result = as_bytearrays(status, &fault, out, 2);
    }
    buffers_free(out, 2);
    views_close(views, 2);
    return result;
}

PyObject *py_overlaps(PyObject *module, PyObject *arguments) {
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

PyObject *py_components(PyObject *module, PyObject *arguments) {
    (void)module;
    PyObject *object, *result = NULL;
    View view = {0};
    long long things;
    if (!PyArg_ParseTuple(arguments, "OO&:components", &object, whole_number, &things)) return NULL;
    if (view_open(&view, object, "pairs", INT64, 2) == 0) {
        if (view.shape[1] != 2 || things < 0) {
            PyErr_Format(PyExc_ValueError,
                         "pairs of shape (%zd, %zd) among %lld things: pass (p, 2) among 0 or more",
                         (Py_ssize_t)view.shape[0], (Py_ssize_t)view.shape[1], things);
        } else if ((result = empty_bytearray((size_t)things, sizeof(int64_t))) != NULL) {
            int64_t *labels = (int64_t *)(void *)PyByteArray_AsString(result);
            Fault fault;
            Status status;
            Py_BEGIN_ALLOW_THREADS
            status = components(view.start, view.shape[0], labels, (size_t)things, &fault);
            Py_END_ALLOW_THREADS
            if (raised(status, &fault) < 0) Py_CLEAR(result);
        }
    }
    views_close(&view, 1);
    return result;
}

PyObject *py_average_linkage(PyObject *module, PyObject *arguments) {
    (void)module;
    PyObject *objects[2], *result = NULL;
    View views[2] = {0};
    long long things;
    double least;
    if (!PyArg_ParseTuple(arguments, "OOdO&:average_linkage", &objects[0], &objects[1], &least,
                          whole_number, &things)) {
        return NULL;
    }
    if (view_open(&views[0], objects[0], "pairs", INT64, 2) == 0 &&
        view_open(&views[1], objects[1], "weights", FLOAT64, 1) == 0) {
        size_t count = views[0].shape[0];
        if (views[0].shape[1] != 2 || things < 0 || views[1].shape[0] != count) {
            PyErr_Format(PyExc_ValueError,
                         "pairs of shape (%zd, %zd) and %zd weights among %lld things: pass (p, 2) "
                         "and p among 0 or more",
                         (Py_ssize_t)count, (Py_ssize_t)views[0].shape[1],
                         (Py_ssize_t)views[1].shape[0], things);
        } else if ((result = empty_bytearray((size_t)things, sizeof(int64_t))) != NULL) {
            int64_t *labels = (int64_t *)(void *)PyByteArray_AsString(result);
            Fault fault;
            Status status;
            Py_BEGIN_ALLOW_THREADS
            status = average_linkage(views[0].start, views[1].start, count, least, labels,
                                     (size_t)things, &fault);
            Py_END_ALLOW_THREADS
            if (raised(status, &fault) < 0) Py_CLEAR(result);
        }
    }
    views_close(views, 2);
    return result;
}
