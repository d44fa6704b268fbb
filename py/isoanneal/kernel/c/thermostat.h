/* What kT is set to by hand; as Cooling.thermostat in cooling.py. */
#pragma once
#include <stdint.h>
#include "cooling.h"

enum { MAX_SETTINGS = 400 };

/* After each of these steps kT is set to this; 0 gives it back to the schedule. */
static struct {
    double kt[MAX_SETTINGS];
    uint32_t step[MAX_SETTINGS], count;
} thermostat;

static double kt_by_hand;  /* 0 where the schedule has it */
static uint32_t next_setting, step_of_next;

static void look_at_next_setting(void) {
    step_of_next = next_setting < thermostat.count ? thermostat.step[next_setting] : UINT32_MAX;
}

static void take_next_setting(void) {
    double kt = thermostat.kt[next_setting++];
    kt_by_hand = kt > 0 && kt < MIN_TEMPERATURE ? MIN_TEMPERATURE : kt;
    look_at_next_setting();
}

/* Begin after so many steps. */
static void begin_thermostat(uint32_t step) {
    kt_by_hand = next_setting = 0;
    look_at_next_setting();
    while (step_of_next < step) take_next_setting();
}

/* What kT is set to after so many steps, one more than the last time; 0 where it is not set. */
static double set_by_hand(uint32_t step) {
    if (step == step_of_next) take_next_setting();
    return kt_by_hand;
}
