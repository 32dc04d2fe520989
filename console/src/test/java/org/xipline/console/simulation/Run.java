package org.xipline.console.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.xipline.console.ledger.ArchiveAccount;
import org.xipline.console.ledger.FoldedLedger;
import org.xipline.console.simulation.disturbance.Planned;
import org.xipline.console.simulation.disturbance.Schedule;
import org.xipline.console.simulation.disturbance.TroubledMailbox;
import org.xipline.console.simulation.promise.NobodyWaitsForTheDead;
import org.xipline.console.simulation.promise.OthersGoOn;
import org.xipline.console.simulation.promise.Promise;
import org.xipline.console.simulation.promise.ReplaysEnd;
import org.xipline.console.simulation.promise.Unread;
import org.xipline.console.simulation.world.Installation;
import org.xipline.console.simulation.world.Operator;
import org.xipline.console.simulation.world.Source;
import org.xipline.console.simulation.world.World;
import org.xipline.runtime.simulation.Choices;
import org.xipline.runtime.simulation.Simulation;

/** One seed, from the first archive to the promises. */
public final class Run {
  /** Within this time of good weather everything is done that can be. */
  private static final Duration BOUND = Duration.ofHours(3);

  /** The same, for all mailboxes but the one that is troubled. */
  private static final Duration BOUND_OF_OTHERS = Duration.ofMinutes(30);

  private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(20);
  private static final Duration LAST_COMMITS = Duration.ofSeconds(30);

  /** What is looked for again and again is in somebody's hand now and then. */
  private static final Duration LAST_MOMENTS = Duration.ofMinutes(2);

  private static final int ARCHIVES = 12;

  /** By then every archive is whole that somebody puts into a drop. */
  private static final Duration ALL_ARRIVED = Duration.ofMinutes(1);

  /** When an operator looks for pairs whose record has expired, once everything is well. */
  private static final List<Duration> REENTRIES =
      List.of(Duration.ofMinutes(5), Duration.ofMinutes(15), Duration.ofMinutes(90));

  private final Simulation simulation;
  private final Installation installation;
  private final Schedule schedule;
  private final NobodyWaitsForTheDead restarts = new NobodyWaitsForTheDead();

  public Run(long seed) {
    this.simulation = new Simulation(seed);
    this.installation = new Installation(new World(simulation));
    this.schedule = Schedule.of(simulation.choices("schedule"));
  }

  /** Runs it, and says what is wrong in the end. */
  public List<String> broken() {
    installation.start();
    restarts.watch(installation);
    new Source(installation.world()).start(times(ARCHIVES));
    for (Planned planned : schedule.planned()) {
      var _ = simulation.after(planned.at(), () -> begin(planned));
    }
    schedule
        .lasting()
        .ifPresent(trouble -> {
          var _ = simulation.after(schedule.storms().getFirst(), () -> trouble.begin(installation));
        });
    boolean _ = simulation.run(() -> false, simulation.clock().instant().plus(Schedule.LENGTH));
    installation.heal();
    var _ = simulation.after(ALL_ARRIVED, installation.world().connectors()::requestRuns);
    var broken = new ArrayList<String>();
    REENTRIES.forEach(at -> {
      var _ = simulation.after(at, this::reenter);
    });
    schedule.lasting().ifPresent(trouble -> broken.addAll(brokenDuring(trouble)));
    settle();
    runUntil(() -> broken(Promise.ALL).isEmpty(), LAST_MOMENTS);
    broken.addAll(broken(Promise.ALL));
    broken.addAll(broken(List.of(restarts)));
    return broken;
  }

  private List<String> brokenDuring(TroubledMailbox trouble) {
    List<Promise> promise =
        List.of(new OthersGoOn(trouble), new ReplaysEnd(Optional.of(trouble.mailbox())));
    runUntil(() -> broken(promise).isEmpty(), BOUND_OF_OTHERS);
    List<String> broken = broken(promise);
    simulation.note("schedule", "ends: " + trouble);
    trouble.end(installation);
    return broken;
  }

  private void reenter() {
    installation.world().operator().give(Operator.Command.REENTER, false);
  }

  private List<Duration> times(int count) {
    Choices choices = simulation.choices("times");
    var times = new ArrayList<Duration>();
    for (int i = 0; i < count; i++) {
      times.add(
          choices.chance(0.7)
              ? choices.oneOf(schedule.storms()).plus(choices.upTo(Duration.ofSeconds(60)))
              : choices.upTo(Schedule.LENGTH.minusMinutes(1)));
    }
    return times;
  }

  private void begin(Planned planned) {
    simulation.note("schedule", "begins: " + planned.what());
    planned.what().begin(installation);
    var _ =
        simulation.after(
            planned.lasts(),
            () -> {
              simulation.note("schedule", "ends: " + planned.what());
              planned.what().end(installation);
            });
  }

  private void settle() {
    runUntil(() -> isSettled() && isRead(), BOUND);
    boolean _ = simulation.run(() -> false, simulation.clock().instant().plus(LAST_COMMITS));
  }

  /** Looks now and then: to know what has become of everything takes its time. */
  private void runUntil(BooleanSupplier done, Duration longest) {
    Instant limit = simulation.clock().instant().plus(longest);
    Instant[] next = {simulation.clock().instant()};
    boolean _ =
        simulation.run(
            () -> {
              if (simulation.clock().instant().isBefore(next[0])) {
                return false;
              }
              next[0] = simulation.clock().instant().plus(BETWEEN_LOOKS);
              return done.getAsBoolean();
            },
            limit);
  }

  private boolean isSettled() {
    FoldedLedger ledger = installation.world().ledger();
    return installation.world().archives().stream()
        .allMatch(archive ->
            ledger.findAccount(archive.key()).filter(ArchiveAccount::isSettled).isPresent());
  }

  private boolean isRead() {
    return new Unread(installation).describe().isEmpty();
  }

  private List<String> broken(List<Promise> promises) {
    FoldedLedger ledger = installation.world().ledger();
    return promises.stream()
        .flatMap(promise ->
            promise.broken(installation, ledger).stream()
                .map(what -> promise.getClass().getSimpleName() + ": " + what))
        .toList();
  }

  public Simulation simulation() {
    return simulation;
  }

  /** What was done to it, and how its topics and groups stand. */
  public String describe() {
    return "%s\n%s".formatted(schedule, installation.world().kafka().describe());
  }
}
