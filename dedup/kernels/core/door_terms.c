/* The door to the terms kernel. */
#include "door.h"

PyObject *py_nearest_by_terms(PyObject *module, PyObject *arguments) {
    (void)module;
    PyObject *objects[3], *result = NULL;
    View views[3] = {0};
    Buffer first = {0}, neighbors = {0}, cosines = {0};
    long long types, begin, end, most;
    double least;
    if (!PyArg_ParseTuple(arguments, "OOOO&O&O&dO&:nearest_by_terms", &objects[0], &objects[1],
                          &objects[2], whole_number, &types, whole_number, &begin, whole_number,
                          &end, &least, whole_number, &most)) {
        return NULL;
    }
    if (view_open(&views[0], objects[0], "first", INT64, 1) == 0 &&
        view_open(&views[1], objects[1], "terms", INT64, 1) == 0 &&
        view_open(&views[2], objects[2], "weights", FLOAT64, 1) == 0 &&
        are_offsets(&views[0], views[1].shape[0], "terms") && at_least_one(most, "most")) {
        size_t rows = views[0].shape[0] - 1, size = views[1].shape[0];
        Vectors vectors = {views[0].start, views[1].start, views[2].start, rows, size, types};
        Fault fault;
        Status status;
        if (views[2].shape[0] != size) {
            status = refuse(&fault, "%lld terms and %lld weights: pass one weight a term",
                            (long long)size, (long long)views[2].shape[0], 0, 0);
        } else if (types < 0 || types > UINT32_MAX) {
            status = refuse(&fault, "types=%lld must be in 0 .. 2**32 - 1", types, 0, 0, 0);
        } else if (begin < 0 || end < begin || (unsigned long long)end > rows) {
            status = refuse(&fault, "rows %lld to %lld are not among the %lld", begin, end,
                            (long long)rows, 0);
        } else {
            Py_BEGIN_ALLOW_THREADS
            status = nearest_by_terms(&vectors, (size_t)begin, (size_t)end, least, (size_t)most,
                                      &first, &neighbors, &cosines, &fault);
            Py_END_ALLOW_THREADS
        }
        if (raised(status, &fault) == 0) {
            PyObject *parts[] = {as_bytearray(&first), as_bytearray(&neighbors),
                                 as_bytearray(&cosines)};
            result = as_tuple(3, parts);
        }
    }
    buffer_free(&first);
    buffer_free(&neighbors);
    buffer_free(&cosines);
    views_close(views, 3);
    return result;
}
