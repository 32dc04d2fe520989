package org.xipline.runtime.payload;

import java.io.IOException;

/**
 * What must hold for payloads to be removed. It is asked for when everybody who stages has been
 * told that they are being removed, and again now and then until they are.
 */
@FunctionalInterface
public interface RemovalCondition {

  /**
   * Whether it holds at this moment.
   *
   * @throws IOException if nobody can tell; nothing more is removed then
   */
  boolean holds() throws IOException;
}
