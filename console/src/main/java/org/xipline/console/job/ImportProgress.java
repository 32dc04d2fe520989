package org.xipline.console.job;

/** Hears how far a job is, a few times a second. */
@FunctionalInterface
public interface ImportProgress {

  /**
   * @param waiting archives whose answer, or whose outcomes, are not all there
   * @param settled pairs that have their final outcome
   * @param expected pairs that are known of so far
   */
  void at(int waiting, long settled, long expected);
}
