/* Drawings of graphs in the plane: placed, evened out and measured.
 *
 * A point is an atom, a bond a straight line between two of them, and a bond's length is 1.  What
 * the drawing is, is written into the memory from outside, then `begin` is called.
 */
#include <stdint.h>

#define EXPORT(name) __attribute__((export_name(#name)))

enum { MAX_POINTS = 512, MAX_BONDS = 1024 };

static struct {
    uint32_t points;
    uint32_t bonds;
} size;

/* In one piece, so that all can be written at once. */
static struct {
    uint16_t bond[MAX_BONDS][2];
    double x[MAX_POINTS], y[MAX_POINTS];
} sheet;
static uint16_t (*const bond)[2] = sheet.bond;
static double *const x = sheet.x, *const y = sheet.y;

/* The bonds of each point: `near` from `first_near[point]` on, and the points at their other ends. */
static uint32_t first_near[MAX_POINTS + 1];
static uint16_t near[2 * MAX_BONDS];
static uint8_t are_near[MAX_POINTS][MAX_POINTS];

static const double BOND_STRENGTH = 4, UNEVEN = 0.17;
static double uneven_strength = 0;
static const double REPULSION = 0.6, REACH = 3;
static const double CLEARANCE = 0.8, CLEARANCE_STRENGTH = 0.15;
static const double CROSSING_COST = 100, INFINITE = __builtin_inf();
static const double ANGLE_STRENGTH = 0.12, STRAIGHT_STRENGTH = 20, STRAIGHT = 0.94;

/* The turn by the golden angle, so that the directions tried never repeat. */
static const double GOLDEN_COSINE = -0.7373688780783198, GOLDEN_SINE = 0.6754902942615238;

static double square(double value) { return value * value; }

static double side(double ax, double ay, double bx, double by, double cx, double cy) {
    return (bx - ax) * (cy - ay) - (by - ay) * (cx - ax);
}

/* Whether the lines a b and c d cross. */
static int cross(double ax, double ay, double bx, double by,
                 double cx, double cy, double dx, double dy) {
    return (side(ax, ay, bx, by, cx, cy) > 0) != (side(ax, ay, bx, by, dx, dy) > 0)
        && (side(cx, cy, dx, dy, ax, ay) > 0) != (side(cx, cy, dx, dy, bx, by) > 0);
}

static double distance_to_line(double px, double py, double ax, double ay, double bx, double by) {
    double dx = bx - ax, dy = by - ay;
    double length = square(dx) + square(dy);
    double along = length == 0 ? 0 : ((px - ax) * dx + (py - ay) * dy) / length;
    along = along < 0 ? 0 : along > 1 ? 1 : along;
    return __builtin_sqrt(square(px - ax - along * dx) + square(py - ay - along * dy));
}

static double cost_of_distance(double squared, int are_bonded) {
    squared += 1e-6;
    if (!are_bonded) return squared < square(REACH) ? REPULSION / squared : 0;
    double length = __builtin_sqrt(squared);
    double excess = square(length - 1) / length; /* the same for twice as long and half */
    return BOND_STRENGTH * excess + (excess > UNEVEN ? uneven_strength * (excess - UNEVEN) : 0);
}

static double cost_of_clearance(double distance) {
    if (distance >= CLEARANCE) return 0;
    return CLEARANCE_STRENGTH * square(CLEARANCE / (distance + 1e-3) - 1);
}

/* What it costs that a point is near to a line.  Most are not, which a box around the line tells
 * without a root.  Not inlined, so that the module stays small. */
__attribute__((noinline)) static double cost_of_line(
    double px, double py, double ax, double ay, double bx, double by) {
    if ((px - ax > CLEARANCE && px - bx > CLEARANCE) || (ax - px > CLEARANCE && bx - px > CLEARANCE)
        || (py - ay > CLEARANCE && py - by > CLEARANCE)
        || (ay - py > CLEARANCE && by - py > CLEARANCE)) return 0;
    return cost_of_clearance(distance_to_line(px, py, ax, ay, bx, by));
}

/* What one angle costs, between two bonds that lead away by (ax, ay) and (bx, by). */
static double cosine_of(double ax, double ay, double bx, double by) {
    double lengths = __builtin_sqrt((square(ax) + square(ay)) * (square(bx) + square(by)));
    return (ax * bx + ay * by) / (lengths + 1e-9);
}

static double cost_of_angle(double cosine) { return ANGLE_STRENGTH / (1.01 - cosine); }

