/* The door to the kernels of an index: postings, and the blocks that they lie in on a disk. */
#include "door.h"

/* Keys or bases beside their owners or offsets: as many of the one as the other says. */
static int are_beside(const View *one, const View *other, size_t more, const char *what) {
    if (one->shape[0] + more == other->shape[0]) return 1;
    PyErr_Format(PyExc_ValueError, "%zd and %zd %s: pass one for each",
                 (Py_ssize_t)one->shape[0], (Py_ssize_t)(other->shape[0] - more), what);
    return 0;
}

/* Keys are of 1 to 61 bits, so that a slot fits above them. */
static int are_bits(long long bits) {
    if (bits >= 1 && bits <= 61) return 1;
    PyErr_Format(PyExc_ValueError, "bits=%lld must be from 1 to 61", bits);
    return 0;
}

static PyObject *as_bytes(const Buffer *buffer) {
    return PyBytes_FromStringAndSize(buffer->start, (Py_ssize_t)buffer->size);
}

static void buffers_free(Buffer *buffers, size_t count) {
    for (size_t i = 0; i < count; i++) buffer_free(&buffers[i]);
}

PyObject *py_pack_postings(PyObject *module, PyObject *arguments) {
    (void)module;
    PyObject *objects[3], *result = NULL;
    View views[3] = {0};
    Buffer out[2] = {0}; /* packed, offsets */
    if (!PyArg_ParseTuple(arguments, "OOO:pack_postings", &objects[0], &objects[1], &objects[2])) {
        return NULL;
    }
    if (view_open(&views[0], objects[0], "keys", UINT64, 1) == 0 &&
        view_open(&views[1], objects[1], "owners", INT64, 1) == 0 &&
        are_beside(&views[0], &views[1], 0, "keys and owners") &&
        view_open(&views[2], objects[2], "first", INT64, 1) == 0 &&
        are_offsets(&views[2], views[0].shape[0], "postings")) {
        Fault fault;
        Status status;
        Py_BEGIN_ALLOW_THREADS
        status = pack_postings(views[0].start, views[1].start, views[0].shape[0], views[2].start,
                               views[2].shape[0] - 1, &out[0], &out[1], &fault);
        Py_END_ALLOW_THREADS
        if (raised(status, &fault) == 0) {
            PyObject *parts[] = {as_bytes(&out[0]), as_bytearray(&out[1])};
            result = as_tuple(2, parts);
        }
    }
    buffers_free(out, 2);
    views_close(views, 3);
    return result;
}

PyObject *py_unpack_postings(PyObject *module, PyObject *arguments) {
    (void)module;
    PyObject *objects[2], *result = NULL;
    View views[2] = {0};
    Buffer out[3] = {0}; /* keys, owners, first */
    if (!PyArg_ParseTuple(arguments, "OO:unpack_postings", &objects[0], &objects[1])) return NULL;
    if (view_open(&views[0], objects[0], "packed", BYTES, 1) == 0 &&
        view_open(&views[1], objects[1], "offsets", INT64, 1) == 0 &&
        are_offsets(&views[1], views[0].shape[0], "bytes")) {
        Fault fault;
        Status status;
        Py_BEGIN_ALLOW_THREADS
        status = unpack_postings(views[0].start, views[0].shape[0], views[1].start,
                                 views[1].shape[0] - 1, &out[0], &out[1], &out[2], &fault);
        Py_END_ALLOW_THREADS
        if (raised(status, &fault) == 0) {
            PyObject *parts[] = {as_bytearray(&out[0]), as_bytearray(&out[1]),
                                 as_bytearray(&out[2])};
            result = as_tuple(3, parts);
        }
    }
    buffers_free(out, 3);
    views_close(views, 2);
    return result;
}

/* Whether a slot has such keys; else an error is set. */
static int is_cover(long long slot, long long begin, long long end, long long bits) {
    if (!are_bits(bits)) return 0;
    if (slot >= 0 && slot >> (63 - bits) == 0 && begin >= 0 && begin <= end &&
        end <= (long long)1 << bits) {
        return 1;
    }
    PyErr_Format(PyExc_ValueError, "slot %lld with keys of %lld bits from %lld to %lld: out of range",
                 slot, bits, begin, end);
    return 0;
}

