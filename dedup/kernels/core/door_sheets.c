/* The doors to the kernels that make sheets. */
#include "door.h"

#include "sheets.h"

/* Open arrays by name, all of one dimension; return 0, or -1 with an error set. */
static int open_each(View *views, PyObject **objects, const char *const *names,
                     const Element *elements, size_t count) {
    for (size_t i = 0; i < count; i++) {
        if (view_open(&views[i], objects[i], names[i], elements[i], 1) < 0) return -1;
    }
    return 0;
}

/* Whether there is one item of each of some arrays a word. */
static int is_one_a_word(const View *views, const char *const *names, size_t begin, size_t end,
                         size_t words) {
    for (size_t i = begin; i < end; i++) {
        if (views[i].shape[0] == words) continue;
        PyErr_Format(PyExc_ValueError, "%zd %s for %zd words: pass one a word",
                     (Py_ssize_t)views[i].shape[0], names[i], (Py_ssize_t)words);
        return 0;
    }
    return 1;
}

/* Whether offsets have a row for each text, and end where the items do. */
static int are_rows(const View *first, const View *items, size_t rows, const char *what) {
    if (!are_offsets(first, items->shape[0], what)) return 0;
    if (first->shape[0] == rows + 1) return 1;
    PyErr_Format(PyExc_ValueError, "%zd rows of %s for %zd texts: pass one a text",
                 (Py_ssize_t)first->shape[0] - 1, what, (Py_ssize_t)rows);
    return 0;
}

/* The arrays of some texts cut up, or NULL with an error set. */
static PyObject *cut(const Uncut *texts) {
    PyObject *result = NULL;
    PyObject *flags = empty_bytearray(texts->size, 1);
    PyObject *quotations = empty_bytearray(texts->quotations.size, 4);
    Cuts cuts = {0};
    if (flags != NULL && quotations != NULL) {
        cuts.flags = (uint8_t *)PyByteArray_AsString(flags);
        cuts.quotations = (uint32_t *)(void *)PyByteArray_AsString(quotations);
        Fault fault;
        Status status;
        Py_BEGIN_ALLOW_THREADS
        status = cut_units(texts, &cuts, &fault);
        Py_END_ALLOW_THREADS
        if (raised(status, &fault) == 0) {
            Py_INCREF(flags);
            Py_INCREF(quotations);
            PyObject *parts[] = {flags, quotations, as_bytearray(&cuts.heads),
                                 as_bytearray(&cuts.held), as_bytearray(&cuts.bounds),
                                 as_bytearray(&cuts.firsts)};
            result = as_tuple(6, parts);
        }
    }
    Py_XDECREF(flags);
    Py_XDECREF(quotations);
    buffer_free(&cuts.heads);
    buffer_free(&cuts.held);
    buffer_free(&cuts.bounds);
    buffer_free(&cuts.firsts);
    return result;
}

/* The stems of some texts weighed, or NULL with an error set. */
static PyObject *weigh(const Unweighed *texts) {
    PyObject *result = NULL;
    Weighed out = {0};
    Buffer *all[] = {&out.stems, &out.places, &out.weights,      &out.own,
                     &out.facts, &out.terms,  &out.term_weights, &out.firsts};
    Fault fault;
    Status status;
    Py_BEGIN_ALLOW_THREADS
    status = weigh_stems(texts, &out, &fault);
    Py_END_ALLOW_THREADS
    if (raised(status, &fault) == 0) {
        PyObject *parts[8];
        for (int i = 0; i < 8; i++) parts[i] = as_bytearray(all[i]);
        result = as_tuple(8, parts);
    }
    for (int i = 0; i < 8; i++) buffer_free(all[i]);
    return result;
}

PyObject *py_cut_units(PyObject *module, PyObject *arguments) {
    (void)module;
    static const char *const names[] = {"first",       "starts", "kinds",       "heads",
                                        "marks_first", "marks",  "quoted_first", "quotations"};
    static const Element elements[] = {INT64, UINT32, BYTES, UINT32, INT64, INT64, INT64, INT64};
    PyObject *objects[8], *result = NULL;
    View views[8] = {0};
    long long types, shortest, dateline;
    double dated;
    if (!PyArg_ParseTuple(arguments, "OOOOO&OOOOO&O&d:cut_units", &objects[0], &objects[1],
                          &objects[2], &objects[3], whole_number, &types, &objects[4], &objects[5],
                          &objects[6], &objects[7], whole_number, &shortest, whole_number,
                          &dateline, &dated)) {
        return NULL;
    }
    if (open_each(views, objects, names, elements, 8) == 0 &&
        are_offsets(&views[0], views[1].shape[0], "words") &&
        is_one_a_word(views, names, 2, 4, views[1].shape[0]) &&
        are_rows(&views[4], &views[5], views[0].shape[0] - 1, "marks") &&
        are_rows(&views[6], &views[7], views[0].shape[0] - 1, "quotations") &&
        at_least_one(types, "types") && at_least_one(shortest, "shortest") &&
        at_least_one(dateline, "dateline")) {
        size_t size = views[1].shape[0];
        Uncut texts = {views[0].start, views[0].shape[0] - 1, size, views[1].start, views[3].start,
                       views[2].start, (size_t)types,
                       {views[4].start, views[5].start, views[5].shape[0]},
                       {views[6].start, views[7].start, views[7].shape[0]},
                       (size_t)shortest, (size_t)dateline, dated};
        result = cut(&texts);
    }
    views_close(views, 8);
    return result;
}

PyObject *py_weigh_stems(PyObject *module, PyObject *arguments) {
    (void)module;
    static const char *const names[] = {"first", "stems",      "weights", "kinds",
                                        "ranks", "term_first", "terms",   "frequencies"};
    static const Element elements[] = {INT64,  UINT32, FLOAT64, BYTES,
                                       UINT32, INT64,  UINT32,  FLOAT64};
    PyObject *objects[8], *result = NULL;
    View views[8] = {0};
    long long most;
    double telling, fact, term;
    if (!PyArg_ParseTuple(arguments, "OOOOOOOOO&ddd:weigh_stems", &objects[0], &objects[1],
                          &objects[2], &objects[3], &objects[4], &objects[5], &objects[6],
                          &objects[7], whole_number, &most, &telling, &fact, &term)) {
        return NULL;
    }
    if (open_each(views, objects, names, elements, 8) == 0 &&
        are_offsets(&views[0], views[1].shape[0], "words") &&
        is_one_a_word(views, names, 2, 4, views[1].shape[0]) &&
        are_rows(&views[5], &views[6], views[0].shape[0] - 1, "terms") &&
        are_offsets(&views[5], views[7].shape[0], "frequencies") && at_least_one(most, "most")) {
        Unweighed texts = {views[0].start, views[0].shape[0] - 1, views[1].shape[0],
                           views[1].start, views[2].start, views[3].start, views[4].start,
                           views[4].shape[0], views[5].start, views[6].start, views[7].start,
                           views[6].shape[0], (size_t)most, telling, fact, term};
        result = weigh(&texts);
    }
    views_close(views, 8);
    return result;
}
