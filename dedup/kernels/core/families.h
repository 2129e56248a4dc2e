/* Families as lines of text. */
#ifndef DEDUP_FAMILIES_H
#define DEDUP_FAMILIES_H

#include "kernels.h"

/* The first pieces, as dedup/kernels/_python/families.py has them. */
enum {
    PIECE_ID, PIECE_MEMBERS, PIECE_FAMILIES, PIECE_RELATIONS, PIECE_REFUSED, PIECE_END, PIECE_COMMA,
    PIECE_LEFT, PIECE_RIGHT, PIECE_NEAR, PIECE_EXACT, PIECE_OF_LEFT, PIECE_OF_RIGHT, PIECE_CLOSE,
    MOST_COUNTED = 1 << 30 /* shingles of a text */
};

/* The relations that are told with each family. */
typedef struct {
    const int64_t *first;  /* one more than families */
    const int64_t *names;  /* two pieces each */
    const int64_t *counts; /* shared, of the left, of the right */
    const uint8_t *exact;
    size_t size;
} Related;

typedef struct {
    Texts pieces;
    const int64_t *heads;   /* a piece each */
    const int64_t *first;   /* one more than families */
    const int64_t *members; /* pieces */
    size_t size;            /* of `members` */
    Related within, apart;
} Families;

HIDDEN Status write_families(const Families *families, size_t begin, size_t end, Buffer *out,
                             Fault *fault);

#endif
