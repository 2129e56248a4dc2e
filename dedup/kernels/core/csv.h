/* Records of tables, comma- or tab-separated, to texts and ids. */
#ifndef DEDUP_CSV_H
#define DEDUP_CSV_H

#include "kernels.h"

enum { MOST_WANTED = 32 };

/* How a table is laid out: the numbers of the columns that hold texts, best first, then of those
   that hold ids. */
typedef struct {
    int64_t wanted[MOST_WANTED];
    int texts, count;
    int64_t columns; /* of the header */
    uint8_t delimiter;
} Layout;

/* Read the records of a block that begins with one; `final` says that nothing comes behind it.
   `texts` has room for as many bytes as the block. For each record that is no empty line, `records`
   gets begin, end (its line end included), number of its first line in the block, and whether it is
   plain; for each plain one, `texts` gets its text, `offsets` where that ends, `ids` its id and a
   line feed; an id that is not stated is empty. `lines` is how many line ends were passed, `read`
   how many bytes: what follows may go on behind the block. */
HIDDEN Status csv_rows(const Lanes *lanes, const uint8_t *block, size_t size, const Layout *layout,
                       int final, uint8_t *texts, Buffer *records, Buffer *offsets, Buffer *ids,
                       int64_t *lines, int64_t *read);

#endif
