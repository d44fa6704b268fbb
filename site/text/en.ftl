### The words of the page in English, the language that all others fall back to.
###
### A value may hold the tags b, i, sub, sup, small, cite, code, em and strong. The titles and
### meanings of target components, constraints and parameters, the aims and challenges with their
### questions, and what the package refuses, are not here: the build takes them from the package
### (component-…, constraint-…, parameter-…, aim-…, challenge-…, refusal-…). `python3 build.py text`
### lists all keys, and those that a language lacks.

## The frame of the page

shell-title = IsoAnneal: search the isomers of a molecular formula
shell-description =
    .content = Type a molecular formula and watch simulated annealing search its constitutional isomers, live in the browser.
shell-tagline = Search isomers by simulated annealing: bold while hot, careful when cool
shell-full-page = Open the full page
shell-state = State:
shell-footer = After J.-L. Faulon, <cite>J. Chem. Inf. Comput. Sci.</cite> 1996, 36, 731–740. Everything runs in this tab; nothing is sent anywhere.
shell-benchmark = Benchmark
shell-about = About, versions and licences
# A button, beside a sentence about files that are missing
shell-try-again = Try again
shell-silence = The scripts of this page do not run here, so it cannot go on. Either this browser is too old (open the page in Chrome, Edge, Firefox or Safari of 2023 or later), or the web server or the page around this one forbids scripts (ask whoever runs it to allow them).
shell-no-script = IsoAnneal runs in the browser and needs JavaScript. Please switch it on.
settings-title = Settings of the search
# What opens them, and what is behind it
settings-short = Settings
settings-what = target, schedule, seed, constraints

## The link to the search that the form describes

# A button, and what it says for a moment after it was pressed
share-copy = Copy link
share-copied = Link copied
share-in-address = In the address bar

## Places: looks at the one search

places =
    .aria-label = Places
place-watch = Watch
place-compare = Compare
place-learn = Learn

## States of the search, each in a word

# Two sentences, one after the other
sentences = { $first } { $second }
state-loading = loading
state-idle = idle
state-starting = starting
state-running = running
state-paused = paused
state-complete = complete
state-error = error

## The manifest, which a browser reads when the page is installed as an app

manifest-name = IsoAnneal: search the isomers of a molecular formula
manifest-short-name = IsoAnneal
manifest-description = Type a molecular formula and watch simulated annealing search its constitutional isomers.
manifest-shortcut-C6H14 = Hexanes, 5 isomers
manifest-shortcut-C6H6 = Benzene and 216 others
manifest-shortcut-C10H16 = Pinene, limonene among 24,938

## Set-up: formula, pace and the buttons of the search

setup-formula = Molecular formula
# Over a list of questions, challenges and formulas to choose from
setup-aim = What to look for
setup-questions = Questions
setup-challenges = A challenge
setup-formulas = Formulas
# Ends what is said of a question
setup-hard = It is hard: with these settings, fewer than nine of ten searches find it.
# Stands in the list until something is chosen
setup-choose = Choose …
# One of the formulas in the list. $formula: such as C₆H₁₄. $what: a message preset-…
setup-preset = { $formula }: { $what }
# How fast the steps are made
setup-pace = Pace
setup-pace-slider =
    .aria-label = Pace
