/* The door to the kernels that move pieces of bytes, and put numbers in order. */
#include "door.h"

#include <errno.h>

PyObject *py_gather(PyObject *module, PyObject *arguments) {
    (void)module;
    PyObject *objects[3], *result = NULL;
    View views[3] = {0};
    Buffer out = {0};
    if (!PyArg_ParseTuple(arguments, "OOO:gather", &objects[0], &objects[1], &objects[2])) {
        return NULL;
    }
    if (view_open(&views[0], objects[0], "pieces", BYTES, 1) == 0 &&
        view_open(&views[1], objects[1], "offsets", INT64, 1) == 0 &&
        view_open(&views[2], objects[2], "order", INT64, 1) == 0 &&
        are_offsets(&views[1], views[0].shape[0], "bytes")) {
        Texts pieces = {views[0].start, views[0].shape[0], views[1].start, views[1].shape[0] - 1};
        Fault fault;
        Status status;
        Py_BEGIN_ALLOW_THREADS
        status = gather(&pieces, views[2].start, views[2].shape[0], &out, &fault);
        Py_END_ALLOW_THREADS
        if (raised(status, &fault) == 0) {
            result = PyBytes_FromStringAndSize(out.start, (Py_ssize_t)out.size);
        }
    }
    buffer_free(&out);
    views_close(views, 3);
    return result;
}

PyObject *py_read_spans(PyObject *module, PyObject *arguments) {
    (void)module;
    PyObject *objects[2], *result = NULL;
    View views[2] = {0};
    int file;
    if (!PyArg_ParseTuple(arguments, "iOO:read_spans", &file, &objects[0], &objects[1])) {
        return NULL;
    }
    if (view_open(&views[0], objects[0], "spans", INT64, 2) == 0 &&
        view_open_writable(&views[1], objects[1], "out", BYTES, 1) == 0) {
        if (views[0].shape[1] != 2) {
            PyErr_Format(PyExc_ValueError, "spans of shape (%zd, %zd): pass (n, 2)",
                         (Py_ssize_t)views[0].shape[0], (Py_ssize_t)views[0].shape[1]);
        } else {
            size_t filled = 0;
            int problem = 0;
            Fault fault;
            Status status;
            Py_BEGIN_ALLOW_THREADS
            status = read_spans(file, views[0].start, views[0].shape[0], views[1].buffer.buf,
                                views[1].shape[0], &filled, &problem, &fault);
            Py_END_ALLOW_THREADS
            if (problem != 0) {
                errno = problem;
                PyErr_SetFromErrno(PyExc_OSError);
            } else if (raised(status, &fault) == 0) {
                result = PyLong_FromSize_t(filled);
            }
        }
    }
    views_close(views, 2);
    return result;
}

PyObject *py_order_numbers(PyObject *module, PyObject *object) {
    (void)module;
    PyObject *result = NULL;
    View view = {0};
    if (view_open(&view, object, "numbers", UINT64, 1) == 0 &&
        (result = empty_bytearray(view.shape[0], sizeof(int64_t))) != NULL) {
        int64_t *order = (int64_t *)(void *)PyByteArray_AsString(result);
        Status status;
        Py_BEGIN_ALLOW_THREADS
        status = order_numbers(view.start, view.shape[0], order);
        Py_END_ALLOW_THREADS
        if (raised(status, NULL) < 0) Py_CLEAR(result);
    }
    views_close(&view, 1);
    return result;
}

PyObject *py_distinct_numbers(PyObject *module, PyObject *object) {
    (void)module;
    PyObject *result = NULL;
    View view = {0};
    Buffer kept = {0};
    if (view_open(&view, object, "numbers", UINT64, 1) == 0) {
        Status status;
        Py_BEGIN_ALLOW_THREADS
        status = distinct_numbers(view.start, view.shape[0], &kept);
        Py_END_ALLOW_THREADS
        if (raised(status, NULL) == 0) result = as_bytearray(&kept);
    }
    buffer_free(&kept);
    views_close(&view, 1);
    return result;
}
