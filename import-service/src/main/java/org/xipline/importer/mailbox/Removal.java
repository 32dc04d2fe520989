package org.xipline.importer.mailbox;

/** What came of removing copies. */
public sealed interface Removal {

  /** They are gone, and nothing else is. */
  record Removed() implements Removal {}

  /** Some or all of them are there as they were, and this is why. */
  record NotRemoved(String detail) implements Removal {}
}
