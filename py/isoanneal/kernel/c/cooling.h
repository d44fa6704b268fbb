/* Cooling schedules; as cooling.py. */
#pragma once

static const double MIN_TEMPERATURE = 0.01;

static double temperature_after(double kt0, double k, double elapsed, double steps_per_cycle) {
    double kt = kt0 * (1 - k * elapsed / steps_per_cycle);
    return kt > MIN_TEMPERATURE ? kt : MIN_TEMPERATURE;
}
