/* The Metropolis criterion; as metropolis.py, operation by operation.

   WebAssembly has no fused multiply-add and rounds every operation as IEEE 754 says, as
   Python's floats do, so both give the same bits. */
#pragma once
#include "mulberry32.h"

static const double LOG2_E = 1.4426950408889634;
static const double LN2_HIGH = 0.6931471803691238;
static const double LN2_LOW = 1.9082149292705877e-10;
static const double LOWEST = -50.0;
static const double UINT32_RANGE = 4294967296.0;
static const double TAYLOR[] = {
    1.0 / 6227020800, 1.0 / 479001600, 1.0 / 39916800, 1.0 / 3628800, 1.0 / 362880,
    1.0 / 40320, 1.0 / 5040, 1.0 / 720, 1.0 / 120, 1.0 / 24, 1.0 / 6, 1.0 / 2, 1.0, 1.0,
};

static double power_of_two(int exponent) {
    union { uint64_t bits; double value; } power = {(uint64_t)(1023 + exponent) << 52};
    return power.value;
}

static double exponential(double x) {
    if (x < LOWEST) return 0;
    int halvings = (int)(0.5 - x * LOG2_E);
    double remainder = (x + halvings * LN2_HIGH) + halvings * LN2_LOW;
    double value = 0;
    for (unsigned i = 0; i < sizeof TAYLOR / sizeof *TAYLOR; i++)
        value = value * remainder + TAYLOR[i];
    return value * power_of_two(-halvings);
}

/* A change above this many times the temperature is accepted with no random number but 0. */
static const double HOPELESS = 23.0;

static int next_is_0(void) {
    uint32_t state = random_state;
    int is_0 = next_uint32() == 0;
    random_state = state;
    return is_0;
}

static int accepts(double energy_change, double temperature) {
    if (energy_change <= 0) return 1;
    double probability = exponential(-energy_change / temperature);
    return next_uint32() < probability * UINT32_RANGE;
}
