/* What the functions that Python calls have in common: arguments in, results out. */
#include "door.h"

#include <limits.h>

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

PyObject *as_bytes(const Buffer *buffer) {
    return PyBytes_FromStringAndSize(buffer->start, (Py_ssize_t)buffer->size);
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

PyObject *as_bytearrays(Status status, const Fault *fault, const Buffer *buffers, size_t count) {
    PyObject *parts[MOST_BUFFERS];
    if (raised(status, fault) < 0) return NULL;
    for (size_t i = 0; i < count; i++) parts[i] = as_bytearray(&buffers[i]);
    return as_tuple(count, parts);
}

PyObject *empty_bytearray(size_t count, size_t width) {
    if (width && count > (size_t)PY_SSIZE_T_MAX / width) return PyErr_NoMemory();
    return PyByteArray_FromStringAndSize(NULL, (Py_ssize_t)(count * width));
}