setup-pace-for-the-eye = slow, then fast
setup-pace-full-speed = full speed
setup-pace-every-step = fast, every step
setup-pace-30 = 30 steps/s
setup-pace-10 = 10 steps/s
setup-pace-5 = 5 steps/s
setup-pace-2 = 2 steps/s
setup-pace-1 = 1 step/s
# Of the page's address. Parts are such as k=8 in ?formula=C6H14&k=8
address-too-many = The address has { $count } parts, and at most { $most } are read. Leave some of them out.
setup-no-such-pace = There is no pace “{ $name }”. Choose one from the list.
setup-start = Start
setup-pause = Pause
setup-resume = Resume
setup-reset = Reset
# A button: make all steps that are left at once
setup-to-the-end = To the end
# What was typed in the place of a formula; { $reason } says why the formula cannot be searched
setup-smiles-refused = “{ $smiles }” is a SMILES of { $formula }. { $reason }
# { $formula } ends with its charge, as in C3H6N+
setup-smiles-charged = “{ $smiles }” is a SMILES of an ion, { $formula }. Only uncharged molecules can be searched.
setup-not-started = The search was not started. Please correct the settings that are marked below.
# After a file of the page itself did not arrive
setup-reload = Reload the page
# After the engine was lost
setup-restart = Start a new engine
# Notes below the formula that was typed
setup-saturated = { $formula }: no rings, single bonds only
setup-unsaturated = { $formula }: degree of unsaturation { $degree } (rings and double bonds; a triple bond counts 2)

# What there is to find among the isomers of these formulas. The numbers of isomers are exact counts.
preset-C6H14 = hexanes, 5 isomers
preset-C8H18 = octanes, 18 isomers
preset-C10H22 = decanes, 75 isomers
preset-C20H42 = icosanes, 366,319 isomers
preset-C6H6 = benzene and 216 others
preset-C8H10 = xylenes among 4,678 isomers
preset-C10H16 = pinene, limonene among 24,938
preset-C10H8 = naphthalene, azulene and more
preset-C4H8O = butanone, THF among 26
preset-C2H5NO2 = glycine among 84 isomers
preset-C3H7NO = amides and more, 84 isomers
preset-C2H4Cl2 = dichloroethanes, 2 isomers

## Target: what a search scores by

target-title = Target
target-note = What the energy is made of. Of several components, each counts by its weight.
target-add =
    .aria-label = Add a component to the target
target-choose = Add a component …
target-minimize = minimize
target-maximize = maximize
# A third direction beside minimize and maximize
target-reach = reach a value
target-goal =
    .placeholder = value
target-smarts =
    .placeholder = such as [OX2H]
# Stands before a number
target-weight = weight
# $meaning: one line about a component. $unit: such as Å²
target-meaning = { $meaning }, in { $unit }
# Beside a box to tick. Without it, components count in their own units
target-normalize = Scale each component from 0 to 100 <small>of the range found in 200 isomers that random moves lead to</small>
# Labels for screen readers. $component: its title
target-label-direction = { $component }: direction
target-label-goal = { $component }: value to reach
target-label-weight = { $component }: weight
target-label-smarts = { $component }: SMARTS pattern
target-label-remove = Remove { $component }
target-no-weight = Give at least one component a weight above 0.
target-no-goal = Give the value that { $component } should reach.
# $typed: what was typed in the place of a number
target-goal-refused = The value that { $component } should reach must be a number from { $least } to { $most }, not “{ $typed }”.
target-no-smarts = Give a SMARTS pattern for { $component }, for example [OX2H].

## Numbers that are typed

# What was typed, such as “1.125” on a page in French, can be read as either of two numbers.
# $field: the title of a field
number-ambiguous = { $field }: “{ $typed }” can mean { $thousands } or { $fraction }. Write it as one of these.
# In a field of whole numbers
number-ambiguous-whole = { $field } must be a whole number, and “{ $typed }” can mean { $thousands } or { $fraction }. Write { $thousands } if that is meant.
# $length, $most: numbers of characters
number-too-long = The number for “{ $field }” has { $length } characters, and at most { $most } are read. Give a shorter one.

## Annealing: temperatures, steps and seed

annealing-title = Annealing
annealing-new-seed = New seed
# $count: how often the temperature was changed by hand
annealing-by-hand = { $count ->
    [one] The temperature was set by hand { $count } time. Start plays that back.
   *[other] The temperature was set by hand { $count } times. Start plays that back.
}
annealing-by-schedule = Use the schedule
annealing-note = Each cycle begins hot, at kT₀, and cools: at the rate k = 1 evenly to its end, at k = 8 within an eighth of its steps, at 0 not at all. The seed is where the random numbers begin: the same settings with the same seed always give the same search.
annealing-too-many = That makes { $total } steps. At most { $most } are possible: give fewer cycles or fewer steps in each.

