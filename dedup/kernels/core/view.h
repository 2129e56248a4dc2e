/* Arrays of the caller, checked before a kernel sees them. */
#ifndef DEDUP_VIEW_H
#define DEDUP_VIEW_H

#ifndef Py_LIMITED_API
#define Py_LIMITED_API 0x030B0000 /* the buffer protocol is in it from 3.11 on */
#endif
#define PY_SSIZE_T_CLEAN
#include <Python.h>

#include "base.h"

typedef enum { BYTES, UINT16, UINT32, UINT64, INT64, FLOAT32, FLOAT64 } Element;

typedef struct {
    Py_buffer buffer;
    const void *start;
    size_t shape[2]; /* in items; shape[1] of one dimension is 1 */
} View;

/* Open an array: `object` must be C-contiguous, aligned, of this element and number of dimensions.
   Return 0, or -1 with TypeError or ValueError set. A view that is zeroed may be closed. */
HIDDEN int view_open(View *view, PyObject *object, const char *name, Element element,
                     int dimensions);

/* The same, for an array that will be written to. */
HIDDEN int view_open_writable(View *view, PyObject *object, const char *name, Element element,
                              int dimensions);

HIDDEN void views_close(View *views, size_t count);

#endif
