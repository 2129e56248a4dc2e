/* What the functions that Python calls have in common: arguments in, results out. */
#ifndef DEDUP_DOOR_H
#define DEDUP_DOOR_H

#include "view.h"

#include "kernels.h"

/* The path in use: chosen when the module is loaded; read and written with the GIL. */
HIDDEN extern const Lanes *lanes;

/* For "O&": a whole number; what is beyond 64 bits counts as the largest or smallest of these. */
HIDDEN int whole_number(PyObject *object, void *result);

/* Whether a parameter is at least 1; else an error is set. */
HIDDEN int at_least_one(long long value, const char *name);

/* Whether offsets begin at 0 and end at `total`; what is between is checked row by row. */
HIDDEN int are_offsets(const View *view, size_t total, const char *what);

/* Whether there are as many multipliers as increments; if so, they are put into `permutations`. */
HIDDEN int are_permutations(const View *multipliers, const View *increments,
                            Permutations *permutations);

/* Raise what a kernel refused; return 0, or -1 when it did. */
HIDDEN int raised(Status status, const Fault *fault);

HIDDEN PyObject *as_bytearray(const Buffer *buffer);

/* A memoryview of what is in `buffer`, which is empty afterwards: for what is large. memory.c */
HIDDEN PyObject *as_memory(Buffer *buffer);

/* A tuple of `count` results; takes over its references, of which NULL means an error is set. */
HIDDEN PyObject *as_tuple(size_t count, PyObject **results);

/* A bytearray for `count` items to be written to; NULL with an error set. */
HIDDEN PyObject *empty_bytearray(size_t count, size_t width);

/* door_align.c */
HIDDEN PyObject *py_align_strands(PyObject *module, PyObject *arguments);

/* door_cued.c */
HIDDEN PyObject *py_cued_names(PyObject *module, PyObject *arguments);

/* door_pairs.c */
HIDDEN PyObject *py_align_pairs(PyObject *module, PyObject *arguments);
HIDDEN PyObject *py_compare_pairs(PyObject *module, PyObject *arguments);

/* door_near.c */
HIDDEN PyObject *py_json_lines(PyObject *module, PyObject *arguments);
HIDDEN PyObject *py_sign_ahead(PyObject *module, PyObject *arguments);
HIDDEN PyObject *py_csv_rows(PyObject *module, PyObject *arguments);
HIDDEN PyObject *py_near_pairs(PyObject *module, PyObject *arguments);
HIDDEN PyObject *py_components(PyObject *module, PyObject *arguments);
HIDDEN PyObject *py_average_linkage(PyObject *module, PyObject *arguments);

/* door_postings.c */
HIDDEN PyObject *py_pack_postings(PyObject *module, PyObject *arguments);
HIDDEN PyObject *py_unpack_postings(PyObject *module, PyObject *arguments);
HIDDEN PyObject *py_pack_blocks(PyObject *module, PyObject *arguments);
HIDDEN PyObject *py_unpack_blocks(PyObject *module, PyObject *arguments);
HIDDEN PyObject *py_find_in_blocks(PyObject *module, PyObject *arguments);
HIDDEN PyObject *py_merge_postings(PyObject *module, PyObject *arguments);
HIDDEN PyObject *py_find_sorted(PyObject *module, PyObject *arguments);
HIDDEN PyObject *py_make_sieve(PyObject *module, PyObject *arguments);
HIDDEN PyObject *py_sift(PyObject *module, PyObject *arguments);

/* door_vocabulary.c */
HIDDEN PyObject *py_number_words(PyObject *module, PyObject *arguments);
HIDDEN PyObject *py_enter_words(PyObject *module, PyObject *arguments);
HIDDEN PyObject *py_longest_runs(PyObject *module, PyObject *arguments);
HIDDEN PyObject *py_strongest_terms(PyObject *module, PyObject *arguments);

/* door_pieces.c */
HIDDEN PyObject *py_gather(PyObject *module, PyObject *arguments);
HIDDEN PyObject *py_read_spans(PyObject *module, PyObject *arguments);
HIDDEN PyObject *py_write_families(PyObject *module, PyObject *arguments);
HIDDEN PyObject *py_order_numbers(PyObject *module, PyObject *object);
HIDDEN PyObject *py_distinct_numbers(PyObject *module, PyObject *object);

/* door_sheets.c */
HIDDEN PyObject *py_cut_units(PyObject *module, PyObject *arguments);
HIDDEN PyObject *py_weigh_stems(PyObject *module, PyObject *arguments);

/* door_spans.c */
HIDDEN PyObject *py_find_sentences(PyObject *module, PyObject *arguments);
HIDDEN PyObject *py_find_quotations(PyObject *module, PyObject *arguments);

/* door_terms.c */
HIDDEN PyObject *py_nearest_by_terms(PyObject *module, PyObject *arguments);
HIDDEN PyObject *py_pair_cosines(PyObject *module, PyObject *arguments);

#endif