/* What can cost anything while one point moves within a reach of where it is: points near to it,
 * bonds of others near to it, points near to each of its own bonds, and bonds that these may cross;
 * and the angles at its neighbours that stay as they are.  All the rest costs nothing, so that
 * what is found with these is what would be found with all. */
enum { MAX_FIXED_ANGLES = 256 };
static struct {
    uint32_t points, lines, beside[MAX_POINTS + 1], crossed, angles;
} around;
static uint16_t point_around[MAX_POINTS], line_around[MAX_BONDS], crossed_around[MAX_BONDS];
static uint16_t point_beside[MAX_POINTS * MAX_POINTS];
static double angle_around[MAX_FIXED_ANGLES];

static double lesser(double a, double b) { return a < b ? a : b; }
static double greater(double a, double b) { return a > b ? a : b; }

static void look_around(uint32_t point, double reach) {
    double px = x[point], py = y[point], far = reach + CLEARANCE, farther = square(reach + REACH);
    uint32_t first = first_near[point], end = first_near[point + 1];
    around.points = around.lines = around.beside[0] = around.crossed = around.angles = 0;
    for (uint32_t other = 0; other < size.points; other++)
        if (other != point && (are_near[point][other]
                               || square(x[other] - px) + square(y[other] - py) < farther))
            point_around[around.points++] = other;
    double left = px - reach, right = px + reach, low = py - reach, high = py + reach;
    for (uint32_t k = first; k < end; k++) {
        uint32_t other = near[k];
        double bond_left = lesser(px - far, x[other] - CLEARANCE);
        double bond_right = greater(px + far, x[other] + CLEARANCE);
        double bond_low = lesser(py - far, y[other] - CLEARANCE);
        double bond_high = greater(py + far, y[other] + CLEARANCE);
        uint32_t count = around.beside[k - first];
        for (uint32_t one = 0; one < size.points; one++)
            if (x[one] >= bond_left && x[one] <= bond_right && y[one] >= bond_low
                && y[one] <= bond_high && one != point && one != other)
                point_beside[count++] = one;
        around.beside[k - first + 1] = count;
        left = lesser(left, x[other]);
        right = greater(right, x[other]);
        low = lesser(low, y[other]);
        high = greater(high, y[other]);
        for (uint32_t l = first_near[other]; l < first_near[other + 1]; l++)
            for (uint32_t m = first_near[other]; m < l; m++)
                if (near[l] != point && near[m] != point && around.angles < MAX_FIXED_ANGLES)
                    angle_around[around.angles++] = cost_of_angle(
                        cosine_of(x[near[l]] - x[other], y[near[l]] - y[other],
                                  x[near[m]] - x[other], y[near[m]] - y[other]));
    }
    for (uint32_t number = 0; number < size.bonds; number++) {
        uint32_t i = bond[number][0], j = bond[number][1];
        if (i == point || j == point) continue;
        double line_left = lesser(x[i], x[j]), line_right = greater(x[i], x[j]);
        double line_low = lesser(y[i], y[j]), line_high = greater(y[i], y[j]);
        if (line_left <= px + far && line_right >= px - far && line_low <= py + far
            && line_high >= py - far) line_around[around.lines++] = number;
        if (line_left <= right && line_right >= left && line_low <= high && line_high >= low)
            crossed_around[around.crossed++] = number;
    }
}

/* What the angles at a point and at its neighbours cost when it is at a place: narrow ones, and
 * a straight one where an atom has two bonds, as if there were no atom. */
static double cost_of_angles(uint32_t point, double px, double py) {
    uint32_t first = first_near[point], end = first_near[point + 1];
    double cost = 0;
    for (uint32_t k = first; k < end; k++)
        for (uint32_t l = first; l < k; l++) {
            double cosine = cosine_of(x[near[k]] - px, y[near[k]] - py,
                                      x[near[l]] - px, y[near[l]] - py);
            cost += cost_of_angle(cosine);
            if (end - first == 2 && cosine < -STRAIGHT)
                cost += STRAIGHT_STRENGTH * (-STRAIGHT - cosine);
        }
    uint32_t fixed = 0;
    for (uint32_t n = first; n < end; n++) {
        uint32_t other = near[n], from = first_near[other], to = first_near[other + 1];
        double sum = 0, from_x = x[other], from_y = y[other];
        for (uint32_t k = from; k < to; k++)
            for (uint32_t l = from; l < k; l++) {
                if (near[k] != point && near[l] != point && fixed < around.angles) {
                    sum += angle_around[fixed++];
                    continue;
                }
                double ax = (near[k] == point ? px : x[near[k]]) - from_x;
                double ay = (near[k] == point ? py : y[near[k]]) - from_y;
                double bx = (near[l] == point ? px : x[near[l]]) - from_x;
                double by = (near[l] == point ? py : y[near[l]]) - from_y;
                double cosine = cosine_of(ax, ay, bx, by);
                sum += cost_of_angle(cosine);
                if (to - from == 2 && cosine < -STRAIGHT)
                    sum += STRAIGHT_STRENGTH * (-STRAIGHT - cosine);
            }
        cost += sum;
    }
    return cost;
}

