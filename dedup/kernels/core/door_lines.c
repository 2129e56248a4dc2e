/* The doors to the kernels that read lines of JSON and records of tables. */
#include "door.h"

#include "ahead.h"
#include "csv.h"

/* Whether the texts of a block fit into `out`, which are no longer than it; else an error is set. */
static int has_room(const View *out, const View *block) {
    if (out->shape[0] >= block->shape[0]) return 1;
    PyErr_Format(PyExc_ValueError, "out has %zd bytes for the texts of %zd; pass as many",
                 (Py_ssize_t)out->shape[0], (Py_ssize_t)block->shape[0]);
    return 0;
}

/* Names, each ended by a line feed, into `names`; return 0, or -1 with an error set. */
static int read_names(const View *view, Names *names) {
    const uint8_t *at = view->start, *end = at + view->shape[0];
    while (at < end) {
        const uint8_t *stop = memchr(at, '\n', (size_t)(end - at));
        if (stop == NULL || names->count == MOST_NAMES) {
            PyErr_Format(PyExc_ValueError, "names must end with a line feed each, and be at most %d",
                         (int)MOST_NAMES);
            return -1;
        }
        names->starts[names->count] = at;
        names->sizes[names->count++] = (size_t)(stop - at);
        for (; at < stop; at++) names->beyond_ascii |= *at >= 0x80;
        at = stop + 1;
    }
    return 0;
}

PyObject *py_json_lines(PyObject *module, PyObject *arguments) {
    (void)module;
    PyObject *objects[4], *result = NULL;
    View views[4] = {0};
    Names names = {0};
    Buffer out[3] = {0}; /* lines, offsets, ids */
    if (!PyArg_ParseTuple(arguments, "OOOO:json_lines", &objects[0], &objects[1], &objects[2],
                          &objects[3])) {
        return NULL;
    }
    if (view_open(&views[0], objects[0], "block", BYTES, 1) == 0 &&
        view_open(&views[1], objects[1], "texts", BYTES, 1) == 0 &&
        view_open(&views[2], objects[2], "ids", BYTES, 1) == 0 &&
        view_open_writable(&views[3], objects[3], "out", BYTES, 1) == 0 &&
        read_names(&views[1], &names) == 0) {
        names.texts = names.count;
        if (has_room(&views[3], &views[0]) && read_names(&views[2], &names) == 0) {
            const Lanes *use = lanes;
            int64_t count = 0;
            Status status;
            Py_BEGIN_ALLOW_THREADS
            status = json_lines(use, views[0].start, views[0].shape[0], &names,
                                views[3].buffer.buf, &out[0], &out[1], &out[2], &count);
            Py_END_ALLOW_THREADS
            if (raised(status, NULL) == 0) {
                PyObject *parts[] = {
                    as_bytearray(&out[0]),
                    as_bytearray(&out[1]),
                    as_bytes(&out[2]),
                    PyLong_FromLongLong(count),
                };
                result = as_tuple(4, parts);
            }
        }
    }
    buffers_free(out, 3);
    views_close(views, 4);
    return result;
}

