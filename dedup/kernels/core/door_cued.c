/* The door to the kernel that finds names near cues. */
#include "door.h"

#include "cued.h"

enum { POINTS, STARTS, ENDS, CLASSES, APART, CUTS, TRAITS, JOINERS, MARKS, FIRST, ROWS, RULES, SIGNS,
       SIGN_CLASSES, ARRAYS };

static const struct {
    const char *name;
    Element element;
    int dimensions;
} SHAPES[] = {
    [POINTS] = {"points", UINT32, 1},   [STARTS] = {"starts", UINT32, 1},
    [ENDS] = {"ends", UINT32, 1},       [CLASSES] = {"classes", UINT32, 1},
    [APART] = {"apart", UINT32, 2},     [CUTS] = {"cuts", UINT32, 1},
    [TRAITS] = {"traits", BYTES, 1},    [JOINERS] = {"joiners", UINT32, 2},
    [MARKS] = {"marks", UINT64, 2},     [FIRST] = {"first", INT64, 1},
    [ROWS] = {"rows", UINT32, 1},       [RULES] = {"rules", UINT32, 2},
    [SIGNS] = {"signs", UINT32, 2},     [SIGN_CLASSES] = {"sign_classes", UINT32, 1},
};

/* Whether the arrays have as many columns and rows as they must; else an error is set. */
static int are_shaped(const View *views) {
    if (views[TRAITS].shape[0] != CODE_POINTS || views[JOINERS].shape[1] != LONGEST ||
        views[SIGNS].shape[1] != LONGEST || views[RULES].shape[1] != RULE) {
        PyErr_Format(PyExc_ValueError,
                     "%zd traits, and joiners, signs and rules of (%zd, %zd, %zd) columns; "
                     "pass %d, and (%d, %d, %d)",
                     (Py_ssize_t)views[TRAITS].shape[0], (Py_ssize_t)views[JOINERS].shape[1],
                     (Py_ssize_t)views[SIGNS].shape[1], (Py_ssize_t)views[RULES].shape[1],
                     CODE_POINTS, LONGEST, LONGEST, RULE);
        return 0;
    }
    if (views[FIRST].shape[0] != views[MARKS].shape[0] + 1 ||
        views[SIGN_CLASSES].shape[0] != views[SIGNS].shape[0]) {
        PyErr_Format(PyExc_ValueError,
                     "%zd offsets for %zd classes, %zd classes for %zd signs",
                     (Py_ssize_t)views[FIRST].shape[0], (Py_ssize_t)views[MARKS].shape[0],
                     (Py_ssize_t)views[SIGN_CLASSES].shape[0], (Py_ssize_t)views[SIGNS].shape[0]);
        return 0;
    }
    size_t words = views[STARTS].shape[0];
    if (views[ENDS].shape[0] != words || views[CLASSES].shape[0] != words ||
        views[APART].shape[1] != 2) {
        PyErr_Format(PyExc_ValueError,
                     "%zd starts, %zd ends and %zd classes of words, spans of %zd columns; "
                     "pass one of each a word, and 2",
                     (Py_ssize_t)words, (Py_ssize_t)views[ENDS].shape[0],
                     (Py_ssize_t)views[CLASSES].shape[0], (Py_ssize_t)views[APART].shape[1]);
        return 0;
    }
    return 1;
}

PyObject *py_cued_names(PyObject *module, PyObject *arguments) {
    (void)module;
    PyObject *objects[ARRAYS], *result = NULL;
    View views[ARRAYS] = {0};
    FoundNames found = {0};
    long long top;
    if (!PyArg_ParseTuple(arguments, "OOOOOOO&(OOOOOOOO):cued_names", &objects[POINTS],
                          &objects[STARTS], &objects[ENDS], &objects[CLASSES], &objects[APART],
                          &objects[CUTS], whole_number, &top, &objects[TRAITS], &objects[JOINERS],
                          &objects[MARKS], &objects[FIRST], &objects[ROWS], &objects[RULES],
                          &objects[SIGNS], &objects[SIGN_CLASSES])) {
        return NULL;
    }
    int opened = 1;
    for (size_t i = 0; i < ARRAYS && opened; i++) {
        opened = view_open(&views[i], objects[i], SHAPES[i].name, SHAPES[i].element,
                           SHAPES[i].dimensions) == 0;
    }
    if (opened && are_shaped(views)) {
        CueRules rules = {
            views[TRAITS].start, views[JOINERS].start, views[JOINERS].shape[0],
            views[MARKS].start, views[MARKS].shape[0], views[MARKS].shape[1],
            views[FIRST].start, views[ROWS].start, views[ROWS].shape[0],
            views[RULES].start, views[RULES].shape[0], views[SIGNS].start,
            views[SIGN_CLASSES].start, views[SIGNS].shape[0],
        };
        CuedText text = {
            views[POINTS].start, views[POINTS].shape[0], views[STARTS].start, views[ENDS].start,
            views[CLASSES].start, views[STARTS].shape[0], views[APART].start,
            views[APART].shape[0], views[CUTS].start, views[CUTS].shape[0],
            top < 0 ? 0 : (size_t)top,
        };
        Fault fault;
        Status status;
        Py_BEGIN_ALLOW_THREADS
        status = cued_names(&rules, &text, &found, &fault);
        Py_END_ALLOW_THREADS
        if (raised(status, &fault) == 0) {
            PyObject *parts[] = {as_bytearray(&found.names), as_bytearray(&found.rows),
                                 as_bytearray(&found.glued), as_bytearray(&found.marks)};
            result = as_tuple(4, parts);
        }
    }
    found_names_free(&found);
    views_close(views, ARRAYS);
    return result;
}