/* What a point around which was looked would cost at a place within that reach: its bonds' lengths,
 * and what is too near to it or to them.  What is `most` or more is not told exactly: no part of a
 * cost is less than 0. */
static double cost_of(uint32_t point, double px, double py, double most) {
    double cost = cost_of_angles(point, px, py);
    if (cost >= most) return cost;
    for (uint32_t number = 0; number < around.points; number++) {
        uint32_t other = point_around[number];
        double squared = square(x[other] - px) + square(y[other] - py);
        cost += cost_of_distance(squared, are_near[point][other]);
    }
    if (cost >= most) return cost;
    for (uint32_t number = 0; number < around.lines; number++) {
        uint32_t i = bond[line_around[number]][0], j = bond[line_around[number]][1];
        cost += cost_of_line(px, py, x[i], y[i], x[j], y[j]);
    }
    if (cost >= most) return cost;
    for (uint32_t k = first_near[point]; k < first_near[point + 1]; k++) {
        uint32_t end = near[k], place = k - first_near[point];
        for (uint32_t number = around.beside[place]; number < around.beside[place + 1]; number++) {
            uint32_t other = point_beside[number];
            cost += cost_of_line(x[other], y[other], px, py, x[end], y[end]);
        }
    }
    return cost;
}

/* How many bonds the point's own would cross if it were at a place within the reach. */
static uint32_t crossings_of(uint32_t point, double px, double py) {
    uint32_t found = 0;
    for (uint32_t k = first_near[point]; k < first_near[point + 1]; k++) {
        uint32_t end = near[k];
        for (uint32_t number = 0; number < around.crossed; number++) {
            uint32_t i = bond[crossed_around[number]][0], j = bond[crossed_around[number]][1];
            if (i == end || j == end) continue;
            found += cross(px, py, x[end], y[end], x[i], y[i], x[j], y[j]);
        }
    }
    return found;
}

/* Begin with what was written: learn which points are bonded. */
EXPORT(begin) void begin(uint32_t points, uint32_t bonds) {
    size.points = points;
    size.bonds = bonds;
    for (uint32_t i = 0; i < size.points; i++)
        for (uint32_t j = 0; j < size.points; j++) are_near[i][j] = 0;
    for (uint32_t number = 0; number < size.bonds; number++) {
        uint32_t i = bond[number][0], j = bond[number][1];
        are_near[i][j] = are_near[j][i] = 1;
    }
    uint32_t end = 0;
    for (uint32_t i = 0; i < size.points; i++) {
        first_near[i] = end;
        for (uint32_t j = 0; j < size.points; j++)
            if (are_near[i][j]) near[end++] = j;
    }
    first_near[size.points] = end;
}

/* Move all points but the first `fixed` into the middle of those that they are bonded to, again
 * and again (W. T. Tutte, Proc. London Math. Soc. 1963, 13, 743-767).  After each round a bond's
 * weight is multiplied by its length, so that long ones shrink. */
EXPORT(centre) void centre(uint32_t fixed, uint32_t sweeps, uint32_t rounds) {
    static double weights[2 * MAX_BONDS];
    for (uint32_t k = 0; k < first_near[size.points]; k++) weights[k] = 1;
    while (rounds--) {
        for (uint32_t sweep = 0; sweep < sweeps; sweep++)
            for (uint32_t point = fixed; point < size.points; point++) {
                double sum_x = 0, sum_y = 0, sum = 0;
                for (uint32_t k = first_near[point]; k < first_near[point + 1]; k++) {
                    sum_x += weights[k] * x[near[k]];
                    sum_y += weights[k] * y[near[k]];
                    sum += weights[k];
                }
                x[point] = sum_x / sum;
                y[point] = sum_y / sum;
            }
        for (uint32_t point = 0; point < size.points; point++)
            for (uint32_t k = first_near[point]; k < first_near[point + 1]; k++)
                weights[k] *= __builtin_sqrt(square(x[point] - x[near[k]])
                                             + square(y[point] - y[near[k]])) + 1e-2;
    }
}

/* Even the drawing out: move one point at a time to where it costs less, never to more crossings.
 * The steps of each grow where they help, from `step` on, and shrink where they do not.  `strength`
 * is how much bonds cost that are far from their usual length, besides what all of them do. */
