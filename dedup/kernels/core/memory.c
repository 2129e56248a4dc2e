/* Results that are too large to be copied into an object of Python's: memory that it looks at, and that
   is freed with the last who does. */
#include "door.h"

typedef struct {
    PyObject_HEAD
    void *start;
    Py_ssize_t size;
} Memory;

static int memory_show(PyObject *self, Py_buffer *view, int flags) {
    Memory *memory = (Memory *)self;
    return PyBuffer_FillInfo(view, self, memory->start, memory->size, 0, flags);
}

static void memory_free(PyObject *self) {
    PyTypeObject *type = Py_TYPE(self);
    free(((Memory *)self)->start);
    ((freefunc)PyType_GetSlot(type, Py_tp_free))(self);
    Py_DECREF(type); /* an object of a type that was made at run time holds it */
}

static PyType_Slot MEMORY_SLOTS[] = {
    {Py_bf_getbuffer, (void *)memory_show},
    {Py_tp_dealloc, (void *)memory_free},
    {0, NULL},
};

static PyType_Spec MEMORY = {
    .name = "dedup.kernels._core.Memory",
    .basicsize = sizeof(Memory),
    .flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_DISALLOW_INSTANTIATION,
    .slots = MEMORY_SLOTS,
};

PyObject *as_memory(Buffer *buffer) {
    static PyObject *type = NULL; /* made with the first result, by one who holds the GIL */
    if (type == NULL && (type = PyType_FromSpec(&MEMORY)) == NULL) return NULL;
    allocfunc allocate = (allocfunc)PyType_GetSlot((PyTypeObject *)type, Py_tp_alloc);
    Memory *memory = (Memory *)allocate((PyTypeObject *)type, 0);
    if (memory == NULL) return NULL;
    memory->start = buffer->start;
    memory->size = (Py_ssize_t)buffer->size;
    *buffer = (Buffer){0};
    PyObject *view = PyMemoryView_FromObject((PyObject *)memory);
    Py_DECREF(memory);
    return view;
}