PyObject *py_pack_blocks(PyObject *module, PyObject *arguments) {
    (void)module;
    PyObject *objects[2], *result = NULL;
    View views[2] = {0};
    Buffer out[3] = {0}; /* blocks, places, offsets */
    long long most, bits, slot, begin, end;
    if (!PyArg_ParseTuple(arguments, "OOO&O&O&O&O&:pack_blocks", &objects[0], &objects[1],
                          whole_number, &most, whole_number, &bits, whole_number, &slot,
                          whole_number, &begin, whole_number, &end)) {
        return NULL;
    }
    if (view_open(&views[0], objects[0], "keys", UINT64, 1) == 0 &&
        view_open(&views[1], objects[1], "owners", INT64, 1) == 0 &&
        are_beside(&views[0], &views[1], 0, "keys and owners") && at_least_one(most, "most") &&
        is_cover(slot, begin, end, bits)) {
        Cover cover = {(uint64_t)slot, (uint64_t)begin, (uint64_t)end, (unsigned)bits};
        Fault fault;
        Status status;
        Py_BEGIN_ALLOW_THREADS
        status = pack_blocks(views[0].start, views[1].start, views[0].shape[0], (size_t)most,
                             &cover, &out[0], &out[1], &out[2], &fault);
        Py_END_ALLOW_THREADS
        if (raised(status, &fault) == 0) {
            PyObject *parts[] = {as_bytes(&out[0]), as_bytearray(&out[1]), as_bytearray(&out[2])};
            result = as_tuple(3, parts);
        }
    }
    buffers_free(out, 3);
    views_close(views, 2);
    return result;
}

/* Open views of blocks, their offsets and their places; return 1, or 0 with an error set. */
static int open_blocks(View *views, PyObject **objects, long long bits, Blocks *blocks) {
    if (view_open(&views[0], objects[0], "blocks", BYTES, 1) < 0 ||
        view_open(&views[1], objects[1], "offsets", INT64, 1) < 0 ||
        view_open(&views[2], objects[2], "places", INT64, 1) < 0 ||
        !are_offsets(&views[1], views[0].shape[0], "bytes") ||
        !are_beside(&views[2], &views[1], 1, "places and blocks") || !are_bits(bits)) {
        return 0;
    }
    blocks->bytes = views[0].start;
    blocks->size = views[0].shape[0];
    blocks->offsets = views[1].start;
    blocks->places = views[2].start;
    blocks->count = views[2].shape[0];
    blocks->bits = (unsigned)bits;
    return 1;
}

PyObject *py_unpack_blocks(PyObject *module, PyObject *arguments) {
    (void)module;
    PyObject *objects[3], *result = NULL;
    View views[3] = {0};
    Buffer out[3] = {0}; /* keys, owners, ends */
    Blocks blocks;
    long long bits;
    if (!PyArg_ParseTuple(arguments, "OOOO&:unpack_blocks", &objects[0], &objects[1], &objects[2],
                          whole_number, &bits)) {
        return NULL;
    }
    if (open_blocks(views, objects, bits, &blocks)) {
        Fault fault;
        Status status;
        Py_BEGIN_ALLOW_THREADS
        status = unpack_blocks(&blocks, &out[0], &out[1], &out[2], &fault);
        Py_END_ALLOW_THREADS
        if (raised(status, &fault) == 0) {
            PyObject *parts[] = {as_bytearray(&out[0]), as_bytearray(&out[1]),
                                 as_bytearray(&out[2])};
            result = as_tuple(3, parts);
        }
    }
    buffers_free(out, 3);
    views_close(views, 3);
    return result;
}

PyObject *py_find_in_blocks(PyObject *module, PyObject *arguments) {
    (void)module;
    PyObject *objects[5], *result = NULL;
    View views[5] = {0};
    Buffer out[2] = {0}; /* found, owners */
    Blocks blocks;
    long long bits;
    if (!PyArg_ParseTuple(arguments, "OOOO&OO:find_in_blocks", &objects[0], &objects[1],
                          &objects[2], whole_number, &bits, &objects[3], &objects[4])) {
        return NULL;
    }
    if (open_blocks(views, objects, bits, &blocks) &&
        view_open(&views[3], objects[3], "keys", UINT64, 1) == 0 &&
        view_open(&views[4], objects[4], "among", INT64, 1) == 0 &&
        are_beside(&views[3], &views[4], 0, "keys and blocks of theirs")) {
        Fault fault;
        Status status;
        Py_BEGIN_ALLOW_THREADS
        status = find_in_blocks(&blocks, views[3].start, views[4].start, views[3].shape[0], &out[0],
                                &out[1], &fault);
        Py_END_ALLOW_THREADS
        if (raised(status, &fault) == 0) {
            PyObject *parts[] = {as_bytearray(&out[0]), as_bytearray(&out[1])};
            result = as_tuple(2, parts);
        }
    }
    buffers_free(out, 2);
    views_close(views, 5);
    return result;
}