EXPORT(even_out) void even_out(uint32_t sweeps, double step, double strength) {
    enum { TRIES = 6 };
    static const double LEAST_STEP = 0.003;
    static double steps[MAX_POINTS];
    double cosine = 1, sine = 0;
    uneven_strength = strength;
    for (uint32_t point = 0; point < size.points; point++) steps[point] = step;
    while (sweeps--) {
        double longest = 0;
        for (uint32_t point = 0; point < size.points; point++) {
            if (steps[point] < LEAST_STEP) continue;
            double from_x = x[point], from_y = y[point];
            look_around(point, steps[point] * 1.001);
            double least = cost_of(point, from_x, from_y, INFINITE) - 1e-9;
            int64_t crossings = -1;
            int is_better = 0;
            for (int number = 0; number < TRIES; number++) {
                double turned = cosine * GOLDEN_COSINE - sine * GOLDEN_SINE;
                sine = cosine * GOLDEN_SINE + sine * GOLDEN_COSINE;
                cosine = turned;
                double to_x = from_x + steps[point] * cosine;
                double to_y = from_y + steps[point] * sine;
                double cost = cost_of(point, to_x, to_y, least);
                if (cost >= least) continue;
                if (crossings < 0) crossings = crossings_of(point, from_x, from_y);
                if (crossings_of(point, to_x, to_y) > crossings) continue;
                least = cost;
                x[point] = to_x;
                y[point] = to_y;
                is_better = 1;
            }
            steps[point] *= is_better ? 1.3 : 0.6;
            if (steps[point] > 1) steps[point] = 1;
            if (steps[point] > longest) longest = steps[point];
        }
        if (longest < LEAST_STEP) break;
    }
    uneven_strength = 0;
}

/* What can cost anything wherever about an anchor points are put that lie within a radius of it:
 * points and bonds that are there, and the bonds of what is put. */
static struct {
    uint32_t points, lines, crossed, bonds;
} there;
static uint16_t point_there[MAX_POINTS], line_there[MAX_BONDS], crossed_there[MAX_BONDS];
static uint16_t bond_put[MAX_BONDS];

static void look_about(uint32_t first, uint32_t end, uint32_t anchor, double radius) {
    double ax = x[anchor], ay = y[anchor], far = radius + REACH, near_by = radius + CLEARANCE;
    there.points = there.lines = there.crossed = there.bonds = 0;
    for (uint32_t other = 0; other < first; other++)
        if (square(x[other] - ax) + square(y[other] - ay) < square(far))
            point_there[there.points++] = other;
    for (uint32_t number = 0; number < size.bonds; number++) {
        uint32_t i = bond[number][0], j = bond[number][1];
        if (i >= end || j >= end) continue;
        if (i >= first || j >= first) {
            bond_put[there.bonds++] = number;
        } else if (distance_to_line(ax, ay, x[i], y[i], x[j], y[j]) < near_by) {
            crossed_there[there.crossed++] = number;
            if (i != anchor && j != anchor) line_there[there.lines++] = number;
        }
    }
}

/* What it costs to put the points from `first` on, which are all there will be for now.  What is
 * `most` or more is not told exactly. */
static double cost_of_part(uint32_t first, uint32_t end, uint32_t anchor, double most) {
    double cost = 0;
    for (uint32_t point = first; point < end; point++)
        for (uint32_t number = 0; number < there.points; number++) {
            uint32_t other = point_there[number];
            if (other != anchor)
                cost += cost_of_distance(square(x[other] - x[point]) + square(y[other] - y[point]), 0);
        }
    for (uint32_t number = 0; number < there.lines && cost < most; number++) {
        uint32_t i = bond[line_there[number]][0], j = bond[line_there[number]][1];
        for (uint32_t point = first; point < end; point++)
            cost += cost_of_line(x[point], y[point], x[i], y[i], x[j], y[j]);
    }
    for (uint32_t number = 0; number < there.bonds && cost < most; number++) {
        uint32_t i = bond[bond_put[number]][0], j = bond[bond_put[number]][1];
        for (uint32_t place = 0; place < there.points; place++) {
            uint32_t other = point_there[place];
            if (other != i && other != j)
                cost += cost_of_line(x[other], y[other], x[i], y[i], x[j], y[j]);
        }
        for (uint32_t place = 0; place < there.crossed; place++) {
            uint32_t k = bond[crossed_there[place]][0], l = bond[crossed_there[place]][1];
            if (k == i || k == j || l == i || l == j) continue;
            if (cross(x[i], y[i], x[j], y[j], x[k], y[k], x[l], y[l])) cost += CROSSING_COST;
        }
    }
    return cost;
}

