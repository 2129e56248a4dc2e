/* The doors to the kernels that find what two sequences of words have in a row. */
#include "door.h"

PyObject *py_common_runs(PyObject *module, PyObject *arguments) {
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

PyObject *py_longest_runs(PyObject *module, PyObject *arguments) {
    (void)module;
    PyObject *objects[4], *result = NULL;
    View views[4] = {0};
    long long shortest, most;
    if (!PyArg_ParseTuple(arguments, "OOOOO&O&:longest_runs", &objects[0], &objects[1], &objects[2],
                          &objects[3], whole_number, &shortest, whole_number, &most)) {
        return NULL;
    }
    if (view_open(&views[0], objects[0], "words", UINT64, 1) == 0 &&
        view_open(&views[1], objects[1], "first", INT64, 1) == 0 &&
        view_open(&views[2], objects[2], "marks", BYTES, 1) == 0 &&
        view_open(&views[3], objects[3], "pairs", INT64, 2) == 0 &&
        are_offsets(&views[1], views[0].shape[0], "words") && at_least_one(shortest, "shortest") &&
        at_least_one(most, "most")) {
        Ragged texts = {views[0].start, views[0].shape[0], views[1].start, views[1].shape[0] - 1};
        size_t count = views[3].shape[0];
        Fault fault;
        Status status = DONE;
        if (views[2].shape[0] != texts.size) {
            status = refuse(&fault, "%lld words and %lld marks: pass one mark a word",
                            (long long)texts.size, (long long)views[2].shape[0], 0, 0);
        } else if (count && views[3].shape[1] != 2) {
            status = refuse(&fault, "pairs must have shape (p, 2), not (%lld, %lld)",
                            (long long)count, (long long)views[3].shape[1], 0, 0);
        }
        PyObject *longest = empty_bytearray(2 * count, sizeof(int64_t));
        if (longest != NULL && status == DONE) {
            int64_t *out = (int64_t *)PyByteArray_AsString(longest);
            Py_BEGIN_ALLOW_THREADS
            status = longest_runs(&texts, views[2].start, views[3].start, count, (size_t)shortest,
                                  (size_t)most, out, &fault);
            Py_END_ALLOW_THREADS
        }
        if (longest != NULL && raised(status, &fault) == 0) {
            result = longest;
        } else {
            Py_XDECREF(longest);
        }
    }
    views_close(views, 4);
    return result;
}
