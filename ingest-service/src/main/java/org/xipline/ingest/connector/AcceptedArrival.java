package org.xipline.ingest.connector;

import java.time.Instant;

/**
 * An archive that was new to its connector, and was accepted.
 *
 * @param position in the order of all answers that were read; from 1
 * @param arrivedAt when it was found
 */
record AcceptedArrival(long position, String archiveId, Instant arrivedAt) {}
