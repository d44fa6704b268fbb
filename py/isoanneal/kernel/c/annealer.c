/* The annealing engine; as annealer.py, for targets whose components are all in scoring.h,
   and with scores given from outside for any other.

   One instance of the module is one search.  Whoever drives it writes `search` and `position`,
   whose addresses it asks for, calls `begin`, and then `advance`, or `seek` and `learn`. */
#include "cooling.h"
#include "displacement.h"
#include "identity.h"
#include "isomers.h"
#include "metropolis.h"
#include "scoring.h"
#include "table.h"
#include "thermostat.h"
#include "trace.h"

#define EXPORT(name) __attribute__((export_name(#name)))

enum { ACCEPTED, REJECTED, INVALID, DISCONNECTED, OUTCOMES };
enum { MAX_BATCH = 8192 };

/* What a search is; not changed here. */
static struct {
    double kt0, k, sign;
    uint32_t steps_per_cycle, total_steps, stretch, counts_isomers, terms;
    uint32_t heavy_atoms, hydrogens, units;
    Term term[MAX_TERMS];
} search;

/* Where it stands. */
static struct {
    double current_energy, best_energy, values[MAX_TERMS];
    uint32_t random_state, step, outcomes[OUTCOMES], visited, worsening;
} position;

/* The last steps, each at its number modulo MAX_BATCH. */
static struct {
    double energies[MAX_BATCH], best[MAX_BATCH], temperatures[MAX_BATCH];
    double values[MAX_TERMS][MAX_BATCH];
    uint8_t outcomes[MAX_BATCH];
} batch;

static Bonds best;
static Displacement drawn;
static uint64_t drawn_identity;
static double temperature, candidate[MAX_TERMS];
static uint32_t elapsed;
static int last_outcome;
static int can_stop_early;
static Table visited;
static Table scores;  /* energies, then the values of the components, given from outside */

static Point here(void) {
    Point point = {{position.step, position.current_energy, position.best_energy, temperature, last_outcome}};
    for (uint32_t term = 0; term < search.terms; term++)
        point.columns[OF_EVERY_STEP + term] = position.values[term];
    return point;
}

static void extend_trace(void) {
    double energy = position.current_energy;
    if (!tracing.is_open) {
        tracing.lowest = tracing.highest = here();
        tracing.is_open = 1;
    } else if (energy < tracing.lowest.columns[1]) {
        tracing.lowest = here();
    } else if (energy > tracing.highest.columns[1]) {
        tracing.highest = here();
    }
    if (position.step == tracing.end) {
        Point last = here();
        close_stretch(&last);
    }
}

/* Note how a step ended. */
static void end_step(int outcome) {
    uint32_t place = position.step++ % MAX_BATCH;
    last_outcome = outcome;
    position.outcomes[outcome]++;
    batch.energies[place] = position.current_energy;
    batch.best[place] = position.best_energy;
    batch.temperatures[place] = temperature;
    batch.outcomes[place] = outcome;
    for (uint32_t term = 0; term < search.terms; term++)
        batch.values[term][place] = position.values[term];
    if (++elapsed == search.steps_per_cycle) elapsed = 0;
    extend_trace();
}

static void visit(void) {
    uint64_t isomer = identity();
    if (!find(&visited, isomer)) add(&visited, isomer);
    position.visited = visited.count;
}

static void arrive(double energy, const double *values) {
    position.current_energy = energy;
    for (uint32_t term = 0; term < search.terms; term++) position.values[term] = values[term];
    if (search.sign * (energy - position.best_energy) < 0) {
        position.best_energy = energy;
        copy_bonds(&best, &structure.bonds);
    }
    if (search.counts_isomers) visit();
}

static double temperature_now(void) {
    double kt = set_by_hand(position.step);
    if (kt > 0) return kt;
    return temperature_after(search.kt0, search.k, elapsed, search.steps_per_cycle);
}

/* Take notice of settings of the thermostat that were written since `begin`. */
EXPORT(take_settings) void take_settings(void) { begin_thermostat(position.step); }

/* Begin a step; return whether it has come to a candidate that is to be scored. */
static int begin_step(void) {
    temperature = temperature_now();
    if (!propose(&drawn)) {
        end_step(INVALID);
        return 0;
    }
    displace(drawn.x1, drawn.y1, drawn.x2, drawn.y2, drawn.shift);
    if (!stays_connected(drawn)) {
        take_back(drawn);
        end_step(DISCONNECTED);
        return 0;
    }
    return 1;
}

/* End a step whose candidate has this energy. */
static void decide(double energy, const double *values) {
    double change = search.sign * (energy - position.current_energy);
    if (accepts(change, temperature)) {
        position.worsening += change > 0;
        arrive(energy, values);
        end_step(ACCEPTED);
    } else {
        take_back(drawn);
        end_step(REJECTED);
    }
}

/* Whether the energy is nothing but the Wiener index, which is made small. */
static int is_plain_wiener(void) {
    const Term *term = search.term;
    return search.terms == 1 && COMPONENTS[term->component] == wiener_index && !term->is_distance
        && search.sign == 1 && term->factor == 1;
}