/* Turn the points from `first` to `end` about the point `anchor`, to which their coordinates are
 * relative, and put them where they cost least: `turns` directions, each with or without a
 * reflection, in full size or in `smaller`. */
EXPORT(place) void place(uint32_t first, uint32_t end, uint32_t anchor, uint32_t turns,
                         double cosine, double sine, double smaller) {
    static double part_x[MAX_POINTS], part_y[MAX_POINTS], best_x[MAX_POINTS], best_y[MAX_POINTS];
    double least = INFINITE, radius = 0;
    for (uint32_t point = first; point < end; point++) {
        part_x[point] = x[point];
        part_y[point] = y[point];
        radius = greater(radius, square(x[point]) + square(y[point]));
    }
    look_about(first, end, anchor, __builtin_sqrt(radius) + 1e-6);
    for (int form = 0; form < 4; form++) {
        double scale = form & 1 ? smaller : 1, flip = form & 2 ? -scale : scale;
        double c = 1, s = 0;
        for (uint32_t turn = 0; turn < turns; turn++) {
            for (uint32_t point = first; point < end; point++) {
                double px = part_x[point] * scale, py = part_y[point] * flip;
                x[point] = x[anchor] + c * px - s * py;
                y[point] = y[anchor] + s * px + c * py;
            }
            double more = (1 - scale) * BOND_STRENGTH;
            double cost = cost_of_part(first, end, anchor, least - more) + more;
            if (cost < least) {
                least = cost;
                for (uint32_t point = first; point < end; point++) {
                    best_x[point] = x[point];
                    best_y[point] = y[point];
                }
            }
            double turned = c * cosine - s * sine;
            s = c * sine + s * cosine;
            c = turned;
        }
    }
    for (uint32_t point = first; point < end; point++) {
        x[point] = best_x[point];
        y[point] = best_y[point];
    }
}

static struct {
    double cost, shortest, usual, longest;
    uint32_t close_points;
    uint32_t points_on_bonds;
    uint32_t crossings;
    uint32_t unused;
} measured;

/* Find the shortest, the median and the longest bond; of two in the middle the longer. */
static void measure_bonds(void) {
    static double lengths[MAX_BONDS];
    for (uint32_t number = 0; number < size.bonds; number++) {
        uint32_t i = bond[number][0], j = bond[number][1], place = number;
        double length = __builtin_sqrt(square(x[i] - x[j]) + square(y[i] - y[j]));
        for (; place && lengths[place - 1] > length; place--) lengths[place] = lengths[place - 1];
        lengths[place] = length;
    }
    measured.shortest = lengths[0];
    measured.usual = lengths[size.bonds / 2];
    measured.longest = lengths[size.bonds - 1];
}

/* Count what is wrong: points nearer than `close` to another, nearer than `touching` to a bond of
 * others, both in usual bonds, and bonds that cross; and add up what all points cost.  There is a
 * bond. */
EXPORT(measure) void measure(double close, double touching) {
    measured.cost = measured.close_points = measured.points_on_bonds = measured.crossings = 0;
    measure_bonds();
    close *= measured.usual;
    touching *= measured.usual;
    for (uint32_t i = 0; i < size.points; i++) {
        look_around(i, 0);
        measured.cost += cost_of(i, x[i], y[i], INFINITE);
        measured.crossings += crossings_of(i, x[i], y[i]);
        for (uint32_t j = 0; j < i; j++)
            measured.close_points += square(x[i] - x[j]) + square(y[i] - y[j]) < square(close);
        for (uint32_t number = 0; number < size.bonds; number++) {
            uint32_t k = bond[number][0], l = bond[number][1];
            if (k == i || l == i) continue;
            measured.points_on_bonds +=
                distance_to_line(x[i], y[i], x[k], y[k], x[l], y[l]) < touching;
        }
    }
    measured.crossings /= 4; /* each was met from all of its ends */
}

enum { BONDS, X, Y, MEASURED };

/* Where the parts are that are written and read from outside. */
EXPORT(address_of) void *address_of(int part) {
    void *const addresses[] = {sheet.bond, sheet.x, sheet.y, &measured};
    return addresses[part];
}

/* Their sizes in bytes, so that who drives an older or a newer module finds out. */
EXPORT(size_of) uint32_t size_of(int part) {
    const uint32_t sizes[] = {sizeof sheet.bond, sizeof sheet.x, sizeof sheet.y, sizeof measured};
    return sizes[part];
}
