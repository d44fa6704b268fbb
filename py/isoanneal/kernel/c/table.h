/* Tables of isomers by their identity, which grow as they fill. */
#pragma once
#include <stdint.h>

enum { PAGE = 65536, FIRST_CAPACITY = 4096 };

extern uint8_t __heap_base;

typedef union { uint64_t identity; double number; } Word;

/* Each slot has the identity, 0 where there is none, and `width` numbers that belong to it. */
typedef struct {
    Word *slots;
    uint32_t capacity, count, width;
} Table;

static uintptr_t heap_end;

/* Return memory that was never used, zeros, or a null pointer if there is no more. */
static void *reserve(uint64_t bytes) {
    if (!heap_end) heap_end = ((uintptr_t)&__heap_base + 7) & ~(uintptr_t)7;
    uint64_t end = heap_end + bytes;
    uint64_t there = (uint64_t)__builtin_wasm_memory_size(0) * PAGE;
    if (end > UINT32_MAX) return 0;
    if (end > there && __builtin_wasm_memory_grow(0, (end - there + PAGE - 1) / PAGE) == -1ul)
        return 0;
    void *start = (void *)heap_end;
    heap_end = end;
    return start;
}

/* Return the slot of an identity, or the one where it belongs. */
static Word *slot_of(const Table *table, uint64_t identity) {
    uint32_t place = identity & (table->capacity - 1), stride = 1 + table->width;
    while (table->slots[place * stride].identity
           && table->slots[place * stride].identity != identity)
        place = (place + 1) & (table->capacity - 1);
    return table->slots + place * stride;
}

static int enlarge(Table *table) {
    Table former = *table;
    uint32_t stride = 1 + table->width;
    table->capacity = former.capacity ? 2 * former.capacity : FIRST_CAPACITY;
    table->slots = reserve((uint64_t)table->capacity * stride * sizeof(Word));
    if (!table->slots) {
        *table = former;
        return 0;
    }
    for (uint32_t place = 0; place < former.capacity; place++) {
        const Word *slot = former.slots + place * stride;
        if (!slot->identity) continue;
        Word *moved = slot_of(table, slot->identity);
        for (uint32_t word = 0; word < stride; word++) moved[word] = slot[word];
    }
    return 1;
}

/* Add an identity that is not there; return its slot, or a null pointer if there is no room. */
static Word *add(Table *table, uint64_t identity) {
    if (2 * table->count >= table->capacity && !enlarge(table)) return 0;
    Word *slot = slot_of(table, identity);
    slot->identity = identity;
    table->count++;
    return slot;
}

/* Return the slot of an identity that is there, or a null pointer. */
static Word *find(const Table *table, uint64_t identity) {
    if (!table->capacity) return 0;
    Word *slot = slot_of(table, identity);
    return slot->identity ? slot : 0;
}

static void clear(Table *table) {
    uint64_t words = (uint64_t)table->capacity * (1 + table->width);
    for (uint64_t word = 0; word < words; word++) table->slots[word].identity = 0;
    table->count = 0;
}
