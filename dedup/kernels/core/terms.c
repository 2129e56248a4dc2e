/* Which rows of weighted terms point the same way: an inverted index, asked by its own rows. */
#include "kernels.h"

#if defined(__clang__)
#pragma STDC FP_CONTRACT OFF /* a fused multiply-add would round otherwise than the twin does */
#endif

/* Rows as they were checked: copies, since the caller's could change without the GIL. */
typedef struct {
    size_t *bounds;    /* rows + 1 of them */
    uint32_t *terms;   /* numbered densely by the caller, ascending within a row */
    size_t *postings;  /* where the postings of each term begin; types + 1 of them */
    uint32_t *holders; /* the rows that hold a term, ascending */
    double *shares;    /* the weight of the term in each of them */
    size_t types;
} Inverted;

static void inverted_free(Inverted *index) {
    free(index->bounds);
    free(index->terms);
    free(index->postings);
    free(index->holders);
    free(index->shares);
}

static Status copy_rows(const Vectors *vectors, Inverted *index, Fault *fault) {
    index->bounds = malloc((vectors->rows + 1) * sizeof *index->bounds);
    index->terms = malloc((vectors->size + 1) * sizeof *index->terms);
    if (index->bounds == NULL || index->terms == NULL) return OUT_OF_MEMORY;
    size_t reached = 0;
    for (size_t row = 0; row < vectors->rows; row++) {
        size_t begin, end;
        Status status = row_of(vectors->first, row, vectors->size, &begin, &end, fault);
        if (status != DONE) return status;
        if (begin != reached) {
            return refuse(fault, "offsets %lld and %lld of row %lld do not partition %lld items; "
                          "pass n + 1 ascending offsets from 0", (long long)begin, (long long)end,
                          (long long)row, (long long)vectors->size);
        }
        index->bounds[row] = reached;
        for (size_t i = begin; i < end; i++) {
            int64_t term = vectors->terms[i];
            if (term < 0 || term >= vectors->types) {
                return refuse(fault, "term %lld of row %lld is not in 0 .. %lld; number the terms",
                              term, (long long)row, vectors->types - 1, 0);
            }
            if (i > begin && (uint64_t)term <= index->terms[i - 1]) {
                return refuse(fault, "row %lld is no vector: its terms must ascend without repeats",
                              (long long)row, 0, 0, 0);
            }
            index->terms[i] = (uint32_t)term;
        }
        reached = end;
    }
    index->bounds[vectors->rows] = reached;
    index->types = (size_t)vectors->types;
    return DONE;
}

static Status invert(const Vectors *vectors, Inverted *index) {
    size_t size = index->bounds[vectors->rows];
    index->postings = calloc(index->types + 2, sizeof *index->postings);
    index->holders = malloc((size + 1) * sizeof *index->holders);
    index->shares = malloc((size + 1) * sizeof *index->shares);
    if (!index->postings || !index->holders || !index->shares) return OUT_OF_MEMORY;
    /* Counted two places on, so that filling moves each start to where it belongs. */
    size_t *places = index->postings + 1;
    for (size_t i = 0; i < size; i++) {
        if (index->terms[i] + 1 < index->types) places[index->terms[i] + 1]++;
    }
    for (size_t term = 1; term < index->types; term++) places[term] += places[term - 1];
    for (size_t row = 0; row < vectors->rows; row++) {
        for (size_t i = index->bounds[row]; i < index->bounds[row + 1]; i++) {
            size_t place = places[index->terms[i]]++;
            index->holders[place] = (uint32_t)row;
            index->shares[place] = vectors->weights[i];
        }
    }
    return DONE;
}

/* The best neighbors of one row so far: nearer first, of equals the lower row. */
typedef struct {
    double cosine;
    uint32_t row;
} Near;

static inline int nearer(const Near *one, const Near *other) {
    return one->cosine != other->cosine ? one->cosine > other->cosine : one->row < other->row;
}

static size_t keep(Near *best, size_t count, size_t most, Near one) {
    if (count == most && !nearer(&one, &best[count - 1])) return count;
    size_t place = count < most ? count : count - 1;
    for (; place > 0 && nearer(&one, &best[place - 1]); place--) best[place] = best[place - 1];
    best[place] = one;
    return count < most ? count + 1 : count;
}

