/* The door to Python of what is done for many pairs of prepared articles in one call. */
#include "door.h"

#include "compare.h"

enum { SHEET_ARRAYS = 14 };

/* The articles of a call: a list of tuples of arrays, of which each is opened. */
typedef struct {
    View *views;
    size_t count, width;
} Opened;

static void opened_close(Opened *opened) {
    if (opened->views != NULL) views_close(opened->views, opened->count * opened->width);
    PyMem_Free(opened->views);
    opened->views = NULL;
}

/* Make room for `count` tuples of `width` arrays; return 0, or -1 with an error set. */
static int opened_make(Opened *opened, Py_ssize_t count, size_t width) {
    opened->count = (size_t)count;
    opened->width = width;
    opened->views = PyMem_Calloc((size_t)count * width + 1, sizeof(View));
    if (opened->views == NULL) PyErr_NoMemory();
    return opened->views == NULL ? -1 : 0;
}

/* The arrays of one article, borrowed from a tuple that the list holds. */
static int tuple_of(PyObject *list, Py_ssize_t place, size_t width, const char *what,
                    PyObject **objects) {
    PyObject *tuple = PyList_GetItem(list, place);
    if (tuple == NULL) return -1;
    if (!PyTuple_Check(tuple) || PyTuple_Size(tuple) != (Py_ssize_t)width) {
        PyErr_Format(PyExc_TypeError, "%s %zd must be a tuple of %zd arrays", what, place,
                     (Py_ssize_t)width);
        return -1;
    }
    for (size_t k = 0; k < width; k++) objects[k] = PyTuple_GetItem(tuple, (Py_ssize_t)k);
    return 0;
}

static int are_pairs(const View *view) {
    if (view->shape[0] == 0 || view->shape[1] == 2) return 1;
    PyErr_Format(PyExc_ValueError, "pairs must have shape (p, 2), not (%zd, %zd)",
                 (Py_ssize_t)view->shape[0], (Py_ssize_t)view->shape[1]);
    return 0;
}

/* Open the arrays of one article. */
static int open_sheet(View *views, PyObject *const *objects, Sheet *sheet) {
    static const struct {
        const char *name;
        Element element;
    } arrays[SHEET_ARRAYS] = {
        {"numbers", UINT32},    {"keys", UINT64},       {"flags", BYTES},   {"heads", UINT32},
        {"head_keys", UINT64},  {"quotations", UINT32}, {"bounds", UINT32}, {"stems", UINT32},
        {"places", UINT32},     {"weights", FLOAT64},   {"own", UINT32},    {"facts", UINT32},
        {"terms", UINT32},      {"term_weights", FLOAT64},
    };
    for (size_t k = 0; k < SHEET_ARRAYS; k++) {
        if (view_open(&views[k], objects[k], arrays[k].name, arrays[k].element, 1) < 0) return -1;
    }
    size_t words = views[0].shape[0], stems = views[7].shape[0], terms = views[12].shape[0];
    if (views[2].shape[0] != words || views[8].shape[0] != stems || views[9].shape[0] != stems ||
        views[13].shape[0] != terms || views[5].shape[0] % 2 || views[6].shape[0] < 1) {
        PyErr_Format(PyExc_ValueError,
                     "%zd words, %zd stems and %zd terms: pass a flag a word, a place and a weight "
                     "a stem, a weight a term, two numbers a quotation, and bounds",
                     (Py_ssize_t)words, (Py_ssize_t)stems, (Py_ssize_t)terms);
        return -1;
    }
    *sheet = (Sheet){
        .numbers = views[0].start,
        .keys = views[1].start,
        .flags = views[2].start,
        .heads = views[3].start,
        .head_keys = views[4].start,
        .quotations = views[5].start,
        .bounds = views[6].start,
        .stems = views[7].start,
        .places = views[8].start,
        .weights = views[9].start,
        .own = views[10].start,
        .facts = views[11].start,
        .terms = views[12].start,
        .term_weights = views[13].start,
        .words = words,
        .key_count = views[1].shape[0],
        .own_words = views[3].shape[0],
        .types = views[4].shape[0],
        .quotation_count = views[5].shape[0] / 2,
        .units = views[6].shape[0] - 1,
        .stem_count = stems,
        .own_count = views[10].shape[0],
        .fact_count = views[11].shape[0],
        .term_count = terms,
    };
    return 0;
}

static int open_sheets(PyObject *list, Opened *opened, Sheet **sheets) {
    Py_ssize_t count = PyList_Size(list);
    if (count < 0 || opened_make(opened, count, SHEET_ARRAYS) < 0) return -1;
    *sheets = PyMem_Calloc((size_t)count + 1, sizeof **sheets);
    if (*sheets == NULL) {
        PyErr_NoMemory();
        return -1;
    }
    for (Py_ssize_t k = 0; k < count; k++) {
        PyObject *objects[SHEET_ARRAYS];
        if (tuple_of(list, k, SHEET_ARRAYS, "sheet", objects) < 0 ||
            open_sheet(&opened->views[SHEET_ARRAYS * k], objects, &(*sheets)[k]) < 0) {
            return -1;
        }
    }
    return 0;
}

