/* The doors to the kernels that find the spans of sentences and quotations. */
#include "door.h"
#include "spans.h"

PyObject *py_find_sentences(PyObject *module, PyObject *arguments) {
    (void)module;
    PyObject *objects[5], *result = NULL;
    View views[5] = {0};
    Buffer out[2] = {0}; /* first, spans */
    double wrapped_share;
    if (!PyArg_ParseTuple(arguments, "OOOOOd:find_sentences", &objects[0], &objects[1], &objects[2],
                          &objects[3], &objects[4], &wrapped_share)) {
        return NULL;
    }
    if (view_open(&views[0], objects[0], "utf8", BYTES, 1) == 0 &&
        view_open(&views[1], objects[1], "offsets", INT64, 1) == 0 &&
        view_open(&views[2], objects[2], "words", BYTES, 1) == 0 &&
        view_open(&views[3], objects[3], "bounds", INT64, 1) == 0 &&
        view_open(&views[4], objects[4], "kinds", BYTES, 1) == 0 &&
        are_offsets(&views[1], views[0].shape[0], "bytes") &&
        are_offsets(&views[3], views[2].shape[0], "bytes")) {
        Texts texts = {views[0].start, views[0].shape[0], views[1].start, views[1].shape[0] - 1};
        Lexicon lexicon = {views[2].start, views[2].shape[0], views[3].start, views[4].start,
                           views[3].shape[0] - 1};
        Fault fault;
        Status status = DONE;
        if (views[4].shape[0] != lexicon.count) {
            status = refuse(&fault, "%lld words and %lld kinds: pass one kind a word",
                            (long long)lexicon.count, (long long)views[4].shape[0], 0, 0);
        } else {
            Py_BEGIN_ALLOW_THREADS
            status = sentence_spans(&texts, &lexicon, wrapped_share, &out[0], &out[1], &fault);
            Py_END_ALLOW_THREADS
        }
        result = as_bytearrays(status, &fault, out, 2);
    }
    buffers_free(out, 2);
    views_close(views, 5);
    return result;
}

PyObject *py_find_quotations(PyObject *module, PyObject *arguments) {
    (void)module;
    PyObject *objects[2], *result = NULL;
    View views[2] = {0};
    Buffer out[2] = {0}; /* first, spans */
    if (!PyArg_ParseTuple(arguments, "OO:find_quotations", &objects[0], &objects[1])) return NULL;
    if (view_open(&views[0], objects[0], "utf8", BYTES, 1) == 0 &&
        view_open(&views[1], objects[1], "offsets", INT64, 1) == 0 &&
        are_offsets(&views[1], views[0].shape[0], "bytes")) {
        Texts texts = {views[0].start, views[0].shape[0], views[1].start, views[1].shape[0] - 1};
        Fault fault;
        Status status;
        Py_BEGIN_ALLOW_THREADS
        status = quotation_spans(&texts, &out[0], &out[1], &fault);
        Py_END_ALLOW_THREADS
        result = as_bytearrays(status, &fault, out, 2);
    }
    buffers_free(out, 2);
    views_close(views, 2);
    return result;
}
