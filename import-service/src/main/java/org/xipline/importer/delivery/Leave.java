package org.xipline.importer.delivery;

/**
 * Leave to ask the mailbox server something.
 *
 * @param probe number of the probe that it is for; 0 where the server is not out of reach
 */
record Leave(long probe) {
  static final Leave FREE = new Leave(0);

  boolean isProbe() {
    return probe > 0;
  }
}
