/* Blocks of postings as they lie on a disk, each with what proves it whole.

   A block: its place, and the key that it ends before, 8 bytes each, lowest first; a run of
   postings, as postings.c has it, gaps counted from where the block begins; XXH64 of all that. A place is a slot and, in its low bits,
   the key that the block begins with. Blocks of a slot cover its keys without a gap, so that a key
   that no block covers tells of damage, and not of absence. */
#include "postings.h"

#include "xxh64.h"

enum { HEAD = 16, CHECK = 8 };

static void write_little64(uint8_t *at, uint64_t number) {
    for (int i = 0; i < 8; i++) at[i] = (uint8_t)(number >> 8 * i);
}

static Status open_block(Buffer *blocks, Buffer *places, Buffer *offsets, uint64_t place) {
    int64_t at = (int64_t)blocks->size, signed_place = (int64_t)place;
    uint8_t head[HEAD] = {0};
    write_little64(head, place);
    if (buffer_append(blocks, head, HEAD) != DONE ||
        buffer_append(places, &signed_place, sizeof signed_place) != DONE) {
        return OUT_OF_MEMORY;
    }
    return buffer_append(offsets, &at, sizeof at);
}

static Status close_block(Buffer *blocks, size_t begin, uint64_t end) {
    uint8_t check[CHECK], *start = (uint8_t *)blocks->start + begin;
    write_little64(start + 8, end);
    write_little64(check, xxh64(start, blocks->size - begin));
    return buffer_append(blocks, check, CHECK);
}

Status pack_blocks(const uint64_t *keys, const int64_t *owners, size_t count, size_t most,
                   const Cover *cover, Buffer *blocks, Buffer *places, Buffer *offsets,
                   Fault *fault) {
    uint64_t prefix = cover->slot << cover->bits, begins = cover->begin, least = begins;
    size_t at = 0, wrong;
    do {
        size_t stop = block_end(keys, count, at, most), opened = blocks->size;
        uint64_t last = stop > at ? keys[stop - 1] : least;
        uint64_t ends = stop < count ? keys[stop] : cover->end;
        if (open_block(blocks, places, offsets, prefix | begins) != DONE) return OUT_OF_MEMORY;
        Status status =
            put_run(keys, owners, at, stop, begins, least, cover->end, blocks, &wrong, fault);
        if (status == REFUSED && wrong != SIZE_MAX) {
            return refuse(fault, "posting %lld: keys must ascend, from %lld and below %lld",
                          (long long)wrong, (long long)cover->begin, (long long)cover->end, 0);
        }
        if (status != DONE) return status;
        if (close_block(blocks, opened, ends) != DONE) return OUT_OF_MEMORY;
        at = stop;
        begins = ends;
        least = last + 1;
    } while (at < count);
    int64_t size = (int64_t)blocks->size;
    return buffer_append(offsets, &size, sizeof size);
}

/* One block that was found whole. */
typedef struct {
    uint64_t begin, end; /* the keys that it covers */
    const uint8_t *at, *stop;
} Block;

static Status read_block(const Blocks *blocks, size_t number, Block *block, Fault *fault) {
    size_t begin, end;
    Status status = row_of(blocks->offsets, number, blocks->size, &begin, &end, fault);
    if (status != DONE) return status;
    int64_t place = blocks->places[number];
    const uint8_t *start = blocks->bytes + begin, *check = blocks->bytes + end - CHECK;
    if (end - begin < HEAD + CHECK || read_little64(start) != (uint64_t)place ||
        read_little64(check) != xxh64(start, (size_t)(check - start))) {
        return refuse(fault, "the block at %lld does not have the check sum it was written with",
                      place, 0, 0, 0);
    }
    block->begin = (uint64_t)place & ((1ull << blocks->bits) - 1);
    block->end = read_little64(start + 8);
    block->at = start + HEAD;
    block->stop = check;
    return DONE;
}

static Status is_damaged(const Blocks *blocks, size_t number, Fault *fault) {
    return refuse(fault, "the block at %lld is damaged", blocks->places[number], 0, 0, 0);
}

Status unpack_blocks(const Blocks *blocks, Buffer *keys, Buffer *owners, Buffer *ends,
                     Fault *fault) {
    Status status = DONE;
    for (size_t number = 0; number < blocks->count && status == DONE; number++) {
        Block block;
        status = read_block(blocks, number, &block, fault);
        if (status != DONE) return status;
        status = unpack_run(block.at, block.stop, block.begin, keys, owners);
        if (status == REFUSED) return is_damaged(blocks, number, fault);
        if (status == DONE) status = buffer_append(ends, &block.end, sizeof block.end);
    }
    return status;
}