/* Memory of the search, a cell a row, as if all were 0 between one row and the next. */
typedef struct {
    double *cosines;
    uint32_t *reached; /* the row that last came by, plus 1 */
    uint32_t *touched;
    Near *best;
} Workings;

static size_t neighbors_of(const Inverted *index, const double *weights, size_t row, double least,
                           size_t most, Workings *work) {
    size_t touched = 0, count = 0;
    for (size_t i = index->bounds[row]; i < index->bounds[row + 1]; i++) {
        double weight = weights[i];
        uint32_t term = index->terms[i];
        for (size_t p = index->postings[term]; p < index->postings[term + 1]; p++) {
            uint32_t other = index->holders[p];
            if (work->reached[other] != row + 1) {
                work->reached[other] = (uint32_t)row + 1;
                work->cosines[other] = 0.0;
                work->touched[touched++] = other;
            }
            work->cosines[other] += weight * index->shares[p];
        }
    }
    for (size_t t = 0; t < touched; t++) {
        uint32_t other = work->touched[t];
        if (other != row && work->cosines[other] >= least) {
            count = keep(work->best, count, most, (Near){work->cosines[other], other});
        }
    }
    return count;
}

static Status write_down(const Workings *work, size_t count, Buffer *first, Buffer *neighbors,
                         Buffer *cosines) {
    for (size_t i = 0; i < count; i++) {
        int64_t other = work->best[i].row;
        if (buffer_append(neighbors, &other, sizeof other) != DONE ||
            buffer_append(cosines, &work->best[i].cosine, sizeof(double)) != DONE) {
            return OUT_OF_MEMORY;
        }
    }
    int64_t end = (int64_t)(neighbors->size / sizeof end);
    return buffer_append(first, &end, sizeof end);
}

Status nearest_by_terms(const Vectors *vectors, size_t begin, size_t end, double least, size_t most,
                        Buffer *first, Buffer *neighbors, Buffer *cosines, Fault *fault) {
    if (vectors->rows >= UINT32_MAX || vectors->size > SIZE_MAX / 32) return OUT_OF_MEMORY;
    if (most > vectors->rows) most = vectors->rows;
    Inverted index = {0};
    Workings work = {
        malloc((vectors->rows + 1) * sizeof(double)), calloc(vectors->rows + 1, sizeof(uint32_t)),
        malloc((vectors->rows + 1) * sizeof(uint32_t)), malloc((most + 1) * sizeof(Near))};
    Status status = copy_rows(vectors, &index, fault);
    if (status == DONE) status = invert(vectors, &index);
    if (!work.cosines || !work.reached || !work.touched || !work.best) status = OUT_OF_MEMORY;
    int64_t zero = 0;
    if (status == DONE) status = buffer_append(first, &zero, sizeof zero);
    for (size_t row = begin; row < end && status == DONE; row++) {
        size_t count = neighbors_of(&index, vectors->weights, row, least, most, &work);
        status = write_down(&work, count, first, neighbors, cosines);
    }
    free(work.cosines);
    free(work.reached);
    free(work.touched);
    free(work.best);
    inverted_free(&index);
    return status;
}

Status pair_cosines(const Vectors *vectors, const int64_t *pairs, size_t count, double *cosines,
                    Fault *fault) {
    if (vectors->rows >= UINT32_MAX || vectors->size > SIZE_MAX / 32) return OUT_OF_MEMORY;
    Inverted index = {0}; /* only its copies of the rows are made */
    Status status = copy_rows(vectors, &index, fault);
    const double *weights = vectors->weights;
    for (size_t p = 0; p < count && status == DONE; p++) {
        int64_t left = pairs[2 * p], right = pairs[2 * p + 1];
        int64_t outside = left < 0 || (uint64_t)left >= vectors->rows ? left : right;
        if (outside < 0 || (uint64_t)outside >= vectors->rows) {
            status = refuse(fault, "pair %lld names row %lld of %lld", (long long)p, outside,
                            (long long)vectors->rows, 0);
            break;
        }
        size_t i = index.bounds[left], j = index.bounds[right];
        size_t last = index.bounds[left + 1], end = index.bounds[right + 1];
        double sum = 0.0;
        while (i < last && j < end) {
            uint32_t mine = index.terms[i], theirs = index.terms[j];
            if (mine == theirs) sum += weights[i] * weights[j];
            i += mine <= theirs;
            j += theirs <= mine;
        }
        cosines[p] = sum;
    }
    inverted_free(&index);
    return status;
}
