package org.xipline.importer.delivery;

/**
 * Leave to ask the mailbox server something.
 *
 * @param probe number of the probe that it is for; 0 where the server is not out of reach
 */
record ProbePermit(long probe) {
  static final ProbePermit FREE = new ProbePermit(0);

  boolean isProbe() {
    return probe > 0;
  }
}
