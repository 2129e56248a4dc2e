/* Families as lines of text: pieces that the caller made, in an order that is known here, and shares as
   decimals. */
#include "families.h"

typedef struct {
    const Families *families;
    Buffer *out;
    Fault *fault;
} Writing;

/* Room for a piece is made with it; for decimals and their like, beforehand. */
static Status put(const Writing *writing, int64_t piece) {
    const Texts *pieces = &writing->families->pieces;
    size_t begin, end;
    if (piece < 0 || (uint64_t)piece >= pieces->rows) {
        return refuse(writing->fault, "piece %lld is not among %lld", piece, (long long)pieces->rows, 0, 0);
    }
    Status status = row_of(pieces->offsets, (size_t)piece, pieces->size, &begin, &end, writing->fault);
    if (status != DONE || begin == end) return status;
    return buffer_append(writing->out, pieces->utf8 + begin, end - begin);
}

static Status put_both(const Writing *writing, int64_t one, int64_t other) {
    Status status = put(writing, one);
    return status == DONE ? put(writing, other) : status;
}

/* The share to four decimals, the last one rounded to even, without zeros at its end but one. */
static Status put_share(const Writing *writing, int64_t part, int64_t whole) {
    const double even = 6755399441055744.0; /* 1.5 * 2**52: what is added to it loses its fraction */
    double scaled = (double)part / (double)whole * 10000.0 + even;
    int share = (int)(scaled - even), digits = 4;
    char text[6] = {(char)('0' + share / 10000), '.'};
    for (int k = 5, rest = share % 10000; k > 1; k--, rest /= 10) text[k] = (char)('0' + rest % 10);
    while (digits > 1 && text[1 + digits] == '0') digits--;
    return buffer_append(writing->out, text, 2 + (size_t)digits);
}

static Status put_relation(const Writing *writing, const Related *related, size_t at) {
    int64_t shared = related->counts[3 * at], left = related->counts[3 * at + 1];
    int64_t right = related->counts[3 * at + 2];
    if (shared < 0 || shared > left || shared > right || left < 1 || right < 1 || left > MOST_COUNTED ||
        right > MOST_COUNTED) {
        return refuse(writing->fault, "relation %lld shares %lld of %lld and %lld", (long long)at, shared,
                      left, right);
    }
    Status status = put_both(writing, PIECE_LEFT, related->names[2 * at]);
    if (status == DONE) status = put_both(writing, PIECE_RIGHT, related->names[2 * at + 1]);
    if (status == DONE) status = put(writing, related->exact[at] ? PIECE_EXACT : PIECE_NEAR);
    if (status == DONE) status = put_share(writing, shared, left + right - shared);
    if (status == DONE) status = put(writing, PIECE_OF_LEFT);
    if (status == DONE) status = put_share(writing, shared, left);
    if (status == DONE) status = put(writing, PIECE_OF_RIGHT);
    if (status == DONE) status = put_share(writing, shared, right);
    return status == DONE ? put(writing, PIECE_CLOSE) : status;
}

static Status put_relations(const Writing *writing, const Related *related, size_t family) {
    size_t begin, end;
    Status status = row_of(related->first, family, related->size, &begin, &end, writing->fault);
    for (size_t at = begin; status == DONE && at < end; at++) {
        if (at > begin) status = put(writing, PIECE_COMMA);
        if (status == DONE) status = put_relation(writing, related, at);
    }
    return status;
}

static Status put_members(const Writing *writing, size_t family) {
    const Families *families = writing->families;
    size_t begin, end;
    Status status = row_of(families->first, family, families->size, &begin, &end, writing->fault);
    for (size_t at = begin; status == DONE && at < end; at++) {
        if (at > begin) status = put(writing, PIECE_COMMA);
        if (status == DONE) status = put(writing, families->members[at]);
    }
    return status;
}

Status write_families(const Families *families, size_t begin, size_t end, Buffer *out, Fault *fault) {
    Writing writing = {families, out, fault};
    Status status = DONE;
    for (size_t family = begin; family < end && status == DONE; family++) {
        status = put_both(&writing, PIECE_ID, families->heads[family]);
        if (status == DONE) status = put(&writing, PIECE_MEMBERS);
        if (status == DONE) status = put_members(&writing, family);
        if (status == DONE) status = put(&writing, PIECE_FAMILIES);
        if (status == DONE) status = put_members(&writing, family);
        if (status == DONE) status = put(&writing, PIECE_RELATIONS);
        if (status == DONE) status = put_relations(&writing, &families->within, family);
        if (status == DONE) status = put(&writing, PIECE_REFUSED);
        if (status == DONE) status = put_relations(&writing, &families->apart, family);
        if (status == DONE) status = put(&writing, PIECE_END);
    }
    return status;
}