## Constraints: rules that isomers have to keep

constraints-title = Constraints
# How many constraints are on
constraints-none = none
constraints-on = { $count } on
constraints-note = A constraint is a rule that every isomer has to keep. A move to one that breaks it counts as invalid.
constraints-smarts = SMARTS writes parts of molecules as text: [OX2H] is an OH group, c1ccccc1 a benzene ring.
constraints-required-example =
    .placeholder = for example c1ccccc1
constraints-forbidden-example =
    .placeholder = for example [OX2H]

## The current structure, and the best one so far

current-title = Now
current-none =
    .aria-label = { structure-not-yet }
current-label = Current isomer: { $smiles }.
current-smiles-of =
    .aria-label = SMILES of the current isomer
# Stands before a number
current-energy = energy
structure-title = Best so far
structure-none =
    .aria-label = { structure-not-yet }
structure-not-yet = No structure yet
structure-too-tangled = So many bonds of this isomer cross that no drawing of it can be read. Its SMILES, the line of text below, says what it is.
structure-label = Best isomer so far: { $smiles }.
structure-stage-python = Getting Python ready …
structure-stage-engine = Getting the engine ready …
structure-stage-rdkit = Getting the chemistry library RDKit ready …
# What is loaded, in three short words side by side
structure-part-python = Python
structure-part-engine = engine
structure-part-rdkit = RDKit
structure-loading =
    .aria-label = Loading the engine
structure-smiles-of-best =
    .aria-label = SMILES of the best isomer
# A button, and what it says for a moment after it was pressed: “marked” where the browser does
# not let the page copy, so that the person can
structure-copy = Copy
structure-copied = Copied
structure-marked = Marked

## Numbers: energies, temperature, steps

numbers-title = Steps
# $run: “run-name”, with all that makes the search another
numbers-of-another = Still of { $run }, not of what the form says now.
# Stand before two numbers, as in “Step 37 / 2,000”
numbers-step = Step
numbers-cycle = Cycle
numbers-steps-made =
    .aria-label = Steps made
numbers-accepted = Accepted
    .title = The move was made and kept.
numbers-rejected = Rejected
    .title = The energy would have got worse, and chance decided against it.
numbers-invalid = Invalid
    .title = The bonds picked at random could not be exchanged, or the move would have broken a constraint.
numbers-disconnected = Disconnected
    .title = The molecule would have fallen apart.
# Unfolds what these words mean
numbers-meanings = What do these mean?
numbers-meaning-accepted = <b>Accepted:</b> the molecule was changed. That happens whenever the energy gets better or stays, and now and then when it gets worse.
numbers-meaning-rejected = <b>Rejected:</b> the energy would have got worse, and chance decided against it. The molecule stays.
numbers-meaning-invalid = <b>Invalid:</b> the bonds picked at random cannot be exchanged, often because they share an atom, or a constraint would be broken. That is no mistake of yours or of the program: the picks are blind.
numbers-meaning-disconnected = <b>Disconnected:</b> the molecule would have fallen into two pieces. The molecule stays.
numbers-meaning-cycle = <b>Cycle:</b> steps in which the schedule lets the temperature fall once.
numbers-meaning-acceptance-ratio = <b>Acceptance ratio:</b> accepted steps divided by all steps.
numbers-meaning-visited = <b>Isomers visited:</b> different ones, each counted once.
numbers-acceptance-ratio = Acceptance ratio
numbers-visited = Isomers visited
    .title = Distinct isomers visited so far.
# How many of the isomers of a formula the search has visited
numbers-visited-of = { $visited } of { $isomers }
numbers-engine = Engine
    .title = What makes the steps.
