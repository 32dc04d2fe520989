package org.xipline.console.purge;

import java.util.Optional;
import org.xipline.schemas.identity.ArchiveId;

/**
 * What a purge came to for one archive, whichever connectors imported it.
 *
 * @param kept why its payloads stay; empty where they went
 */
public record PurgedArchive(ArchiveId archive, Optional<String> kept) {}
