/* Two articles in one numbering, and what the files of the aligner share.

   Worths, evidence and resemblance are whole numbers of a fixed scale, so that no sum depends on
   its order and every machine gives the same passages. dedup/kernels/_python/alignment/ is the
   readable twin, file by file. */
#ifndef DEDUP_ALIGN_H
#define DEDUP_ALIGN_H

#include <setjmp.h>

#include "kernels.h"

enum { ENDS_SENTENCE = 1, ENDS_CLAUSE = 2, IN_QUOTATION = 4, STOCK_PHRASE = 8 }; /* of marks */
enum { KIND_VERBATIM, KIND_REWORDED, KIND_QUOTATION, KIND_FURNITURE };
enum { SHARE_BITS = 20 }; /* shares are whole numbers of 2^-20 */

typedef struct {
    int64_t a, b, c, d, evidence; /* own words a to b - 1 of the left, c to d - 1 of the right */
} Rectangle;

typedef struct {
    int64_t left, right, length;
} Run;

typedef struct {
    int64_t first, last;
} Span;

typedef struct {
    int64_t left, right, cosine; /* units that resemble each other, and how much */
} Anchor;

/* Memory of one call: given piece by piece, freed at once. What fails leaves by longjmp. */
typedef struct Block Block;
typedef struct {
    Block *blocks;
    jmp_buf *escape;
} Arena;

HIDDEN void *arena_take(Arena *arena, size_t count, size_t width);      /* not cleared */
HIDDEN void *arena_zeros(Arena *arena, size_t count, size_t width);
HIDDEN void arena_free(Arena *arena);

/* A list that grows in an arena. */
typedef struct {
    void *start;
    size_t count, room;
} List;

HIDDEN void list_push(Arena *arena, List *list, const void *item, size_t width);

typedef struct {
    int64_t size, page_size, units, quotation_count, break_count;
    int64_t *own;        /* (size) the page's word that each own word is */
    int64_t *rank;       /* (page_size) the own word that a page's word is, -1 in furniture */
    int32_t *heads;      /* (size) in the pair's numbering */
    uint8_t *marks;      /* (size + 1) */
    uint8_t *free;       /* (size + 1) whether a passage may end before a word at no cost */
    int64_t *bounds;     /* (units + 1) */
    int64_t *places;     /* (units) */
    int64_t *row_first;  /* (units + 1) where the heads of each unit begin in columns, tf, weights */
    int32_t *columns;
    int32_t *tf;
    int64_t *weights;
    int64_t *breaks;     /* own words before which furniture stands */
    int32_t *breaks_to;  /* (size + 1) how many breaks are at or before each own word, 0 excepted */
    Span *quotations;
    int32_t *counts;     /* by head: how often it occurs in `span`, 0 elsewhere */
    Span span;
    List taken;          /* Spans, ascending: what no other rectangle may have */
    const int64_t *page; /* of the caller: keys of the page's words */
} Side;

/* What a matched word of a side is worth depends, between two spans, on how often its head stands
   outside them alone: few numbers, each looked up once. */
enum { PRICED = 32 };
typedef struct {
    int64_t there, outside; /* words of the other side's span, and outside both */
    int32_t worths[PRICED]; /* negative where nobody has asked yet */
} Prices;

typedef struct {
    Arena arena;
    Side sides[2];
    Prices prices[2];
    const Rules *rules;
    const int64_t *worths;
    int32_t types;
    int32_t *totals;     /* by head: how often it occurs in both articles */
    int64_t *idf;        /* by head */
    List near;           /* Anchors: units that resemble each other, ascending */
    int near_known;
    List runs, furniture; /* Runs: of own words, ascending; of pages' words, longest first */
    List taken;          /* Rectangles */
    List resembling;     /* Rectangles that were found when so many were taken */
    size_t taken_before;
    Rectangle summary;   /* of those, what nothing proves but itself; empty where there is none */
    List pieces;         /* scratch of refine: worths of words */
    uint32_t *stamps;    /* by head */
    uint32_t stamp;
} Work;

HIDDEN int compare_rectangles(const void *one, const void *other);
INLINE int64_t smaller(int64_t a, int64_t b) { return a < b ? a : b; }
INLINE int64_t larger(int64_t a, int64_t b) { return a > b ? a : b; }
INLINE int64_t shorter_side(const Rectangle *one) { return smaller(one->b - one->a, one->d - one->c); }
INLINE int64_t longer_side(const Rectangle *one) { return larger(one->b - one->a, one->d - one->c); }
INLINE int overlap(const Rectangle *one, const Rectangle *other) {
    return larger(one->a, other->a) < smaller(one->b, other->b) ||
           larger(one->c, other->c) < smaller(one->d, other->d);
}

/* align_pairing.c */
HIDDEN Status pair_strands(Work *work, const Strand *left, const Strand *right,
                           const int64_t *logs, size_t log_count, Fault *fault);
HIDDEN uint32_t next_stamp(Work *work);
HIDDEN void find_near(Work *work);

/* align_anchors.c */
HIDDEN void find_anchors(Work *work, int64_t least, int mutual, const uint8_t *open_left,
                         const uint8_t *open_right, List *anchors);
HIDDEN void cluster(Work *work, const Anchor *anchors, size_t count, int64_t left_gap,
                    int64_t right_gap, List *groups, List *grouped);
HIDDEN Rectangle hull(const Work *work, const Anchor *group, size_t count);

/* align_worths.c */
HIDDEN void look_at(Side *side, int64_t first, int64_t last);
HIDDEN int64_t missed_on(const Work *work, int s);
HIDDEN void find_worths(Work *work, int s, int64_t low, int64_t high, int64_t missed,
                        int64_t *worth);
HIDDEN void find_gains(Work *work, int s, int64_t low, int64_t high, int64_t *gain);

/* align_answers.c */
HIDDEN int64_t *scratch(Work *work, int64_t size);
HIDDEN void weigh(Work *work, Rectangle *one);
HIDDEN void settle_ends(Work *work, const Span windows[2], Span spans[2]);

/* align_refine.c */
HIDDEN int refine(Work *work, const Rectangle *start, const Rectangle *within, Rectangle *refined);
HIDDEN int best_segment(const Work *work, const Side *side, int64_t low, const int64_t *worth,
                        int64_t size, Span *best);
HIDDEN int find_stretch(Work *work, const Rectangle *one, Span *stretch);

/* align_chains.c */
HIDDEN void find_runs(Work *work);
HIDDEN void find_chains(Work *work, List *chains);

/* align_selection.c */
HIDDEN int refine_beside(Work *work, const Rectangle *one, Rectangle *refined);
HIDDEN void select_from(Work *work, const List *found, int64_t shortest);
HIDDEN void covered(const Side *side, int64_t share, uint8_t *open);
HIDDEN void place_units(Work *work, Side *side);
HIDDEN void take_summary(Work *work, const Rectangle *summary);
HIDDEN void keep_supported(Work *work);
HIDDEN int64_t count_heads_shared(Work *work, const Rectangle *one);
HIDDEN int is_sure(Work *work);
HIDDEN int is_told_alike(Work *work);

/* align_quotations.c */
HIDDEN void find_quotations(Work *work, List *found);

/* align_summary.c */
HIDDEN int find_summary(Work *work, const List *chains, const List *found, Rectangle *summary);

/* align_present.c */
HIDDEN Status present(Work *work, Buffer *passages, Buffer *runs, Buffer *sentences);

#endif
