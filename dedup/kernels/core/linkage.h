/* What average linkage is given, and the components of it that are joined in a table. */
#ifndef DEDUP_LINKAGE_H
#define DEDUP_LINKAGE_H

#include "kernels.h"

/* Two things, the lower one left, and how close they are. */
typedef struct {
    uint32_t left, right;
    double weight;
} Link;

/* Join the things of each component in which many are linked, a family of form letters say, and
   leave in `links` those of the others, as many as `count` says then; things that did not join are
   labelled with themselves. linkage_tables.c */
HIDDEN Status join_in_tables(Link *links, size_t *count, double least, int64_t *labels,
                             size_t things);

#endif
