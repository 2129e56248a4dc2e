/* The loops that are compiled once for each instruction set, behind one table of functions.

   lanes.c includes lanes_body.h once for each; one of the tables is chosen when the module is
   loaded. All of it is integer arithmetic, so all paths give the same numbers. */
#ifndef DEDUP_LANES_H
#define DEDUP_LANES_H

#include "base.h"

/* The words of one text as they are found. `out` and the three after it have room for all words of
   the rest of the text if each is of ASCII, and for WRITTEN_BEYOND bytes and PLACES_BEYOND numbers
   that may be written after them and mean nothing. */
typedef struct {
    const uint8_t *text;
    size_t size;
    size_t byte;   /* where we are */
    size_t hidden; /* continuation bytes before `byte`: a code-point offset is byte - hidden */
    uint8_t *out;
    int64_t *bounds, *starts, *ends; /* the last two only if spans are wanted */
    size_t written, count;           /* bytes of `out`, words */
} Scan;

enum { WRITTEN_BEYOND = 64, PLACES_BEYOND = 16 };

/* Two ascending runs that are walked side by side. */
typedef struct {
    const uint64_t *left, *left_end, *right, *right_end;
} Walk;

typedef struct {
    const char *name;

    /* Take the words from here on while all is ASCII. A word that touches what is not is left, to be
       seen as a whole. */
    void (*ascii_words)(Scan *scan, int spans);

    /* hashes[i] = XXH64 of text[bounds[i] : bounds[i + width] - 1], for i < count. The bounds ascend
       and lie in `text`, of which `size` bytes can be read: the more after the last bound, the
       better. */
    void (*hash_shingles)(const uint8_t *text, size_t size, const int64_t *bounds, size_t width,
                          size_t count, uint64_t *hashes);

    /* slots[k] = min(slots[k], multipliers[k] * mixed(hashes[i]) + increments[k]) over i. */
    void (*minhash)(const uint64_t *hashes, size_t count, const uint32_t *multipliers,
                    const uint32_t *increments, uint32_t *slots, size_t slot_count);

    /* keys[k] of one signature, from `rows` slots each. */
    void (*band_keys)(const uint32_t *slots, size_t bands, size_t rows, uint64_t *keys);

    /* minima[i] = min(hashes[i : i + window]) for i <= count - window. */
    void (*window_minima)(const uint64_t *hashes, size_t count, size_t window, uint64_t *minima);

    /* How many bytes from `at` on need no second look in a string of JSON: ASCII, no control
       character, no quote, no backslash. */
    size_t (*plain_run)(const uint8_t *at, size_t size);

    /* The same, and copy them to `out`, which has room for all: what is behind them means nothing. */
    size_t (*plain_copy)(const uint8_t *at, size_t size, uint8_t *out);

    /* Whether each hash is greater than the one before it. */
    int (*ascends)(const uint64_t *hashes, size_t count);

    /* Walk on, by as much as is faster than step by step, while neither side ends; return how many
       hashes of these parts are on both sides. What is left of the sides has no other pairs. */
    size_t (*shared_blocks)(Walk *walk);

    /* How many of `count` slots are equal. */
    size_t (*equal_slots)(const uint16_t *left, const uint16_t *right, size_t count);
} Lanes;

/* The tables that this processor can run, best last; ends with a null. */
HIDDEN const Lanes *const *lanes_available(void);

#endif