PyObject *py_align_pairs(PyObject *module, PyObject *arguments) {
    (void)module;
    PyObject *list, *objects[4], *result = NULL;
    View views[4] = {0};
    Opened opened = {0};
    Sheet *sheets = NULL;
    Buffer passages = {0}, runs = {0}, sentences = {0};
    if (!PyArg_ParseTuple(arguments, "OOOOO:align_pairs", &list, &objects[0], &objects[1],
                          &objects[2], &objects[3])) {
        return NULL;
    }
    if (open_sheets(list, &opened, &sheets) == 0 &&
        view_open(&views[0], objects[0], "pairs", INT64, 2) == 0 && are_pairs(&views[0]) &&
        view_open(&views[1], objects[1], "rules", INT64, 1) == 0 &&
        view_open(&views[2], objects[2], "worths", INT64, 1) == 0 &&
        view_open(&views[3], objects[3], "logs", INT64, 1) == 0) {
        size_t count = views[0].shape[0];
        Fault fault;
        Status status = DONE;
        if (views[1].shape[0] != RULE_COUNT || views[2].shape[0] != WORTH_COUNT) {
            status = refuse(&fault, "%lld rules and %lld worths: pass %lld and %lld",
                            (long long)views[1].shape[0], (long long)views[2].shape[0],
                            RULE_COUNT, WORTH_COUNT);
        }
        PyObject *counts = empty_bytearray(3 * count, sizeof(int64_t));
        if (counts != NULL && status == DONE) {
            int64_t *out = (int64_t *)(void *)PyByteArray_AsString(counts);
            Rules rules;
            memcpy(&rules, views[1].start, sizeof rules);
            Py_BEGIN_ALLOW_THREADS
            status = align_pairs(sheets, opened.count, views[0].start, count, &rules,
                                 views[2].start, views[3].start, views[3].shape[0], out, &passages,
                                 &runs, &sentences, &fault);
            Py_END_ALLOW_THREADS
        }
        if (counts != NULL && raised(status, &fault) == 0) {
            PyObject *parts[] = {counts, as_bytearray(&passages), as_bytearray(&runs),
                                 as_bytearray(&sentences)};
            result = as_tuple(4, parts);
        } else {
            Py_XDECREF(counts);
        }
    }
    buffer_free(&passages);
    buffer_free(&runs);
    buffer_free(&sentences);
    PyMem_Free(sheets);
    opened_close(&opened);
    views_close(views, 4);
    return result;
}

PyObject *py_compare_pairs(PyObject *module, PyObject *arguments) {
    (void)module;
    PyObject *list, *objects[3], *result = NULL;
    View views[3] = {0};
    Opened opened = {0};
    Sheet *sheets = NULL;
    long long parts;
    if (!PyArg_ParseTuple(arguments, "OOOOO&:compare_pairs", &list, &objects[0], &objects[1],
                          &objects[2], whole_number, &parts)) {
        return NULL;
    }
    if (open_sheets(list, &opened, &sheets) == 0 &&
        view_open(&views[0], objects[0], "pairs", INT64, 2) == 0 && are_pairs(&views[0]) &&
        view_open(&views[1], objects[1], "first", INT64, 1) == 0 &&
        view_open(&views[2], objects[2], "passages", INT64, 2) == 0 &&
        are_offsets(&views[1], views[2].shape[0], "passages")) {
        size_t count = views[0].shape[0];
        Fault fault;
        Status status = DONE;
        if (views[1].shape[0] != count + 1 || (views[2].shape[0] && views[2].shape[1] != 8)) {
            status = refuse(&fault, "%lld pairs with %lld offsets and %lld numbers a passage: pass "
                            "an offset more than pairs, and passages of shape (k, 8)",
                            (long long)count, (long long)views[1].shape[0],
                            (long long)views[2].shape[1], 0);
        }
        PyObject *counts = empty_bytearray(COUNTS * count, sizeof(int64_t));
        PyObject *weights = empty_bytearray(WEIGHTS * count, sizeof(double));
        int made = counts != NULL && weights != NULL;
        if (made && status == DONE) {
            int64_t *out = (int64_t *)(void *)PyByteArray_AsString(counts);
            double *sums = (double *)(void *)PyByteArray_AsString(weights);
            Py_BEGIN_ALLOW_THREADS
            status = compare_pairs(sheets, opened.count, views[0].start, count, views[1].start,
                                   views[2].start, views[2].shape[0], parts, out, sums, &fault);
            Py_END_ALLOW_THREADS
        }
        if (made && raised(status, &fault) == 0) {
            PyObject *parts[] = {counts, weights};
            result = as_tuple(2, parts);
        } else {
            Py_XDECREF(counts);
            Py_XDECREF(weights);
        }
    }
    PyMem_Free(sheets);
    opened_close(&opened);
    views_close(views, 3);
    return result;
}