numbers-engine-meaning = { numbers-engine.title }
# $engine: Python or WebAssembly. $rate: a message “rate” or “rate-in-millions”
numbers-engine-rate = { $engine }, { $rate }
# A number of steps per second
rate = { $rate } steps/s
rate-in-millions = { $millions } million steps/s
seconds = { $seconds } s
# A value of a component, such as “165 bonds”
quantity = { $value } { $unit }

## The thermostat

thermostat-title = Temperature
thermostat-slider =
    .aria-label = Temperature kT, set by hand
# Said of the slider
thermostat-kt = kT { $kt }
thermostat-schedule = set by the schedule
thermostat-in-hand = in your hand
thermostat-wish = in your hand: kT { $kt }
thermostat-give-back = Give it back
thermostat-worsening = Worsening moves accepted lately
thermostat-worsening-bar =
    .aria-label = { thermostat-worsening }
percent = { $percent } %

## One move

move-title = One step at a time
move-once = One step
move-back = Back
move-untold-beginning = Isomers have the same formula but other bonds. Each step tries a random change of bonds. It is accepted unless the energy gets worse, and even then now and then: the higher the temperature kT, the more often. The schedule sets it, or you do. Press One step or Start, and see here what each step does.
move-untold-running = At this pace there are too many steps to tell of each.
move-untold-standing = Press Back, and the steps are told one by one.
# Follows it. $meaning: what a component is, such as “Sum of the distances …”
move-energy = The energy here: { $component }. { $meaning }.
# Stand before sentences that say why
move-step-accepted = Step { $step } was accepted.
move-step-rejected = Step { $step } was rejected.
move-step-invalid = Step { $step } was invalid: what was picked at random came to nothing.
move-step-disconnected = Step { $step } would have left the molecule disconnected.
move-outcome-accepted = accepted
move-outcome-rejected = rejected
move-outcome-invalid = invalid
move-outcome-disconnected = disconnected
move-recent =
    .aria-label = The last steps, the latest first
# One of the last steps: its number, and the energy after it
move-chip = { $step }: { $energy }
# $count: steps that were made before the run went back
move-later = { $count ->
    [one] You have gone back by { $count } step. One step forward makes it again; if you change the temperature here, it is dropped.
   *[other] You have gone back by { $count } steps. Going forward makes them again; if you change the temperature here, they are dropped.
}
move-why = Why?
move-drawn-before = before step { $step }
move-drawn-after = after step { $step }
move-bond = Bond
move-order-before = Order before
move-order-after = after
# The order that the bond x1–y1 can have after the move
move-allowed = x1–y1 can have an order from { $least } to { $most } here, and that settles the other three.
move-allowed-one = x1–y1 can have no other order here.
move-delta = Change of energy ΔE
move-probability = Probability e<sup>−|ΔE|/kT</sup>, or 1 if not worse
move-random = Random number
move-odds = A bar from 0 to 1: accepted below { $probability }, and the random number is { $random }.
move-terms = <b>x1</b>, <b>y1</b>, <b>x2</b> and <b>y2</b> are the atoms of the two bonds that were picked at random. The <b>order</b> of a bond is the number of bonds that it counts as: 1 if single, 2 if double, 3 if triple, and 0 where there is none. The orders of an atom’s bonds add up to its <b>valence</b>, such as 4 for carbon and 1 for hydrogen; no move changes that. <b>kT</b> is the temperature in the unit of the energy; in physics, k is Boltzmann’s constant. A worse molecule is accepted if the random number is below the probability, which is the coloured part of the bar: the <b>Metropolis criterion</b>.

## Chart: the course of the search

chart-title = Course of the search
# Names of lines and axes
chart-current = current energy
chart-best = best energy
chart-step = step
chart-energy = energy
chart-best-so-far = best so far
chart-components =
    .aria-label = Components, each on a scale of its own
chart-picture =
    .aria-label = Energy and temperature against the step
