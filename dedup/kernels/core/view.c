/* Arrays of the caller, checked before a kernel sees them. */
#include "view.h"

static const struct {
    const char *name, *formats; /* formats: the letters of struct that are this element */
    Py_ssize_t width;
} ELEMENTS[] = {
    [BYTES] = {"bytes", "Bbc", 1},
    [UINT16] = {"uint16", "H", 2},
    [UINT32] = {"uint32", "IL", 4},
    [UINT64] = {"uint64", "LQ", 8},
    [INT64] = {"int64", "lq", 8},
    [FLOAT32] = {"float32", "f", 4},
    [FLOAT64] = {"float64", "d", 8},
};

static int has_format(const Py_buffer *buffer, Element element) {
    const char *format = buffer->format ? buffer->format : "B";
    const int one = 1;
    char native = *(const char *)&one ? '<' : '>';
    if (*format == '@' || *format == '=' || *format == native) format++;
    return *format && format[1] == '\0' && strchr(ELEMENTS[element].formats, *format) &&
           buffer->itemsize == ELEMENTS[element].width;
}

static int open_any(View *view, PyObject *object, const char *name, Element element, int dimensions,
                int writable) {
    const char *wanted = ELEMENTS[element].name;
    if (!PyObject_CheckBuffer(object)) {
        PyErr_Format(PyExc_TypeError, "%s must be an array of %s, not %R", name, wanted,
                     (PyObject *)Py_TYPE(object));
        return -1;
    }
    int flags = PyBUF_STRIDES | PyBUF_FORMAT | (writable ? PyBUF_WRITABLE : 0);
    if (PyObject_GetBuffer(object, &view->buffer, flags) < 0) {
        if (PyErr_ExceptionMatches(PyExc_MemoryError)) return -1;
        PyErr_Clear();
        PyErr_Format(PyExc_ValueError, "%s must be %s array of %s, which %R is not", name,
                     writable ? "a writable" : "a plain", wanted, (PyObject *)Py_TYPE(object));
        return -1;
    }
    const Py_buffer *buffer = &view->buffer;
    if (!has_format(buffer, element)) {
        PyErr_Format(PyExc_TypeError, "%s must be an array of %s, not of items of format '%s'",
                     name, wanted, buffer->format ? buffer->format : "B");
        return -1;
    }
    if (buffer->ndim != dimensions) {
        PyErr_Format(PyExc_ValueError, "%s must have %d dimension(s), not %d", name, dimensions,
                     buffer->ndim);
        return -1;
    }
    if (!PyBuffer_IsContiguous(buffer, 'C')) {
        PyErr_Format(PyExc_ValueError,
                     "%s must be contiguous; pass it through numpy.ascontiguousarray", name);
        return -1;
    }
    if ((uintptr_t)buffer->buf % (uintptr_t)ELEMENTS[element].width != 0) {
        PyErr_Format(PyExc_ValueError, "%s must be aligned to %zd bytes; pass a copy of it", name,
                     ELEMENTS[element].width);
        return -1;
    }
    view->start = buffer->buf;
    view->shape[0] = (size_t)buffer->shape[0];
    view->shape[1] = dimensions == 2 ? (size_t)buffer->shape[1] : 1;
    return 0;
}

int view_open(View *view, PyObject *object, const char *name, Element element, int dimensions) {
    return open_any(view, object, name, element, dimensions, 0);
}

int view_open_writable(View *view, PyObject *object, const char *name, Element element,
                       int dimensions) {
    return open_any(view, object, name, element, dimensions, 1);
}

void views_close(View *views, size_t count) {
    for (size_t i = 0; i < count; i++) PyBuffer_Release(&views[i].buffer);
}
