/* Mulberry32, the pseudo-random number generator of every run; as mulberry32.py. */
#pragma once
#include <stdint.h>

static uint32_t random_state;

static uint32_t below(uint64_t limit) {
    random_state += 0x6D2B79F5;
    uint32_t mixed = (random_state ^ random_state >> 15) * (random_state | 1);
    mixed ^= mixed + (mixed ^ mixed >> 7) * (mixed | 61);
    return (uint64_t)(mixed ^ mixed >> 14) * limit >> 32;
}

static uint32_t next_uint32(void) { return below(1ull << 32); }
