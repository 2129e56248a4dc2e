/* Lines of JSON to texts and ids. */
#ifndef DEDUP_JSON_H
#define DEDUP_JSON_H

#include "kernels.h"

enum { MOST_NAMES = 32 };

/* The names of the members that hold texts, best first, then of those that hold ids; in lower
   case. */
typedef struct {
    const uint8_t *starts[MOST_NAMES];
    size_t sizes[MOST_NAMES];
    int texts, count;
    int beyond_ascii; /* whether one of them is not ASCII */
} Names;

/* Read the lines of a block. `texts` has room for as many bytes as the block. For each line that is
   not blank, `lines` gets begin, end (its line end included), number in the block, and whether it is
   plain; for each plain one, `texts` gets its text, `offsets` where that ends, `ids` its id and a
   line feed; an id that is not stated is empty. `count` is how many lines there are, blank ones
   among them. */
HIDDEN Status json_lines(const Lanes *lanes, const uint8_t *block, size_t size, const Names *names,
                         uint8_t *texts, Buffer *lines, Buffer *offsets, Buffer *ids,
                         int64_t *count);

#endif
