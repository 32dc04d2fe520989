package org.xipline.console.action;

/**
 * What an action came to.
 *
 * @param selected elements that were meant
 * @param left those of them that it could not be applied to
 */
public record ActionResult(String id, long selected, long left) {

  /** How many elements it was applied to. */
  public long applied() {
    return selected - left;
  }
}