chart-keys = The arrow keys go from step to step, Home and End to the first and to the last; Escape leaves the chart.
# Stands above a small picture of all steps, beside a large one of the last steps
chart-whole = The whole run, { $steps } steps
# Heads of what is known of a step that is pointed at: the first structure stands before step 1
chart-first = First structure
chart-at = Step { $step }
# The same for screen readers, as sentences. Before the second stands one of these or move-step-…
chart-told-first = This is the first structure.
chart-told-step = This is the structure after step { $step }.
chart-told = Energy { $energy }, best so far { $best }, kT { $kt }.
# $list: messages chart-line, as with commas between them
chart-told-components = Components: { $list }.
# The ends of such a scale
chart-range = from { $least } to { $most }
# A line of the chart. $value: of the current structure, with its unit
chart-line = { $component } { $value }

## The search: what there is to know before, during and after it

search-wanted = The search starts as soon as the engine is ready.
search-needs-rdkit = This target needs RDKit, which is still being loaded.
search-looks-for-first = Looking for a first structure that keeps the constraints …
search-paused = Press Resume to go on, or Reset to change the settings.
search-stopped-at = This run stopped at step { $step }. { search-paused }
search-one-isomer = { $formula } has one isomer only: there is nothing to find.
search-first-structure = This is the first structure of { $formula }. Start the search to improve it.
search-done-one-isomer = Done after { $steps } steps. There is one isomer only, so there was nothing to find.
# $first, $best: energies, such as 165 and 89
# A component that was to reach a value; $best: the distance from it
search-done-goal = Done after { $steps } steps. The { $component } reached { $goal }.
search-done-goal-missed = Done after { $steps } steps. The { $component } came within { $best } of { $goal }.
search-done-component = Done after { $steps } steps. The { $component } went from { $first } to { $best }.
search-done-component-stayed = Done after { $steps } steps. No isomer was found with a better { $component } than that of the first structure, { $best }.
search-done-energy = Done after { $steps } steps. The energy went from { $first } to { $best }.
search-done-energy-stayed = Done after { $steps } steps. No isomer was found with a better energy than that of the first structure, { $best }.

# Of a search that asks one of the questions in the list. $found: a name, or else a SMILES
answer-reached = Reached at step { $step }: { $found }.
answer-reached-unseen = Reached at step { $step }.
# $best, $possible: energies
answer-missed = Not reached: the best energy found is { $best }, and { $possible } is possible. Another seed, that is other random numbers, may get there.

## The challenge: a person sets the temperature, against the schedule and against no heat

scores-title = Challenge
scores-you = You
scores-schedule = The schedule
scores-cold = No heat
# Says of what all three results are
scores-of = All three: { $cycles } × { $steps } steps, seed { $seed }. The schedule cools from kT₀ = { $kt0 } at the rate k = { $k }.
# Buttons
scores-stop = Stop comparing
scores-compare = Compare
scores-again = Play again
scores-reached = Reached at step { $step }.
# $best: an energy
scores-missed = Not reached: best energy { $best }, at step { $step }.
scores-won = You beat the schedule! Play again with another seed to see whether it was luck.
scores-lost-to-schedule = The schedule was better this time. Play again: heat more while the energy is stuck, and less while it falls.
scores-drawn = You and the schedule are level. Play again, and try other temperatures.
# Read out at the end. $score: one of the sentences above
scores-told-you = You: { $score }
scores-told-schedule = The schedule: { $score }
scores-told-cold = No heat: { $score }
scores-lost = The engine was lost before the others were compared. Start it again, then compare.
scores-failed = The comparison failed. Compare again.

## The host of the engine: when it does not come, or is lost