/* Append who holds those of `count` ascending keys that one block covers. */
static int find_in_block(const Block *block, const uint64_t *keys, size_t count, size_t number,
                         Buffer *found, Buffer *owners, Status *status) {
    uint64_t key = block->begin, holders, owner = 0;
    size_t wanted = 0;
    Run run;
    if (!open_run(block->at, block->stop, &run)) return 0;
    for (uint64_t i = 0; i < run.keys && wanted < count; i++) {
        if (!take_key(&run, &key, &holders)) return 0;
        while (wanted < count && keys[wanted] < key) wanted++;
        int is_wanted = wanted < count && keys[wanted] == key;
        int64_t place = (int64_t)(number + wanted);
        for (uint64_t holder = 0; holder < holders; holder++) {
            if (!take_owner(&run, holder, &owner)) return 0;
            if (is_wanted && (buffer_append(found, &place, sizeof place) != DONE ||
                              buffer_append(owners, &owner, sizeof owner) != DONE)) {
                *status = OUT_OF_MEMORY;
                return 1;
            }
        }
    }
    return 1;
}

Status find_in_blocks(const Blocks *blocks, const uint64_t *keys, const int64_t *among,
                      size_t count, Buffer *found, Buffer *owners, Fault *fault) {
    Status status = DONE;
    for (size_t begin = 0, end; begin < count && status == DONE; begin = end) {
        int64_t number = among[begin];
        if (number < 0 || (uint64_t)number >= blocks->count) {
            return refuse(fault, "key %lld is looked for in block %lld of %lld", (long long)begin,
                          number, (long long)blocks->count, 0);
        }
        Block block;
        status = read_block(blocks, (size_t)number, &block, fault);
        if (status != DONE) return status;
        for (end = begin; end < count && among[end] == number; end++) {
            if (keys[end] < block.begin || keys[end] >= block.end) {
                return refuse(fault, "the block after %lld is missing", blocks->places[number], 0,
                              0, 0);
            }
        }
        if (!find_in_block(&block, keys + begin, end - begin, begin, found, owners, &status)) {
            return is_damaged(blocks, (size_t)number, fault);
        }
    }
    return status;
}

static int is_gone(const int64_t *gone, size_t count, int64_t owner) {
    size_t low = 0;
    while (count) {
        size_t half = count / 2;
        if (gone[low + half] < owner) {
            low += half + 1;
            count -= half + 1;
        } else if (gone[low + half] == owner) {
            return 1;
        } else {
            count = half;
        }
    }
    return 0;
}

Status merge_postings(const uint64_t *keys, const int64_t *owners, size_t size,
                      const int64_t *first, size_t parts, const int64_t *gone, size_t gone_count,
                      Buffer *merged, Buffer *holders, Fault *fault) {
    Buffer heads = {0}; /* of each part: where it is, and where it ends */
    Status status = buffer_reserve_items(&heads, 2 * parts + 1, sizeof(size_t));
    size_t *at = heads.start, live = 0;
    for (size_t part = 0; part < parts && status == DONE; part++) {
        status = row_of(first, part, size, &at[2 * live], &at[2 * live + 1], fault);
        live += status == DONE && at[2 * live] < at[2 * live + 1];
    }
    if (status == DONE && (buffer_reserve_items(merged, size, sizeof *keys) != DONE ||
                           buffer_reserve_items(holders, size, sizeof *owners) != DONE)) {
        status = OUT_OF_MEMORY;
    }
    uint64_t *key_out = merged->start;
    int64_t *owner_out = holders->start;
    size_t count = 0;
    while (live && status == DONE && count < size) { /* another thread may write to `first` */
        size_t least = 0;
        for (size_t i = 1; i < live; i++) {
            uint64_t one = keys[at[2 * i]], two = keys[at[2 * least]];
            if (one < two || (one == two && owners[at[2 * i]] < owners[at[2 * least]])) least = i;
        }
        size_t place = at[2 * least]++;
        uint64_t key = keys[place];
        int64_t owner = owners[place];
        if (at[2 * least] == at[2 * least + 1]) {
            live--; /* the order of parts means nothing: the last takes its place */
            at[2 * least] = at[2 * live];
            at[2 * least + 1] = at[2 * live + 1];
        }
        if (gone_count && is_gone(gone, gone_count, owner)) continue;
        if (count && key_out[count - 1] == key && owner_out[count - 1] == owner) continue;
        key_out[count] = key;
        owner_out[count++] = owner;
    }
    merged->size = holders->size = count * sizeof(uint64_t);
    buffer_free(&heads);
    return status;
}
