package org.xipline.schemas.property;

import java.util.SplittableRandom;
import org.opentest4j.TestAbortedException;

/**
 * What holds for all values, tried with values that seeds decide.
 *
 * <p>Each run tries other seeds. One that breaks the property is named by the failure; {@code
 * -Dxipline.seed=N} then tries that seed alone, with the same values.
 */
public final class Property {
  private static final String SEED = "xipline.seed";

  /** Asserts what holds for the values that it takes. */
  @FunctionalInterface
  public interface Statement {
    void holdFor(Values values) throws Exception;
  }

  private Property() {}

  /** Tries as many seeds. */
  public static void holds(int tries, Statement statement) {
    Long given = Long.getLong(SEED);
    if (given != null) {
      holdsForSeed(given, statement);
      return;
    }
    var seeds = new SplittableRandom();
    for (int i = 0; i < tries; i++) {
      holdsForSeed(seeds.nextLong(), statement);
    }
  }

  /** Tries this seed alone: the same values on every run. */
  public static void holdsForSeed(long seed, Statement statement) {
    try {
      statement.holdFor(new Values(seed));
    } catch (TestAbortedException e) {
      throw e;
    } catch (Exception | AssertionError | StackOverflowError e) {
      throw new AssertionError(
          "Seed %d breaks the property (again with -D%s=%d): %s".formatted(seed, SEED, seed, e), e);
    }
  }
}
