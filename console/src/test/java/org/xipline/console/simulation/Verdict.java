package org.xipline.console.simulation;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;

/**
 * What came of one seed.
 *
 * @param broken which promises do not hold, and why; empty if all do
 * @param schedule what was done to the installation
 * @param journal the last things that happened, in order
 * @param steps that threads took
 */
public record Verdict(
    long seed, List<String> broken, String schedule, List<String> journal, long steps) {
  private static final int MOST_SHOWN = 6;

  /** Runs a seed; what goes wrong in the simulation itself breaks a promise, too. */
  public static Verdict of(long seed) {
    var run = new Run(seed);
    List<String> broken = new ArrayList<>();
    try (var _ = SimulationLog.into(run.simulation())) {
      broken.addAll(run.broken());
    } catch (RuntimeException | Error e) {
      broken.add("the simulation ended with " + trace(e));
    }
    return new Verdict(
        seed, broken, run.describe(), run.simulation().journal(), run.simulation().steps());
  }

  private static String trace(Throwable cause) {
    var trace = new StringWriter();
    cause.printStackTrace(new PrintWriter(trace));
    return trace.toString();
  }

  public boolean holds() {
    return broken.isEmpty();
  }

  /** Seed, schedule, and what does not hold. */
  public String describe() {
    List<String> shown = broken.subList(0, Math.min(MOST_SHOWN, broken.size()));
    return "seed %d breaks %d promises\n%s\nSchedule:\n%s"
        .formatted(seed, broken.size(), String.join("\n", shown), schedule);
  }
}