host-loading-failed = The engine could not be loaded.
host-long-slow = Loading is taking unusually long. On a slow network, wait a little longer, or start the engine again.
host-long-busy = The engine is in the middle of a computation that cannot be interrupted, and answers when that is over. Wait a little longer, or start the engine again.
# $patterns: one or several, as with commas between them
host-matching = { $count ->
    [one] RDKit is matching the pattern { $patterns }, which cannot be interrupted. Wait until that is done, or end it with a new engine.
   *[other] RDKit is matching one of the patterns { $patterns }, which cannot be interrupted. Wait until that is done, or end it with a new engine.
}
host-silent = The engine stopped answering.
host-failed = The engine failed.
# $reason: one of the sentences above
host-lost = { $reason } Start it again to go on.
host-lost-during-run = { $reason } Start it again, then resume the run from step { $step }: nothing is lost.
# $reason: what Python says of an error
page-failed = Something went wrong ({ $reason }). Reload the page to go on.

## Replicates: the same search from many seeds

replicates-title = Replicates
replicates-note = The same search from many seeds, on all cores of this device: does it reach the same energy every time?
replicates-count = Number of replicates
replicates-run = Run replicates
replicates-cancel = Cancel
replicates-made =
    .aria-label = Replicates made
replicates-best-energy = Best energy
replicates-refusal = Give a whole number of replicates from { 1 } to { 1000 }.
replicates-none = The best energies will appear here, with how often each was reached.
replicates-starting = Starting …
replicates-done = { $finished } of { $count } are done.
replicates-cancelled-after = Cancelled when { $finished } of { $count } were done.
replicates-lost = The engine was lost before the replicates were done. Start it again, then run them again.
replicates-failed = The replicates failed. Run them again.
# Of one replicate
replicates-single = It reached { $best }.
replicates-spread = { $reached } of { $count } reached the best energy of these runs, { $best }. Mean { $mean }, standard deviation { $deviation }.
# Stands above a table; $run: “run-name”, with all that makes the search another
replicates-of = { $run }: { $cycles } × { $steps } steps, kT₀ = { $kt0 }, k = { $k }, seeds from { $seed }
replicates-visited = Together they visited { $isomers ->
    [one] { $isomers } isomer
   *[other] { $isomers } isomers
}.
# $rate: a message “rate” or “rate-in-millions”
replicates-effort = { $steps } steps on { $cores ->
    [one] { $cores } core
   *[other] { $cores } cores
}.
replicates-effort-rate = { $steps } steps on { $cores ->
    [one] { $cores } core
   *[other] { $cores } cores
}, { $rate }.
# Stands below a table of energies that has no room for all
replicates-more = { $count ->
    [one] and { $count } other energy
   *[other] and { $count } other energies
}

## Past runs

past-runs-title = Past runs
past-runs-none = Runs that you pause or finish are kept here, in this browser only.
# $count: a number such as 200
past-runs-limit = The newest { $count } runs are kept, and every older one that you give a name of your own.
past-runs-name =
    .aria-label = Name of the run
# $length, $most: numbers of characters
past-runs-name-too-long = The name has { $length } characters, and at most { $most } are kept. Give a shorter one.
past-runs-open = Open
past-runs-open-named = Open { $name }
past-runs-delete = Delete
past-runs-delete-named = Delete { $name }
past-runs-deleted = “{ $name }” is deleted.
past-runs-remains-deleted = What was left of the run is deleted.
past-runs-bring-back = Bring it back
# A line about a run. $moment: a day and a time of day
past-runs-running = running since { $moment }
past-runs-whole = best { $best }, all { $total } steps, { $moment }
past-runs-part = best { $best }, { $step } of { $total } steps, { $moment }
past-runs-deleted-elsewhere = This run was deleted in another tab.
past-runs-pause-first = Pause the search first, then open another run.
past-runs-no-worker = Start a new engine first, then open the run.
past-runs-unreadable = This run was kept by another version and cannot be shown.
past-runs-storage-full = This browser’s storage is full, so this run is not kept. The search goes on all the same. Delete past runs to make room.
# $name: of a target component, a constraint
past-runs-unknown = This version does not know “{ $name }”, which the run asks for.
# Stands in the list in the place of a run; the button beside it deletes it
past-runs-remains = A run that cannot be read: it was kept by another version, or is damaged.
past-runs-delete-remains = Delete
    .aria-label = Delete a run that cannot be read
