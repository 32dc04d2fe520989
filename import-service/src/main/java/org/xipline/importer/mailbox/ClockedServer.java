package org.xipline.importer.mailbox;

import java.util.Optional;
import org.xipline.runtime.clock.ClockOffset;

/** A server whose clock can be read. */
public interface ClockedServer {

  /** How far its clock was ahead of ours when it was read last; empty before. */
  Optional<ClockOffset> clockOffset();
}
