package org.xipline.console.simulation;

import java.util.stream.LongStream;

/** {@code dev/simulate}: runs seeds, and tells of those that break a promise. */
public final class Simulate {
  private static final int TELL_EVERY = 100;

  private Simulate() {}

  /**
   * Runs seeds.
   *
   * @param args the first seed, how many, and {@code journal} to print all that happened
   */
  public static void main(String[] args) {
    long from = Long.parseLong(args[0]);
    long count = Long.parseLong(args[1]);
    boolean journal = args.length > 2 && args[2].equals("journal");
    long failures =
        LongStream.range(from, from + count).filter(seed -> !holds(seed, journal)).count();
    System.out.printf("%d of %d seeds break a promise%n", failures, count);
    System.exit(failures == 0 ? 0 : 1);
  }

  private static boolean holds(long seed, boolean journal) {
    Verdict verdict = Verdict.of(seed);
    if (journal) {
      verdict.journal().forEach(System.out::println);
    }
    if (journal || !verdict.holds()) {
      System.out.println(verdict.describe());
    } else if (seed % TELL_EVERY == 0) {
      System.out.println("seed " + seed + " holds");
    }
    return verdict.holds();
  }
}