PyObject *py_merge_postings(PyObject *module, PyObject *arguments) {
    (void)module;
    PyObject *objects[4], *result = NULL;
    View views[4] = {0};
    Buffer out[2] = {0}; /* keys, owners */
    if (!PyArg_ParseTuple(arguments, "OOOO:merge_postings", &objects[0], &objects[1], &objects[2],
                          &objects[3])) {
        return NULL;
    }
    if (view_open(&views[0], objects[0], "keys", UINT64, 1) == 0 &&
        view_open(&views[1], objects[1], "owners", INT64, 1) == 0 &&
        are_beside(&views[0], &views[1], 0, "keys and owners") &&
        view_open(&views[2], objects[2], "first", INT64, 1) == 0 &&
        are_offsets(&views[2], views[0].shape[0], "postings") &&
        view_open(&views[3], objects[3], "gone", INT64, 1) == 0) {
        Fault fault;
        Status status;
        Py_BEGIN_ALLOW_THREADS
        status = merge_postings(views[0].start, views[1].start, views[0].shape[0], views[2].start,
                                views[2].shape[0] - 1, views[3].start, views[3].shape[0], &out[0],
                                &out[1], &fault);
        Py_END_ALLOW_THREADS
        if (raised(status, &fault) == 0) {
            PyObject *parts[] = {as_bytearray(&out[0]), as_bytearray(&out[1])};
            result = as_tuple(2, parts);
        }
    }
    buffers_free(out, 2);
    views_close(views, 4);
    return result;
}

PyObject *py_find_sorted(PyObject *module, PyObject *arguments) {
    (void)module;
    PyObject *objects[3], *result = NULL;
    View views[3] = {0};
    Buffer out[2] = {0}; /* found, owners */
    if (!PyArg_ParseTuple(arguments, "OOO:find_sorted", &objects[0], &objects[1], &objects[2])) {
        return NULL;
    }
    if (view_open(&views[0], objects[0], "held", UINT64, 1) == 0 &&
        view_open(&views[1], objects[1], "owners", INT64, 1) == 0 &&
        are_beside(&views[0], &views[1], 0, "held and owners") &&
        view_open(&views[2], objects[2], "keys", UINT64, 1) == 0) {
        Fault fault;
        Status status;
        Py_BEGIN_ALLOW_THREADS
        status = find_sorted(views[0].start, views[1].start, views[0].shape[0], views[2].start,
                             views[2].shape[0], &out[0], &out[1]);
        Py_END_ALLOW_THREADS
        if (raised(status, &fault) == 0) {
            PyObject *parts[] = {as_bytearray(&out[0]), as_bytearray(&out[1])};
            result = as_tuple(2, parts);
        }
    }
    buffers_free(out, 2);
    views_close(views, 3);
    return result;
}

PyObject *py_make_sieve(PyObject *module, PyObject *arguments) {
    (void)module;
    PyObject *object, *result = NULL;
    View keys = {0};
    Buffer bits = {0};
    long long octets;
    if (!PyArg_ParseTuple(arguments, "OO&:make_sieve", &object, whole_number, &octets)) return NULL;
    if (octets < 1 || octets >> 29) {
        PyErr_Format(PyExc_ValueError, "octets=%lld must be from 1 to 2**29 - 1", octets);
        return NULL;
    }
    if (view_open(&keys, object, "keys", UINT64, 1) == 0) {
        Fault fault;
        Status status;
        Py_BEGIN_ALLOW_THREADS
        status = make_sieve(keys.start, keys.shape[0], (size_t)octets, &bits);
        Py_END_ALLOW_THREADS
        if (raised(status, &fault) == 0) result = as_bytes(&bits);
    }
    buffer_free(&bits);
    views_close(&keys, 1);
    return result;
}

PyObject *py_sift(PyObject *module, PyObject *arguments) {
    (void)module;
    PyObject *objects[5], *result = NULL;
    View views[5] = {0};
    Buffer passed = {0};
    if (!PyArg_ParseTuple(arguments, "OOOOO:sift", &objects[0], &objects[1], &objects[2],
                          &objects[3], &objects[4])) {
        return NULL;
    }
    if (view_open(&views[0], objects[0], "keys", UINT64, 1) == 0 &&
        view_open(&views[1], objects[1], "begins", UINT64, 1) == 0 &&
        view_open(&views[2], objects[2], "ends", UINT64, 1) == 0 &&
        view_open(&views[3], objects[3], "offsets", INT64, 1) == 0 &&
        view_open(&views[4], objects[4], "bits", BYTES, 1) == 0 &&
        are_offsets(&views[3], views[4].shape[0], "bytes") &&
        are_beside(&views[1], &views[2], 0, "begins and ends") &&
        are_beside(&views[1], &views[3], 1, "begins and offsets")) {
        Sieve sieve = {views[1].start,    views[2].start, views[3].start,
                       views[1].shape[0], views[4].start, views[4].shape[0]};
        Fault fault;
        Status status;
        Py_BEGIN_ALLOW_THREADS
        status = sift(&sieve, views[0].start, views[0].shape[0], &passed, &fault);
        Py_END_ALLOW_THREADS
        if (raised(status, &fault) == 0) result = as_bytearray(&passed);
    }
    buffer_free(&passed);
    views_close(views, 5);
    return result;
}
