/* The doors to the terms kernels. */
#include "door.h"

/* Whether there is a weight for each term, and as many types as numbers can tell apart. */
static Status check_vectors(const Vectors *vectors, size_t weights, Fault *fault) {
    if (weights != vectors->size) {
        return refuse(fault, "%lld terms and %lld weights: pass one weight a term",
                      (long long)vectors->size, (long long)weights, 0, 0);
    }
    if (vectors->types < 0 || vectors->types > UINT32_MAX) {
        return refuse(fault, "types=%lld must be in 0 .. 2**32 - 1", vectors->types, 0, 0, 0);
    }
    return DONE;
}

PyObject *py_nearest_by_terms(PyObject *module, PyObject *arguments) {
    (void)module;
    PyObject *objects[3], *result = NULL;
    View views[3] = {0};
    Buffer out[3] = {0}; /* first, neighbors, cosines */
    long long types, begin, end, most;
    double least;
    if (!PyArg_ParseTuple(arguments, "OOOO&O&O&dO&:nearest_by_terms", &objects[0], &objects[1],
                          &objects[2], whole_number, &types, whole_number, &begin, whole_number,
                          &end, &least, whole_number, &most)) {
        return NULL;
    }
    if (view_open(&views[0], objects[0], "first", INT64, 1) == 0 &&
        view_open(&views[1], objects[1], "terms", UINT32, 1) == 0 &&
        view_open(&views[2], objects[2], "weights", FLOAT32, 1) == 0 &&
        are_offsets(&views[0], views[1].shape[0], "terms") && at_least_one(most, "most")) {
        size_t rows = views[0].shape[0] - 1, size = views[1].shape[0];
        Vectors vectors = {views[0].start, views[1].start, rows, size, types};
        Fault fault;
        Status status = check_vectors(&vectors, views[2].shape[0], &fault);
        if (status == DONE && (begin < 0 || end < begin || (unsigned long long)end > rows)) {
            status = refuse(&fault, "rows %lld to %lld are not among the %lld", begin, end,
                            (long long)rows, 0);
        } else if (status == DONE) {
            Py_BEGIN_ALLOW_THREADS
            status = nearest_by_terms(&vectors, views[2].start, (size_t)begin, (size_t)end, least,
                                      (size_t)most, &out[0], &out[1], &out[2], &fault);
            Py_END_ALLOW_THREADS
        }
        result = as_bytearrays(status, &fault, out, 3);
    }
    buffers_free(out, 3);
    views_close(views, 3);
    return result;
}

PyObject *py_pair_cosines(PyObject *module, PyObject *arguments) {
    (void)module;
    PyObject *objects[4], *result = NULL;
    View views[4] = {0};
    long long types;
    if (!PyArg_ParseTuple(arguments, "OOOO&O:pair_cosines", &objects[0], &objects[1], &objects[2],
                          whole_number, &types, &objects[3])) {
        return NULL;
    }
    if (view_open(&views[0], objects[0], "first", INT64, 1) == 0 &&
        view_open(&views[1], objects[1], "terms", UINT32, 1) == 0 &&
        view_open(&views[2], objects[2], "weights", FLOAT64, 1) == 0 &&
        view_open(&views[3], objects[3], "pairs", INT64, 2) == 0 &&
        are_offsets(&views[0], views[1].shape[0], "terms")) {
        size_t rows = views[0].shape[0] - 1, size = views[1].shape[0], count = views[3].shape[0];
        Vectors vectors = {views[0].start, views[1].start, rows, size, types};
        Fault fault;
        if (views[3].shape[1] != 2) {
            PyErr_Format(PyExc_ValueError, "pairs must have shape (p, 2), not (%zd, %zd)",
                         (Py_ssize_t)count, (Py_ssize_t)views[3].shape[1]);
        } else if ((result = empty_bytearray(count, sizeof(double))) != NULL) {
            double *cosines = (double *)(void *)PyByteArray_AsString(result);
            Status status = check_vectors(&vectors, views[2].shape[0], &fault);
            if (status == DONE) {
                Py_BEGIN_ALLOW_THREADS
                status = pair_cosines(&vectors, views[2].start, views[3].start, count, cosines, &fault);
                Py_END_ALLOW_THREADS
            }
            if (raised(status, &fault) < 0) Py_CLEAR(result);
        }
    }
    views_close(views, 4);
    return result;
}
