package org.xipline.importer.delivery;

import java.time.Duration;
import java.util.List;

/**
 * What a batch leaves in its lane.
 *
 * @param again to be delivered again, before anything else
 * @param backoff to be waited first
 * @param serverLost whether the mailbox server could not be reached
 */
record Leftover(List<InFlightMessage> again, Duration backoff, boolean serverLost) {}
