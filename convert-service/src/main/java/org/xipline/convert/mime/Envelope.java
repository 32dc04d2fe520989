package org.xipline.convert.mime;

import org.xipline.schemas.identity.ArchiveId;
import org.xipline.schemas.identity.ConnectorName;
import org.xipline.schemas.identity.EntryPath;
import org.xipline.schemas.identity.Sha256;

/**
 * Where a message comes from: what its {@code X-XIP-} fields say.
 *
 * @param itemDigest see {@link org.xipline.convert.item.ItemDigest}
 * @param signer SHA-256 fingerprint of the signing certificate
 */
public record Envelope(
    ConnectorName connector,
    ArchiveId archive,
    EntryPath entry,
    Sha256 itemDigest,
    Sha256 signer) {}
