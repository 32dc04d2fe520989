package org.xipline.ingest.connector;

import org.xipline.schemas.identity.ArchiveId;

/**
 * A file of a drop that has been hashed.
 *
 * @param arrivalId of the arrival that it is published as, or was
 */
record IdentifiedFile(ArchiveId archive, String arrivalId) {}
