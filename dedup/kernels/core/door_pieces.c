/* The doors to the kernels that move pieces of bytes, write families with them, and put numbers in order. */
#include "door.h"
#include "families.h"

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
        if (raised(status, &fault) == 0) result = as_bytes(&out);
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

/* Relations of some families out of four arrays; return 0, or -1 with an error set. */
static int read_related(View *views, PyObject **objects, size_t families, Related *related) {
    if (view_open(&views[0], objects[0], "first", INT64, 1) < 0 ||
        view_open(&views[1], objects[1], "names", INT64, 2) < 0 ||
        view_open(&views[2], objects[2], "counts", INT64, 2) < 0 ||
        view_open(&views[3], objects[3], "exact", BYTES, 1) < 0) {
        return -1;
    }
    size_t size = views[3].shape[0];
    if (views[0].shape[0] != families + 1 || views[1].shape[0] != size || views[1].shape[1] != 2 ||
        views[2].shape[0] != size || views[2].shape[1] != 3) {
        PyErr_Format(PyExc_ValueError, "relations of %zd families: pass first of one more, and names "
                     "(p, 2), counts (p, 3) and exact (p,) of %zd", (Py_ssize_t)families,
                     (Py_ssize_t)size);
        return -1;
    }
    *related = (Related){views[0].start, views[1].start, views[2].start, views[3].start, size};
    return 0;
}

PyObject *py_write_families(PyObject *module, PyObject *arguments) {
    (void)module;
    enum { COUNT = 13 };
    PyObject *objects[COUNT], *result = NULL;
    View views[COUNT] = {0};
    Families families = {0};
    Buffer out = {0};
    long long begin, end;
    if (!PyArg_ParseTuple(arguments, "OOOOO(OOOO)(OOOO)O&O&:write_families", &objects[0], &objects[1],
                          &objects[2], &objects[3], &objects[4], &objects[5], &objects[6],
                          &objects[7], &objects[8], &objects[9], &objects[10], &objects[11],
                          &objects[12], whole_number, &begin, whole_number, &end)) {
        return NULL;
    }
    if (view_open(&views[0], objects[0], "pieces", BYTES, 1) == 0 &&
        view_open(&views[1], objects[1], "offsets", INT64, 1) == 0 &&
        view_open(&views[2], objects[2], "heads", INT64, 1) == 0 &&
        view_open(&views[3], objects[3], "first", INT64, 1) == 0 &&
        view_open(&views[4], objects[4], "members", INT64, 1) == 0 &&
        are_offsets(&views[1], views[0].shape[0], "bytes") &&
        read_related(views + 5, objects + 5, views[2].shape[0], &families.within) == 0 &&
        read_related(views + 9, objects + 9, views[2].shape[0], &families.apart) == 0) {
        size_t count = views[2].shape[0];
        families.pieces = (Texts){views[0].start, views[0].shape[0], views[1].start,
                                  views[1].shape[0] - 1};
        families.heads = views[2].start;
        families.first = views[3].start;
        families.members = views[4].start;
        families.size = views[4].shape[0];
        Fault fault;
        Status status;
        if (views[3].shape[0] != count + 1 || begin < 0 || end < begin || (uint64_t)end > count) {
            status = refuse(&fault, "families %lld to %lld are not among %lld with %lld offsets", begin,
                            end, (long long)count, (long long)views[3].shape[0]);
        } else {
            Py_BEGIN_ALLOW_THREADS
            status = write_families(&families, (size_t)begin, (size_t)end, &out, &fault);
            Py_END_ALLOW_THREADS
        }
        if (raised(status, &fault) == 0) result = as_bytes(&out);
    }
    buffer_free(&out);
    views_close(views, COUNT);
    return result;
}
