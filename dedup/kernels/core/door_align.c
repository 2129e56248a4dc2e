/* The door to Python of the aligner. */
#include "door.h"

/* Open the seven arrays of one article. */
static int open_strand(View *views, PyObject *const *objects, Strand *strand) {
    if (view_open(&views[0], objects[0], "page", INT64, 1) < 0 ||
        view_open(&views[1], objects[1], "own", INT64, 1) < 0 ||
        view_open(&views[2], objects[2], "heads", INT64, 1) < 0 ||
        view_open(&views[3], objects[3], "head_keys", UINT64, 1) < 0 ||
        view_open(&views[4], objects[4], "marks", BYTES, 1) < 0 ||
        view_open(&views[5], objects[5], "quotations", INT64, 2) < 0 ||
        view_open(&views[6], objects[6], "bounds", INT64, 1) < 0) {
        return -1;
    }
    size_t size = views[1].shape[0];
    if (views[2].shape[0] != size || views[4].shape[0] != size + 1 || views[6].shape[0] < 1 ||
        (views[5].shape[0] && views[5].shape[1] != 2)) {
        PyErr_Format(PyExc_ValueError,
                     "%zd own words with %zd heads, %zd marks and %zd bounds of units: pass a head "
                     "a word, a mark more, and quotations of shape (q, 2)",
                     (Py_ssize_t)size, (Py_ssize_t)views[2].shape[0],
                     (Py_ssize_t)views[4].shape[0], (Py_ssize_t)views[6].shape[0]);
        return -1;
    }
    *strand = (Strand){
        .page = views[0].start,
        .own = views[1].start,
        .heads = views[2].start,
        .head_keys = views[3].start,
        .marks = views[4].start,
        .quotations = views[5].start,
        .bounds = views[6].start,
        .page_size = views[0].shape[0],
        .size = size,
        .types = views[3].shape[0],
        .quotation_count = views[5].shape[0],
        .units = views[6].shape[0] - 1,
    };
    return 0;
}

PyObject *py_align_strands(PyObject *module, PyObject *arguments) {
    (void)module;
    PyObject *left[7], *right[7], *objects[3], *result = NULL;
    View views[17] = {0};
    Buffer out[3] = {0}; /* passages, runs, sentences */
    Strand strands[2];
    if (!PyArg_ParseTuple(arguments, "(OOOOOOO)(OOOOOOO)OOO:align_strands", &left[0], &left[1],
                          &left[2], &left[3], &left[4], &left[5], &left[6], &right[0], &right[1],
                          &right[2], &right[3], &right[4], &right[5], &right[6], &objects[0],
                          &objects[1], &objects[2])) {
        return NULL;
    }
    if (open_strand(&views[0], left, &strands[0]) == 0 &&
        open_strand(&views[7], right, &strands[1]) == 0 &&
        view_open(&views[14], objects[0], "rules", INT64, 1) == 0 &&
        view_open(&views[15], objects[1], "worths", INT64, 1) == 0 &&
        view_open(&views[16], objects[2], "logs", INT64, 1) == 0) {
        Fault fault;
        Status status;
        if (views[14].shape[0] != RULE_COUNT || views[15].shape[0] != WORTH_COUNT) {
            status = refuse(&fault, "%lld rules and %lld worths: pass %lld and %lld",
                            (long long)views[14].shape[0], (long long)views[15].shape[0],
                            RULE_COUNT, WORTH_COUNT);
        } else {
            Rules rules;
            memcpy(&rules, views[14].start, sizeof rules);
            Py_BEGIN_ALLOW_THREADS
            status = align_strands(&strands[0], &strands[1], &rules, views[15].start,
                                   views[16].start, views[16].shape[0], &out[0], &out[1],
                                   &out[2], &fault);
            Py_END_ALLOW_THREADS
        }
        result = as_bytearrays(status, &fault, out, 3);
    }
    buffers_free(out, 3);
    views_close(views, 17);
    return result;
}