PyObject *py_sign_ahead(PyObject *module, PyObject *arguments) {
    (void)module;
    enum { MOST_AT_ONCE = 1 << 30 };
    PyObject *objects[5], *result = NULL;
    View views[5] = {0};
    Names names = {0};
    Signed out = {0};
    long long block, most, width;
    int file;
    if (!PyArg_ParseTuple(arguments, "iOOO&O&O&OOO:sign_ahead", &file, &objects[0], &objects[1],
                          whole_number, &block, whole_number, &most, whole_number, &width,
                          &objects[2], &objects[3], &objects[4])) {
        return NULL;
    }
    if (view_open(&views[0], objects[0], "texts", BYTES, 1) == 0 &&
        view_open(&views[1], objects[1], "ids", BYTES, 1) == 0 &&
        view_open(&views[2], objects[2], "multipliers", UINT32, 1) == 0 &&
        view_open(&views[3], objects[3], "increments", UINT32, 1) == 0 &&
        view_open(&views[4], objects[4], "stop", BYTES, 1) == 0 && at_least_one(block, "block") &&
        at_least_one(width, "width") && at_least_one((long long)views[4].shape[0], "bytes of stop") &&
        read_names(&views[0], &names) == 0) {
        names.texts = names.count;
        Ahead ahead = {.file = file, .block = block < MOST_AT_ONCE ? (size_t)block : MOST_AT_ONCE,
                       .most = most, .names = &names, .width = (size_t)width,
                       .stop = views[4].start};
        if (read_names(&views[1], &names) == 0 &&
            are_permutations(&views[2], &views[3], &ahead.permutations)) {
            const Lanes *use = lanes;
            Fault fault;
            Status status;
            Py_BEGIN_ALLOW_THREADS
            status = sign_ahead(use, &ahead, &out, &fault);
            Py_END_ALLOW_THREADS
            if (raised(status, &fault) == 0) {
                PyObject *parts[] = {
                    as_bytearray(&out.lines),
                    as_bytearray(&out.lengths),
                    as_bytes(&out.ids),
                    PyLong_FromLongLong(out.count),
                    PyLong_FromLongLong(out.end),
                    as_memory(&out.slots),
                    as_bytearray(&out.words),
                    as_bytearray(&out.digests),
                };
                result = as_tuple(8, parts);
            }
        }
    }
    signed_free(&out);
    views_close(views, 5);
    return result;
}

/* The numbers of columns behind those that are there; return 0, or -1 with an error set. */
static int read_columns(const View *view, Layout *layout) {
    const int64_t *numbers = view->start;
    for (size_t i = 0; i < view->shape[0]; i++) {
        int64_t number = numbers[i];
        if (layout->count == MOST_WANTED) {
            PyErr_Format(PyExc_ValueError, "columns of texts and ids must be at most %d",
                         (int)MOST_WANTED);
            return -1;
        }
        if (number < 0 || number >= layout->columns) {
            PyErr_Format(PyExc_ValueError, "column %lld is not among %lld", (long long)number,
                         (long long)layout->columns);
            return -1;
        }
        layout->wanted[layout->count++] = number;
    }
    return 0;
}

PyObject *py_csv_rows(PyObject *module, PyObject *arguments) {
    (void)module;
    PyObject *objects[4], *result = NULL;
    View views[4] = {0};
    Layout layout = {0};
    Buffer out[3] = {0}; /* records, offsets, ids */
    long long delimiter, columns;
    int final;
    if (!PyArg_ParseTuple(arguments, "OO&O&OOpO:csv_rows", &objects[0], whole_number, &delimiter,
                          whole_number, &columns, &objects[1], &objects[2], &final, &objects[3])) {
        return NULL;
    }
    layout.columns = columns;
    layout.delimiter = (uint8_t)delimiter;
    if (delimiter < 0 || delimiter >= 0x80 || delimiter == '"' || delimiter == '\n' ||
        delimiter == '\r') {
        PyErr_Format(PyExc_ValueError, "byte %lld cannot be a delimiter", delimiter);
    } else if (view_open(&views[0], objects[0], "block", BYTES, 1) == 0 &&
               view_open(&views[1], objects[1], "texts", INT64, 1) == 0 &&
               view_open(&views[2], objects[2], "ids", INT64, 1) == 0 &&
               view_open_writable(&views[3], objects[3], "out", BYTES, 1) == 0 &&
               read_columns(&views[1], &layout) == 0) {
        layout.texts = layout.count;
        if (has_room(&views[3], &views[0]) && read_columns(&views[2], &layout) == 0) {
            const Lanes *use = lanes;
            int64_t lines = 0, read = 0;
            Status status;
            Py_BEGIN_ALLOW_THREADS
            status = csv_rows(use, views[0].start, views[0].shape[0], &layout, final,
                              views[3].buffer.buf, &out[0], &out[1], &out[2], &lines, &read);
            Py_END_ALLOW_THREADS
            if (raised(status, NULL) == 0) {
                PyObject *parts[] = {
                    as_bytearray(&out[0]),
                    as_bytearray(&out[1]),
                    as_bytes(&out[2]),
                    PyLong_FromLongLong(lines),
                    PyLong_FromLongLong(read),
                };
                result = as_tuple(5, parts);
            }
        }
    }
    buffers_free(out, 3);
    views_close(views, 4);
    return result;
}