/* Set the values of the candidate; of one that is sure to be rejected only so far that it is. */
static void score(void) {
    if (can_stop_early && position.current_energy + HOPELESS * temperature < INT32_MAX / 4 && !next_is_0()) {
        candidate[0] = wiener_index_up_to(position.values[0] + HOPELESS * temperature);
        return;
    }
    for (uint32_t term = 0; term < search.terms; term++)
        candidate[term] = COMPONENTS[search.term[term].component]();
}

/* Make steps up to this one. */
EXPORT(advance) void advance(uint32_t last_step) {
    while (position.step < last_step) {
        if (!begin_step()) continue;
        score();
        decide(weigh(search.term, search.terms, candidate), candidate);
    }
    position.random_state = random_state;
}

/* Make steps up to this one, but only until a candidate is met whose score is not known yet;
   return whether there is one.  Then `learn` or `withdraw` is to be called. */
EXPORT(seek) int seek(uint32_t last_step) {
    while (position.step < last_step) {
        if (!begin_step()) continue;
        drawn_identity = graph_identity();
        const Word *known = find(&scores, drawn_identity);
        if (!known) return 1;
        decide(known[1].number, &known[2].number);
    }
    position.random_state = random_state;
    return 0;
}

/* Go on with the candidate that `seek` met: its energy, and its values in `candidate`. */
EXPORT(learn) void learn(double energy) {
    Word *known = add(&scores, drawn_identity);
    if (known) {
        known[1].number = energy;
        for (uint32_t term = 0; term < search.terms; term++) known[2 + term].number = candidate[term];
    }
    decide(energy, candidate);
    position.random_state = random_state;
}

/* Leave the step undone, because its candidate has no score. */
EXPORT(withdraw) void withdraw(void) {
    take_back(drawn);
    position.random_state = random_state;
}

/* Make steps up to this one, but only until the search stands where it never stood before;
   return whether it does.  Isomers must be counted. */
EXPORT(advance_to_new) int advance_to_new(uint32_t last_step) {
    uint32_t before = visited.count;
    while (position.step < last_step && visited.count == before) advance(position.step + 1);
    return visited.count > before;
}

/* The identity of the structure as it stands. */
EXPORT(identify) uint64_t identify(void) { return identity(); }

/* Begin to enumerate the isomers of the formula from the structure as it stands. */
EXPORT(begin_enumeration) void begin_enumeration(void) {
    last_isomer = 0;
    clear(&isomers);
    note_isomer();
    stand_at(last_isomer);
}

/* Go on until there are more than `limit`, but for `bonds` of the isomers at most; return
   1 if there is more to be done, 0 at the end, -1 if the memory does not suffice. */
EXPORT(enumerate) int enumerate(int bonds, uint32_t limit) {
    while (bonds-- > 0 && current_isomer && isomers.count <= limit)
        if (!go_on()) return -1;
    return current_isomer && isomers.count <= limit;
}

/* How many there are so far. */
EXPORT(count_isomers) uint32_t count_isomers(void) { return isomers.count; }

/* How many isomers the search has stood at. */
EXPORT(count_visited) uint32_t count_visited(void) { return visited.count; }

/* Return the identities of the isomers that were visited, one after the other. */
EXPORT(list_visited) uint64_t *list_visited(void) {
    uint64_t *list = reserve(visited.count * sizeof *list), *end = list;
    for (uint32_t place = 0; list && place < visited.capacity; place++)
        if (visited.slots[place].identity) *end++ = visited.slots[place].identity;
    return list;
}

/* Begin where `position` says. */
EXPORT(begin) void begin(void) {
    structure.heavy_atoms = search.heavy_atoms;
    structure.hydrogens = search.hydrogens;
    structure.units = search.units;
    build();
    random_state = position.random_state;
    elapsed = position.step % search.steps_per_cycle;
    can_stop_early = is_plain_wiener();
    begin_thermostat(position.step);
    begin_trace(search.stretch, search.total_steps, position.step);
    scores.width = 1 + search.terms;
    clear(&visited);
    visit();
}

enum { SEARCH, POSITION, ELEMENTS, BONDS, BEST, CANDIDATE, BATCH, TRACE, THERMOSTAT };

/* Where the parts are that are written and read from outside. */
EXPORT(address_of) void *address_of(int part) {
    void *const addresses[] = {
        &search, &position, structure.elements, &structure.bonds, &best, candidate, &batch, &trace,
        &thermostat,
    };
    return addresses[part];
}

/* Their sizes in bytes, so that who drives an older or a newer kernel finds out. */
EXPORT(size_of) uint32_t size_of(int part) {
    const uint32_t sizes[] = {
        sizeof search, sizeof position, sizeof structure.elements, sizeof structure.bonds,
        sizeof best, sizeof candidate, sizeof batch, sizeof trace, sizeof thermostat,
    };
    return sizes[part];
}
