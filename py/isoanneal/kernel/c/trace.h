/* The trace of a search, thinned to what a chart can show; as trace.py. */
#pragma once
#include <stdint.h>

enum { MAX_TERMS = 16, OF_EVERY_STEP = 5, COLUMNS = OF_EVERY_STEP + MAX_TERMS };
enum { MAX_TRACE = 2 * 2000 + 8 };

/* Step, current energy, best energy, temperature, outcome, then the values of the components. */
typedef struct { double columns[COLUMNS]; } Point;

static struct {
    uint32_t stretch, total_steps, end, is_open;
    Point lowest, highest;
} tracing;

static struct {
    uint32_t count;
    double columns[COLUMNS][MAX_TRACE];
} trace;

static uint32_t end_of_stretch(uint32_t step) {
    uint64_t end = ((uint64_t)step + tracing.stretch - 1) / tracing.stretch * tracing.stretch;
    return end < tracing.total_steps ? end : tracing.total_steps;
}

static void begin_trace(uint32_t stretch, uint32_t total_steps, uint32_t step) {
    tracing.stretch = stretch;
    tracing.total_steps = total_steps;
    tracing.end = end_of_stretch(step + 1);
    tracing.is_open = trace.count = 0;
}

static void keep(const Point *point) {
    if (trace.count == MAX_TRACE) return;
    for (int column = 0; column < COLUMNS; column++)
        trace.columns[column][trace.count] = point->columns[column];
    trace.count++;
}

static void close_stretch(const Point *last) {
    Point *lowest = &tracing.lowest, *highest = &tracing.highest;
    int is_in_order = lowest->columns[0] <= highest->columns[0];
    Point *earlier = is_in_order ? lowest : highest, *later = is_in_order ? highest : lowest;
    double step = last->columns[0];
    keep(earlier);
    if (later->columns[0] != earlier->columns[0]) keep(later);
    if (step == tracing.total_steps && later->columns[0] != step) keep(last);
    tracing.is_open = 0;
    tracing.end = end_of_stretch(tracing.end + 1);
}
