/* Folding of a word that is not made of simple letters alone. */
#ifndef DEDUP_FOLD_H
#define DEDUP_FOLD_H

#include "base.h"

/* Memory for folding, kept from word to word. Zero it first; end with folder_free. */
typedef struct {
    Buffer points, other; /* uint32_t */
} Folder;

/* Fold the word text[0:size], which is UTF-8, to `folded`, replacing what it holds. */
HIDDEN Status fold_word(Folder *folder, const uint8_t *text, size_t size, Buffer *folded);

HIDDEN void folder_free(Folder *folder);

#endif
