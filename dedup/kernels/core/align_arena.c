/* Memory of one alignment. */
#include "align.h"

struct Block {
    Block *next;
    size_t used, room;
    /* what follows is given out */
};

/* The sanitizer sees an overrun only if each piece is a block of its own. */
#if defined(__SANITIZE_ADDRESS__)
#define ONE_BY_ONE 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define ONE_BY_ONE 1
#endif
#endif
#ifdef ONE_BY_ONE
enum { ALIGNMENT = 1, LEAST_ROOM = 0 };
#else
enum { ALIGNMENT = 16, LEAST_ROOM = 1 << 16 };
#endif
enum { HEADER = (sizeof(Block) + 15) / 16 * 16 };

void *arena_take(Arena *arena, size_t count, size_t width) {
    if (count > (SIZE_MAX >> 2) / width) longjmp(*arena->escape, 1);
    size_t size = (count * width + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    Block *block = arena->blocks;
    if (block == NULL || block->room - block->used < size) {
        size_t room = size > LEAST_ROOM ? size : LEAST_ROOM;
        block = malloc(HEADER + room);
        if (block == NULL) longjmp(*arena->escape, 1);
        *block = (Block){arena->blocks, 0, room};
        arena->blocks = block;
    }
    void *given = (char *)block + HEADER + block->used;
    block->used += size;
    return given;
}

void *arena_zeros(Arena *arena, size_t count, size_t width) {
    void *given = arena_take(arena, count, width);
    memset(given, 0, count * width);
    return given;
}

void arena_free(Arena *arena) {
    while (arena->blocks) {
        Block *next = arena->blocks->next;
        free(arena->blocks);
        arena->blocks = next;
    }
}

/* What a list outgrows stays in the arena: at most as much again as it ends with. */
void list_push(Arena *arena, List *list, const void *item, size_t width) {
    if (list->count == list->room) {
        size_t room = list->room ? 2 * list->room : 16;
        void *start = arena_take(arena, room, width);
        if (list->count) memcpy(start, list->start, list->count * width);
        list->start = start;
        list->room = room;
    }
    memcpy((char *)list->start + list->count++ * width, item, width);
}
