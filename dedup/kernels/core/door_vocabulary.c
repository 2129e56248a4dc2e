/* The doors to the kernels that number words, choose among them, and follow them in pairs. */
#include "door.h"

PyObject *py_number_words(PyObject *module, PyObject *arguments) {
    (void)module;
    PyObject *objects[2], *result = NULL;
    View views[2] = {0};
    Buffer numbers = {0}, firsts = {0};
    if (!PyArg_ParseTuple(arguments, "OO:number_words", &objects[0], &objects[1])) return NULL;
    if (view_open(&views[0], objects[0], "normalized", BYTES, 1) == 0 &&
        view_open(&views[1], objects[1], "bounds", INT64, 1) == 0 &&
        are_offsets(&views[1], views[0].shape[0], "bytes")) {
        Fault fault;
        Status status;
        Py_BEGIN_ALLOW_THREADS
        status = number_words(views[0].start, views[0].shape[0], views[1].start,
                              views[1].shape[0] - 1, &numbers, &firsts, &fault);
        Py_END_ALLOW_THREADS
        if (raised(status, &fault) == 0) {
            PyObject *parts[] = {as_bytearray(&numbers), as_bytearray(&firsts)};
            result = as_tuple(2, parts);
        }
    }
    buffer_free(&numbers);
    buffer_free(&firsts);
    views_close(views, 2);
    return result;
}

/* The lock of the interpreter is kept: others read and write the slots, too. */
PyObject *py_enter_words(PyObject *module, PyObject *arguments) {
    (void)module;
    PyObject *objects[4], *result = NULL;
    View views[4] = {0};
    Buffer numbers = {0}, fresh = {0};
    unsigned long long secret;
    long long known;
    if (!PyArg_ParseTuple(arguments, "OOOOKO&:enter_words", &objects[0], &objects[1], &objects[2],
                          &objects[3], &secret, whole_number, &known)) {
        return NULL;
    }
    if (view_open(&views[0], objects[0], "normalized", BYTES, 1) == 0 &&
        view_open(&views[1], objects[1], "bounds", INT64, 1) == 0 &&
        are_offsets(&views[1], views[0].shape[0], "bytes") &&
        view_open(&views[2], objects[2], "places", INT64, 1) == 0 &&
        view_open_writable(&views[3], objects[3], "slots", UINT64, 1) == 0) {
        Fault fault;
        Status status = REFUSED;
        if (known < 0 || views[3].shape[0] % 2) {
            refuse(&fault, "known=%lld must not be negative, nor %lld slots odd", known,
                   (long long)views[3].shape[0], 0, 0);
        } else {
            status = enter_words(views[0].start, views[0].shape[0], views[1].start,
                                 views[1].shape[0] - 1, views[2].start, views[2].shape[0],
                                 views[3].buffer.buf, views[3].shape[0] / 2, secret,
                                 (uint64_t)known, &numbers, &fresh, &fault);
        }
        if (raised(status, &fault) == 0) {
            PyObject *parts[] = {as_bytearray(&numbers), as_bytearray(&fresh)};
            result = as_tuple(2, parts);
        }
    }
    buffer_free(&numbers);
    buffer_free(&fresh);
    views_close(views, 4);
    return result;
}

PyObject *py_strongest_terms(PyObject *module, PyObject *arguments) {
    (void)module;
    PyObject *objects[4], *result = NULL;
    View views[4] = {0};
    Buffer first = {0}, items = {0}, counts = {0};
    long long most;
    if (!PyArg_ParseTuple(arguments, "OOOOO&:strongest_terms", &objects[0], &objects[1],
                          &objects[2], &objects[3], whole_number, &most)) {
        return NULL;
    }
    if (view_open(&views[0], objects[0], "first", INT64, 1) == 0 &&
        view_open(&views[1], objects[1], "items", INT64, 1) == 0 &&
        view_open(&views[2], objects[2], "rarities", FLOAT64, 1) == 0 &&
        view_open(&views[3], objects[3], "frequencies", FLOAT64, 1) == 0 &&
        are_offsets(&views[0], views[1].shape[0], "items") && at_least_one(most, "most")) {
        Fault fault;
        Status status;
        Py_BEGIN_ALLOW_THREADS
        status = strongest_terms(views[0].start, views[0].shape[0] - 1, views[1].start,
                                 views[1].shape[0], views[2].start, views[2].shape[0],
                                 views[3].start, views[3].shape[0], (size_t)most, &first, &items,
                                 &counts, &fault);
        Py_END_ALLOW_THREADS
        if (raised(status, &fault) == 0) {
            PyObject *parts[] = {as_bytearray(&first), as_bytearray(&items), as_bytearray(&counts)};
            result = as_tuple(3, parts);
        }
    }
    buffer_free(&first);
    buffer_free(&items);
    buffer_free(&counts);
    views_close(views, 4);
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