past-runs-storage-silent = This browser’s storage does not answer, so runs are not kept. The search works all the same. Closing other tabs of this page may help.
past-runs-storage-not-loaded = The part of the page that keeps runs did not arrive, so runs are not kept. The search works all the same.
past-runs-storage-closed = This browser does not let the page keep runs (a private window, or storage is switched off). The search works all the same, but a reload forgets it.
# The name of a run until the person gives it another. $aims: a list of messages run-aim-…
run-name = { $formula }, { $aims }
# What a search does with a component, as a part of its name
run-aim-minimize = { $component } minimized
run-aim-maximize = { $component } maximized
run-aim-goal = { $component } near { $goal }
# The same in the caption of a result, which names more of a search, in a list. $aim: a message run-aim-…
run-weighted = { $weight } × { $aim }
# Stands for $component
run-pattern = { $component } of “{ $pattern }”
run-scaled = scaled from 0 to 100
run-rule = “{ $constraint }”
run-required = must match “{ $pattern }”
run-forbidden = must not match “{ $pattern }”
run-steps = { $cycles } × { $steps } steps
run-kt0 = kT₀ = { $kt0 }
run-k = k = { $k }
run-seed = seed { $seed }
# How the temperature was set by hand
run-set-by-hand = kT = { $kt } by hand after step { $step }
run-by-schedule = kT by the schedule
run-given-back = kT by the schedule after step { $step }
run-set-by-hand-often = kT set by hand { $count } times

## Learn

lesson-title = What happens
lesson-move = Each step exchanges bonds among <b>four atoms</b>, picked at random, so that each of them keeps its valence, the number of bonds that it makes. Hydrogens move too, so every isomer can be reached. A step is <b>invalid</b> if these bonds cannot be exchanged or if a constraint would be broken, and <b>disconnected</b> if the molecule would fall into two pieces.
lesson-acceptance = A move that improves the energy is <b>accepted</b>. One that worsens it by Δ<i>E</i> is accepted only with probability e<sup>−Δ<i>E</i>/<i>kT</i></sup>; otherwise it is <b>rejected</b>. When hot, the search roams; when cold, it only improves. This is <b>simulated annealing</b>, after the annealing of metals and glass, which are heated and then cooled slowly.
lesson-energy = The energy is the value of the <b>target</b>. At first that is the <b>Wiener index</b>: the number of bonds on the shortest path between two atoms, summed over all pairs (hydrogens left out). With several components, the energy is their weighted sum.

## Benchmark of this device, on a page of its own

benchmark-title = Benchmark of this device
benchmark-note = How fast the engine makes its steps here, in this tab. It takes about twenty seconds; please do not use the device meanwhile.
benchmark-measure = Measure
# The button while it measures
benchmark-stop = Stop
benchmark-begins = Measuring …
benchmark-stopped = Stopped. What was measured until then stays below.
benchmark-wait = Wait until the engine is ready and no search is running, then measure again.
benchmark-lost = The engine was lost while it was measured. Start it again, then measure again.
benchmark-measuring = Measuring { $what } …
benchmark-measured = Measured in { $browser }, { $cores ->
    [one] { $cores } core
   *[other] { $cores } cores
}.
benchmark-start-caption = Since the page was opened
benchmark-moment = Moment
benchmark-time = Time
# Two moments
benchmark-mark-usable = Page usable
benchmark-mark-ready = Engine ready
benchmark-speeds-caption = Steps of a search, schedule f8, 500 steps per cycle
# Heads the column of searches
benchmark-search = Search
# A search. $formula: such as C₁₀H₁₆. $component: the title of its target
benchmark-search-of = { $formula }, { $component }
benchmark-fastest = Fastest engine
benchmark-python = Python engine
benchmark-ratio = Ratio
benchmark-growth-caption = How the time per step grows with the number of atoms, Wiener index
benchmark-formula = Formula
benchmark-step-time = Time per step
# The time per step grows as the number of atoms to the power of this
benchmark-power = Exponent, from C₁₀ on
benchmark-nanoseconds = { $nanoseconds } ns

## About

about-back = Back to the search
about-title = About IsoAnneal
about-free = IsoAnneal is free software: you may use it, change it and pass it on. The first line of the table gives its version and its licence.
# A reference follows
about-method = It implements the method of this paper; please cite it:
about-private = Everything runs in this tab; nothing is sent anywhere. There are no cookies, and your runs are kept in this browser only.
about-made-of = What this page is made of
# Unfolds the next one
about-parts = Libraries within these
about-within = Libraries within the above
about-name = Name
about-version = Version
about-licence = Licence
about-purpose = What it does here


## Use without a network

offline-one-file = This file holds everything and needs no network.
offline-kept = Works without a network.
offline-keeping = Keeping a copy for use without a network: { $percent } %
offline-no-copy = This browser keeps no copy, so IsoAnneal needs a network when it is opened.
offline-no-copy-over-http = This browser keeps no copy (it would over HTTPS), so IsoAnneal needs a network when it is opened.
offline-refused = This browser refuses to keep a copy, so IsoAnneal needs a network when it is opened.
offline-no-room = This browser has no room for a copy, so IsoAnneal needs a network when it is opened.
offline-not-whole = This browser could not fetch all files for a copy, so IsoAnneal needs a network when it is opened.
offline-update-no-room = Works without a network. A new version found no room; this one goes on.
offline-update-not-whole = Works without a network. A new version did not arrive whole; this one goes on.
offline-new-version = A new version of IsoAnneal is ready.
offline-other-tab = Another tab switched to a new version of IsoAnneal.
offline-reload = Reload

## The loader: it is there before everything else, and knows no selectors

# The state of the search, in a word
loader-error = error
loader-too-old = This browser is too old for this page. Open the page in a newer one: Chrome, Edge, Firefox or Safari of 2023 or later.
loader-no-webassembly = This browser cannot run WebAssembly, which the engine needs. It is too old, or WebAssembly is switched off, as “Lockdown Mode” does on Apple's devices. Switch it on for this page, or use another browser.
loader-no-evaluation = The web server that this page comes from forbids it to run WebAssembly and Python. Ask whoever runs it to allow 'unsafe-eval' in script-src of its Content-Security-Policy.
loader-forbidden-by-host = The web server that this page comes from forbids something that the page needs: { $name } in its Content-Security-Policy. Ask whoever runs it to let the page's own policy be enough.
loader-opaque-frame = The page that shows this one in a frame does not let it use its own files. Its author can add “allow-same-origin” to “sandbox” of the frame. Or open this page in a window of its own.
loader-another-answered = Something else answered in place of the file { $name }. A network that asks for a login does this. Open any other site to log in, then reload this page.
# $name: the name of a file, or several with commas between them
loader-awaited = Still waiting for { $name } to arrive. The page goes on by itself as soon as it has.
loader-not-arrived = The file { $name } did not arrive. Check the connection and reload the page.
loader-without-chart = The file { $name } did not arrive as it should, so the chart cannot be drawn. The search works all the same.
loader-without-runs = The file { $name } did not arrive as it should, so runs are not kept. The search works all the same.
loader-without-style = The file { $name } did not arrive as it should, so the page looks plain. The search works all the same.
loader-without-language = The file { $name } did not arrive as it should, so the page is in English.
loader-damaged = The file { $name } is damaged or belongs to another version, so it was not used. Reload the page. If that does not help, the copy on the server is broken.
loader-damaged-in-one-file = The file { $name } is damaged or belongs to another version, so it was not used. Copy the page again from where you have it.
